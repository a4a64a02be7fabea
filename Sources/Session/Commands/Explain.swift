import Columns
import Diagnostics
import Query
import Syntax

extension Command {
  static let explain = Command(
    .explain,
    help: """
      Shows the query with every operation in parentheses; what each clause computes, with measures written out; and the
      rows and the time after each step. It runs the query, but shows no answer and writes no file.

          explain select customers where spent > 500 and lastPurchase < 90d
      """)
}

extension Session {
  mutating func explain(_ query: SelectQuery, _ turn: Turn) throws(Failure) {
    try Closing.checkPlaces(query.clauses, turn)
    let composed = ComposedQuery(query, in: turn.source, parameters: parameters)
    let (select, typed, found) = try resolve(composed, turn)
    _ = try charts(select, typed, of: composed)
    _ = try orders(select.clauses, names: typed.fields.map(\.name), turn)
    let result = try execute(typed, turn)
    let reading = ReadingText.text(query)
    let plan = PlanText(query: typed).lines.map { "  " + $0 }.joined(separator: "\n")
    turn.emit(
      .text("Read as\n  \(reading.split(separator: "\n").joined(separator: "\n  "))\n\nDone as\n\(plan)"), found)
    let steps = result.steps
    turn.emit(
      .answer(
        Answer(
          ResultTable([
            .text("step", steps.map(\.name)),
            .whole("rows", steps.map(\.rowsAfter)),
            .text("time", steps.map { DurationWords.text(nanoseconds: $0.nanoseconds) }),
          ]), title: "Steps")))
  }
}
