import Diagnostics

/// `select SOURCE clause …`
public struct SelectQuery: Hashable, Sendable {
  /// A table or a segment.
  public var source: Name
  /// The day that counts as today, and after which nothing has happened; nil for the present.
  public var asOf: Expression?
  public var clauses: [Clause]
  public var span: Span

  public init(source: Name, asOf: Expression? = nil, clauses: [Clause], at span: Span) {
    self.source = source
    self.asOf = asOf
    self.clauses = clauses
    self.span = span
  }
}

extension SelectQuery {
  static let row = StatementRow(
    .select, usage: "select SOURCE [as of DATE] CLAUSE …", help: "answers a question about a table or a segment",
    example: "select customers where city = \"Depok\""
  ) { $0.select().map { .select($0) } }
}

extension ParserState {
  /// What follows the word `select`.
  mutating func select() -> SelectQuery? {
    let start = index > 0 ? tokens[index - 1].span.lower : current.span.lower
    if failSelectHabit(from: start) { return nil }
    return query(from: start)
  }

  /// `select …` inside another statement.
  mutating func innerSelect(of statement: String) -> SelectQuery? {
    if eat(.select) { return select() }
    if current.kind.isName {
      fail(
        "unexpected-token", "`\(statement)` is followed by a whole query.",
        suggestion: .init("select \(text(current))", at: current.span))
    } else {
      fail(expected: "A query")
    }
    return nil
  }
}
