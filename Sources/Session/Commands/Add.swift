import Diagnostics
import Syntax

extension Command {
  static let add = Command(
    .add,
    help: """
      Adds one row. for names the customer that it belongs to, by key, e-mail address or phone number. What is not given
      is missing. The row is on the disk when you see the count, and undo takes it back.

          add interactions for C000123 channel = "phone", direction = "out", outcome = "reached"
          add customers id = "C900001", name = "Sari Dewi", email = "sari@example.id"
      """)
}

extension Session {
  /// Folders of files are only read: a book file takes changes.
  func readOnly(_ turn: Turn) -> Failure {
    turn.failure(
      Diagnostic(
        "read-only", "This book is made of files that are only read, so nothing in it can be changed.",
        at: turn.statement.span, notes: ["Make a book file of them first: kenal import shop.kenal FOLDER"]))
  }
}
