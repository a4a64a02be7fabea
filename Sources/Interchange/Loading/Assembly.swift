import Book
import Columns
import Diagnostics

/// Puts parsed tables together into a book: keys, references, the order of rows, columns, ways back.
struct Assembly: Sendable {
  private var tables: [ParsedTable]
  private let division: Division
  private var keys: [KeyIndex?] = []
  /// For each table and column, the reference with its keys looked up.
  private var references: [[Int: ResolvedReference]] = []
  private var roles: [TableRoles] = []
  private var orders: [TableOrder] = []
  /// The number of each table's import, where their rows shall remember where they came from.
  private let batches: [Int32]

  init(_ tables: [ParsedTable], batches: [Int32] = [], _ division: Division = Division()) {
    self.tables = tables
    self.batches = batches
    self.division = division
  }

  /// - Parameter currency: the book's, where somebody said so; else it is what most amounts are in.
  mutating func finish(name: String, currency declared: String? = nil) throws -> (book: Book, report: LoadReport) {
    let rated = tables.reduce(into: Set<String>()) { $0.formUnion($1.ratedCurrencies) }
    let currency = declared ?? CurrencyVotes(tables).own(rated: rated, usual: "USD") ?? "USD"
    for table in tables.indices { tables[table].nameCurrencies(own: currency) }
    findKeys()
    resolveReferences()
    keys = []
    roles = try TableRoles.find(tables, references)
    orders = try TableOrder.make(tables, references, roles, division)
    let (columns, origins) = try buildColumns()
    let built = tables.indices.map { table in
      Table(
        name: tables[table].name, columns: columns[table], rowCount: orders[table].rows.count,
        keyColumn: tables[table].declaredKey, parentColumn: roles[table].parent, eventColumn: roles[table].event,
        origin: origins[table])
    }
    let waysBack = WaysBack.make(built, ownLinks: orders.map(\.link))
    return (Book(name: name, tables: built, waysBack: waysBack, currency: currency), report(built))
  }

  // MARK: Keys and references

  private mutating func findKeys() {
    let checked = division.map(tables.count) { [tables] index in
      var table = tables[index]
      let declared = table.checkKeys()
      let key = declared ?? table.guessKey()
      return (table, key)
    }
    tables = checked.map(\.0)
    keys = checked.map(\.1)
  }

  private mutating func resolveReferences() {
    let places = tables.indices.flatMap { table in tables[table].columns.indices.map { (table: table, column: $0) } }
    let names = places.flatMap { tables[$0.table].columns[$0.column].plan.possibleTargets }
    let targets = Set(names.compactMap { tables.position(of: $0) })
    keys = division.map(keys.count) { [keys] table in
      var key = keys[table]
      if targets.contains(table) { key?.prepareLookups() }
      return key
    }
    let found = division.map(places.count) { [self] index in
      reference(places[index].table, places[index].column)
    }
    references = tables.map { _ in [:] }
    for (place, found) in zip(places, found) {
      references[place.table][place.column] = found.reference
      if let note = found.note { tables[place.table].report.notes.append(note) }
    }
  }

  private func reference(_ table: Int, _ column: Int) -> (reference: ResolvedReference?, note: String?) {
    let raw = tables[table].columns[column]
    guard let reader = raw.reader as? TextReader else { return (nil, nil) }
    guard let name = raw.plan.target else { return (raw.plan.isKey ? nil : guess(table, raw, reader), nil) }
    guard let target = tables.position(of: name) else {
      return (nil, "\(raw.plan.name) refers to \(name), which is not loaded; it is kept as text")
    }
    let reference = ResolvedReference(reader, target: target, index: keys[target])
    let hasKeys = keys[target] != nil
    return (
      reference,
      hasKeys ? nil : "\(raw.plan.name) refers to \(name), which has no key column; nothing matches"
    )
  }

  /// An undeclared column refers to the table it is named after if half of its keys or more are there.
  private func guess(_ table: Int, _ column: RawColumn, _ reader: TextReader) -> ResolvedReference? {
    guard !column.plan.mayReferTo.isEmpty, let codes = column.codes() else { return nil }
    for name in column.plan.mayReferTo {
      guard let target = tables.position(of: name), let index = keys[target] else { continue }
      let resolved = ResolvedReference(reader, target: target, index: index)
      if let share = resolved.matchedShare(tables[table], codes), share >= 0.5 { return resolved }
    }
    return nil
  }

  // MARK: Columns

  /// Builds each column, and gives up what was read as soon as its column is built; beside them the rows' origins.
  private mutating func buildColumns() throws -> (columns: [[TableColumn]], origins: [RowOrigin?]) {
    let places = tables.indices.flatMap { table in tables[table].columns.indices.map { (table: table, column: $0) } }
    let raw = places.map { RawColumnBox(tables[$0.table].columns[$0.column]) }
    let lines = tables.map(\.lines)
    for table in tables.indices { tables[table].forgetCells() }
    // The longest first, so that no thread is left with one at the end.
    let longestFirst = places.indices.sorted {
      orders[places[$0].table].rows.count > orders[places[$1].table].rows.count
    }
    let built = try division.map(tables.count + places.count) { [self] task -> Part? in
      if task < tables.count { return origin(task, lines[task]).map(Part.origin) }
      let index = longestFirst[task - tables.count]
      let place = places[index]
      return try raw[index].take().map { .column(try column(place.table, place.column, $0)) }
    }
    var columns = tables.map { [TableColumn?](repeating: nil, count: $0.columns.count) }
    var origins = [RowOrigin?](repeating: nil, count: tables.count)
    for (task, part) in built.enumerated() {
      switch part {
      case .origin(let origin): origins[task] = origin
      case .column(let column):
        let place = places[longestFirst[task - tables.count]]
        columns[place.table][place.column] = column
      case nil: break
      }
    }
    return (columns.map { $0.compactMap(\.self) }, origins)
  }

  /// What one task builds.
  private enum Part: Sendable {
    case column(TableColumn)
    case origin(RowOrigin)
  }

  private func column(_ table: Int, _ index: Int, _ raw: RawColumn) throws -> TableColumn {
    let order = raw.order(orders[table].rows)
    if let reference = references[table][index], let reader = raw.reader as? TextReader {
      if let link = orders[table].link, index == roles[table].parent {
        let codes = raw.codes() ?? []
        let orphans = try reader.orphans(orders[table].rows, codes, behind: link)
        let values = LazyColumn(inOrderOf: link, target: reference.target, count: orders[table].rows.count)
        return TableColumn(name: raw.plan.name, values: values, unmatched: orphans)
      }
      let (column, orphans) = try reader.referenceColumn(
        reference, order.rows(of: reader.codes.count), position: orders[reference.target].positions)
      return TableColumn(name: raw.plan.name, values: LazyColumn(column), unmatched: orphans)
    }
    let isWhole = raw.joinedRows == nil && orders[table].isOrderOfLoading
    let final = isWhole ? .all : order
    if let texts = (raw.reader as? TextReader)?.numbered(final) {
      return TableColumn(name: raw.plan.name, values: LazyColumn(numbered: texts))
    }
    return TableColumn(name: raw.plan.name, column: try raw.reader.column(final))
  }

  private func origin(_ table: Int, _ lines: [Int32]) -> RowOrigin? {
    guard table < batches.count else { return nil }
    let rows = orders[table].rows
    return RowOrigin(batch: batches[table], lines: gather(lines, .rows(rows), filler: 0))
  }

  // MARK: Report

  /// The rows of each table that were left out.
  var rejects: [[Reject]] { tables.map(\.sortedRejects) }

  private func report(_ built: [Table]) -> LoadReport {
    var report = LoadReport()
    for (parsed, table) in zip(tables, built) {
      var entry = parsed.report
      entry.kept = table.rowCount
      entry.rejected = parsed.log.count
      entry.read = parsed.rowCount + parsed.brokenRows
      entry.columns = zip(parsed.columns, table.columns).map { columnReport($0, $1, built) }
      if parsed.declaration.table.parent != nil, table.parentColumn == nil {
        entry.notes.append("no column names the \(Names.singular(parsed.declaration.table.parent ?? "")) of each row")
      }
      report.tables.append(entry)
      report.rejects += parsed.log.first
      for (entry, log) in parsed.joined {
        report.tables.append(entry)
        report.rejects += log.first
      }
    }
    return report
  }

  private func columnReport(_ raw: RawColumn, _ column: TableColumn, _ built: [Table]) -> ColumnReport {
    var word = column.type.word
    if case .reference(let target) = column.type { word = built[target].name }
    return ColumnReport(
      name: column.name, header: raw.plan.header, type: column.type, typeName: word,
      format: raw.format.description,
      isInferred: raw.plan.type == nil && raw.plan.target == nil && !raw.plan.isStandard,
      filled: column.values.isComplete ? column.count : column.column.known?.setCount ?? column.count,
      orphans: column.unmatched.count)
  }
}
