import Book
import Columns

/// A condition that asks for one key of its table: the row is found through the index of the keys, the others are not
/// looked at.
public struct KeyLookup: Sendable {
  /// The column that holds the keys, and the key.
  public let column: TypedExpression
  public let key: String
  /// What else has to hold for the row.
  public let rest: TypedExpression?

  /// - Parameter condition: `key = "…"`, alone or among others that all have to hold.
  init?(_ condition: TypedExpression, of table: Table) {
    guard table.hasKeyIndex, let keyColumn = table.keyColumn else { return nil }
    guard case .call(LogicFunctions.and, var parts) = condition.kind else {
      guard let (column, key) = condition.asksForKey(in: keyColumn) else { return nil }
      self.init(column: column, key: key, rest: nil)
      return
    }
    guard let place = parts.firstIndex(where: { $0.asksForKey(in: keyColumn) != nil }),
      let (column, key) = parts[place].asksForKey(in: keyColumn)
    else { return nil }
    parts.remove(at: place)
    let rest =
      parts.count == 1 ? parts[0] : TypedExpression(.call(LogicFunctions.and, parts), .truth, at: condition.span)
    self.init(column: column, key: key, rest: parts.isEmpty ? nil : rest)
  }

  private init(column: TypedExpression, key: String, rest: TypedExpression?) {
    self.column = column
    self.key = key
    self.rest = rest
  }
}

extension TypedExpression {
  /// The key of the condition that a column has just this value.
  fileprivate func asksForKey(in keyColumn: Int) -> (column: TypedExpression, key: String)? {
    guard case .call(ComparisonFunctions.exactlyEqual, let sides) = kind, sides.count == 2 else { return nil }
    for (one, other) in [(sides[0], sides[1]), (sides[1], sides[0])] {
      if case .column(_, keyColumn) = one.kind, case .text(let key)? = other.constant { return (one, key) }
    }
    return nil
  }
}

extension TypedQuery {
  /// How a clause finds its row by key; nil for clauses that look at all rows.
  ///
  /// That is for the first condition on the rows of a whole table.
  public func keyLookup(inClause index: Int) -> KeyLookup? {
    guard segment == nil, existing == nil, case .filter(let condition) = clauses[index].kind,
      clauses[index].spanning.isEmpty
    else {
      return nil
    }
    for clause in clauses[..<index] {
      guard case .add = clause.kind else { return nil }
    }
    return KeyLookup(condition, of: book.tables[table])
  }
}
