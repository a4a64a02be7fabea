/// `card C000123`: everything about one customer on one screen.
enum CardStatement {
  static let row = StatementRow(
    .card, usage: "card KEY", help: "everything about one customer, household or company on one screen",
    example: "card C000123"
  ) { $0.rowKey("A key, an e-mail address or a phone number").map { .card($0) } }
}
