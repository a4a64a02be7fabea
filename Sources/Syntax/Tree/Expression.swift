import Diagnostics

/// A name as it was written: letters, digits and `_`, or anything in backticks.
public struct Name: Hashable, Sendable {
  public var text: String
  public var span: Span
  /// Written in backticks, so never a keyword.
  public var isQuoted: Bool

  public init(_ text: String, at span: Span, isQuoted: Bool = false) {
    self.text = text
    self.span = span
    self.isQuoted = isQuoted
  }
}

/// An expression or a condition as it was written. Conditions are expressions: which is which is typing's matter.
public struct Expression: Hashable, Sendable {
  public var kind: Kind
  public var span: Span

  public init(_ kind: Kind, at span: Span) {
    self.kind = kind
    self.span = span
  }

  public indirect enum Kind: Hashable, Sendable {
    case literal(Literal)
    /// A column, measure, saved name, or (as the left of a dot) a table, reference or way back.
    case name(Name)
    /// `$days`
    case parameter(Name)
    /// `base.name`
    case member(Expression, Name)
    /// `name(…)` and `dotted.name(…)`; `callee` is a `name` or `member`.
    case call(Call)
    case unary(UnaryOperator, Expression, operatorSpan: Span)
    case binary(BinaryOperator, Expression, Expression, operatorSpan: Span)
    /// `a and b and c`, `a or b or c`: one flat node however long the chain. At least two parts.
    case chain(ChainOperator, [Expression])
    /// `x in (a, b)`, `x not in (a, b)`
    case inList(Expression, [Expression], negated: Bool)
    /// `x in last 90d`, `x in 5..10`, `x in 2026-01`
    case inRange(Expression, RangeExpression, negated: Bool)
    /// `email in file "suppress.csv"`: among the texts that a file lists
    case inFile(Expression, String, fileSpan: Span, negated: Bool)
    /// `in champions`, `not in champions`: the row itself is a member of a segment.
    /// With a left operand (`memberOf in champions`) the referenced row is.
    case inSegment(Expression?, Name, negated: Bool)
    /// `in champions as of 2026-01-31`: a member as the segment reads on that day; with a left operand, of the referenced row.
    case inPast(Expression?, Name, asOf: Expression, negated: Bool)
    /// `in champions recorded 2026-01-31`: a member as a snapshot kept it; with a left operand, of the referenced row.
    case inRecord(Expression?, Name, on: Expression, negated: Bool)
    /// `entered champions in last 30d`, `left champions in 2026-01`: as snapshots tell.
    case crossed(Crossing, Name, RangeExpression)
    /// `journey(cases then no purchases within 60d)`
    case journey([JourneyStep])
    /// `x is missing`, `x is known` (known: negated)
    case isMissing(Expression, negated: Bool)
    /// `tags has "vip"`, `tags has any (…)`, `tags has all (…)`
    case has(Expression, HasMode, [Expression])
  }

  /// Of how many values `has` speaks.
  public enum HasMode: String, Hashable, Sendable, CaseIterable { case one, any, all }
}

/// Which way the edge of a segment was crossed.
public enum Crossing: String, Hashable, Sendable, CaseIterable { case entered, left }

/// A call with what stands between its parentheses: `count(purchases during last 90d where channel = "web")`.
public struct Call: Hashable, Sendable {
  /// A `name` or a chain of `member`s: `sum`, `rfm.r`, `household.spent`.
  public var callee: Expression
  public var arguments: [Expression]
  /// `rank(spent per city)`: within which rows; empty for all.
  public var per: [Expression]
  public var during: RangeExpression?
  public var filter: Expression?

  public init(
    callee: Expression, arguments: [Expression], per: [Expression] = [], during: RangeExpression? = nil,
    filter: Expression? = nil
  ) {
    self.callee = callee
    self.arguments = arguments
    self.per = per
    self.during = during
    self.filter = filter
  }
}

/// A literal value, exact as written.
public enum Literal: Hashable, Sendable {
  case text(String)
  case whole(Int64)
  /// A number with a decimal point or exponent, and its exact decimal form for money.
  case number(Double, Decimal64?)
  /// `500 USD`
  case money(Decimal64, currency: String)
  /// `10%` is `.percent(10)`
  case percent(Double)
  /// Days since 1970-01-01, proleptic Gregorian.
  case date(Int32)
  /// Microseconds since 1970-01-01T00:00 on the wall clock of the book's zone.
  case time(Int64)
  /// `2026-01`: the whole month; months since year 0 (`year * 12 + month - 1`).
  case month(Int32)
  case duration(CalendarDuration)
  case truth(Bool)
  /// `today`
  case today
  /// `now`
  case now
}

/// An exact decimal: `units × 10^-scale`, 0 ≤ scale ≤ 18.
public struct Decimal64: Hashable, Sendable {
  public var units: Int64
  public var scale: Int

  public init(units: Int64, scale: Int) {
    self.units = units
    self.scale = scale
  }
}

/// A length of time: calendar months, calendar days and clock microseconds, kept apart. `90d 2w 3mo 1q 1y 12h 30min`
public struct CalendarDuration: Hashable, Sendable {
  public var months: Int64
  public var days: Int64
  public var microseconds: Int64

  public init(months: Int64 = 0, days: Int64 = 0, microseconds: Int64 = 0) {
    self.months = months
    self.days = days
    self.microseconds = microseconds
  }
}

/// The periods that the calendar knows.
public enum CalendarPeriod: String, Hashable, Sendable, CaseIterable {
  case day, week, month, quarter, year
}

/// What may follow `in` or `during`.
public indirect enum RangeExpression: Hashable, Sendable {
  /// `last 90d`, `next 30d`; the length may be a parameter.
  case last(Expression, at: Span)
  case next(Expression, at: Span)
  /// `this month`, `previous quarter`, `next year`: offset 0, -1, 1.
  case period(CalendarPeriod, offset: Int, at: Span)
  /// `12mo..24mo ago`
  case ago(Expression, Expression, at: Span)
  /// `2026-01-01..2026-03-31`, `5..10`, `5..`, `..10`; both ends count.
  case between(Expression?, Expression?, at: Span)
  /// `2026-01`, `2026`, or one date: the whole of that period.
  case whole(Expression, at: Span)

  public var span: Span {
    switch self {
    case .last(_, let span), .next(_, let span), .period(_, _, let span), .ago(_, _, let span),
      .between(_, _, let span), .whole(_, let span):
      return span
    }
  }
}
