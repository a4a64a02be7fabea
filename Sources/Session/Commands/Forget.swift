import Book
import CivilTime
import Diagnostics
import Interchange
import Syntax

extension Command {
  static let forget = Command(
    .forget,
    help: """
      Somebody asks to be forgotten: they go with everything that belongs to them, and nobody refers to them any more. The
      file is written anew and the old one overwritten, so undo does not bring them back, nor anything that was changed
      before. Later imports leave their rows out; add takes them in again, should they come back.

          forget C000123
          forget budi@example.id
      """)
}

extension Session {
  mutating func forget(_ key: Key, _ turn: Turn) throws(Failure) {
    let store = try writable(turn)
    let customers = try table(Name("customers", at: key.span), turn)
    let row = try row(key, of: customers, turn)
    let traces = PersonTraces(row: row, of: customers, in: book, store.keepsakes)
    try checkSavedNames(traces, store, turn)
    let count = book.tables[customers].rowCount
    letGo(of: traces)
    let marks = PersonMarks.all(keys: traces.keys, email: traces.email, phone: traces.phone)
    let done: Forgetting
    do throws(BookStoreError) {
      done = try store.forget(
        row: Int32(row), of: customers, keys: traces.keys, marks: marks, on: context.today, secret: Session.secret())
    } catch {
      throw failure(error, turn)
    }
    let receipt = "\(IsoText.time(moment)) \(store.keepsakes.forgotten.hash(marks.first ?? "").prefix(16))"
    let erasure = store.path == nil ? nil : store.finishErasure()
    var lines = ForgettingText(done: done, traces: traces.cells(of: book)).lines
    lines[0] += " " + counts(of: book.tables[customers].name, from: count)
    lines.append(isKept ? "Receipt: \(receipt)" : "This book lives in memory only.")
    var outcome = Outcome(
      .message(lines.joined(separator: "\n")), diagnostics: erasure.flatMap { warning($0, turn) } ?? [],
      source: turn.source)
    outcome.forgotten = traces.words + traces.keys
    turn.emit(outcome)
  }

  /// A definition that names the customer would keep them, and cannot be changed without its author.
  private func checkSavedNames(_ traces: PersonTraces, _ store: BookStore, _ turn: Turn) throws(Failure) {
    let names = traces.savedNames(store.keepsakes)
    guard !names.isEmpty else { return }
    let (verb, those) = names.count == 1 ? ("names", "it") : ("name", "them")
    throw turn.failure(
      Diagnostic(
        "still-named", "\(Wording.list(names)) \(verb) this customer, so nothing was forgotten yet.",
        at: turn.statement.span, notes: ["Define \(those) in another way, or drop \(those), then ask again."]))
  }

  /// What the conversation itself remembers of the customer.
  private mutating func letGo(of traces: PersonTraces) {
    lastAnswer = nil
    lastQuery = nil
    spellings = spellings.filter { !traces.isNamed(in: $0.value) }
    parameters = parameters.filter { value in
      if case .literal(.text(let text)) = value.value.kind { !traces.isNamed(in: text) } else { true }
    }
  }

  private func warning(_ erasure: Erasure, _ turn: Turn) -> [Diagnostic]? {
    let reason: String
    switch erasure {
    case .done, .notAsked: return nil
    case .inUseByReaders: reason = "another program still reads it"
    case .inUseHere: reason = "this program still reads it"
    case .failed(let error): reason = error.message
    }
    return [
      Diagnostic(
        "not-overwritten", "The old file has no name any more, but could not be overwritten: \(reason).",
        at: turn.statement.span, severity: .warning,
        notes: ["Its bytes stay on the disk until the file system uses the place again."])
    ]
  }

  private static func secret() -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }
}

/// What to say about somebody who is forgotten, without naming them.
private struct ForgettingText {
  let done: Forgetting
  /// The cells elsewhere that still name them.
  let traces: [(column: String, count: Int)]

  var lines: [String] {
    let belongings = done.removed.dropFirst().map { Wording.count($0.count, of: $0.table) }
    var lines = ["Forgot 1 customer." + (belongings.isEmpty ? "" : " Gone too: \(Wording.list(belongings)).")]
    if !done.emptied.isEmpty {
      lines.append("Emptied: \(Wording.list(done.emptied.map { "\(Wording.number($0.count)) of \($0.column)" })).")
    }
    if done.records > 0 {
      lines.append("Taken out of \(Wording.count(done.records, of: "records")) of segments.")
    }
    let changes =
      done.changes > 0 ? " \(Wording.count(done.changes, of: "changes")) before can no longer be undone." : ""
    lines.append("Later imports leave their rows out.\(changes)")
    if !traces.isEmpty {
      let cells = traces.map { "\(Wording.count($0.count, of: "cells")) of \($0.column)" }
      lines.append("Still named in \(Wording.list(cells)): read these, and update what should not stay.")
    }
    lines.append("Not reached: exported files, copies of the book, and what a disk keeps by itself.")
    return lines
  }
}
