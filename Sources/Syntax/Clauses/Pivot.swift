/// `pivot KEY`
enum PivotClause {
  static let row = ClauseRow(
    .pivot, usage: "pivot KEY", help: "turns a key of group by into columns, one for each of its values",
    example: "select purchases group by year(date) as year, channel show sum(amount) pivot channel"
  ) { state in state.expression().map { .pivot($0) } }
}
