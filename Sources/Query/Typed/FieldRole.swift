/// What a column of the result is to its rows.
public enum FieldRole: Sendable {
  /// It says which group the row is.
  case key
  /// One of a row of columns that a pivot or a cohort made, which measure the same thing.
  case cell
  /// A column of a table, or something worked out.
  case plain
}

extension TypedQuery {
  /// The role of each field, in their order.
  public var roles: [FieldRole] {
    var (keys, cells): (Set<Int>, Set<Int>) = ([], [])
    for clause in clauses {
      switch clause.kind {
      case .group(let grouping): keys.formUnion(grouping.keys.map(\.slot))
      case .pivot(let pivot): cells.formUnion(pivot.columns.joined().map(\.slot))
      case .cohort(let cohort):
        keys.insert(cohort.key.slot)
        cells.formUnion(cohort.columns.map(\.slot))
      default: break
      }
    }
    return fields.map { field in
      guard case .slot(let slot) = field.value.kind else { return .plain }
      return keys.contains(slot) ? .key : cells.contains(slot) ? .cell : .plain
    }
  }
}
