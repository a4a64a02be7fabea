import Diagnostics
import Engines
import Syntax

extension Command {
  static let sql = Command(
    .sql,
    help: """
      Writes one SQL statement that gives the same answer over the same tables, for use elsewhere. Where something has no
      equal in SQL, the reason is told. The databases are duckdb (where none is named), postgres and spark; the tables
      are those that kenal export BOOK --to FOLDER --dialect NAME writes.

          sql select customers where spent > 500
          sql select customers where spent > 500 for postgres
      """)
}

extension Session {
  /// The names of the engines that a query can be written for; the first counts where none is named.
  public static let dialects = Dialect.all.map(\.name)

  func sql(_ query: SelectQuery, dialect name: Name?, _ turn: Turn) throws(Failure) {
    let composed = ComposedQuery(query, in: turn.source, parameters: parameters)
    let dialect = try dialect(name, turn)
    let (typed, found) = try resolve(composed, turn)
    let text: String
    do throws(Diagnostic) {
      text = try SQLGenerator.sql(for: typed, dialect: dialect)
    } catch {
      let mistake = located([error], in: composed)
      throw Failure(mistake.diagnostics, in: mistake.source)
    }
    turn.emit(.text(text), found)
  }

  private func dialect(_ name: Name?, _ turn: Turn) throws(Failure) -> Dialect {
    guard let name else { return Dialect.all.first ?? .duckdb }
    if let dialect = Dialect.named(name.text) { return dialect }
    throw turn.failure(
      Diagnostic(
        "unknown-dialect", "No SQL can be written for “\(name.text)”.", at: name.span,
        notes: ["It can be written for \(Wording.list(Session.dialects))."],
        suggestion: Suggestions.nearest(name.text, among: Session.dialects).map {
          Diagnostic.Suggestion($0, at: name.span)
        }))
  }
}
