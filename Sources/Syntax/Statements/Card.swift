/// `card C000123`: everything about one customer on one screen.
enum CardStatement {
  static let row = StatementRow(
    .card, usage: "card KEY", help: "everything about one customer, household or company on one screen",
    example: "card C000123"
  ) { state in
    guard let key = state.rowKey("A key, an e-mail address or a phone number") else { return nil }
    return state.failSecondKey() ? nil : .card(key)
  }
}

extension ParserState {
  /// `card Budi Santoso`: a card is of one customer, who is not looked for by name.
  fileprivate mutating func failSecondKey() -> Bool {
    guard !isAtClauselessEnd, current.kind.isName else { return false }
    if let word = current.word, ClauseTable.begins(word) { return false }
    fail(
      "unexpected-token", "A card is of one customer: \(shown(current)) is too much.",
      notes: [
        "It is written: card KEY, where KEY is a key, an e-mail address or a phone number.",
        "Look for somebody by name: select customers where name contains \"…\"",
      ])
    return true
  }
}
