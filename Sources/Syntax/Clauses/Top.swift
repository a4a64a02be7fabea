import Diagnostics

/// `top 10 by spent`, `bottom 5% by spent`, `top 1 per household by ltv`
public struct TopClause: Hashable, Sendable {
  public var isBottom: Bool
  public var count: Expression
  public var isPercent: Bool
  public var per: Expression?
  public var by: Expression

  public init(isBottom: Bool, count: Expression, isPercent: Bool, per: Expression?, by: Expression) {
    self.isBottom = isBottom
    self.count = count
    self.isPercent = isPercent
    self.per = per
    self.by = by
  }
}

extension TopClause {
  static let topRow = ClauseRow(
    .top, usage: "top N by EXPRESSION | top P% by … | top N per EXPRESSION by …",
    help: "keeps the greatest; says how many tie at the cut", example: "select customers top 5% by spent"
  ) { state in state.ranking(isBottom: false) }

  static let bottomRow = ClauseRow(
    .bottom, usage: "bottom N by EXPRESSION | bottom P% by … | bottom N per EXPRESSION by …",
    help: "keeps the least; says how many tie at the cut", example: "select customers bottom 1 per city by spent"
  ) { state in state.ranking(isBottom: true) }
}

extension ParserState {
  fileprivate mutating func ranking(isBottom: Bool) -> Clause.Kind? {
    guard let (count, isPercent) = share() else { return nil }
    var per: Expression?
    if eat(.per) {
      guard let group = expression() else { return nil }
      per = group
    }
    guard eat(.by) else {
      fail(expected: "`by`", notes: ["It says what is ranked: `top 10 by spent`."])
      return nil
    }
    return expression().map {
      .top(TopClause(isBottom: isBottom, count: count, isPercent: isPercent, per: per, by: $0))
    }
  }

  /// `10`, `5%`, `$n`, `$n%`
  private mutating func share() -> (Expression, isPercent: Bool)? {
    if current.kind == .percent {
      let token = advance()
      let digits = Span(token.span.lower, token.span.upper - 1)
      guard case .percent(let value)? = literal(token) else { return nil }
      let exact = DecimalReader.read(source.bytes[digits.lower..<digits.upper])
      let whole = exact.flatMap { $0.scale == 0 ? $0.units : nil }
      return (Expression(.literal(whole.map { .whole($0) } ?? .number(value, exact)), at: digits), true)
    }
    guard let count = count("A number of rows, or a percentage,") else { return nil }
    return (count, eat(.percentSign))
  }
}
