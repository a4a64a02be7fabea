import Book
import Diagnostics
import Syntax

// The one way by which statements change a book: as one change, on the disk before anybody is told.

extension Session {
  /// Where changes are saved. Folders of files are only read: a book file takes changes.
  func writable(_ turn: Turn) throws(Failure) -> BookStore {
    if let store { return store }
    throw turn.failure(
      Diagnostic(
        "read-only", "This book is made of files that are only read, so nothing in it can be changed.",
        at: turn.statement.span, notes: ["Make a book file of them first: kenal import shop.kenal FOLDER"]))
  }

  /// Makes a change of some edits. When this returns, it lasts.
  func commit(_ edits: [Edit], to store: BookStore, _ turn: Turn) throws(Failure) {
    let change = Change(title: title(of: turn), at: moment, edits: edits)
    do throws(BookStoreError) { try store.commit(change) } catch { throw failure(error, turn) }
  }

  /// What is kept by its name, where the book keeps such things; nil forgets it.
  func keep(_ kind: Keepsake.Kind, _ names: [String], _ text: String?, _ turn: Turn) throws(Failure) {
    guard let store, !isReadingSchema else { return }
    try commit(names.map { .keep(kind, name: $0, text.map { .text($0) }) }, to: store, turn)
  }

  func failure(_ error: BookStoreError, _ turn: Turn) -> Failure {
    switch error {
    case .change(let error): turn.failure(error.diagnostic(at: turn.statement.span))
    case .file(let error):
      turn.failure(
        Diagnostic(error.code.rawValue, error.message, at: turn.statement.span, notes: error.hint.map { [$0] } ?? []),
        status: .book)
    }
  }

  /// What `undo` will say it takes back: the statement on one line.
  private func title(of turn: Turn) -> String {
    let text = Formatter.text(of: turn.statement)
    return text.count > 100 ? text.prefix(99) + "…" : text
  }

  /// Whether what is saved lasts longer than the conversation.
  var isKept: Bool { store?.path != nil }
}

extension ChangeError {
  /// The error for a person, of a statement.
  func diagnostic(at span: Span) -> Diagnostic {
    let (code, message): (String, String) =
      switch self {
      case .unknownTable(let table): ("unknown-table", "There is no table \(table).")
      case .unknownColumn(let table, let column): ("unknown-column", "There is no column \(column) in \(table).")
      case .unknownRow(let table, .key(let key)): ("unknown-row", "There is no row “\(key)” in \(table).")
      case .unknownRow(let table, .origin): ("unknown-row", "A row of \(table) is no longer there.")
      case .keyInUse(let table, let key): ("key-in-use", "“\(key)” is the key of a row of \(table) already.")
      case .keyMissing(let table): ("key-missing", "Every row of \(table) needs a key.")
      case .wrongType(let table, let column, _):
        ("wrong-type", "A value does not fit the column \(column) of \(table).")
      case .nameInUse(let name): ("name-in-use", "The name \(name) is taken.")
      case .notEmpty(let name): ("not-empty", "\(name) is in use, so it cannot be taken out.")
      case .malformed(let reason): ("impossible-change", "This cannot be done: \(reason).")
      }
    return Diagnostic(code, message, at: span, notes: ["Nothing was changed."])
  }
}
