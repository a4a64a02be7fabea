/// `explain select …`: how a query is read and answered.
enum ExplainStatement {
  static let row = StatementRow(
    .explain, usage: "explain select …", help: "shows how a query is read, its plan, and the rows after each step",
    example: "explain select customers where spent > 500"
  ) { $0.innerSelect(of: "explain").map { .explain($0) } }
}
