import Columns

extension Editing {
  /// Puts rows behind those of a table.
  mutating func add(_ addition: RowAddition) throws(ChangeError) {
    let index = try table(addition.table)
    try check(addition)
    let isLatest = try latest(addition, in: index)
    let start = book.tables[index].rowCount
    let keys = try newKeys(addition, for: index)
    var prepared: [Int: Prepared] = [:]
    for cells in addition.columns {
      let column = try self.column(cells.column, of: index)
      prepared[column] = try self.prepared(cells.values, for: book.tables[index].columns[column], of: index)
    }
    append(addition, prepared, keys, isLatest: isLatest, to: index)
    if isLatest { noteArrivals(in: index, from: start) } else { unsorted.insert(index) }
    extendLinks(of: index)
    adoptOrphans(of: index, keys)
    let names = zip(addition.lines, addition.lines.indices).map { line, place in
      keys.isEmpty ? RowName.origin(batch: addition.batch, line: line) : .key(keys[place])
    }
    note(.remove(table: addition.table, rows: names))
  }

  /// Whether the rows come behind all others of the table by their batch and line, each behind the one before.
  ///
  /// A batch and a line name one row only: twice the same is an error.
  private mutating func latest(_ addition: RowAddition, in index: Int) throws(ChangeError) -> Bool {
    let places = addition.lines.map { OriginPlace(batch: addition.batch, line: $0) }
    let isAscending = zip(places, places.dropFirst()).allSatisfy(<)
    let isNew = addition.batch >= keepsakes.nextBatch && addition.batch < .max
    keepsakes.noteBatch(addition.batch)
    if isNew, isAscending { return true }
    guard let first = places.first else { return true }
    if isAscending, book.tables[index].origins.last.map({ $0 < first }) ?? true { return true }
    let names = addition.lines.map { RowName.origin(batch: addition.batch, line: $0) }
    let areNew = book.tables[index].rows(of: names).allSatisfy { $0 == nil }
    guard areNew, Set(addition.lines).count == places.count else {
      throw .malformed("batch \(addition.batch) has a line of \(addition.table) twice")
    }
    return false
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
  private func newKeys(_ addition: RowAddition, for index: Int) throws(ChangeError) -> [String] {
    let table = book.tables[index]
    guard let keyColumn = table.keyColumn else { return [] }
    guard let cells = addition.columns.first(where: { $0.column == table.columns[keyColumn].name }) else {
      throw .keyMissing(table: table.name)
    }
    var keys: [String] = []
    var seen = Set<[UInt8]>()
    for value in cells.values {
      guard case .text(let key) = value, !key.isEmpty else { throw .keyMissing(table: table.name) }
      guard isReplay || (seen.insert(Array(key.utf8)).inserted && table.row(ofKey: key) == nil) else {
        throw .keyInUse(table: table.name, key: key)
      }
      keys.append(key)
    }
    return keys
  }

  private mutating func append(
    _ addition: RowAddition, _ prepared: [Int: Prepared], _ keys: [String], isLatest: Bool, to index: Int
  ) {
    let count = addition.lines.count
    var table = book.tables[index]
    for column in table.columns.indices {
      let cells = prepared[column] ?? Prepared(values: Array(repeating: .missing, count: count))
      table.columns[column] = table.columns[column].appending(cells)
    }
    table.origin = table.origins.appending(batch: addition.batch, lines: addition.lines, isLatest: isLatest)
    table.keys?.add(keys, from: table.rowCount)
    table.rowCount += count
    book.tables[index] = table
  }

  /// Rows of a new batch come last among their like, so that they can wait behind the others to be put in order.
  private mutating func noteArrivals(in index: Int, from start: Int) {
    let table = book.tables[index]
    let first = table.arrivals?.start ?? start
    if table.rowCount - first > limit { crowded.insert(index) }
    book.tables[index].arrivals = Arrivals(start: first, count: table.rowCount, rule: OwnOrder(of: table, in: book))
  }

  /// The ways back from and to a table that grew.
  private mutating func extendLinks(of index: Int) {
    for way in book.waysBack.indices where book.waysBack[way].source == index || book.waysBack[way].target == index {
      book.extendLink(way)
    }
  }

  /// References that led nowhere, and now lead to one of the new keys.
  mutating func adoptOrphans(of index: Int, _ keys: [String]) {
    for (source, column, rows) in orphans(of: index, keys) {
      let own = book.tables[source].columns[column]
      let values = rows.map { row -> Value in
        book.tables[index].row(ofKey: own.orphans[row] ?? "").map { .reference(row: $0) } ?? .missing
      }
      setCells(rows, Prepared(values: values), of: column, in: source)
    }
  }

  /// The references that lead nowhere, but to one of the keys as soon as there is a row of it.
  func orphans(of index: Int, _ keys: [String]) -> [(table: Int, column: Int, rows: [Int32])] {
    guard !keys.isEmpty else { return [] }
    let keys = Set(keys.map { Array($0.utf8) })
    var result: [(table: Int, column: Int, rows: [Int32])] = []
    for source in book.tables.indices {
      for column in book.tables[source].columns.indices {
        let own = book.tables[source].columns[column]
        guard own.type == .reference(table: index), own.unmatched.count > 0 else { continue }
        let rows = own.orphans.filter { keys.contains(Array($0.value.utf8)) }.keys.sorted()
        if !rows.isEmpty { result.append((source, column, rows)) }
      }
    }
    return result
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
