import Columns
import Diagnostics

/// The rows of a file in the order in which they were cut, and those that could not be.
struct RowLog {
  private(set) var lines: [Int32] = []
  private(set) var brokenRows = 0
  /// For each block its first row, and how many rows could not be cut up to its end.
  private var blocks: [(firstRow: Int, brokenSoFar: Int)] = []
  /// How many are kept in words.
  private let limit: Int
  private var firstBroken: [(line: Int, reason: String, text: String)] = []

  init(limit: Int) { self.limit = limit }

  /// The blocks so far.
  var blockCount: Int { blocks.count }

  mutating func add(_ block: CellBlock, of file: String) throws {
    for row in block.broken where firstBroken.count < limit {
      let cells = block.withText { shortText($0.extracting(row.start..<max(row.start, row.end))) }
      firstBroken.append((row.line, row.reason, cells))
    }
    brokenRows += block.broken.count
    guard lines.count + block.rowCount <= Int(Int32.max) else {
      throw Diagnostic("too-many-rows", "\(file) has more than 2,147,483,647 rows.", notes: ["Split the file."])
    }
    blocks.append((lines.count, brokenRows))
    lines.append(contentsOf: block.lines)
  }

  mutating func reserve(_ rows: Int) { lines.reserveCapacity(rows) }

  /// Writes down what was left out, in the order of the blocks: rows that could not be cut, then, column after column,
  /// cells that could not be read, then those with the number of a payment card. Each row counts once.
  func reject(_ columns: [RawColumn], cards: [CellFailures], in table: inout ParsedTable) {
    let failures = columns.map(\.reader.failures) + cards
    let names = columns.map(\.plan.name) + columns.map(\.plan.name)
    var next = failures.map { _ in 0 }
    var brokenSoFar = 0
    for (index, block) in blocks.enumerated() {
      while brokenSoFar < block.brokenSoFar {
        let number = brokenSoFar
        table.log.add(
          line: firstBroken[number].line, column: nil, reason: firstBroken[number].reason,
          text: firstBroken[number].text)
        brokenSoFar += 1
      }
      let end = index + 1 < blocks.count ? blocks[index + 1].firstRow : lines.count
      for (position, name) in names.enumerated() {
        rejectCells(failures[position], name, &next[position], before: end, &table)
      }
    }
  }

  private func rejectCells(
    _ failures: CellFailures, _ column: String, _ next: inout Int, before end: Int, _ table: inout ParsedTable
  ) {
    while next < failures.rows.count, Int(failures.rows[next]) < end {
      let row = Int(failures.rows[next])
      if !table.isRejected[row] {
        let number = next
        table.isRejected[row] = true
        table.log.add(
          line: Int(lines[row]), column: column, reason: failures.first[number].reason,
          text: failures.first[number].text)
      }
      next += 1
    }
  }
}
