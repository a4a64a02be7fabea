import CivilTime
import Columns
import Diagnostics
import Syntax

/// How cohorts count time: in days for days and weeks, in months for months and quarters, in years for years.
struct CohortAges {
  let period: CalendarPeriod
  let resolution: Resolution
  let span: Span

  init(_ period: CalendarPeriod, _ resolution: Resolution, at span: Span) {
    self.period = period
    self.resolution = resolution
    self.span = span
  }

  /// How many units a period has.
  var width: Int {
    switch period {
    case .day, .month, .year: 1
    case .week: 7
    case .quarter: 3
    }
  }

  /// A length of time that suits the period.
  var example: String {
    switch period {
    case .day: "30d"
    case .week: "12w"
    case .month: "12mo"
    case .quarter: "2y"
    case .year: "5y"
    }
  }

  /// The period that a date is in.
  func start(of date: TypedExpression) throws -> TypedExpression {
    guard let function = Function.named(period.rawValue) else { throw Reported() }
    return try resolution.apply(function, [date], at: span)
  }

  /// How far a date's period is from a cohort.
  func age(of date: TypedExpression, since key: TypedExpression) throws -> TypedExpression {
    let own = try start(of: date)
    switch period {
    case .day, .week: return try resolution.apply(DateMeasures.days, [key, own], at: span)
    case .month, .quarter: return try resolution.apply(DateMeasures.months, [key, own], at: span)
    case .year: return try resolution.binary(.subtract, own, key, at: span, operatorSpan: span)
    }
  }

  /// The value of an expression that mentions no row.
  func value(of expression: TypedExpression) throws -> Int {
    guard case .whole(let value) = try Executor.value(of: expression, in: resolution.book) else { return 0 }
    return Int(value)
  }

  /// How many periods a length of time has.
  func periods(in written: Expression, in scope: Scope) throws -> Int {
    let example = "For instance: for \(example)"
    guard let length = resolution.length(written, in: scope), length.microseconds == 0 else {
      throw Diagnostic("not-a-length", "A length of time belongs here.", at: written.span, notes: [example])
    }
    let isByDays = period == .day || period == .week
    let unit = isByDays ? period.length.days : period.length.months
    let total = isByDays ? length.days : length.months
    guard isByDays ? length.months == 0 : length.days == 0, total >= 0, total % unit == 0, total / unit < 1_000_000
    else {
      throw Diagnostic(
        "units-do-not-meet", "\(Formatter.text(of: written)) is no whole number of \(period.rawValue)s.",
        at: written.span, notes: [example])
    }
    return Int(total / unit)
  }
}
