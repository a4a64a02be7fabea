import Columns

extension Editing {
  /// Gives cells new values.
  mutating func update(_ update: CellUpdate) throws(ChangeError) {
    let index = try table(update.table)
    let column = try self.column(update.column, of: index)
    guard update.rows.count == update.values.count else {
      throw .malformed("an update of \(update.table).\(update.column) has more rows than values")
    }
    book.tables[index].indexKeys()
    let rows = try self.rows(update.rows, of: index)
    guard Set(rows).count == rows.count else {
      throw .malformed("an update of \(update.table).\(update.column) names a row twice")
    }
    let isKey = book.tables[index].keyColumn == column
    let newKeys = isKey ? try checkedKeys(update, rows, in: index) : []
    let prepared = try self.prepared(update.values, for: book.tables[index].columns[column], of: index)
    let before = wantsInverse ? cells(rows, of: book.tables[index].columns[column]) : []
    setCells(rows, prepared, of: column, in: index)
    if isKey {
      book.tables[index].keys = RowKeys(book.tables[index].columns[column].values)
      adoptOrphans(of: index, Set(newKeys))
    }
    let names = isKey ? newKeys.map { RowName.key($0) } : update.rows
    note(.update(CellUpdate(table: update.table, column: update.column, rows: names, values: before)))
  }

  /// The new keys of rows, each known, and of no other row.
  private func checkedKeys(_ update: CellUpdate, _ rows: [Int32], in index: Int) throws(ChangeError) -> [String] {
    var keys: [String] = []
    let changed = Set(rows)
    var seen = Set<String>()
    for value in update.values {
      guard case .text(let key) = value, !key.isEmpty else { throw .keyMissing(table: update.table) }
      let holder = book.tables[index].row(ofKey: key)
      guard seen.insert(key).inserted, holder.map({ changed.contains($0) }) ?? true else {
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
      if book.waysBack[way].sourceColumn == column || column == table.eventColumn { book.relinkInPlace(way) }
    }
  }
}

extension Book {
  /// Works a way back out anew from the rows as they lie, arrivals included.
  mutating func relinkInPlace(_ way: Int) {
    let source = tables[waysBack[way].source]
    let target = tables[waysBack[way].target]
    waysBack[way].children = LazyLink(of: source, waysBack[way].sourceColumn, to: target)
    // What is added next extends the link of the settled rows, not this one.
    waysBack[way].settled = LazyLink(
      of: source.withoutArrivals, waysBack[way].sourceColumn, to: target)
  }
}

extension Table {
  /// The settled rows alone, for working out what they are linked to.
  fileprivate var withoutArrivals: Table {
    guard let start = arrivals?.start else { return self }
    var table = self
    let rows = Buffer<Int32>((0..<start).map { Int32(truncatingIfNeeded: $0) })
    table.columns = columns.map { column in
      TableColumn(name: column.name, values: column.values.picking(rows), unmatched: column.unmatched)
    }
    table.rowCount = start
    table.arrivals = nil
    return table
  }
}
