import Book
import Columns
import Diagnostics

/// The first import into an empty book, of files that each are a table: they are loaded as a folder is, without looking
/// for rows that are there already.
struct BulkImport {
  private let tables: [IncomingTable]
  /// The book's currency, where somebody said so.
  private let currency: String?

  /// Nil when the files need to be merged: several for one table, or one that a preset has taken apart.
  init?(_ tables: [IncomingTable], currency: String?) {
    guard Set(tables.map { $0.name.lowercased() }).count == tables.count, tables.allSatisfy(\.usesSynonyms) else {
      return nil
    }
    self.tables = tables
    self.currency = currency
  }

  /// Loads all files; false, with nothing done, if the customers have no key.
  func load(into plan: inout ImportPlan, _ tick: (String, Int, Int, Double) throws -> Void) throws -> Bool {
    let names = Importer.tableNames(tables.map(\.name))
    var parsed: [ParsedTable] = []
    for (index, table) in tables.enumerated() {
      let assignment = Assignment(declaration: table.declaration, file: table.file, isImport: true, zone: table.zone)
      parsed.append(
        try assignment.parse(tableNames: names) { file, share, isDone in
          try tick(file, index + (isDone ? 1 : 0), tables.count, share)
        })
      if table.name == StandardSchema.root, parsed[index].declaredKey == nil || parsed[index].hasRowsWithoutKey {
        return false
      }
    }
    var assembly = Assembly(parsed, batches: tables.map(\.batch))
    let (book, report) = try assembly.finish(name: plan.before.name, currency: currency)
    let rejects = assembly.rejects
    plan.book = book.withStandardTables()
    plan.report = report
    for (index, (table, entry)) in zip(tables, report.tables).enumerated() {
      var counts = ImportedTable(name: entry.name, file: table.source)
      counts.read = entry.read
      counts.added = entry.kept
      counts.rejected = entry.rejected
      let known =
        plan.before.table(named: entry.name).map { plan.before.tables[$0].columns.map { $0.name.lowercased() } } ?? []
      counts.newColumns = entry.columns.map(\.name).filter { !known.contains($0.lowercased()) }
      counts.notes = entry.notes
      plan.tables.append(counts)
      plan.rejects += rejects[index].map { RejectedRow($0, file: $0.file) }
    }
    return true
  }
}

extension ParsedTable {
  fileprivate var hasRowsWithoutKey: Bool {
    guard let key = declaredKey, let reader = columns[key].reader as? TextReader else { return true }
    return (0..<rowCount).contains { !isRejected[$0] && reader.codes[$0] < 0 }
  }
}
