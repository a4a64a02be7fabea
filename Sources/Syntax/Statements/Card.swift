/// `card C000123`: everything about one customer on one screen.
enum CardStatement {
  static let row = StatementRow(
    .card, usage: "card KEY", help: "everything about one customer, household or company on one screen",
    example: "card C000123"
  ) { state in
    guard let key = state.rowKey("A key, an e-mail address or a phone number") else { return nil }
    return state.failSecondKey("A card is of one customer", "card") ? nil : .card(key)
  }
}

extension ParserState {
  /// `card Budi Santoso`: a card is of one customer, who is not looked for by name.
  mutating func failSecondKey(_ meaning: String, _ word: String) -> Bool {
    guard !isAtClauselessEnd, current.kind.isName else { return false }
    if let word = current.word, ClauseTable.begins(word) { return false }
    fail(
      "unexpected-token", "\(meaning): \(shown(current)) is too much.",
      notes: [
        "It is written: \(word) KEY, where KEY is a key, an e-mail address or a phone number.",
        "Look for somebody by name: select customers where name contains \"…\"",
      ])
    return true
  }
}
