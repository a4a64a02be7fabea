import CKernels
import Columns

/// Cuts delimited text into rows and cells, as RFC 4180 says and as people's programs really write.
///
/// A cell that begins with a quotation mark ends at the next mark that a delimiter, a line break or the end follows; two
/// marks inside stand for one; a mark anywhere else is a plain character. A quotation breaks only its own line if it
/// spans lines and meets a lone mark inside, which shows that it was never meant to open, or if it never ends or is
/// longer than `cellLimit`; after one of these last, quotations may no longer span lines, so the scan stays linear.
///
/// The text may come in pieces: a row of which the end of a piece leaves open what it is, is cut again with more text.
struct RowCutter: Sendable {
  static let cellLimit = 64 << 20
  private static let indexStep = 16_384

  let delimiter: UInt8
  let lineBreak: UInt8
  private let quote = UInt8(ascii: "\"")
  /// The first byte of the next row, and its line.
  private(set) var position: Int
  private(set) var line: Int
  private(set) var facts = ScanFacts()
  private(set) var hasEndlessQuote = false
  /// Whether the end of the text was met: more text could have made another row of the last one.
  private(set) var hasMetEnd = false

  // The structural bytes of `source[markBase..<indexedTo]`, relative to `markBase`.
  private var marks = [UInt32](repeating: 0, count: RowCutter.indexStep)
  private var markCount = 0
  private var nextMark = 0
  private var markBase: Int
  private var indexedTo: Int

  init(delimiter: UInt8, lineBreak: UInt8, from position: Int = 0, line: Int = 1) {
    self.delimiter = delimiter
    self.lineBreak = lineBreak
    self.position = position
    self.line = line
    markBase = position
    indexedTo = position
  }

  /// Adds rows to the block until it is full or the text ends.
  ///
  /// - Parameter isLast: whether no text follows; otherwise rows that more text could change are left for later.
  mutating func cut(_ source: UnsafeBufferPointer<UInt8>, isLast: Bool, into block: CellBlock) {
    while position < source.count, !block.isFull {
      if cutPlainRows(source, into: block) { continue }
      let before = Checkpoint(position, line, facts, hasEndlessQuote, block.extent)
      _ = cutRow(source, into: block, expecting: block.columnCount)
      if hasMetEnd, !isLast {
        restore(before, block)
        return
      }
      block.endText(at: position)
    }
  }

  /// Cuts the rows that come next and in which nothing is special, as far as their structural bytes are known.
  @inline(__always)
  private mutating func cutPlainRows(_ source: UnsafeBufferPointer<UInt8>, into block: CellBlock) -> Bool {
    let columns = block.columnCount
    guard columns > 0, markCount - nextMark >= columns, let text = source.baseAddress else { return false }
    var end = position
    let (first, count, base) = (nextMark, markCount - nextMark, markBase)
    let added = block.addRows(line: line) { cells, stride, limit in
      marks.withUnsafeBufferPointer { marks in
        marks.baseAddress.map { marks in
          csv_plain_rows(
            text, marks + first, count, base, &end, block.base, delimiter, lineBreak, columns, cells, stride, limit)
        } ?? 0
      }
    }
    guard added > 0 else { return false }
    position = end
    nextMark += added * columns
    line += added
    block.endText(at: end)
    return true
  }

  /// Goes on in another text, in which the next row begins at the start.
  mutating func moveToStart() {
    position = 0
    seek(to: 0)
  }

  /// What was so before a row was cut.
  private struct Checkpoint {
    var position: Int
    var line: Int
    var facts: ScanFacts
    var hasEndlessQuote: Bool
    var extent: CellBlock.Extent

    init(_ position: Int, _ line: Int, _ facts: ScanFacts, _ hasEndlessQuote: Bool, _ extent: CellBlock.Extent) {
      self.position = position
      self.line = line
      self.facts = facts
      self.hasEndlessQuote = hasEndlessQuote
      self.extent = extent
    }
  }

  private mutating func restore(_ before: Checkpoint, _ block: CellBlock) {
    position = before.position
    line = before.line
    facts = before.facts
    hasEndlessQuote = before.hasEndlessQuote
    hasMetEnd = false
    block.shrink(to: before.extent)
    seek(to: position)
  }

  // MARK: Structural bytes

  /// The offset of the next structural byte, or the end.
  @inline(__always)
  private mutating func takeMark(_ source: UnsafeBufferPointer<UInt8>) -> Int {
    if nextMark == markCount, !refill(source) {
      hasMetEnd = true
      return source.count
    }
    let mark = markBase &+ Int(marks[nextMark])
    nextMark &+= 1
    return mark
  }

  private mutating func refill(_ source: UnsafeBufferPointer<UInt8>) -> Bool {
    while indexedTo < source.count {
      markBase = indexedTo
      indexedTo = min(source.count, indexedTo + RowCutter.indexStep)
      let (a, b, c) = (delimiter, lineBreak, quote)
      let step = UnsafeBufferPointer(rebasing: source[markBase..<indexedTo])
      markCount = marks.withUnsafeMutableBufferPointer {
        csv_marks(step.baseAddress, step.count, a, b, c, $0.baseAddress)
      }
      nextMark = 0
      if markCount > 0 { return true }
    }
    return false
  }

  private mutating func seek(to offset: Int) {
    markBase = offset
    indexedTo = offset
    markCount = 0
    nextMark = 0
  }

  // MARK: Rows

  /// A row while it is cut.
  private struct Row {
    var start: Int
    var line: Int
    var cellCount = 0
    /// Whether any cell, and any beyond the columns, holds something.
    var isFilled = false
    var hasSurplus = false
    var hasOversizedCell = false
  }

  /// Adds one row to the block, or says why it is broken; blank lines add nothing. Gives the number of its cells.
  @inline(__always)
  mutating func cutRow(_ source: UnsafeBufferPointer<UInt8>, into block: CellBlock, expecting: Int?) -> Int {
    var row = Row(start: position, line: line)
    var start = position
    var rowEnds = false
    while !rowEnds {
      let mark = takeMark(source)
      if mark < source.count, source[mark] == quote {
        guard onlySpaces(source, start, mark) else { continue }
        guard let end = scanQuoted(source, open: mark, of: &row, into: block) else {
          abandonRow(source, row, at: mark, block)
          return 0
        }
        start = end + 1
        rowEnds = end >= source.count || source[end] == lineBreak
      } else {
        rowEnds = mark >= source.count || source[mark] == lineBreak
        append(source, start, mark, [], of: &row, to: block)
        start = mark + 1
      }
    }
    position = min(start, source.count)
    line += 1
    finish(row, block, expecting)
    return row.cellCount
  }

  @inline(__always)
  private mutating func finish(_ row: Row, _ block: CellBlock, _ expected: Int?) {
    if !row.isFilled, !row.hasOversizedCell {
      if row.cellCount > 1 { facts.emptyRows += 1 }
    } else if row.hasOversizedCell || (expected.map { row.cellCount < $0 || row.hasSurplus } ?? false) {
      refuse(row, block, expected ?? row.cellCount)
    } else {
      block.endRow(line: row.line)
    }
  }

  private func refuse(_ row: Row, _ block: CellBlock, _ expected: Int) {
    let reason =
      row.hasOversizedCell ? "a cell is longer than 64 MiB" : raggedReason(row.cellCount, expected)
    block.broken.append(
      .init(line: row.line, reason: reason, start: row.start, end: max(row.start, position - 1)))
  }

  private func raggedReason(_ found: Int, _ count: Int) -> String {
    let cells = found == 1 ? "1 cell" : "\(found) cells"
    let hint = found > count ? "; a cell that holds the delimiter must stand in quotation marks" : ""
    return "\(cells) where the header has \(count)\(hint)"
  }

  /// Leaves out the line of a quotation that does not end and goes on with the line after it.
  private mutating func abandonRow(
    _ source: UnsafeBufferPointer<UInt8>, _ row: Row, at open: Int, _ block: CellBlock
  ) {
    var end = open
    while end < source.count, source[end] != lineBreak { end += 1 }
    line = row.line + 1
    for offset in row.start..<open where source[offset] == lineBreak { line += 1 }
    block.broken.append(
      .init(
        line: row.line, reason: "a quotation mark opens a cell and does not close it", start: row.start, end: end))
    position = min(end + 1, source.count)
    seek(to: position)
  }

  // MARK: Cells

  /// Reads a quotation that opens at `open`; the offset of the delimiter, line break or end after it, or nil without an end.
  private mutating func scanQuoted(
    _ source: UnsafeBufferPointer<UInt8>, open: Int, of row: inout Row, into block: CellBlock
  ) -> Int? {
    let start = open + 1
    var hasDoubled = false
    let firstLine = line
    while true {
      let mark = takeMark(source)
      if mark >= source.count || mark - start > RowCutter.cellLimit {
        hasEndlessQuote = true
        return nil
      }
      let byte = source[mark]
      if byte == lineBreak {
        if hasEndlessQuote { return nil }
        line += 1
      } else if byte == quote {
        if mark + 1 < source.count, source[mark + 1] == quote {
          _ = takeMark(source)
          hasDoubled = true
        } else if closes(source, after: mark + 1) {
          append(source, start, mark, hasDoubled ? [.quoted, .inSide] : .quoted, of: &row, to: block)
          return takeMark(source)
        } else if line > firstLine {
          return nil
        }
      }
    }
  }

  /// Whether only spaces stand between here and the cell's end.
  private mutating func closes(_ source: UnsafeBufferPointer<UInt8>, after offset: Int) -> Bool {
    var offset = offset
    while offset < source.count, source[offset] != delimiter, source[offset] != lineBreak {
      guard isSpace(source[offset]) else { return false }
      offset += 1
    }
    if offset == source.count { hasMetEnd = true }
    return true
  }

  @inline(__always)
  private mutating func append(
    _ source: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ marks: Cell.Marks, of row: inout Row,
    to block: CellBlock
  ) {
    var (lower, upper, marks) = (start, end, marks)
    if upper > lower, source[lower] <= 32 || source[upper - 1] <= 32 { (lower, upper) = trimmed(source, lower, upper) }
    if upper == lower {
      marks.insert(.missing)
    } else {
      row.isFilled = true
      if row.cellCount >= block.columnCount { row.hasSurplus = true }
      if source[lower] == UInt8(ascii: "N") || source[lower] == UInt8(ascii: "\\"), !marks.contains(.quoted),
        isNullWord(source, lower, upper)
      {
        marks.insert(.missing)
        facts.nullWords += 1
      }
      if upper - lower > RowCutter.cellLimit || upper - block.base > Cell.reach { row.hasOversizedCell = true }
      if marks.contains(.inSide) { (lower, upper) = copyUndoubled(source, lower, upper, to: block) }
    }
    let base = marks.contains(.inSide) ? 0 : block.base
    block.put(
      Cell(start: lower - base, count: Int32(truncatingIfNeeded: upper - lower), marks: marks), column: row.cellCount)
    row.cellCount += 1
  }

  /// Without the spaces around, and without the carriage return of a line's end.
  private mutating func trimmed(_ source: UnsafeBufferPointer<UInt8>, _ lower: Int, _ upper: Int) -> (Int, Int) {
    var (lower, upper) = (lower, upper)
    if source[upper - 1] == UInt8(ascii: "\r") { upper -= 1 }
    let untrimmed = upper - lower
    while upper > lower, isSpace(source[lower]) { lower += 1 }
    while upper > lower, isSpace(source[upper - 1]) { upper -= 1 }
    if upper - lower != untrimmed { facts.trimmedCells += 1 }
    return (lower, upper)
  }

  private func copyUndoubled(
    _ source: UnsafeBufferPointer<UInt8>, _ lower: Int, _ upper: Int, to block: CellBlock
  ) -> (Int, Int) {
    let start = block.side.count
    var offset = lower
    while offset < upper {
      block.side.append(source[offset])
      offset += source[offset] == quote && offset + 1 < upper && source[offset + 1] == quote ? 2 : 1
    }
    return (start, block.side.count)
  }

  @inline(__always)
  private func isSpace(_ byte: UInt8) -> Bool {
    byte == 32 || byte == 13 || byte == 9
  }

  private func onlySpaces(_ source: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var offset = start
    while offset < end {
      guard isSpace(source[offset]) else { return false }
      offset += 1
    }
    return true
  }
}

/// What a scan met on its way that is worth a sentence.
struct ScanFacts {
  var trimmedCells = 0
  var nullWords = 0
  var emptyRows = 0
  /// NUL characters, where a file is read piece by piece.
  var nulBytes = 0

  var notes: [String] {
    var notes: [String] = []
    if let note = ScanFacts.note(nulBytes: nulBytes) { notes.append(note) }
    if trimmedCells > 0 { notes.append("spaces around \(counted(trimmedCells, "cell")) were left out") }
    if nullWords > 0 { notes.append("\(counted(nullWords, "cell")) with NULL or \\N count as missing") }
    if emptyRows > 0 { notes.append("\(counted(emptyRows, "row")) without any value were skipped") }
    return notes
  }

  static func note(nulBytes: Int) -> String? {
    nulBytes > 0 ? "the text holds \(counted(nulBytes, "NUL character")), which are kept" : nil
  }
}

/// `NULL` and `\N`, which database exports write for nothing.
@inline(__always)
func isNullWord(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
  switch end - start {
  case 4:
    bytes[start] == UInt8(ascii: "N") && bytes[start + 1] == UInt8(ascii: "U")
      && bytes[start + 2] == UInt8(ascii: "L") && bytes[start + 3] == UInt8(ascii: "L")
  case 2: bytes[start] == UInt8(ascii: "\\") && bytes[start + 1] == UInt8(ascii: "N")
  default: false
  }
}
