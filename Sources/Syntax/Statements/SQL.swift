/// `sql select … for duckdb`: a query in another database's language.
enum SQLStatement {
  static let row = StatementRow(
    .sql, usage: "sql select … [for DIALECT]", help: "writes the same query as SQL",
    example: "sql select customers where spent > 500 for duckdb"
  ) { state in
    guard state.eat(.select) else {
      _ = state.innerSelect(of: "sql")
      return nil
    }
    let start = state.tokens[state.index - 1].span.lower
    if state.failSelectHabit(from: start) { return nil }
    guard let source = state.name(.source, "A table or segment") else { return nil }
    state.expected?.source = source.text
    let day = state.asOf()
    if state.isPanicking { state.recoverToClause() }
    let clauses = state.clauses(until: .for)
    let query = SelectQuery(source: source, asOf: day, clauses: clauses, at: state.span(from: start))
    var dialect: Name?
    if state.eat(.for) {
      guard let name = state.name(.dialect, "A database's name") else { return nil }
      dialect = name
    }
    return .sql(query, dialect: dialect)
  }
}
