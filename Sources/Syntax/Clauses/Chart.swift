/// `chart bar of sum(spent)`
public struct ChartClause: Hashable, Sendable {
  /// Which chart; nil where the result's shape shall decide.
  public var kind: Name?
  /// The column whose values are drawn; nil for all that can be.
  public var column: Expression?

  public init(kind: Name?, column: Expression?) {
    self.kind = kind
    self.column = column
  }
}

extension ChartClause {
  static let row = ClauseRow(
    .chart, usage: "chart [bar | line | hist | heatmap | spark] [of COLUMN]",
    help: "draws the result instead of listing it",
    example: "select customers group by rfm.group show count, sum(spent) order by 3 desc chart bar"
  ) { state in
    var clause = ChartClause(kind: nil, column: nil)
    if state.seesChartKind {
      guard let kind = state.name(.chartKind, "A kind of chart") else { return nil }
      clause.kind = kind
    }
    if state.eat(.of) {
      guard let column = state.expression() else { return nil }
      clause.column = column
    }
    return .chart(clause)
  }
}

extension ParserState {
  /// Any word may be meant as a kind, but for those that go on with the query or begin the next statement.
  fileprivate var seesChartKind: Bool {
    mutating get {
      if current.kind == .end { expected?.add(name: .chartKind) }
      guard current.kind.isName, !isAtStatementEnd, current.word != .of, current.word != .for else { return false }
      return current.word.map { !ClauseTable.begins($0) } ?? true
    }
  }
}
