import Diagnostics
import Output
import Syntax

extension Command {
  static let refine = Command(
    nil,
    help: """
      After a query, a clause on its own continues it: where narrows it, show chooses its columns, order by sorts it,
      chart draws it, export writes it to a file. back takes the last clause away again.

          select customers where spent > 500
          where city = "Depok"
          show name, spent
          order by spent desc
      """)
}

extension Session {
  mutating func refine(_ clauses: [Clause], _ turn: Turn) throws(Failure) {
    try Closing.checkPlaces(clauses, turn)
    if lastQuery == nil, let answer = lastAnswer, clauses.allSatisfy(\.isClosing) {
      return try close(answer, clauses, turn)
    }
    guard var query = lastQuery else {
      throw turn.failure(
        Diagnostic(
          "no-query", "There is no query yet that this could continue.", at: turn.statement.span,
          notes: ["A query begins with select, as in: select customers"]))
    }
    query.append(clauses, in: turn.source)
    try answer(query, turn, exports: Export.requests(in: clauses))
  }

  /// Draws or writes an answer that no query gave, such as a contrast.
  private func close(_ answer: Answer, _ clauses: [Clause], _ turn: Turn) throws(Failure) {
    let orders = try orders(clauses, names: answer.table.fields.map(\.name), turn)
    for clause in clauses {
      do throws(Diagnostic) {
        guard case .chart(let chart) = clause.kind else { continue }
        let plan = try self.chart(chart, at: clause.span, of: answer)
        turn.emit(.chart(ChartedAnswer(answer, plan)), Session.note(on: plan).map { [$0] } ?? [])
      } catch {
        throw turn.failure(error)
      }
    }
    for order in orders { turn.emit(try compose(order, answer, turn)) }
    let exports = Export.requests(in: clauses)
    guard !exports.isEmpty else { return }
    turn.emit(.message(try written(answer, exports, of: nil, turn).joined(separator: "\n")))
  }
}
