import Diagnostics

/// `cohort firstPurchase by month on purchases for 12mo show sum(purchases.amount) / count`
public struct CohortClause: Hashable, Sendable {
  /// The date by which rows belong to a cohort.
  public var date: Expression
  public var period: CalendarPeriod
  /// Whose events count as being active; the purchases where nothing is said.
  public var events: Name?
  /// How far the columns reach.
  public var length: Expression?
  /// What is shown of each period; the share of the cohort that is active where nothing is said.
  public var measure: Expression?

  public init(
    date: Expression, period: CalendarPeriod, events: Name?, length: Expression?, measure: Expression?
  ) {
    self.date = date
    self.period = period
    self.events = events
    self.length = length
    self.measure = measure
  }
}

extension CohortClause {
  static let row = ClauseRow(
    .cohort, usage: "cohort DATE by PERIOD [on TABLE] [for LENGTH] [show EXPRESSION]",
    help: "one row for each cohort, one column for each period since: how many are still active, or any measure",
    example: "select customers cohort firstPurchase by quarter for 1y"
  ) { state in
    let notes = ["For instance: `cohort firstPurchase by month`."]
    guard let date = state.expression() else { return nil }
    guard state.eat(.by) else {
      state.fail(expected: "`by` and a period", notes: notes)
      return nil
    }
    guard let period = state.calendarPeriod(notes: notes) else { return nil }
    var clause = CohortClause(date: date, period: period, events: nil, length: nil, measure: nil)
    if state.eat(.on) {
      guard let events = state.name(.table, "A table's name") else { return nil }
      clause.events = events
    }
    // `sql … for duckdb` ends a query with the same word.
    if state.sees(.for), [.duration, .parameter, .whole].contains(state.peek().kind) {
      state.advance()
      guard let length = state.expression(.postfix) else { return nil }
      clause.length = length
    }
    return state.cohortMeasure(&clause) ? .cohort(clause) : nil
  }
}

extension ParserState {
  /// One expression behind `show` is the cohort's; a list, another name or `*` chooses columns, as a clause of its own.
  fileprivate mutating func cohortMeasure(_ clause: inout CohortClause) -> Bool {
    guard sees(.show), peek().kind != .star else { return true }
    let before = self
    advance()
    guard let measure = expression() else { return false }
    if current.kind == .comma || current.word == .as {
      self = before
    } else {
      clause.measure = measure
    }
    return true
  }
}
