import Columns

extension Editing {
  /// Gives cells new values.
  mutating func update(_ update: CellUpdate) throws(ChangeError) {
    let index = try table(update.table)
    let column = try self.column(update.column, of: index)
    guard update.rows.count == update.values.count else {
      throw .malformed("an update of \(update.table).\(update.column) has more rows than values")
    }
    let rows = try self.rows(update.rows, of: index)
    guard Set(rows).count == rows.count else {
      throw .malformed("an update of \(update.table).\(update.column) names a row twice")
    }
    let isKey = book.tables[index].keyColumn == column
    let newKeys = isKey ? try checkedKeys(update, rows, in: index) : []
    let prepared = try self.prepared(update.values, for: book.tables[index].columns[column], of: index)
    let before = wantsInverse ? cells(rows, of: book.tables[index].columns[column]) : []
    let adopted = wantsInverse && isKey ? adoptions(of: index, newKeys) : []
    setCells(rows, prepared, of: column, in: index)
    if isKey {
      book.tables[index].keys = RowKeys(book.tables[index].columns[column].values)
      adoptOrphans(of: index, newKeys)
    }
    let names = isKey ? newKeys.map { RowName.key($0) } : update.rows
    // Keys that led nowhere do so again, once the rows have their old keys.
    for edit in adopted { note(edit) }
    note(.update(CellUpdate(table: update.table, column: update.column, rows: names, values: before)))
  }

  /// What makes references that are about to find their row lead nowhere again.
  private func adoptions(of index: Int, _ keys: [String]) -> [Edit] {
    orphans(of: index, keys).map { source, column, rows in
      let table = book.tables[source]
      let rows = table.asTheyCame(rows)
      let names = rows.compactMap { table.name(ofRow: Int($0)) }
      let values = cells(rows, of: table.columns[column])
      return .update(CellUpdate(table: table.name, column: table.columns[column].name, rows: names, values: values))
    }
  }

  /// The new keys of rows, each known, and of no other row.
  private func checkedKeys(_ update: CellUpdate, _ rows: [Int32], in index: Int) throws(ChangeError) -> [String] {
    var keys: [String] = []
    let changed = Set(rows)
    var seen = Set<[UInt8]>()
    for value in update.values {
      guard case .text(let key) = value, !key.isEmpty else { throw .keyMissing(table: update.table) }
      let holder = book.tables[index].row(ofKey: key)
      guard seen.insert(Array(key.utf8)).inserted, holder.map({ changed.contains($0) }) ?? true else {
        throw .keyInUse(table: update.table, key: key)
      }
      keys.append(key)
    }
    return keys
  }

  /// Writes cells, and sees to it that what lies in an order by them is put in order.
  mutating func setCells(_ rows: [Int32], _ cells: Prepared, of column: Int, in index: Int) {
    let table = book.tables[index]
    let own = table.columns[column]
    var orphans = own.type.isReference ? own.orphans : [:]
    if own.type.isReference {
      for (place, row) in rows.enumerated() { orphans[row] = cells.orphans[place] }
    }
    book.tables[index].columns[column] = TableColumn(
      name: own.name, column: own.column.replacing(rows, with: cells.values), orphans: orphans)
    if column == table.parentColumn || (column == table.eventColumn && table.parentColumn != nil) {
      unsorted.insert(index)
    }
    // Children lie in the order of their events, so a new event moves them within every way back.
    for way in book.waysBack.indices where book.waysBack[way].source == index {
      if book.waysBack[way].sourceColumn == column || column == table.eventColumn { book.relink(way) }
    }
  }
}

extension Table {
  /// Some rows in the order in which they came, by batch and line: the same however they lie.
  func asTheyCame(_ rows: [Int32]) -> [Int32] {
    guard rows.count > 1, case .int32(let batches) = origins.batches.column.storage,
      case .int32(let lines) = origins.lines.column.storage
    else { return rows }
    return rows.sorted { (batches[Int($0)], lines[Int($0)], $0) < (batches[Int($1)], lines[Int($1)], $1) }
  }
}
