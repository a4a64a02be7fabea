import Book
import CivilTime
import Columns
import Diagnostics

/// A table that is to be imported: where its cells are, and what is said of its columns.
struct IncomingTable {
  var file: SourceFile
  var declaration: MergedDeclaration
  /// The currency of amounts that do not name one, where the file's kind says so.
  var currency: String?
  /// Columns by which a preset's own ids are known, looked at before e-mail addresses.
  var identity: [String] = []
  /// The name of the file that a person gave, and the number of its import.
  var source: String
  var batch: Int32
  /// Whether headers may be other names of standard columns; not where a preset has named them.
  var usesSynonyms = true
  /// The book's zone, if it has one.
  var zone: TimeZone?

  var name: String { declaration.table.name }

  /// Reads the file, so that its columns have the types of the table that they go to.
  func parse(
    for existing: Table?, of tables: [Table], tableNames: [String], _ tick: @escaping (Double) throws -> Void
  ) throws -> ParsedTable {
    try TableText.reading(file, declaration.table, Division()) { text in
      try parse(text, for: existing, of: tables, tableNames: tableNames, tick)
    }
  }

  private func parse(
    _ text: TableText, for existing: Table?, of tables: [Table], tableNames: [String],
    _ tick: @escaping (Double) throws -> Void
  ) throws -> ParsedTable {
    var matching = HeaderMatching(
      declaration, headers: text.headers, tableNames: tableNames, usesSynonyms: usesSynonyms)
    var plans = try matching.plans()
    try checkMapping(matching)
    let sets = text.setColumns
    var taken: Set<String> = []
    for index in plans.indices {
      if let existing { IncomingTable.adopt(&plans[index], existing, tables, besides: taken) }
      taken.insert(plans[index].name)
      if plans[index].type == nil, !plans[index].isText, sets.contains(plans[index].cell) {
        plans[index].type = .textSet
      }
    }
    var table = try TableReader(
      text: text, declaration: declaration, plans: plans, isImport: true, zone: zone, tick: tick
    ).read()
    table.spellOutKeys()
    if usesSynonyms { table.report.notes += matching.notes(plans) }
    return table
  }

  /// Gives a column of the file the name, type and role of the column of the table that it goes to.
  ///
  /// Columns that another one of the file goes to already are not looked at.
  private static func adopt(
    _ plan: inout ColumnPlan, _ table: Table, _ tables: [Table], besides taken: Set<String>
  ) {
    let bare = Names.bare(plan.name)
    let free = table.columns.indices.filter { !taken.contains(table.columns[$0].name) }
    guard
      let index = free.first(where: { table.columns[$0].name == plan.name })
        ?? free.first(where: { Names.bare(table.columns[$0].name) == bare })
        ?? free.first(where: { Names.bare(table.columns[$0].name) == Names.bare(plan.header) })
    else {
      // A table that has rows gets no key any more: the old rows would lack it.
      if table.rowCount > 0 { plan.isKey = false }
      return
    }
    plan.name = table.columns[index].name
    plan.mayBeKey = false
    plan.mayReferTo = []
    plan.isKey = table.keyColumn == index || (table.rowCount == 0 && plan.isKey)
    plan.isEvent = table.eventColumn == index
    if case .reference(let target) = table.columns[index].type {
      plan.type = nil
      plan.target = tables[target].name
    } else {
      plan.type = table.columns[index].type
      plan.target = nil
      plan.isUserDeclared = table.rowCount > 0
    }
  }

  private func checkMapping(_ matching: HeaderMatching) throws {
    guard let missing = matching.unmatched.first else { return }
    throw Diagnostic(
      "unknown-header", "\(file.name) has no column \(missing.header ?? missing.name).",
      notes: ["Its columns are \(listed(matching.headers))."])
  }
}

/// A column of an incoming table with its values, one for each row of the file.
struct IncomingColumn {
  var name: String
  var header: String
  var column: Column
  /// For a reference: the keys that no row has, by row of the file.
  var orphans: [Int32: String] = [:]
  /// For a reference: the column of keys that its rows are of.
  var targetKeys: TableColumn?
  var isKey = false
  var isEvent = false
}
