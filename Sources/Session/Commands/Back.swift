import Diagnostics
import Syntax

extension Command {
  static let back = Command(
    .back,
    help: """
      After a query was narrowed too far, back drops its last clause and runs the rest again.

          select customers where spent > 500
          where city = "Depok"
          back
      """)
}

extension Session {
  mutating func back(_ turn: Turn) throws(Failure) {
    guard var query = lastQuery else {
      throw turn.failure(Diagnostic("no-query", "There is no query yet to go back from.", at: turn.statement.span))
    }
    guard query.dropLastClause() != nil else {
      throw turn.failure(
        Diagnostic(
          "no-clause", "The last query has no clause left to take back.", at: turn.statement.span,
          notes: ["It reads: \(query.source.text(Span(0, .max)))"]))
    }
    try answer(query, turn)
  }
}
