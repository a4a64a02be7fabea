import Columns
import Diagnostics
import Text

/// Reads texts. Stored in Normalization Form C.
///
/// A column whose texts hardly repeat gives up its dictionary after the first 65,536 rows and keeps one entry a row.
struct TextReader: ColumnReader {
  var failures: [CellFailure] = []
  private(set) var known = KnownBits()
  /// The texts; complete for keys and references, whose dictionary is never given up.
  private(set) var dictionary = TextDictionary()
  /// The text of each row; −1 for a missing one.
  private(set) var codes: [Int32] = []
  private let keepsDictionary: Bool
  private var plain: TextPoolBuilder?
  private var composed: [UInt8] = []
  /// The hashes of the block's cells.
  private var hashes: [UInt32] = []

  init(keepsDictionary: Bool) { self.keepsDictionary = keepsDictionary }

  mutating func read(_ block: CellBlock, column: Int, in bytes: Bytes) throws {
    if plain == nil { hashAhead(block, column, bytes) }
    block.forEach(column: column, in: bytes) { row, cell, marks in
      if marks.contains(.missing) {
        codes.append(-1)
        known.append(false)
      } else {
        known.append(true)
        if needsComposing(cell) {
          composed.removeAll(keepingCapacity: true)
          Normalization.nfc(cell, into: &composed)
          let text = composed
          append(text.span)
        } else if plain == nil {
          codes.append(dictionary.code(cell, hash: hashes[row - block.firstRow]))
        } else {
          append(cell)
        }
      }
    }
    try checkSize()
    if plain == nil, !keepsDictionary, codes.count >= 65_536, dictionary.count * 5 > codes.count * 3 {
      giveUpDictionary()
    }
  }

  private mutating func hashAhead(_ block: CellBlock, _ column: Int, _ bytes: Bytes) {
    hashes.removeAll(keepingCapacity: true)
    block.forEach(column: column, in: bytes) { _, cell, _ in
      let hash = TextDictionary.hash(cell)
      dictionary.prefetch(hash)
      hashes.append(hash)
    }
  }

  @inline(__always)
  private mutating func append(_ text: Bytes) {
    if plain == nil {
      codes.append(dictionary.code(text))
    } else {
      codes.append(Int32(truncatingIfNeeded: plain?.count ?? 0))
      text.withUnsafeBufferPointer { plain?.append($0) }
    }
  }

  private func checkSize() throws {
    guard max(dictionary.byteCount, plain?.bytes.count ?? 0) < Int(UInt32.max) else {
      throw Diagnostic(
        "too-much-text", "A column holds more than 4 GiB of text.",
        notes: ["Leave out the column, or split the file."])
    }
  }

  private mutating func giveUpDictionary() {
    var builder = TextPoolBuilder()
    builder.bytes.reserveCapacity(dictionary.byteCount * 2)
    for (row, code) in codes.enumerated() where code >= 0 {
      codes[row] = Int32(truncatingIfNeeded: builder.count)
      dictionary.withBytes(Int(code)) { bytes in bytes.withUnsafeBufferPointer { builder.append($0) } }
    }
    plain = builder
    dictionary = TextDictionary()
  }

  // MARK: Building

  func column(_ order: RowOrder) throws -> Column {
    let source = plain ?? dictionary.builder
    let rows: [Int32]
    switch order {
    case .all: rows = codes
    case .rows(let list): rows = list.map { $0 < 0 ? -1 : codes[Int($0)] }
    }
    let storage = try TextReader.storage(rows, source, mayRepeat: plain == nil)
    return Column(type: .text, storage: storage, known: known.bitmap(order), count: rows.count)
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
    for code in codes where code >= 0 {
      total += Int(source.offsets[Int(code) + 1]) - Int(source.offsets[Int(code)])
    }
    guard total < Int(UInt32.max) else {
      throw Diagnostic("too-much-text", "A column holds more than 4 GiB of text.")
    }
    var builder = TextPoolBuilder()
    builder.bytes.reserveCapacity(total)
    builder.offsets.reserveCapacity(codes.count + 1)
    source.bytes.withUnsafeBufferPointer { bytes in
      for code in codes {
        if code >= 0 {
          let range = Int(source.offsets[Int(code)])..<Int(source.offsets[Int(code) + 1])
          builder.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[range]))
        }
        builder.finishEntry()
      }
    }
    return TextPool(builder)
  }
}

/// Whether a text may not be in Form C: it holds a scalar from U+0300 on, of those that two bytes or more encode.
@inline(__always)
func needsComposing(_ cell: Bytes) -> Bool {
  for index in 0..<cell.count where cell[index] >= 0xCC { return !Normalization.isSurelyNFC(cell) }
  return false
}

/// Reads sets of texts: parts between `|`, else `;`, else commas.
struct SetReader: ColumnReader {
  var failures: [CellFailure] = []
  private(set) var known = KnownBits()
  private var dictionary = TextDictionary()
  private var offsets: [Int32] = [0]
  private var codes: [Int32] = []

  mutating func read(_ block: CellBlock, column: Int, in bytes: Bytes) throws {
    block.forEach(column: column, in: bytes) { _, cell, marks in
      let first = codes.count
      if !marks.contains(.missing) { appendParts(cell) }
      sortAndThin(from: first)
      known.append(codes.count > first)
      offsets.append(Int32(truncatingIfNeeded: codes.count))
    }
    guard codes.count < Int(Int32.max), dictionary.byteCount < Int(UInt32.max) else {
      throw Diagnostic("too-much-text", "A column of sets holds more than 2 billion parts.")
    }
  }

  private mutating func appendParts(_ cell: Bytes) {
    let separator = separator(cell)
    var start = 0
    for index in 0...cell.count where index == cell.count || cell[index] == separator {
      var (lower, upper) = (start, index)
      while lower < upper, cell[lower] <= 32 { lower += 1 }
      while lower < upper, cell[upper - 1] <= 32 { upper -= 1 }
      start = index + 1
      guard lower < upper else { continue }
      var text: [UInt8] = []
      Normalization.nfc(cell.extracting(lower..<upper), into: &text)
      codes.append(dictionary.code(text.span))
    }
  }

  /// Brings a row's codes in ascending order, each once.
  private mutating func sortAndThin(from first: Int) {
    guard codes.count - first > 1 else { return }
    codes[first...].sort()
    var kept = first + 1
    for index in (first + 1)..<codes.count where codes[index] != codes[kept - 1] {
      codes[kept] = codes[index]
      kept += 1
    }
    codes.removeSubrange(kept...)
  }

  private func separator(_ cell: Bytes) -> UInt8 {
    for separator in [UInt8(ascii: "|"), UInt8(ascii: ";")]
    where cell.indices.contains(where: { cell[$0] == separator }) {
      return separator
    }
    return UInt8(ascii: ",")
  }

  func column(_ order: RowOrder) -> Column {
    let rows: [Int32]
    switch order {
    case .all: rows = (0..<known.count).map { Int32(truncatingIfNeeded: $0) }
    case .rows(let list): rows = list
    }
    var newOffsets: [Int32] = [0]
    var newCodes: [Int32] = []
    for row in rows {
      if row >= 0 { newCodes.append(contentsOf: codes[Int(offsets[Int(row)])..<Int(offsets[Int(row) + 1])]) }
      newOffsets.append(Int32(truncatingIfNeeded: newCodes.count))
    }
    var builder = dictionary.builder
    if builder.count == 0 { builder.finishEntry() }
    return Column(
      type: .textSet,
      storage: .textSet(TextPool(builder), offsets: Buffer(newOffsets), codes: Buffer(newCodes)),
      known: known.bitmap(order), count: rows.count)
  }
}
