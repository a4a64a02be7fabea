import Book
import Columns

/// What one file did to one table: enough to count it, to show it, and to say it as edits.
struct ImportStep: Sendable {
  let table: String
  let source: String
  let file: String
  let batch: Int32
  let lines: [Int32]
  let isNewTable: Bool
  let parent: String?
  let existing: Table
  let added: [Int32]
  let targets: [Int32]
  let columns: [IncomingColumn]
  let overrides: [[Int32: Int32]]
  let counts: ImportedTable
  let rejects: [Reject]
  let report: TableReport
  /// The names of the tables that references lead to, by their position.
  let tableNames: [String]

  init(_ incoming: IncomingTable, _ parsed: ParsedTable, _ merge: TableMerge, tables: [Table]) {
    table = incoming.name
    source = incoming.source
    file = incoming.file.name
    batch = incoming.batch
    lines = parsed.lines
    existing = merge.existing
    isNewTable = merge.existing.columns.isEmpty
    parent = incoming.declaration.table.parent
    added = merge.matching.added
    targets = merge.matching.targets
    columns = merge.columns
    overrides = merge.overrides
    rejects = parsed.sortedRejects
    tableNames = tables.map(\.name)
    var report = parsed.report
    report.read = parsed.rowCount + parsed.brokenRows
    report.rejected = parsed.log.count
    report.kept = report.read - report.rejected
    report.columns = ImportStep.columnReports(parsed, merge.columns, tables)
    self.report = report
    var counts = ImportedTable(name: incoming.name, file: incoming.source)
    counts.read = report.read
    counts.added = merge.matching.added.count
    counts.rejected = parsed.log.count
    counts.updated = merge.isChanging.count { $0 }
    counts.unchanged = counts.read - counts.added - counts.updated - counts.rejected
    counts.newColumns = merge.newColumns
    counts.changes = merge.changes(lines: parsed.lines)
    counts.notes = parsed.report.notes
    self.counts = counts
  }

  private static func columnReports(
    _ parsed: ParsedTable, _ columns: [IncomingColumn], _ tables: [Table]
  ) -> [ColumnReport] {
    columns.map { column in
      var word = column.column.type.word
      if case .reference(let target) = column.column.type { word = tables[target].name }
      let raw = parsed.columns.first { $0.plan.name == column.name }
      return ColumnReport(
        name: column.name, header: column.header, type: column.column.type, typeName: word,
        format: raw?.format.description ?? "", isInferred: raw?.plan.type == nil && raw?.plan.target == nil,
        filled: column.column.known.map { known in (0..<known.count).count { known[$0] } } ?? column.column.count,
        orphans: column.orphans.count)
    }
  }
}
