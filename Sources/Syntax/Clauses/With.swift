import Diagnostics

/// `NAME = EXPR` of `with`.
public struct Assignment: Hashable, Sendable {
  public var name: Name
  public var value: Expression

  public init(name: Name, value: Expression) {
    self.name = name
    self.value = value
  }
}

/// `with NAME = EXPR, …`
enum WithClause {
  static let row = ClauseRow(
    .with, usage: "with NAME = EXPRESSION, …", help: "adds columns that later clauses can use",
    example: "select customers with basket = avg(purchases.amount) where basket > 50"
  ) { state in state.list { $0.assignment() }.map { .with($0) } }
}

extension ParserState {
  fileprivate mutating func assignment() -> Assignment? {
    guard let name = name(.new, "A name for the new column") else { return nil }
    guard eat(.equal) else {
      fail(expected: "`=`", notes: ["A column is added so: `with basket = avg(purchases.amount)`."])
      return nil
    }
    return expression().map { Assignment(name: name, value: $0) }
  }
}
