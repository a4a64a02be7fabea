import Book
import Diagnostics
import Query
import Syntax

extension Command {
  static let drop = Command(
    .drop,
    help: """
      Removes a name that was saved with segment, define or save. While other saved names use it, it stays, and you are told
      which.

          drop winback
      """)
}

extension Session {
  mutating func drop(_ name: Name, _ turn: Turn) throws(Failure) {
    let own = Array(catalog.ownDefinitions.keys) + Array(catalog.ownSegments.keys) + Array(savedQueries.keys)
    guard own.contains(name.text) else { throw turn.failure(notOwn(name, own)) }
    let users = users(of: name.text)
    guard users.isEmpty else {
      throw turn.failure(
        Diagnostic(
          "name-in-use",
          "“\(name.text)” stays, because \(Wording.list(users)) \(users.count == 1 ? "uses" : "use") it.",
          at: name.span, notes: ["Drop \(users.count == 1 ? "that" : "those") first."]))
    }
    try forget(name.text, turn)
    _ = catalog.remove(name.text)
    savedQueries[name.text] = nil
    unsavedNames.removeAll { $0 == name.text }
    let standard = catalog.isPrelude(name.text) ? " The name means again what it means in every book." : ""
    turn.emit(.message("Dropped \(name.text).\(standard)"))
  }

  /// The saved names that mention a name; a query may be of the same name as what it asks about.
  private func users(of name: String) -> [String] {
    let queries = savedQueries.filter { saved, query in
      guard saved != name, let read = try? read(query).query else { return false }
      return read.mentionedNames.contains(name)
    }
    return catalog.users(of: name) + queries.keys.sorted()
  }

  /// Takes a name out of the book, whatever it names there.
  private func forget(_ name: String, _ turn: Turn) throws(Failure) {
    guard let store else { return }
    let kinds = [Keepsake.Kind.segment, .measure, .query].filter { store.keepsakes[$0, name] != nil }
    if !kinds.isEmpty { try commit(kinds.map { .keep($0, name: name, nil) }, to: store, turn) }
  }

  private func notOwn(_ name: Name, _ own: [String]) -> Diagnostic {
    if catalog.isPrelude(name.text) {
      return Diagnostic(
        "not-yours", "“\(name.text)” belongs to every book, so it cannot be dropped.", at: name.span,
        notes: ["A name of your own hides it: define \(name.text) = …"])
    }
    let nearest = Suggestions.nearest(name.text, among: own.sorted())
    return Diagnostic(
      "unknown-name", "You have saved nothing of the name “\(name.text)”.", at: name.span,
      notes: own.isEmpty ? ["Nothing is saved yet."] : nearest == nil ? ["Saved: \(Wording.list(own.sorted()))."] : [],
      suggestion: nearest.map { Diagnostic.Suggestion($0, at: name.span) })
  }
}
