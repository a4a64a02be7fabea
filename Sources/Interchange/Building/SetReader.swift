import Columns
import Diagnostics
import Text

/// Reads sets of texts: parts between `|`, else `;`, else commas.
struct SetReader: ColumnReader {
  let failures = CellFailures()
  private(set) var known = KnownBits()
  private var dictionary = TextDictionary()
  private var offsets: [Int32] = [0]
  private var codes: [Int32] = []

  mutating func read(_ block: CellBlock, column: Int) throws {
    let firstRow = offsets.count - 1
    block.forEach(column: column) { _, cell, marks in
      if !marks.contains(.missing) {
        let first = codes.count
        appendParts(cell)
        sortAndThin(from: first)
      }
      offsets.append(Int32(truncatingIfNeeded: codes.count))
    }
    known.append(count: block.rowCount) { offsets[firstRow + $0 + 1] > offsets[firstRow + $0] }
    guard codes.count < Int(Int32.max), dictionary.byteCount < Int(UInt32.max) else {
      throw Diagnostic("too-much-text", "A column of sets holds more than 2 billion parts.")
    }
  }

  mutating func reserve(rows: Int) { offsets.reserveCapacity(rows + 1) }

  private mutating func appendParts(_ cell: Bytes) {
    let separator = separator(cell)
    var start = 0
    for index in 0...cell.count where index == cell.count || cell[index] == separator {
      var (lower, upper) = (start, index)
      while lower < upper, cell[lower] <= 32 { lower += 1 }
      while lower < upper, cell[upper - 1] <= 32 { upper -= 1 }
      start = index + 1
      if lower < upper { append(cell.extracting(lower..<upper)) }
    }
  }

  private mutating func append(_ part: Bytes) {
    if needsComposing(part) {
      var text: [UInt8] = []
      Normalization.nfc(part, into: &text)
      codes.append(dictionary.code(text.span))
    } else {
      codes.append(dictionary.code(part))
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
    for separator in [UInt8(ascii: "|"), UInt8(ascii: ";")] {
      for index in 0..<cell.count where cell[index] == separator { return separator }
    }
    return UInt8(ascii: ",")
  }

  func column(_ order: RowOrder) -> Column {
    var newOffsets: [Int32] = [0]
    var newCodes: [Int32] = []
    switch order {
    case .all: (newOffsets, newCodes) = (offsets, codes)
    case .rows(let rows), .joined(let rows):
      newOffsets.reserveCapacity(rows.count + 1)
      newCodes.reserveCapacity(codes.count)
      for row in rows {
        if row >= 0 {
          for part in offsets[Int(row)]..<offsets[Int(row) + 1] { newCodes.append(codes[Int(part)]) }
        }
        newOffsets.append(Int32(truncatingIfNeeded: newCodes.count))
      }
    }
    var builder = dictionary.builder
    if builder.count == 0 { builder.finishEntry() }
    return Column(
      type: .textSet,
      storage: .textSet(TextPool(builder), offsets: Buffer(newOffsets), codes: Buffer(newCodes)),
      known: known.bitmap(order), count: order.count(of: known.count))
  }
}
