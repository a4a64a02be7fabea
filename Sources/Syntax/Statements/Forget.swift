/// `forget C000123`: erases a person from the book.
enum ForgetStatement {
  static let row = StatementRow(
    .forget, usage: "forget KEY",
    help: "erases a person and all that belongs to them, for good: nothing of it stays in the file",
    example: "forget C000123"
  ) { state in
    guard let key = state.rowKey("A key, an e-mail address or a phone number") else { return nil }
    return state.failSecondKey("One customer is forgotten at a time", "forget") ? nil : .forget(key)
  }
}
