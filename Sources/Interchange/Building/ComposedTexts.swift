import Text

/// The texts of a block that had to be brought in Form C, in the order of their rows.
struct ComposedTexts: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var rows: [Int] = []
  private var taken = 0

  mutating func clear() {
    guard !ends.isEmpty else { return }
    self = ComposedTexts()
  }

  /// Composes the text of one of the block's rows.
  mutating func add(_ cell: Bytes, row: Int) -> TextKey {
    let start = bytes.count
    Normalization.nfc(cell, into: &bytes)
    ends.append(bytes.count)
    rows.append(row)
    return bytes[start...].withUnsafeBufferPointer { TextKey.of($0).key }
  }

  @inline(__always)
  func isNext(_ row: Int) -> Bool { taken < rows.count && rows[taken] == row }

  mutating func takeNext(_ body: (UnsafeBufferPointer<UInt8>) -> Int32) -> Int32 {
    defer { taken += 1 }
    return bytes[(taken == 0 ? 0 : ends[taken - 1])..<ends[taken]].withUnsafeBufferPointer(body)
  }
}

/// Whether a text may not be in Form C: it holds a scalar from U+0300 on, of those that two bytes or more encode.
@inline(__always)
func needsComposing(_ cell: Bytes) -> Bool {
  for index in 0..<cell.count where cell[index] >= 0xCC { return !Normalization.isSurelyNFC(cell) }
  return false
}
