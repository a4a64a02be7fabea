import Columns

/// Cuts lines into cells by character columns, for files without a delimiter.
///
/// Positions count characters from 1, both ends included; a line that ends before a column's first character has nothing
/// in that column.
struct FixedWidthScanner {
  private let bytes: Buffer<UInt8>
  private let lineBreak: UInt8
  private let positions: [ClosedRange<Int>]
  private(set) var position = 0
  private(set) var line = 1

  init(_ bytes: Buffer<UInt8>, lineBreak: UInt8, positions: [ClosedRange<Int>], skippedLines: Int) {
    self.bytes = bytes
    self.lineBreak = lineBreak
    self.positions = positions
    while line <= skippedLines, position < bytes.count {
      position = min(bytes.count, endOfLine(from: position) + 1)
      line += 1
    }
  }

  /// Fills the block with the next lines; false when there are none left.
  mutating func fill(_ block: inout CellBlock) -> Bool {
    block.clear()
    while position < bytes.count, block.rowCount < CellBlock.rowLimit {
      let end = endOfLine(from: position)
      if !isBlank(position, end) {
        for range in positions { block.cells.append(cell(range, position, end)) }
        block.lines.append(line)
      }
      position = end + 1
      line += 1
    }
    return block.rowCount > 0
  }

  private func endOfLine(from start: Int) -> Int {
    bytes.withSpan { span in
      var end = start
      while end < span.count, span[end] != lineBreak { end += 1 }
      return end
    }
  }

  private func isBlank(_ start: Int, _ end: Int) -> Bool {
    (start..<end).allSatisfy { bytes[$0] <= 32 }
  }

  private func cell(_ range: ClosedRange<Int>, _ lineStart: Int, _ lineEnd: Int) -> Cell {
    bytes.withSpan { span in
      var lower = advance(span, lineStart, by: range.lowerBound - 1, end: lineEnd)
      var upper = advance(span, lower, by: range.upperBound - range.lowerBound + 1, end: lineEnd)
      while upper > lower, span[upper - 1] <= 32 { upper -= 1 }
      while upper > lower, span[lower] <= 32 { lower += 1 }
      let isMissing = upper == lower || isNullWord(span, lower, upper)
      return Cell(
        start: lower, count: Int32(truncatingIfNeeded: min(upper - lower, DelimitedScanner.cellLimit)),
        marks: isMissing ? .missing : [])
    }
  }

  /// Goes on by a number of characters: bytes that do not continue a UTF-8 sequence.
  private func advance(_ span: Bytes, _ start: Int, by characters: Int, end: Int) -> Int {
    var offset = start
    var left = characters
    while offset < end {
      if span[offset] & 0xC0 != 0x80 {
        if left == 0 { return offset }
        left -= 1
      }
      offset += 1
    }
    return end
  }
}
