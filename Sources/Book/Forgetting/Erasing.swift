import Columns

/// Takes one row out of a book with all that belongs to it, so that nothing of it is left in any table.
///
/// Rows of tables `of` the row's table go with it, and theirs. Other references to what is gone become missing: unlike
/// those to removed rows they do not keep the key.
struct Erasing {
  /// The book without the row.
  private(set) var book: Book
  /// How many rows went, by table: the row's own table first.
  private(set) var removed: [(table: String, count: Int)] = []
  /// How many references were emptied, by table and column.
  private(set) var emptied: [(column: String, count: Int)] = []

  /// - Parameter aliases: keys that once led to the row.
  init(row: Int32, of table: Int, aliases: Set<String>, in book: Book) {
    let gone = Erasing.rows(with: row, of: table, in: book)
    var keys: [Int: Set<String>] = [:]
    for (table, rows) in gone where book.tables[table].keyColumn != nil {
      keys[table] = Set(rows.map { book.tables[table].keyText(Int($0)) })
    }
    keys[table, default: []].formUnion(aliases)
    self.book = Arrangement.arrange(book, removed: gone).renewed
    removed = gone.sorted { ($0.key != table ? 1 : 0, $0.key) < ($1.key != table ? 1 : 0, $1.key) }.map {
      (book.tables[$0.key].name, $0.value.count)
    }
    for (target, keys) in keys { emptyReferences(to: target, keys) }
  }

  private static func rows(with row: Int32, of table: Int, in book: Book) -> [Int: Set<Int32>] {
    var gone: [Int: Set<Int32>] = [table: [row]]
    var waiting = [table]
    while let parent = waiting.popLast() {
      for child in book.tables.indices where child != parent && book.parentTable(of: child) == parent {
        guard let parents = gone[parent] else { continue }
        let rows = children(of: parents, in: book.tables[child])
        guard !rows.isEmpty else { continue }
        gone[child, default: []].formUnion(rows)
        waiting.append(child)
      }
    }
    return gone
  }

  private static func children(of parents: Set<Int32>, in table: Table) -> [Int32] {
    guard let parent = table.parentColumn else { return [] }
    let column = table.columns[parent].column
    guard case .int32(let rows) = column.storage else { return [] }
    return (0..<column.count).filter { parents.contains(rows[$0]) && column.known?[$0] ?? true }.map(Int32.init)
  }

  private mutating func emptyReferences(to target: Int, _ keys: Set<String>) {
    for table in book.tables.indices {
      for index in book.tables[table].columns.indices {
        let column = book.tables[table].columns[index]
        guard column.type == .reference(table: target), column.unmatched.count > 0 else { continue }
        let left = column.orphans.filter { !keys.contains($0.value) }
        let count = column.orphans.count - left.count
        guard count > 0 else { continue }
        book.tables[table].columns[index] = TableColumn(
          name: column.name, values: column.values, unmatched: LazyOrphans(left))
        emptied.append(("\(book.tables[table].name).\(column.name)", count))
      }
    }
  }
}
