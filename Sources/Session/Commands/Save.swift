import Book
import Diagnostics
import Query
import Syntax

extension Command {
  static let save = Command(
    .save,
    help: """
      Keeps the last query under a name. run asks it again, with other values for its $parameters where it has some.

          select customers where lastPurchase > 180d and spent > 500
          save quiet
          run quiet
      """)
}

extension Session {
  /// The names of the queries that were saved, in order.
  public var savedQueryNames: [String] { savedQueries.keys.sorted() }

  mutating func saveQuery(_ name: Name, _ turn: Turn) throws(Failure) {
    guard let query = lastQuery else {
      throw turn.failure(
        Diagnostic(
          "no-query", "There is no query yet that “\(name.text)” could name.", at: turn.statement.span,
          notes: ["Ask one first, as in: select customers where city = \"Depok\""]))
    }
    let replaces = savedQueries[name.text] != nil
    let text = query.source.text(Span(0, .max))
    try keep(.query, [name.text], text, turn)
    savedQueries[name.text] = query.unbound
    let verb = replaces ? "Saved anew" : "Saved"
    let span = isKept ? "" : " for this conversation"
    turn.emit(.message("\(verb)\(span): \(name.text). To ask it again: run \(name.text)"))
  }

  mutating func runQuery(_ name: Name, values: [String: Expression], _ turn: Turn) throws(Failure) {
    guard var query = savedQueries[name.text] else { throw turn.failure(unknownQuery(name)) }
    query.parameters = values
    try answer(query, turn)
  }

  private func unknownQuery(_ name: Name) -> Diagnostic {
    let nearest = Suggestions.nearest(name.text, among: savedQueryNames)
    let saved = savedQueryNames.isEmpty ? "No query is saved yet." : "Saved: \(Wording.list(savedQueryNames))."
    return Diagnostic(
      "unknown-query", "There is no saved query of the name “\(name.text)”.", at: name.span,
      notes: [saved, "A script's file name stands in quotation marks: run \"\(name.text).kq\""],
      suggestion: nearest.map { Diagnostic.Suggestion($0, at: name.span) })
  }
}
