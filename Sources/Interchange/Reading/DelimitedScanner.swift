import Columns

/// Cuts delimited text that is in memory into blocks of rows.
struct DelimitedScanner: BlockSource {
  private let bytes: Buffer<UInt8>
  private var cutter: RowCutter
  private var rowsSoFar = 0

  init(_ bytes: Buffer<UInt8>, delimiter: UInt8, lineBreak: UInt8, from position: Int = 0, line: Int = 1) {
    self.bytes = bytes
    cutter = RowCutter(delimiter: delimiter, lineBreak: lineBreak, from: position, line: line)
  }

  /// The first byte of the next row, and its line.
  var position: Int { cutter.position }
  var line: Int { cutter.line }
  /// Whether more text could have made another row of the last one.
  var hasMetEnd: Bool { cutter.hasMetEnd }
  var facts: ScanFacts { cutter.facts }

  mutating func fill(_ block: CellBlock) -> Bool {
    block.clear(firstRow: rowsSoFar)
    block.lend(bytes, from: position)
    bytes.withUnsafe { cutter.cut($0, isLast: true, into: block) }
    block.end = position
    rowsSoFar += block.rowCount
    return !block.isEmpty
  }

  /// The next row that is not blank, whatever its number of cells: for the header.
  mutating func header() -> [String]? {
    var width = 64
    while position < bytes.count {
      let before = cutter
      let block = CellBlock(columnCount: width, rowLimit: 1)
      block.lend(bytes, from: position)
      let found = bytes.withUnsafe { cutter.cutRow($0, into: block, expecting: nil) }
      if found > width {
        cutter = before
        width = found
      } else if block.rowCount == 1 {
        return (0..<found).map { column in
          var text = ""
          block.forEach(column: column) { _, cell, _ in
            text = cell.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
          }
          return text
        }
      }
    }
    return nil
  }
}
