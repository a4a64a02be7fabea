import Book
import Columns
import Diagnostics

/// Puts parsed tables together into a book: keys, references, the order of rows, columns, ways back.
struct Assembly {
  private var tables: [ParsedTable]
  private var keys: [KeyIndex?] = []
  /// For each table and column, the reference with its keys looked up.
  private var references: [[Int: ResolvedReference]] = []
  /// The rows of each table in their final order, and the final row of each row that was read (−1 if left out).
  private var orders: [[Int32]] = []
  private var positions: [[Int32]] = []
  private var parents: [Int?] = []
  private var events: [Int?] = []
  private var ownLinks: [ChildLink?] = []
  /// The number of each table's import, where their rows shall remember where they came from.
  private var batches: [Int32] = []

  init(_ tables: [ParsedTable], batches: [Int32] = []) {
    self.tables = tables
    self.batches = batches
  }

  mutating func finish(name: String) throws -> (book: Book, report: LoadReport) {
    for index in tables.indices {
      let declared = tables[index].checkKeys()
      keys.append(declared ?? tables[index].guessKey())
    }
    resolveReferences()
    try orderRows()
    var built: [Table] = []
    for index in tables.indices { built.append(try build(index)) }
    let waysBack = WaysBack.make(built, ownLinks: ownLinks)
    return (Book(name: name, tables: built, waysBack: waysBack, currency: currency), report(built))
  }

  // MARK: References

  private mutating func resolveReferences() {
    references = tables.map { _ in [:] }
    for table in tables.indices {
      for column in tables[table].columns.indices {
        let raw = tables[table].columns[column]
        guard let reader = raw.reader as? TextReader else { continue }
        if let name = raw.plan.target {
          resolve(table, column, reader, name)
        } else if !raw.plan.isKey, let guess = guess(table, raw, reader) {
          references[table][column] = guess
        }
      }
    }
  }

  private mutating func resolve(_ table: Int, _ column: Int, _ reader: TextReader, _ name: String) {
    guard let target = position(of: name) else {
      tables[table].report.notes.append(
        "\(tables[table].columns[column].plan.name) refers to \(name), which is not loaded; it is kept as text")
      return
    }
    if keys[target] == nil {
      tables[table].report.notes.append(
        "\(tables[table].columns[column].plan.name) refers to \(name), which has no key column; nothing matches")
    }
    references[table][column] = ResolvedReference(reader, target: target, index: keys[target])
  }

  /// An undeclared column refers to the table it is named after if half of its keys or more are there.
  private func guess(_ table: Int, _ column: RawColumn, _ reader: TextReader) -> ResolvedReference? {
    for name in column.plan.mayReferTo {
      guard let target = position(of: name), let index = keys[target] else { continue }
      let resolved = ResolvedReference(reader, target: target, index: index)
      if let share = resolved.matchedShare(tables[table], column, reader), share >= 0.5 { return resolved }
    }
    return nil
  }

  private func position(of name: String) -> Int? {
    tables.firstIndex { $0.name == name } ?? tables.firstIndex { $0.name.lowercased() == name.lowercased() }
  }

  // MARK: Order

  private mutating func orderRows() throws {
    orders = tables.map { _ in [] }
    positions = orders
    ownLinks = tables.map { _ in nil }
    parents = tables.indices.map(parentColumn)
    events = tables.indices.map(eventColumn)
    var state = tables.map { _ in 0 }
    for index in tables.indices { try orderRows(of: index, &state) }
  }

  /// Parents before their children.
  private mutating func orderRows(of table: Int, _ state: inout [Int]) throws {
    if state[table] == 2 { return }
    guard state[table] == 0 else {
      throw Diagnostic(
        "parent-cycle", "The table \(tables[table].name) belongs to itself through its parents.",
        notes: ["Of a table and its parent, only one can be `of` the other."])
    }
    state[table] = 1
    let kept = (0..<tables[table].rowCount).filter { !tables[table].isRejected[$0] }
      .map { Int32(truncatingIfNeeded: $0) }
    if let parent = parents[table], let reference = references[table][parent], reference.target != table {
      try orderRows(of: reference.target, &state)
      sortChildren(table, kept, parent, reference)
    } else {
      parents[table] = nil
      orders[table] = kept
    }
    var position = [Int32](repeating: -1, count: tables[table].rowCount)
    for (index, row) in orders[table].enumerated() { position[Int(row)] = Int32(truncatingIfNeeded: index) }
    positions[table] = position
    state[table] = 2
  }

  private mutating func sortChildren(_ table: Int, _ kept: [Int32], _ parent: Int, _ reference: ResolvedReference) {
    let column = tables[table].columns[parent]
    guard let reader = column.reader as? TextReader else { return }
    let position = positions[reference.target]
    let parentOf = kept.map { row -> Int32 in
      let source = column.row(Int(row))
      let code = source < 0 ? -1 : reader.codes[source]
      let target = code < 0 ? -1 : reference.rowOfCode[Int(code)]
      return target < 0 ? -1 : position[Int(target)]
    }
    let sorted = ChildOrder(
      kept, parentOf: parentOf, parentCount: orders[reference.target].count, eventOf: rawEvents(table, kept))
    orders[table] = sorted.rows
    ownLinks[table] = ChildLink(offsets: Buffer(sorted.offsets), rows: nil)
  }

  private func parentColumn(_ table: Int) -> Int? {
    guard let name = tables[table].declaration.parentColumn else { return nil }
    return tables[table].columns.firstIndex { $0.plan.name == name }
  }

  /// The declared event, else the first date or time; only for tables whose rows are events: those of a parent, and a
  /// file's own table that refers to the customers.
  private func eventColumn(_ table: Int) -> Int? {
    let columns = tables[table].columns
    let isTime = { (index: Int) in columns[index].format.type == .date || columns[index].format.type == .time }
    if let declared = columns.indices.first(where: { columns[$0].plan.isEvent && isTime($0) }) { return declared }
    let root = position(of: StandardSchema.root)
    let isEventTable =
      parents[table] != nil
      || (!tables[table].declaration.isStandard && references[table].values.contains { $0.target == root })
    return isEventTable ? columns.indices.first(where: isTime) : nil
  }

  private func rawEvents(_ table: Int, _ rows: [Int32]) -> [Int64]? {
    guard let event = events[table] else { return nil }
    let column = tables[table].columns[event]
    guard let values = column.reader.eventValues else { return nil }
    return rows.map { row in
      let source = column.row(Int(row))
      return source < 0 ? Int64.max : values[source]
    }
  }

  // MARK: Columns

  private mutating func build(_ index: Int) throws -> Table {
    let parsed = tables[index]
    var columns: [TableColumn] = []
    for (position, raw) in parsed.columns.enumerated() {
      columns.append(try column(index, position, raw))
    }
    return Table(
      name: parsed.name, columns: columns, rowCount: orders[index].count, keyColumn: parsed.declaredKey,
      parentColumn: parents[index], eventColumn: events[index], origin: origin(index))
  }

  private func origin(_ table: Int) -> RowOrigin? {
    guard table < batches.count else { return nil }
    let rows = orders[table]
    let lines = Buffer<Int32>(count: rows.count) { target in
      for index in rows.indices { target[index] = tables[table].lines[Int(rows[index])] }
    }
    let batch = Buffer<Int32>(repeating: batches[table], count: rows.count)
    return RowOrigin(
      batches: LazyColumn(Column(type: .whole, storage: .int32(batch), count: rows.count)),
      lines: LazyColumn(Column(type: .whole, storage: .int32(lines), count: rows.count)))
  }

  private func column(_ table: Int, _ index: Int, _ raw: RawColumn) throws -> TableColumn {
    let order = raw.order(orders[table])
    if let reference = references[table][index], let reader = raw.reader as? TextReader, case .rows(let rows) = order {
      let (column, orphans) = reader.referenceColumn(reference, rows, position: positions[reference.target])
      return TableColumn(name: raw.plan.name, column: column, orphans: orphans)
    }
    let isWhole = raw.joinedRows == nil && orders[table].count == tables[table].rowCount && ownLinks[table] == nil
    return TableColumn(name: raw.plan.name, column: try raw.reader.column(isWhole ? .all : order))
  }

  // MARK: Report

  private var currency: String {
    let named = tables.flatMap(\.columns).compactMap(\.format.currency)
    guard let first = named.first, named.allSatisfy({ $0 == first }) else { return "USD" }
    return first.rawValue
  }

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
      filled: column.column.known.map { known in (0..<known.count).count { known[$0] } } ?? column.count,
      orphans: column.unmatched.count)
  }
}
