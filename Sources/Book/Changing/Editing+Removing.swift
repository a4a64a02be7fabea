import Columns

extension Editing {
  /// Takes rows out of a table. References to them become keys that lead nowhere.
  mutating func remove(_ names: [RowName], from name: String) throws(ChangeError) {
    let index = try table(name)
    settle()
    let rows = try rows(names, of: index)
    take(Set(rows), from: index)
  }

  /// Takes out all rows of an import.
  mutating func removeBatch(_ number: Int32) {
    settle()
    for index in book.tables.indices {
      guard case .int32(let batches) = book.tables[index].origins.batches.column.storage else { continue }
      let rows = batches.array.indices.filter { batches[$0] == number }.map { Int32(truncatingIfNeeded: $0) }
      take(Set(rows), from: index)
    }
  }

  private mutating func take(_ rows: Set<Int32>, from index: Int) {
    guard !rows.isEmpty else { return }
    if wantsInverse { noteRows(rows, of: index) }
    book = Arrangement.arrange(book, removed: [index: rows])
  }

  /// Remembers rows as additions, one for each batch that they came from, by their lines.
  private mutating func noteRows(_ rows: Set<Int32>, of index: Int) {
    let table = book.tables[index]
    let origins = (batches: table.origins.batches.column, lines: table.origins.lines.column)
    guard case .int32(let batches) = origins.batches.storage, case .int32(let lines) = origins.lines.storage else {
      return
    }
    let byBatch = Dictionary(grouping: rows) { batches[Int($0)] }
    for (batch, rows) in byBatch.sorted(by: { $0.key < $1.key }) {
      let rows = rows.sorted { (lines[Int($0)], $0) < (lines[Int($1)], $1) }
      let columns = table.columns.map { RowAddition.Cells($0.name, cells(rows, of: $0)) }
      note(.add(RowAddition(table: table.name, batch: batch, lines: rows.map { lines[Int($0)] }, columns: columns)))
    }
  }
}
