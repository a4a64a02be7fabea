/// `compare to previous PERIOD`
enum CompareClause {
  static let row = ClauseRow(
    .compare, usage: "compare to previous PERIOD",
    help: "adds what each group's numbers were a period before, and how they changed",
    example: "select purchases group by month(date) as month show sum(amount) as revenue compare to previous month"
  ) { state in
    let notes = ["For instance: `compare to previous month`."]
    guard state.eat(.to), state.eat(.previous) else {
      state.fail(expected: "`to previous` and a period", notes: notes)
      return nil
    }
    return state.calendarPeriod(notes: notes).map { .compare($0) }
  }
}

extension ParserState {
  /// `day`, `week`, `month`, `quarter` or `year`.
  mutating func calendarPeriod(notes: [String]) -> CalendarPeriod? {
    if current.kind == .end { for word: Word in [.day, .week, .month, .quarter, .year] { expected?.add(word) } }
    guard let period = current.word?.period else {
      fail(expected: "A period (day, week, month, quarter or year)", notes: notes)
      return nil
    }
    advance()
    return period
  }
}
