import Book
import Diagnostics
import Query
import Syntax

extension Command {
  static let undo = Command(
    .undo,
    help: """
      Takes the last change of the book back, a whole import too. Once more takes back the one before. What is undone stays
      in the file's history until it is compacted.

          undo
      """)
}

extension Session {
  mutating func undo(_ turn: Turn) throws(Failure) {
    let store = try writable(turn)
    let before = book.tables.map { (name: $0.name, count: $0.rowCount) }
    let undone: Change?
    do throws(BookStoreError) { undone = try store.undo(at: moment) } catch { throw failure(error, turn) }
    guard let undone else {
      throw turn.failure(Diagnostic("nothing-to-undo", "There is nothing to take back.", at: turn.statement.span))
    }
    restore()
    unsavedNames.removeAll { catalog.ownDefinitions[$0] == nil && catalog.ownSegments[$0] == nil }
    let after = Dictionary(book.tables.map { ($0.name, $0.rowCount) }) { first, _ in first }
    let moved = before.filter { after[$0.name] ?? 0 != $0.count }.map { counts(of: $0.name, from: $0.count) }
    turn.emit(.message((["Took back: \(undone.title)."] + moved).joined(separator: " ")))
  }
}
