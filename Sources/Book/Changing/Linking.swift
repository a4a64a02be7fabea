import Columns

extension Book {
  /// The table that a table belongs to; nil for one of its own.
  func parentTable(of table: Int) -> Int? {
    guard let column = tables[table].parentColumn, case .reference(let parent) = tables[table].columns[column].type
    else { return nil }
    return parent
  }

  /// Works a way back out anew. The source's settled rows lie in its own order.
  mutating func relink(_ way: Int) {
    let source = tables[waysBack[way].source].withoutArrivals
    let target = tables[waysBack[way].target]
    let column = waysBack[way].sourceColumn
    waysBack[way].settled =
      source.parentColumn == column
      ? LazyLink(ofChildren: source, to: target) : LazyLink(of: source, column, to: target)
    extendLink(way)
  }

  /// Works a way back out for tables that have grown since it last was.
  mutating func extendLink(_ way: Int) {
    let source = tables[waysBack[way].source]
    let targetCount = tables[waysBack[way].target].rowCount
    let settled = waysBack[way].settled
    let references = source.columns[waysBack[way].sourceColumn].values
    let start = source.arrivals?.start ?? source.rowCount
    let order = OwnOrder(of: source, in: self)
    waysBack[way].children = LazyLink {
      let added = references.cells(.ascending(from: Int32(truncatingIfNeeded: start), count: references.count - start))
      return settled.link.extended(added: added, order: order, from: start, targetCount: targetCount)
    }
  }
}

extension Table {
  /// The settled rows alone, for working out what they are linked to.
  fileprivate var withoutArrivals: Table {
    guard let start = arrivals?.start else { return self }
    var table = self
    let rows = Buffer<Int32>.ascending(from: 0, count: start)
    table.columns = columns.map { column in
      TableColumn(name: column.name, values: column.values.picking(rows), unmatched: column.unmatched)
    }
    table.rowCount = start
    table.arrivals = nil
    return table
  }
}
