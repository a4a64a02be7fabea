/// `back`: drops the last clause of the last query.
enum BackStatement {
  static let row = StatementRow(
    .back, usage: "back", help: "drops the last clause of the last query",
    example: "select customers where city = \"Depok\"; show name; back"
  ) { _ in .back }
}
