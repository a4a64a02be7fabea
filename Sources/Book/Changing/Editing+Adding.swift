import Columns

extension Editing {
  /// Puts rows behind those of a table.
  mutating func add(_ addition: RowAddition) throws(ChangeError) {
    let index = try table(addition.table)
    try check(addition)
    let isNewBatch = keepsakes[.batch, String(addition.batch)] == nil
    let start = book.tables[index].rowCount
    let keys = try newKeys(addition, for: index)
    var prepared: [Int: Prepared] = [:]
    for cells in addition.columns {
      let column = try self.column(cells.column, of: index)
      prepared[column] = try self.prepared(cells.values, for: book.tables[index].columns[column], of: index)
    }
    append(addition, prepared, keys, to: index)
    if isNewBatch { noteArrivals(in: index, from: start) } else { unsorted.insert(index) }
    extendLinks(of: index)
    adoptOrphans(of: index, Set(keys))
    let names = zip(addition.lines, addition.lines.indices).map { line, place in
      keys.isEmpty ? RowName.origin(batch: addition.batch, line: line) : .key(keys[place])
    }
    note(.remove(table: addition.table, rows: names))
  }

  private func check(_ addition: RowAddition) throws(ChangeError) {
    let count = addition.lines.count
    guard addition.columns.allSatisfy({ $0.values.count == count }) else {
      throw .malformed("the columns of an addition to \(addition.table) differ in length")
    }
    guard Set(addition.columns.map(\.column)).count == addition.columns.count else {
      throw .malformed("an addition to \(addition.table) names a column twice")
    }
    let index = try table(addition.table)
    guard book.tables[index].rowCount + count < Int(Int32.max) else {
      throw .malformed("the table \(addition.table) is full")
    }
  }

  /// The keys of the rows to add; none where the table has no keys.
  private mutating func newKeys(_ addition: RowAddition, for index: Int) throws(ChangeError) -> [String] {
    guard let keyColumn = book.tables[index].keyColumn else { return [] }
    book.tables[index].indexKeys()
    let table = book.tables[index]
    guard let cells = addition.columns.first(where: { $0.column == table.columns[keyColumn].name }) else {
      throw .keyMissing(table: table.name)
    }
    var keys: [String] = []
    var seen = Set<String>()
    for value in cells.values {
      guard case .text(let key) = value, !key.isEmpty else { throw .keyMissing(table: table.name) }
      guard seen.insert(key).inserted, table.row(ofKey: key) == nil else {
        throw .keyInUse(table: table.name, key: key)
      }
      keys.append(key)
    }
    return keys
  }

  private mutating func append(
    _ addition: RowAddition, _ prepared: [Int: Prepared], _ keys: [String], to index: Int
  ) {
    let count = addition.lines.count
    var table = book.tables[index]
    for column in table.columns.indices {
      let cells = prepared[column] ?? Prepared(values: Array(repeating: .missing, count: count))
      table.columns[column] = table.columns[column].appending(cells)
    }
    table.origin = table.origin.map { origin in
      RowOrigin(
        batches: origin.batches.appending(Array(repeating: .whole(Int64(addition.batch)), count: count)),
        lines: origin.lines.appending(addition.lines.map { .whole(Int64($0)) }))
    }
    table.keys?.add(keys, from: table.rowCount)
    table.rowCount += count
    book.tables[index] = table
  }

  /// Rows of a new batch come last among their like, so that they can wait behind the others to be put in order.
  private mutating func noteArrivals(in index: Int, from start: Int) {
    let table = book.tables[index]
    let first = table.arrivals?.start ?? start
    if table.rowCount - first > Arrivals.limit { crowded.insert(index) }
    guard let parent = table.parentColumn,
      let settled = book.waysBack.first(where: { $0.source == index && $0.sourceColumn == parent })?.settled
    else {
      book.tables[index].arrivals = Arrivals(start: first) { nil }
      return
    }
    let references = table.columns[parent].values
    let events = table.eventColumn.map { table.columns[$0].values }
    book.tables[index].arrivals = Arrivals(start: first) {
      Arrivals.order(settled.link, references: references.column, events: events?.column, from: first)
    }
  }

  /// The ways back from and to a table that grew.
  private mutating func extendLinks(of index: Int) {
    for way in book.waysBack.indices where book.waysBack[way].source == index || book.waysBack[way].target == index {
      book.extendLink(way)
    }
  }

  /// References that led nowhere, and now lead to one of the new rows.
  mutating func adoptOrphans(of index: Int, _ keys: Set<String>) {
    guard !keys.isEmpty else { return }
    for source in book.tables.indices {
      for column in book.tables[source].columns.indices {
        let own = book.tables[source].columns[column]
        guard own.type == .reference(table: index), own.unmatched.count > 0 else { continue }
        let rows = own.orphans.filter { keys.contains($0.value) }.keys.sorted()
        guard !rows.isEmpty else { continue }
        let values = rows.map { row -> Value in
          book.tables[index].row(ofKey: own.orphans[row] ?? "").map { .reference(row: $0) } ?? .missing
        }
        setCells(rows, Prepared(values: values), of: column, in: source)
      }
    }
  }
}

extension Book {
  /// Works a way back out for tables that have grown since it last was.
  mutating func extendLink(_ way: Int) {
    let source = tables[waysBack[way].source]
    let settled = waysBack[way].settled
    let references = source.columns[waysBack[way].sourceColumn].values
    let events = source.eventColumn.map { source.columns[$0].values }
    let start = source.arrivals?.start ?? source.rowCount
    waysBack[way].children = LazyLink {
      settled.link.extended(references: references.column, events: events?.column, from: start)
    }
  }
}

extension TableColumn {
  /// The column with more cells behind its own; worked out when it is next asked for.
  func appending(_ cells: Editing.Prepared) -> TableColumn {
    guard !cells.orphans.isEmpty else {
      return TableColumn(name: name, values: values.appending(cells.values), unmatched: unmatched)
    }
    var orphans = self.orphans
    for (place, text) in cells.orphans { orphans[Int32(truncatingIfNeeded: count + place)] = text }
    return TableColumn(name: name, values: values.appending(cells.values), unmatched: LazyOrphans(orphans))
  }
}

extension Table {
  /// Makes sure that rows can be found by their key.
  mutating func indexKeys() {
    if let keyColumn, keys == nil { keys = RowKeys(columns[keyColumn].values) }
  }
}
