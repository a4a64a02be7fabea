import Columns

/// Cuts lines into cells by character columns, for files without a delimiter.
///
/// Positions count characters from 1, both ends included; a line that ends before a column's first character has nothing
/// in that column.
struct FixedWidthScanner: BlockSource {
  private let bytes: Buffer<UInt8>
  private let lineBreak: UInt8
  private let positions: [ClosedRange<Int>]
  private(set) var position = 0
  private(set) var line = 1
  private var rowsSoFar = 0
  let facts = ScanFacts()

  init(_ bytes: Buffer<UInt8>, lineBreak: UInt8, positions: [ClosedRange<Int>], skippedLines: Int) {
    self.bytes = bytes
    self.lineBreak = lineBreak
    self.positions = positions
    while line <= skippedLines, position < bytes.count {
      position = min(bytes.count, endOfLine(from: position) + 1)
      line += 1
    }
  }

  mutating func fill(_ block: CellBlock) -> Bool {
    block.clear(firstRow: rowsSoFar)
    block.lend(bytes, from: position)
    while position < bytes.count, !block.isFull {
      let end = endOfLine(from: position)
      if !isBlank(position, end) {
        for (column, range) in positions.enumerated() {
          block.put(cell(range, position, end, from: block.base), column: column)
        }
        block.endRow(line: line)
        block.endText(at: end)
      }
      position = end + 1
      line += 1
    }
    block.end = min(position, bytes.count)
    rowsSoFar += block.rowCount
    return !block.isEmpty
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

  private func cell(_ range: ClosedRange<Int>, _ lineStart: Int, _ lineEnd: Int, from base: Int) -> Cell {
    bytes.withUnsafe { span in
      var lower = advance(span, lineStart, by: range.lowerBound - 1, end: lineEnd)
      var upper = advance(span, lower, by: range.upperBound - range.lowerBound + 1, end: lineEnd)
      while upper > lower, span[upper - 1] <= 32 { upper -= 1 }
      while upper > lower, span[lower] <= 32 { lower += 1 }
      let isMissing = upper == lower || isNullWord(span, lower, upper)
      return Cell(
        start: lower - base, count: Int32(truncatingIfNeeded: min(upper - lower, RowCutter.cellLimit)),
        marks: isMissing ? .missing : [])
    }
  }

  /// Goes on by a number of characters: bytes that do not continue a UTF-8 sequence.
  private func advance(_ span: UnsafeBufferPointer<UInt8>, _ start: Int, by characters: Int, end: Int) -> Int {
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
