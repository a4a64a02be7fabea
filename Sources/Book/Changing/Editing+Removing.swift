import Columns

extension Editing {
  /// Takes rows out of a table. References to them become keys that lead nowhere.
  mutating func remove(_ names: [RowName], from name: String) throws(ChangeError) {
    let index = try table(name)
    book.tables[index].indexKeys()
    settle()
    let rows = try rows(names, of: index)
    take(Set(rows), from: index)
  }

  /// Takes out all rows of an import.
  mutating func removeBatch(_ number: Int32) {
    settle()
    for index in book.tables.indices {
      guard let origin = book.tables[index].origin, case .int32(let batches) = origin.batches.column.storage else {
        continue
      }
      let rows = batches.array.indices.filter { batches[$0] == number }.map { Int32(truncatingIfNeeded: $0) }
      take(Set(rows), from: index)
    }
  }

  private mutating func take(_ rows: Set<Int32>, from index: Int) {
    guard !rows.isEmpty else { return }
    if wantsInverse { noteRows(rows.sorted(), of: index) }
    for target in book.tables.indices { book.tables[target].indexKeys() }
    book = Arrangement.arrange(book, removed: [index: rows])
  }

  /// Remembers rows as additions, one for each batch that they came from.
  private mutating func noteRows(_ rows: [Int32], of index: Int) {
    let table = book.tables[index]
    guard let origin = table.origin else { return }
    var byBatch: [Int64: [Int32]] = [:]
    for row in rows {
      guard case .whole(let batch) = origin.batches.column.value(Int(row)) else { continue }
      byBatch[batch, default: []].append(row)
    }
    for (batch, rows) in byBatch.sorted(by: { $0.key < $1.key }) {
      let lines = rows.map { row -> Int32 in
        guard case .whole(let line) = origin.lines.column.value(Int(row)) else { return 0 }
        return Int32(truncatingIfNeeded: line)
      }
      let columns = table.columns.map { RowAddition.Cells($0.name, cells(rows, of: $0)) }
      note(
        .add(
          RowAddition(table: table.name, batch: Int32(truncatingIfNeeded: batch), lines: lines, columns: columns)))
    }
  }
}
