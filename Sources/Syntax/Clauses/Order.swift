/// A key of `order by`; a whole number is a column's position.
public struct OrderKey: Hashable, Sendable {
  public var value: Expression
  public var isDescending: Bool

  public init(value: Expression, isDescending: Bool) {
    self.value = value
    self.isDescending = isDescending
  }
}

/// `order by KEY [asc | desc], …`
enum OrderClause {
  static let row = ClauseRow(
    .order, usage: "order by EXPRESSION [asc | desc], …",
    help: "sorts the rows; a whole number is a column's position; missing values come last",
    example: "select customers order by spent desc, name"
  ) { state in
    guard state.eat(.by) else {
      state.fail(expected: "`by`")
      return nil
    }
    return state.list { $0.orderKey() }.map { .order($0) }
  }
}

extension ParserState {
  fileprivate mutating func orderKey() -> OrderKey? {
    guard let value = expression() else { return nil }
    let isDescending = eat(.desc)
    if !isDescending { _ = eat(.asc) }
    return OrderKey(value: value, isDescending: isDescending)
  }
}
