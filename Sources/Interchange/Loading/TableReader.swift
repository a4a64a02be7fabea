import Book
import CivilTime
import Columns
import Diagnostics

/// Reads one file into a `ParsedTable`, block by block, the columns of a block on all threads.
///
/// The first block says how each column is probably written. All cells are read that way, and each of them also counts
/// for what it speaks for; columns for which the whole file decides otherwise than its beginning are read again.
struct TableReader {
  let text: TableText
  let declaration: MergedDeclaration
  let plans: [ColumnPlan]
  var division = Division()
  /// An import keeps every rejected row, and refuses the numbers of payment cards.
  var isImport = false
  /// The book's zone, if it has one.
  var zone: TimeZone?
  let tick: (Double) throws -> Void

  func read() throws -> ParsedTable {
    let lanes = plans.map(lane)
    var log = RowLog(limit: rejectLimit)
    let facts = try pump.run(tasks: lanes.count) { block in
      try tick(share(block))
      try log.add(block, of: text.file)
      if log.blockCount == 1 {
        try begin(lanes, with: block)
      } else if log.blockCount == 2 {
        log.reserve(expectedRows(block))
        for lane in lanes { lane.reserve(rows: expectedRows(block)) }
      }
    } work: { lane, block in
      try lanes[lane].take(block)
    }
    let formats = decide(lanes)
    try readAgain(zip(lanes, formats).filter { !$0.settle($1) }.map(\.0), rowCount: log.lines.count)
    return finish(lanes, log, notes: facts.notes + formats.flatMap(\.notes))
  }

  private var rejectLimit: Int { isImport ? .max : LoadReport.rejectLimit }

  private func lane(_ plan: ColumnPlan) -> ColumnLane {
    let isSuspect = CardNumbers.isSuspect(
      table: declaration.table.name, column: plan.name, header: plan.header)
    return ColumnLane(plan, rejectLimit: rejectLimit, refusesCards: isImport && isSuspect)
  }

  private var pump: BlockPump { BlockPump(text: text, division: division) }

  private func share(_ block: CellBlock) -> Double {
    text.byteCount > 0 ? min(1, Double(block.end) / Double(text.byteCount)) : 0
  }

  /// How many rows the file will have if the rest is like the blocks before this one.
  private func expectedRows(_ block: CellBlock) -> Int {
    Int(Double(block.firstRow + block.rowCount) / max(share(block), 0.000_001) * 1.05) + 64
  }

  /// Reads the first block for what it speaks for, and decides by it alone how to read.
  private func begin(_ lanes: [ColumnLane], with block: CellBlock) throws {
    try division.forEach(lanes.count) { lanes[$0].learn(block) }
    for (lane, format) in zip(lanes, decide(lanes)) { lane.begin(format) }
  }

  private func decide(_ lanes: [ColumnLane]) -> [ColumnFormat] {
    let hints = FileHints(lanes.map(\.profile), delimiter: text.dialect.delimiter)
    return lanes.map { lane in
      var format = lane.decided(hints)
      format.zone = zone
      return format
    }
  }

  private func readAgain(_ lanes: [ColumnLane], rowCount: Int) throws {
    guard !lanes.isEmpty else { return }
    for lane in lanes { lane.beginAgain() }
    var rowsRead = 0
    _ = try pump.run(tasks: lanes.count) { block in
      rowsRead += block.rowCount
      try tick(1)
    } work: { lane, block in
      try lanes[lane].take(block)
    }
    guard rowsRead == rowCount else {
      throw Diagnostic(
        "changed-file", "\(text.file) changed while it was being read.",
        notes: ["Wait until whatever writes it is done, then try again."])
    }
  }

  private func finish(_ lanes: [ColumnLane], _ log: RowLog, notes: [String]) -> ParsedTable {
    var table = ParsedTable(
      declaration: declaration, columns: lanes.map { $0.finish() },
      log: RejectLog(table: declaration.table.name, file: text.file, limit: rejectLimit),
      report: TableReport(name: declaration.table.name, file: text.file))
    table.rowCount = log.lines.count
    table.lines = log.lines
    table.brokenRows = log.brokenRows
    table.isRejected = [Bool](repeating: false, count: table.rowCount)
    log.reject(table.columns, cards: lanes.map(\.cards), in: &table)
    table.report.notes = text.notes + notes
    table.report.encoding = text.encoding.rawValue
    table.report.delimiter = text.separation
    return table
  }
}
