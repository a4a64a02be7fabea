import Columns
import Diagnostics
import Text

/// Reads texts. Stored in Normalization Form C.
///
/// A column whose texts hardly repeat gives up its dictionary after the first 65,536 rows and keeps one entry a row.
struct TextReader: ColumnReader {
  let failures = CellFailures()
  private(set) var known = KnownBits()
  /// The texts; complete for keys and references, whose dictionary is never given up.
  private(set) var dictionary = TextDictionary()
  /// The text of each row; −1 for a missing one.
  private(set) var codes: [Int32] = []
  private let keepsDictionary: Bool
  private var plain: TextPoolBuilder?
  private var scratch = Scratch()
  private var composed = ComposedTexts()

  init(keepsDictionary: Bool) { self.keepsDictionary = keepsDictionary }

  mutating func read(_ block: CellBlock, column: Int) throws {
    let first = codes.count
    composed.clear()
    if plain == nil { readDistinct(block, column) } else { readPlain(block, column) }
    known.append(count: block.rowCount) { codes[first + $0] >= 0 }
    try checkSize()
    if plain == nil, !keepsDictionary, codes.count >= 65_536, dictionary.count * 5 > codes.count * 3 {
      giveUpDictionary()
    }
  }

  private func checkSize() throws {
    guard max(dictionary.byteCount, plain?.bytes.count ?? 0) < Int(UInt32.max) else {
      throw Diagnostic(
        "too-much-text", "A column holds more than 4 GiB of text.",
        notes: ["Leave out the column, or split the file."])
    }
  }

  mutating func reserve(rows: Int) {
    dictionary.reserve(rows, after: codes.count)
    codes.reserveCapacity(rows)
  }

  mutating func endReading() {
    scratch = Scratch()
    if !keepsDictionary { dictionary.forgetLookups() }
  }

  // MARK: Texts that repeat

  /// Hashes the whole block before it looks anything up, so that the memory of the lookups is on its way meanwhile.
  private mutating func readDistinct(_ block: CellBlock, _ column: Int) {
    // The scratch is held apart from the dictionary, so that writing to it needs no further checks.
    var scratch = Scratch()
    swap(&scratch, &self.scratch)
    scratch.fit(block.rowCount)
    let seed = TextKey.seed
    block.forEach(column: column) { row, cell, marks in
      if marks.contains(.missing) {
        scratch.keys[row] = TextKey.none
      } else {
        let (key, anyBits) = cell.withUnsafeBufferPointer { TextKey.of($0, seed: seed) }
        scratch.keys[row] = key
        if anyBits & 0x8080_8080_8080_8080 != 0, needsComposing(cell) {
          scratch.keys[row] = composed.add(cell, row: row)
        }
      }
    }
    block.forEach(column: column) { row, cell, marks in
      if row & (TextDictionary.window - 1) == 0 { lookAhead(scratch.keys, row, block.rowCount) }
      let key = scratch.keys[row]
      if marks.contains(.missing) {
        scratch.codes[row] = -1
      } else if composed.isNext(row) {
        scratch.codes[row] = composed.takeNext { dictionary.code($0, key) }
      } else {
        scratch.codes[row] = cell.withUnsafeBufferPointer { dictionary.code($0, key) }
      }
    }
    codes.append(contentsOf: scratch.codes[..<block.rowCount])
    swap(&scratch, &self.scratch)
  }

  /// Brings the memory near that the next lookups need.
  @inline(never)
  private func lookAhead(_ keys: [TextKey], _ row: Int, _ end: Int) {
    guard dictionary.isLarge else { return }
    let window = keys[row..<min(row + TextDictionary.window, end)]
    for key in window { dictionary.prefetchSlot(key) }
    dictionary.prefetchTexts(window)
  }

  /// The keys and codes of a block's rows.
  private struct Scratch: Sendable {
    var keys: [TextKey] = []
    var codes: [Int32] = []

    mutating func fit(_ rows: Int) {
      guard keys.count < rows else { return }
      keys = [TextKey](repeating: .none, count: rows)
      codes = [Int32](repeating: -1, count: rows)
    }
  }

  // MARK: Texts that do not

  private mutating func readPlain(_ block: CellBlock, _ column: Int) {
    guard var pool = plain.take() else { return }
    block.forEach(column: column) { _, cell, marks in
      if marks.contains(.missing) {
        codes.append(-1)
      } else {
        codes.append(Int32(truncatingIfNeeded: pool.count))
        if needsComposing(cell) {
          Normalization.nfc(cell, into: &pool.bytes)
          pool.finishEntry()
        } else {
          cell.withUnsafeBufferPointer { pool.append($0) }
        }
      }
    }
    plain = pool
  }

  private mutating func giveUpDictionary() {
    var builder = TextPoolBuilder()
    let scale = Double(codes.capacity) / Double(max(1, codes.count)) * 1.05
    builder.bytes.reserveCapacity(Int(Double(dictionary.byteCount) * scale))
    builder.offsets.reserveCapacity(codes.capacity + 1)
    for (row, code) in codes.enumerated() where code >= 0 {
      codes[row] = Int32(truncatingIfNeeded: builder.count)
      dictionary.withBytes(Int(code)) { bytes in bytes.withUnsafeBufferPointer { builder.append($0) } }
    }
    plain = builder
    dictionary = TextDictionary()
  }

  // MARK: Building

  func column(_ order: RowOrder) throws -> Column {
    let rows: [Int32] =
      switch order {
      case .all: codes
      case .rows(let list): list.map { codes[Int($0)] }
      case .joined(let list): list.map { $0 < 0 ? -1 : codes[Int($0)] }
      }
    let storage = try TextReader.storage(
      rows, plain ?? dictionary.builder, mayRepeat: plain == nil && !hardlyRepeats(order))
    return Column(type: .text, storage: storage, known: known.bitmap(order), count: rows.count)
  }

  /// Whether for certain more than half of those rows have a text of their own: each row that is not among them takes
  /// away one text at most.
  private func hardlyRepeats(_ order: RowOrder) -> Bool {
    if case .joined = order { return false }
    let count = order.count(of: codes.count)
    return dictionary.count - (codes.count - count) > count / 2
  }

  /// A dictionary in order of first appearance if texts repeat enough, otherwise one entry a row.
  private static func storage(
    _ rows: [Int32], _ source: TextPoolBuilder, mayRepeat: Bool
  ) throws -> Column.Storage {
    if mayRepeat {
      var renumbered = [Int32](repeating: -1, count: source.count)
      var used: [Int32] = []
      for code in rows where code >= 0 && renumbered[Int(code)] < 0 {
        renumbered[Int(code)] = Int32(truncatingIfNeeded: used.count)
        used.append(code)
      }
      if used.count <= rows.count / 2 {
        let codes = Buffer<Int32>(count: rows.count) { target in
          for index in rows.indices { target[index] = rows[index] < 0 ? 0 : renumbered[Int(rows[index])] }
        }
        return .text(try pool(used.isEmpty ? [-1] : used, source), codes: codes)
      }
    }
    return .text(try pool(rows, source), codes: nil)
  }

  /// The named texts of `source`, one after the other; −1 is the empty text.
  private static func pool(_ codes: [Int32], _ source: TextPoolBuilder) throws -> TextPool {
    var total = 0
    let offsets = Buffer<UInt32>(count: codes.count + 1) { offsets in
      for (index, code) in codes.enumerated() {
        offsets[index] = UInt32(truncatingIfNeeded: total)
        if code >= 0 { total += Int(source.offsets[Int(code) + 1] - source.offsets[Int(code)]) }
      }
      offsets[codes.count] = UInt32(truncatingIfNeeded: total)
    }
    guard total < Int(UInt32.max) else {
      throw Diagnostic("too-much-text", "A column holds more than 4 GiB of text.")
    }
    let bytes = Buffer<UInt8>(count: total) { target in
      source.bytes.withUnsafeBufferPointer { bytes in
        for (index, code) in codes.enumerated() where code >= 0 {
          let length = Int(offsets[index + 1] - offsets[index])
          let start = Int(source.offsets[Int(code)])
          copy(bytes[start..<(start + length)], to: target, at: Int(offsets[index]))
        }
      }
    }
    return TextPool(bytes: bytes, offsets: offsets)
  }

  @inline(__always)
  private static func copy(
    _ text: Slice<UnsafeBufferPointer<UInt8>>, to target: UnsafeMutableBufferPointer<UInt8>, at place: Int
  ) {
    guard let base = target.baseAddress, place + text.count <= target.count else { return }
    let source = UnsafeBufferPointer(rebasing: text)
    if let start = source.baseAddress { (base + place).update(from: start, count: source.count) }
  }
}

/// The texts of a block that had to be brought in Form C, in the order of their rows.
private struct ComposedTexts: Sendable {
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
