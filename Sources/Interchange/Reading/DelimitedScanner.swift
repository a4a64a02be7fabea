import CKernels
import Columns

/// Cuts delimited text into rows and cells, as RFC 4180 says and as people's programs really write.
///
/// A cell that begins with a quotation mark ends at the next mark that a delimiter, a line break or the end follows; two
/// marks inside stand for one; a mark anywhere else is a plain character. A quotation breaks only its own line if it
/// spans lines and meets a lone mark inside, which shows that it was never meant to open, or if it never ends or is
/// longer than `cellLimit`; after one of these last, quotations may no longer span lines, so the scan stays linear.
struct DelimitedScanner {
  static let cellLimit = 64 << 20
  private static let indexStep = 16_384

  private let bytes: Buffer<UInt8>
  private let delimiter: UInt8
  private let lineBreak: UInt8
  private let quote = UInt8(ascii: "\"")
  /// The first byte of the next row, and its line.
  private(set) var position: Int
  private(set) var line: Int
  private(set) var trimmedCells = 0
  private(set) var nullWords = 0
  private(set) var emptyRows = 0
  private(set) var hasEndlessQuote = false
  private var hasOversizedCell = false

  // The structural bytes of `bytes[markBase..<indexedTo]`, relative to `markBase`.
  private var marks = [UInt32](repeating: 0, count: DelimitedScanner.indexStep)
  private var markCount = 0
  private var nextMark = 0
  private var markBase: Int
  private var indexedTo: Int

  init(_ bytes: Buffer<UInt8>, delimiter: UInt8, lineBreak: UInt8, from position: Int = 0, line: Int = 1) {
    self.bytes = bytes
    self.delimiter = delimiter
    self.lineBreak = lineBreak
    self.position = position
    self.line = line
    markBase = position
    indexedTo = position
  }

  /// Fills the block with the next rows; false when there are none left.
  mutating func fill(_ block: inout CellBlock) -> Bool {
    block.clear()
    let source = bytes
    return source.withSpan { span in
      while position < span.count, block.rowCount + block.broken.count < CellBlock.rowLimit {
        scanRow(span, into: &block, expecting: block.columnCount)
      }
      return block.rowCount + block.broken.count > 0
    }
  }

  /// The next row that is not blank, whatever its number of cells: for the header.
  mutating func header() -> [String]? {
    var block = CellBlock(columnCount: 0)
    let source = bytes
    return source.withSpan { span -> [String]? in
      while position < span.count {
        block.clear()
        scanRow(span, into: &block, expecting: nil)
        if block.lines.isEmpty { continue }
        return block.cells.map { cell in
          let range = cell.start..<(cell.start + Int(cell.count))
          let bytes = cell.marks.contains(.inSide) ? Array(block.side[range]) : (range).map { span[$0] }
          return String(decoding: bytes, as: UTF8.self)
        }
      }
      return nil
    }
  }

  // MARK: Structural bytes

  /// The offset of the next structural byte, or the end.
  @inline(__always)
  private mutating func takeMark() -> Int {
    if nextMark == markCount, !refill() { return bytes.count }
    let mark = markBase + Int(marks[nextMark])
    nextMark += 1
    return mark
  }

  private mutating func refill() -> Bool {
    while indexedTo < bytes.count {
      markBase = indexedTo
      indexedTo = min(bytes.count, indexedTo + DelimitedScanner.indexStep)
      let (a, b, c) = (delimiter, lineBreak, quote)
      markCount = bytes[markBase..<indexedTo].withUnsafe { source in
        marks.withUnsafeMutableBufferPointer { csv_marks(source.baseAddress, source.count, a, b, c, $0.baseAddress) }
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

  /// Appends one row to the block, or says why it is broken; blank lines add nothing.
  private mutating func scanRow(_ span: Bytes, into block: inout CellBlock, expecting count: Int?) {
    let firstCell = block.cells.count
    let firstLine = line
    let rowStart = position
    var start = position
    var rowEnds = false
    while !rowEnds {
      let mark = takeMark()
      if mark < span.count, span[mark] == quote {
        guard onlySpaces(span, start, mark) else { continue }
        guard let end = scanQuoted(span, open: mark, into: &block) else {
          abandonRow(span, at: mark, rowStart: rowStart, firstLine: firstLine, firstCell: firstCell, &block)
          return
        }
        start = end + 1
        rowEnds = end >= span.count || span[end] == lineBreak
      } else {
        rowEnds = mark >= span.count || span[mark] == lineBreak
        append(span, start, mark, [], to: &block)
        start = mark + 1
      }
    }
    position = min(start, span.count)
    line += 1
    finishRow(span, &block, firstCell, count, firstLine, rowStart, end: max(rowStart, position - 1))
  }

  private mutating func finishRow(
    _ span: Bytes, _ block: inout CellBlock, _ firstCell: Int, _ count: Int?, _ firstLine: Int, _ start: Int, end: Int
  ) {
    let found = block.cells.count - firstCell
    if hasOversizedCell {
      hasOversizedCell = false
      block.cells.removeSubrange(firstCell...)
      block.broken.append(.init(line: firstLine, reason: "a cell is longer than 64 MiB", start: start, end: end))
      return
    }
    if isEmpty(block, from: firstCell) {
      block.cells.removeSubrange(firstCell...)
      if found > 1 { emptyRows += 1 }
      return
    }
    if let count, found != count {
      let surplus = block.cells.dropFirst(firstCell + count)
      if found > count, surplus.allSatisfy({ $0.count == 0 }) {
        block.cells.removeSubrange((firstCell + count)...)
      } else {
        block.cells.removeSubrange(firstCell...)
        block.broken.append(
          .init(line: firstLine, reason: raggedReason(found, count), start: start, end: end))
        return
      }
    }
    block.lines.append(firstLine)
  }

  private func raggedReason(_ found: Int, _ count: Int) -> String {
    let cells = found == 1 ? "1 cell" : "\(found) cells"
    let hint = found > count ? "; a cell that holds the delimiter must stand in quotation marks" : ""
    return "\(cells) where the header has \(count)\(hint)"
  }

  private func isEmpty(_ block: CellBlock, from first: Int) -> Bool {
    for index in first..<block.cells.count where block.cells[index].count > 0 { return false }
    return true
  }

  /// Leaves out the line of a quotation that does not end and goes on with the line after it.
  private mutating func abandonRow(
    _ span: Bytes, at open: Int, rowStart: Int, firstLine: Int, firstCell: Int, _ block: inout CellBlock
  ) {
    block.cells.removeSubrange(firstCell...)
    var end = open
    while end < span.count, span[end] != lineBreak { end += 1 }
    line = firstLine + 1
    for offset in rowStart..<open where span[offset] == lineBreak { line += 1 }
    block.broken.append(
      .init(
        line: firstLine, reason: "a quotation mark opens a cell and does not close it", start: rowStart, end: end))
    position = min(end + 1, span.count)
    seek(to: position)
  }

  // MARK: Cells

  /// Reads a quotation that opens at `open`; the offset of the delimiter, line break or end after it, or nil without an end.
  private mutating func scanQuoted(_ span: Bytes, open: Int, into block: inout CellBlock) -> Int? {
    let start = open + 1
    var hasDoubled = false
    let firstLine = line
    while true {
      let mark = takeMark()
      if mark >= span.count || mark - start > DelimitedScanner.cellLimit {
        hasEndlessQuote = true
        return nil
      }
      let byte = span[mark]
      if byte == lineBreak {
        if hasEndlessQuote { return nil }
        line += 1
      } else if byte == quote {
        if mark + 1 < span.count, span[mark + 1] == quote {
          _ = takeMark()
          hasDoubled = true
        } else if closes(span, after: mark + 1) {
          append(span, start, mark, hasDoubled ? [.quoted, .inSide] : .quoted, to: &block)
          return takeMark()
        } else if line > firstLine {
          return nil
        }
      }
    }
  }

  /// Whether only spaces stand between here and the cell's end.
  private func closes(_ span: Bytes, after offset: Int) -> Bool {
    var offset = offset
    while offset < span.count, span[offset] != delimiter, span[offset] != lineBreak {
      guard isSpace(span[offset]) else { return false }
      offset += 1
    }
    return true
  }

  @inline(__always)
  private mutating func append(
    _ source: Bytes, _ start: Int, _ end: Int, _ marks: Cell.Marks, to block: inout CellBlock
  ) {
    var (lower, upper, marks) = (start, end, marks)
    if upper > lower, isSpace(source[lower]) || isSpace(source[upper - 1]) {
      if source[upper - 1] == UInt8(ascii: "\r") { upper -= 1 }
      let untrimmed = upper - lower
      while upper > lower, isSpace(source[lower]) { lower += 1 }
      while upper > lower, isSpace(source[upper - 1]) { upper -= 1 }
      if upper - lower != untrimmed { trimmedCells += 1 }
    }
    if upper == lower {
      marks.insert(.missing)
    } else if !marks.contains(.quoted), isNullWord(source, lower, upper) {
      marks.insert(.missing)
      nullWords += 1
    }
    if upper - lower > DelimitedScanner.cellLimit { hasOversizedCell = true }
    if marks.contains(.inSide) { (lower, upper) = copyUndoubled(source, lower, upper, to: &block) }
    block.cells.append(Cell(start: lower, count: Int32(truncatingIfNeeded: upper - lower), marks: marks))
  }

  private func copyUndoubled(_ source: Bytes, _ lower: Int, _ upper: Int, to block: inout CellBlock) -> (Int, Int) {
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

  private func onlySpaces(_ span: Bytes, _ start: Int, _ end: Int) -> Bool {
    var offset = start
    while offset < end {
      guard isSpace(span[offset]) else { return false }
      offset += 1
    }
    return true
  }
}

/// `NULL` and `\N`, which database exports write for nothing.
@inline(__always)
func isNullWord(_ bytes: Bytes, _ start: Int, _ end: Int) -> Bool {
  switch end - start {
  case 4:
    bytes[start] == UInt8(ascii: "N") && bytes[start + 1] == UInt8(ascii: "U")
      && bytes[start + 2] == UInt8(ascii: "L") && bytes[start + 3] == UInt8(ascii: "L")
  case 2: bytes[start] == UInt8(ascii: "\\") && bytes[start + 1] == UInt8(ascii: "N")
  default: false
  }
}
