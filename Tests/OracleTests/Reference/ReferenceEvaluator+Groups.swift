import Columns
import Query

/// Groups side by side.
extension ReferenceEvaluator {
  /// The values that become columns are looked up anew: the query has to name exactly those that there are, in order.
  func pivot(_ pivot: Pivot, _ rows: [Place]) throws -> [Place] {
    let found = try rows.map { try value(pivot.column, $0) }
    let known = try Values.sorted(Values.distinct(found))
    guard known + (found.contains(.missing) ? [.missing] : []) == pivot.values else {
      throw NotInReference(what: "the values \(known) as \(pivot.values)")
    }
    let keys = pivot.keys.map { TypedExpression(.slot($0.slot), $0.value.type, at: $0.value.span) }
    let parts = rows.isEmpty ? [] : try parts(rows, by: keys)
    return try parts.enumerated().map { index, part in
      let place = Place(table: nil, row: index)
      for key in pivot.keys { place.slots[key.slot] = part[0].slots[key.slot] }
      for (wanted, columns) in zip(pivot.values, pivot.columns) {
        let row = try part.first { try Values.areSame(value(pivot.column, $0), wanted) }
        for (cell, column) in zip(pivot.cells, columns) {
          place.slots[column.slot] = try row.map { try value(cell, $0) } ?? .missing
        }
      }
      return place
    }
  }

  func previous(_ previous: PreviousRows, _ rows: [Place]) throws -> [Place] {
    let found = try rows.map { row -> [Value] in
      let wanted = try value(previous.earlier, row)
      let before = try rows.first { other in
        try wanted != .missing && Values.areSame(value(previous.time, other), wanted)
          && previous.keys.allSatisfy { try Values.areSame(value($0, other), value($0, row)) }
      }
      return try previous.columns.map { column in try before.map { try value(column.value, $0) } ?? .missing }
    }
    for (row, values) in zip(rows, found) {
      for (column, value) in zip(previous.columns, values) { row.slots[column.slot] = value }
    }
    return rows
  }
}
