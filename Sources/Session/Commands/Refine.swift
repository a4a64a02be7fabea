import Diagnostics
import Syntax

extension Command {
  static let refine = Command(
    nil,
    help: """
      After a query, a clause on its own continues it: where narrows it, show chooses its columns, order by sorts it,
      export writes it to a file. back takes the last clause away again.

          select customers where spent > 500
          where city = "Depok"
          show name, spent
          order by spent desc
      """)
}

extension Session {
  mutating func refine(_ clauses: [Clause], _ turn: Turn) throws(Failure) {
    let exports = Export.requests(in: clauses)
    if lastQuery == nil, let answer = lastAnswer, exports.count == clauses.count {
      let messages = try written(answer, exports, of: nil, turn)
      return turn.emit(.message(messages.joined(separator: "\n")))
    }
    guard var query = lastQuery else {
      throw turn.failure(
        Diagnostic(
          "no-query", "There is no query yet that this could continue.", at: turn.statement.span,
          notes: ["A query begins with select, as in: select customers"]))
    }
    query.append(clauses, in: turn.source)
    try answer(query, turn, exports: exports)
  }
}
