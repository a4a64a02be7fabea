import CivilTime
import Columns
import Diagnostics
import Syntax

extension Resolution {
  /// A value in a range: of dates by the calendar, of anything else between two values.
  func inRange(
    _ value: TypedExpression, _ range: RangeExpression, at span: Span, in scope: Scope
  ) throws -> TypedExpression {
    let isDated = value.type == .date || value.type == .time
    switch range {
    case .between(let lower, let upper, _) where !isDated:
      let low = try lower.map { try expression($0, in: scope) }
      let high = try upper.map { try expression($0, in: scope) }
      return try within(value, low, high, at: span)
    case .whole(let single, _) where !isDated:
      return try compared(.equal, value, try expression(single, in: scope), at: span)
    default: break
    }
    guard isDated else {
      throw Diagnostic(
        "units-do-not-meet", "\(value.type.label.capitalizedFirst) cannot lie in a span of time.", at: span,
        notes: ["A range of numbers is written 100..500."])
    }
    if case .last(let length, _) = range, let clock = try clockRange(value, length, sign: -1, at: span, in: scope) {
      return clock
    }
    if case .next(let length, _) = range, let clock = try clockRange(value, length, sign: 1, at: span, in: scope) {
      return clock
    }
    let (first, last) = try dayRange(range, in: scope)
    return try days(value, from: first, to: last, at: span)
  }

  /// `anniversary(birthDate) in next 14d`: one of the anniversaries falls into the range; nil for anything else.
  func anniversary(
    _ operand: Expression, in range: RangeExpression, at span: Span, in scope: Scope
  ) throws -> TypedExpression? {
    guard case .call(let call) = operand.kind, call.arguments.count == 1, call.during == nil, call.filter == nil,
      let name = call.callee.dottedName, name.count == 1, Function.named(name[0].text) == Anniversary.next,
      scope.table.map({ context.catalog.definition(name[0].text, on: tableName($0)) == nil }) ?? true
    else { return nil }
    let date = try expression(call.arguments[0], in: scope)
    let (first, last) = try dayRange(range, in: scope)
    let start = TypedExpression.constant(.date(first ?? TimeRanges.firstDay), .date, at: span)
    let next = try apply(Anniversary.next, [date, start], at: place(operand.span))
    return try days(next, from: nil, to: last, at: span)
  }

  /// `last 12h`, `next 30min`: by the clock, from now; nil for lengths in days or months.
  private func clockRange(
    _ value: TypedExpression, _ length: Expression, sign: Int64, at span: Span, in scope: Scope
  ) throws -> TypedExpression? {
    guard let length = self.length(length, in: scope), length.microseconds != 0 else { return nil }
    guard value.type == .time else {
      throw Diagnostic(
        "units-do-not-meet", "A date has no hours; use days.", at: span, notes: ["For instance: last 2d"])
    }
    let end = try fromNow(length, sign: sign, at: span)
    return sign < 0
      ? try times(value, from: end + 1, to: context.now, at: span)
      : try times(value, from: context.now, to: end - 1, at: span)
  }

  /// What the clocks show a length of time from now: months and days by the calendar, then hours as they pass.
  func fromNow(_ length: CalendarDuration, sign: Int64, at span: Span) throws -> Int64 {
    let (day, clock) = Microseconds.split(context.now)
    let moved = try TimeRanges.shift(day, by: length, sign: sign, at: span)
    let start = Int64(moved) * Microseconds.day + clock
    let instant = context.zone?.instant(start) ?? start
    let (end, overflow) = instant.addingReportingOverflow(sign * length.microseconds)
    guard !overflow else { throw TimeRanges.outOfRange(span) }
    return context.zone?.local(end) ?? end
  }

  /// The first and last day of a range; nil where it is open.
  func dayRange(_ range: RangeExpression, in scope: Scope) throws -> (first: Int32?, last: Int32?) {
    let today = context.today
    switch range {
    case .last(let length, let span):
      let start = try TimeRanges.shift(today, by: try dayLength(length, in: scope), sign: -1, at: place(span))
      return (start + 1, today)
    case .next(let length, let span):
      let end = try TimeRanges.shift(today, by: try dayLength(length, in: scope), sign: 1, at: place(span))
      return (today, end - 1)
    case .period(let period, let offset, _):
      let civil = TimeRanges.period(period)
      return (civil.start(of: today, offset: offset), civil.start(of: today, offset: offset + 1) - 1)
    case .ago(let near, let far, let span):
      let newest = try TimeRanges.shift(today, by: try dayLength(near, in: scope), sign: -1, at: place(span))
      let oldest = try TimeRanges.shift(today, by: try dayLength(far, in: scope), sign: -1, at: place(span))
      guard oldest < newest else {
        throw Diagnostic(
          "empty-range", "The range runs backwards: the nearer end comes first.", at: place(span),
          notes: ["For instance: 12mo..24mo ago"])
      }
      return (oldest + 1, newest)
    case .between(let lower, let upper, let span):
      let first = try lower.map { try wholeDays($0, in: scope).first }
      let last = try upper.map { try wholeDays($0, in: scope).last }
      if let first, let last, first > last {
        throw Diagnostic("empty-range", "The range ends before it begins.", at: place(span))
      }
      return (first, last)
    case .whole(let single, _):
      let (first, last) = try wholeDays(single, in: scope)
      return (first, last)
    }
  }

  private func dayLength(_ expression: Expression, in scope: Scope) throws -> CalendarDuration {
    guard let length = length(expression, in: scope), length.microseconds == 0 else {
      throw Diagnostic(
        "not-a-length", "A length of time in days, weeks, months or years belongs here.", at: place(expression.span),
        notes: ["For instance: 90d, 2w, 3mo, 1y."])
    }
    return length
  }

  /// The days of a date, a month (`2026-01`) or a year (`2026`).
  func wholeDays(_ expression: Expression, in scope: Scope) throws -> (first: Int32, last: Int32) {
    let plain = plain(expression, in: scope)
    switch plain.kind {
    case .literal(.month(let month)): return TimeRanges.month(month)
    case .literal(.whole(let year)):
      if let days = TimeRanges.year(year) { return days }
    default:
      switch try self.expression(expression, in: scope).constant {
      case .date(let day)?: return (day, day)
      case .time(let time)?:
        let day = Microseconds.split(time).days
        return (day, day)
      default: break
      }
    }
    throw Diagnostic(
      "not-a-date", "A date, a month or a year that does not change from row to row belongs here.",
      at: place(expression.span), notes: ["For instance: 2026-01-31, 2026-01, 2026, today - 30d."])
  }
}
