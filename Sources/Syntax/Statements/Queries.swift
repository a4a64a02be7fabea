/// `queries`: what is saved.
enum QueriesStatement {
  static let row = StatementRow(
    .queries, usage: "queries", help: "lists what is saved: queries, segments and measures", example: "queries"
  ) { _ in .queries }
}
