import Columns

/// Puts the rows of tables back into their own order after a change that appending cannot express, and moves everything
/// that points at a row along with it.
///
/// A table's own order is (parent, event date, import batch, line), rows without a parent last; of a table without a parent,
/// (import batch, line). So the order never depends on how the book came to be what it is.
struct Arrangement {
  private var book: Book
  private let before: [Table]
  /// For each table that is arranged anew, where each old row is now; −1 where it is gone.
  private var moved: [Int: Buffer<Int32>] = [:]
  /// Tables whose rows stayed where they are, but whose arrivals have become like the others.
  private var relinked: Set<Int> = []

  private init(_ book: Book) {
    self.book = book
    before = book.tables
  }

  /// - Parameters:
  ///   - unsorted: tables whose rows may lie anywhere.
  ///   - crowded: tables whose arrivals are to be put where they belong.
  ///   - removed: rows that are taken out, by their table.
  static func arrange(
    _ book: Book, unsorted: Set<Int> = [], crowded: Set<Int> = [], removed: [Int: Set<Int32>] = [:]
  ) -> Book {
    var arrangement = Arrangement(book)
    let crowded = arrangement.ancestors(of: crowded.union(unsorted).union(removed.keys)).union(crowded)
    for table in arrangement.parentsFirst() {
      let gone = removed[table] ?? []
      let parent = arrangement.book.parentTable(of: table)
      let hasMovedParent = parent.map { arrangement.moved[$0] != nil && $0 != table } ?? false
      if !gone.isEmpty || unsorted.contains(table) || hasMovedParent {
        arrangement.arrange(table, arrangement.ownOrder(of: table), without: gone)
      } else if crowded.contains(table) {
        arrangement.settleArrivals(of: table)
      }
    }
    arrangement.followReferences()
    arrangement.remakeLinks()
    return arrangement.book
  }

  /// Every table of the book in its own order.
  static func settled(_ book: Book) -> Book {
    let crowded = book.tables.indices.filter { book.tables[$0].arrivals != nil }
    return crowded.isEmpty ? book : arrange(book, crowded: Set(crowded)).renewed
  }

  /// The parents of some tables, and theirs, as far as they have arrivals: children are put in the order of their parents,
  /// so these have to lie in theirs.
  private func ancestors(of tables: Set<Int>) -> Set<Int> {
    var result = Set<Int>()
    for table in tables {
      var next = book.parentTable(of: table)
      while let parent = next {
        guard result.insert(parent).inserted else { break }
        next = book.parentTable(of: parent)
      }
    }
    return result.filter { book.tables[$0].arrivals != nil }
  }

  /// The tables such that a table's parent comes before it.
  private func parentsFirst() -> [Int] {
    var result: [Int] = []
    var isDone = Set<Int>()
    func visit(_ table: Int) {
      guard isDone.insert(table).inserted else { return }
      if let parent = book.parentTable(of: table) { visit(parent) }
      result.append(table)
    }
    for table in book.tables.indices { visit(table) }
    return result
  }

  /// Arrivals go where they belong; where that is behind the others, no row moves.
  private mutating func settleArrivals(of index: Int) {
    if let order = book.tables[index].arrivals?.order {
      arrange(index, order, without: [])
    } else {
      book.tables[index].arrivals = nil
      relinked.insert(index)
    }
  }

  private mutating func arrange(_ index: Int, _ order: Buffer<Int32>, without gone: Set<Int32>) {
    var table = book.tables[index]
    let kept = gone.isEmpty ? order : Buffer(order.array.filter { !gone.contains($0) })
    var map = [Int32](repeating: -1, count: table.rowCount)
    for (place, row) in kept.array.enumerated() { map[Int(row)] = Int32(truncatingIfNeeded: place) }
    moved[index] = Buffer(map)
    table.columns = table.columns.map { picking($0, kept, map) }
    table.origin = table.origins.picking(kept)
    table.rowCount = kept.count
    table.arrivals = nil
    table.keys = table.keyColumn.map { RowKeys(table.columns[$0].values) }
    book.tables[index] = table
  }

  /// The rows in the order in which they belong, the parent's column having followed the parent's rows.
  private mutating func ownOrder(of index: Int) -> Buffer<Int32> {
    if let column = book.tables[index].parentColumn, let parent = book.parentTable(of: index), parent != index,
      let map = moved[parent]
    {
      book.tables[index].columns[column] = following(book.tables[index].columns[column], map, target: parent)
    }
    let table = book.tables[index]
    var keys: [LazyColumn] = []
    if let parent = table.parentColumn {
      keys = [table.columns[parent].values] + (table.eventColumn.map { [table.columns[$0].values] } ?? [])
    }
    keys += [table.origins.batches, table.origins.lines]
    return Sorting.order(
      count: table.rowCount, by: keys.map { SortKey(column: $0.column, isDescending: false) })
  }

  private func picking(_ column: TableColumn, _ rows: Buffer<Int32>, _ map: [Int32]) -> TableColumn {
    var orphans: [Int32: String] = [:]
    if column.unmatched.count > 0 {
      for (row, text) in column.orphans where map[Int(row)] >= 0 { orphans[map[Int(row)]] = text }
    }
    return TableColumn(name: column.name, column: column.column.picking(rows), orphans: orphans)
  }

  // MARK: References

  /// References into tables that were arranged follow their rows, those to rows that are gone become unmatched keys.
  private mutating func followReferences() {
    for table in book.tables.indices {
      for column in book.tables[table].columns.indices {
        guard case .reference(let target) = book.tables[table].columns[column].type, let map = moved[target] else {
          continue
        }
        if column == book.tables[table].parentColumn, moved[table] != nil, target != table { continue }
        book.tables[table].columns[column] = following(book.tables[table].columns[column], map, target: target)
      }
    }
  }

  private func following(_ column: TableColumn, _ map: Buffer<Int32>, target: Int) -> TableColumn {
    guard case .int32(let rows) = column.column.storage else { return column }
    var orphans = column.orphans
    var values = [Int32](repeating: -1, count: rows.count)
    for row in 0..<rows.count where rows[row] >= 0 {
      values[row] = map[Int(rows[row])]
      if values[row] < 0 { orphans[Int32(truncatingIfNeeded: row)] = before[target].keyText(Int(rows[row])) }
    }
    return TableColumn(name: column.name, column: .references(values, to: target), orphans: orphans)
  }

  /// The ways back from and to what was arranged are worked out anew when they are next asked for.
  private mutating func remakeLinks() {
    for way in book.waysBack.indices {
      let (source, target) = (book.waysBack[way].source, book.waysBack[way].target)
      if moved[source] != nil || moved[target] != nil || relinked.contains(source)
        || relinked.contains(target)
      {
        book.relink(way)
      }
    }
  }
}

extension Column {
  /// A column of references; −1 is none.
  static func references(_ rows: [Int32], to target: Int) -> Column {
    let known = rows.contains(-1) ? Bitmap(rows.map { $0 >= 0 }) : nil
    return Column(type: .reference(table: target), storage: .int32(Buffer(rows)), known: known, count: rows.count)
  }
}
