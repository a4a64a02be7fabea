import Columns

/// Groups side by side: a key's values as columns, and each row beside the one of the period before.
extension Execution {
  mutating func pivot(_ pivot: Pivot) throws {
    let keys = try pivot.keys.map { try column(TypedExpression(.slot($0.slot), $0.value.type, at: $0.value.span)) }
    let rows = relation.count
    let grouper = Grouper(keyCount: keys.count)
    let groups =
      keys.isEmpty ? Buffer(repeating: 0, count: rows) : grouper.slots(for: keys.map { $0.vector(.range(0..<rows)) })
    let count = keys.isEmpty ? min(1, rows) : grouper.count
    let places = try places(pivot, groups, count)
    let cells = try pivot.cells.map { try column($0) }
    relation.slots.removeAll()
    for (key, column) in zip(pivot.keys, grouper.keyColumns(types: keys.map(\.type))) {
      relation.slots.set(key.slot, .column(column))
    }
    for (places, columns) in zip(places, pivot.columns) {
      try run.checkCancelled()
      for (cell, column) in zip(cells, columns) {
        relation.slots.set(column.slot, .column(cell.vector(.list(places)).column(type: cell.type)))
      }
    }
    relation = Relation(table: nil, total: count, slots: relation.slots)
  }

  /// For each value of the pivot's key: the row of each group that has it, −1 for none.
  private func places(_ pivot: Pivot, _ groups: Buffer<Int32>, _ count: Int) throws -> [Buffer<Int32>] {
    let key = try column(pivot.column)
    let values = Grouper(keyCount: 1)
    let numbers = values.slots(for: [key.vector(.range(0..<key.count))])
    let met = values.keyColumns(types: [key.type])[0]
    let indices = (0..<met.count).map { pivot.values.firstIndex(of: met.value($0)) ?? 0 }
    var places = [[Int32]](repeating: [Int32](repeating: -1, count: count), count: pivot.values.count)
    for row in 0..<key.count {
      places[indices[Int(numbers[row])]][Int(groups[row])] = Int32(truncatingIfNeeded: row)
    }
    return places.map { Buffer($0) }
  }

  /// The first of the rows with the earlier time and equal keys lends its values.
  mutating func previous(_ previous: PreviousRows) throws {
    let rows = relation.count
    let keys = try previous.keys.map { try column($0).vector(.range(0..<rows)) }
    let grouper = Grouper(keyCount: keys.count + 1)
    let own = grouper.slots(for: keys + [try column(previous.time).vector(.range(0..<rows))])
    var firstRow = [Int32](repeating: -1, count: grouper.count)
    for row in 0..<rows where firstRow[Int(own[row])] < 0 { firstRow[Int(own[row])] = Int32(truncatingIfNeeded: row) }
    let earlier = try column(previous.earlier)
    let numbers = grouper.slots(for: keys + [earlier.vector(.range(0..<rows))])
    let places = Buffer<Int32>(count: rows) { target in
      for row in 0..<rows {
        let number = Int(numbers[row])
        target[row] = (earlier.known?[row] ?? true) && number < firstRow.count ? firstRow[number] : -1
      }
    }
    for added in previous.columns {
      let values = try column(added.value)
      relation.slots.set(added.slot, .column(values.vector(.list(places)).column(type: values.type)))
    }
  }
}
