import Glibc

/// The order of two runs of bytes: negative, 0 or positive; a prefix comes first.
@inline(__always)
func byteOrder(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Int {
  let common = min(a.count, b.count)
  if common > 0, let x = a.baseAddress, let y = b.baseAddress {
    let order = memcmp(x, y, common)
    if order != 0 { return Int(order) }
  }
  return a.count - b.count
}

extension TextPool {
  /// Whether an entry has the same bytes as an entry of another pool.
  func isEqual(_ entry: Int, _ other: TextPool, _ otherEntry: Int) -> Bool {
    order(entry, other, otherEntry) == 0
  }

  /// The order of two entries by their bytes.
  func order(_ entry: Int, _ other: TextPool, _ otherEntry: Int) -> Int {
    if self === other, entry == otherEntry { return 0 }
    return withBytes(entry) { mine in other.withBytes(otherEntry) { byteOrder(mine, $0) } }
  }

  /// Whether a row's code is an entry; fillers of unknown rows may point into an empty pool.
  @inline(__always)
  func has(_ code: Int32) -> Bool { UInt32(bitPattern: code) < UInt32(truncatingIfNeeded: count) }
}

extension Vector {
  /// Which rows' texts compare so by their UTF-8 bytes; unknown rows, and values that are no text, never do.
  public func bytesCompare(_ comparison: Comparison, _ other: Vector) -> Bitmap {
    guard case .text(let a) = data, case .text(let b) = other.data else {
      return Bitmap(repeating: false, count: count)
    }
    let bits: Bitmap
    if b.codes.isConstant {
      bits = compareTexts(comparison, a, with: b)
    } else if a.codes.isConstant {
      bits = compareTexts(comparison.mirrored, b, with: a)
    } else {
      bits = Bitmap(count: count) { row in
        let left = a.codes.values[row]
        let right = b.codes.values[row]
        return a.pool.has(left) && b.pool.has(right)
          && comparison.holds(order: a.pool.order(Int(left), b.pool, Int(right)))
      }
    }
    return Bitmap.both(known, other.known).map { bits.and($0) } ?? bits
  }

  private func compareTexts(_ comparison: Comparison, _ lane: TextLane, with constant: TextLane) -> Bitmap {
    let code = constant.codes.values[0]
    guard constant.pool.has(code) else { return Bitmap(repeating: false, count: count) }
    return constant.pool.withBytes(Int(code)) { text in
      lane.matches(count: count) { comparison.holds(order: byteOrder($0, text)) }
    }
  }
}
