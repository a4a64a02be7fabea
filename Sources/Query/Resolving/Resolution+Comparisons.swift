import CivilTime
import Columns
import Diagnostics
import Syntax

extension Resolution {
  /// A comparison: of values that can meet, of a date with a length of time (its age), or of a date with a month.
  func comparison(
    _ op: BinaryOperator, _ left: Expression, _ right: Expression, at span: Span, in scope: Scope
  ) throws -> TypedExpression {
    if let special = try dated(op, left, right, at: span, in: scope) { return special }
    if let mirror = op.mirrored, let special = try dated(mirror, right, left, at: span, in: scope) { return special }
    let sides = [left, right].map { side in attempt { try expression(side, in: scope) } }
    guard let a = sides[0], let b = sides[1] else { throw Reported() }
    return try compared(op, a, b, at: span)
  }

  /// `date < 90d` and `date > 2026-01`; nil when the right side is neither a length of time nor a month.
  private func dated(
    _ op: BinaryOperator, _ left: Expression, _ right: Expression, at span: Span, in scope: Scope
  ) throws -> TypedExpression? {
    if let length = length(right, in: scope) {
      let value = try expression(left, in: scope)
      if value.type == .duration, length.months == 0 {
        let constant = TypedExpression.constant(.duration(try microseconds(length, at: span)), .duration, at: span)
        return try compared(op, value, constant, at: span)
      }
      guard value.type == .date || value.type == .time else { throw notDated(value, length, at: span) }
      return try age(op, value, length, at: span)
    }
    if case .literal(.month(let month)) = plain(right, in: scope).kind {
      let value = try expression(left, in: scope)
      guard value.type == .date || value.type == .time else {
        throw Diagnostic(
          "units-do-not-meet", "\(value.type.label.capitalizedFirst) cannot be compared with a month.", at: span)
      }
      return try againstMonth(op, value, month, at: span)
    }
    return nil
  }

  private func notDated(_ value: TypedExpression, _ length: CalendarDuration, at span: Span) -> Diagnostic {
    if value.type == .duration {
      return Diagnostic(
        "months-vary", "Months and years differ in length, so a length of time cannot be compared with them.", at: span,
        notes: ["Use days or weeks, such as 90d."])
    }
    var notes = ["A length of time is compared with a date, as in: lastPurchase < 90d."]
    if value.type.isNumeric { notes.append("If these are days, write a plain number without d.") }
    return Diagnostic(
      "units-do-not-meet", "\(value.type.label.capitalizedFirst) cannot be compared with a length of time.", at: span,
      notes: notes)
  }

  /// Ages: `date < 90d` holds for the 90 dates that end today; a date in the future has no age.
  private func age(
    _ op: BinaryOperator, _ value: TypedExpression, _ length: CalendarDuration, at span: Span
  ) throws -> TypedExpression {
    if length.microseconds != 0 {
      guard value.type == .time else {
        throw Diagnostic(
          "units-do-not-meet", "A date has no hours; compare it with days.", at: span, notes: ["For instance: < 2d"])
      }
      return try clockAge(op, value, length, at: span)
    }
    let boundary = try TimeRanges.shift(context.today, by: length, sign: -1, at: span)
    let today = context.today
    switch op {
    case .less: return try days(value, from: boundary + 1, to: today, at: span)
    case .lessOrEqual: return try days(value, from: boundary, to: today, at: span)
    case .greater: return try days(value, from: nil, to: boundary - 1, at: span)
    case .greaterOrEqual: return try days(value, from: nil, to: boundary, at: span)
    case .notEqual: return negated(try days(value, from: boundary, to: boundary, at: span), at: span)
    default: return try days(value, from: boundary, to: boundary, at: span)
    }
  }

  /// Ages with hours or minutes, counted from now.
  private func clockAge(
    _ op: BinaryOperator, _ value: TypedExpression, _ length: CalendarDuration, at span: Span
  ) throws -> TypedExpression {
    let boundary = try fromNow(length, sign: -1, at: span)
    switch op {
    case .less: return try times(value, from: boundary + 1, to: context.now, at: span)
    case .lessOrEqual: return try times(value, from: boundary, to: context.now, at: span)
    case .greater: return try times(value, from: nil, to: boundary - 1, at: span)
    case .greaterOrEqual: return try times(value, from: nil, to: boundary, at: span)
    case .notEqual: return negated(try times(value, from: boundary, to: boundary, at: span), at: span)
    default: return try times(value, from: boundary, to: boundary, at: span)
    }
  }

  /// `> 2026-01` is after its end, `< 2026-01` before its start, `=` within.
  private func againstMonth(
    _ op: BinaryOperator, _ value: TypedExpression, _ number: Int32, at span: Span
  ) throws -> TypedExpression {
    let (first, last) = TimeRanges.month(number)
    switch op {
    case .less: return try days(value, from: nil, to: first - 1, at: span)
    case .lessOrEqual: return try days(value, from: nil, to: last, at: span)
    case .greater: return try days(value, from: last + 1, to: nil, at: span)
    case .greaterOrEqual: return try days(value, from: first, to: nil, at: span)
    case .notEqual: return negated(try days(value, from: first, to: last, at: span), at: span)
    default: return try days(value, from: first, to: last, at: span)
    }
  }

  /// A date or time between two days, both included; an open end holds for all.
  func days(_ value: TypedExpression, from lower: Int32?, to upper: Int32?, at span: Span) throws -> TypedExpression {
    guard value.type == .time else {
      return try between(value, lower.map { .date($0) }, upper.map { .date($0) }, .date, at: span)
    }
    let first = lower.map { Int64($0) * Microseconds.day }
    let last = upper.map { Int64($0) * Microseconds.day + (Microseconds.day - 1) }
    return try times(value, from: first, to: last, at: span)
  }

  func times(_ value: TypedExpression, from lower: Int64?, to upper: Int64?, at span: Span) throws -> TypedExpression {
    try between(value, lower.map { .time($0) }, upper.map { .time($0) }, .time, at: span)
  }

  private func between(
    _ value: TypedExpression, _ lower: Value?, _ upper: Value?, _ type: ValueType, at span: Span
  ) throws -> TypedExpression {
    let low = lower.map { TypedExpression.constant($0, type, at: span) }
    let high = upper.map { TypedExpression.constant($0, type, at: span) }
    return try within(value, low, high, at: span)
  }

  /// A value between two others, both included; at least one is given.
  func within(
    _ value: TypedExpression, _ lower: TypedExpression?, _ upper: TypedExpression?, at span: Span
  ) throws -> TypedExpression {
    switch (lower, upper) {
    case (let low?, let high?): return try apply(ComparisonFunctions.within, [value, low, high], at: span)
    case (let low?, nil): return try apply(ComparisonFunctions.greaterOrEqual, [value, low], at: span)
    case (nil, let high?): return try apply(ComparisonFunctions.lessOrEqual, [value, high], at: span)
    case (nil, nil): return TypedExpression(.call(LogicFunctions.isKnown, [value]), .truth, at: span)
    }
  }

  /// Two typed values compared.
  func compared(
    _ op: BinaryOperator, _ a: TypedExpression, _ b: TypedExpression, at span: Span
  ) throws -> TypedExpression {
    guard a.type != .textSet, b.type != .textSet else {
      throw Diagnostic(
        "units-do-not-meet", "A set is asked with has.", at: span, notes: ["For instance: tags has \"vip\""])
    }
    let isExact = isKey(a) || isKey(b)
    let function: Function =
      switch op {
      case .less: ComparisonFunctions.less
      case .lessOrEqual: ComparisonFunctions.lessOrEqual
      case .greater: ComparisonFunctions.greater
      case .greaterOrEqual: ComparisonFunctions.greaterOrEqual
      case .exactlyEqual: ComparisonFunctions.exactlyEqual
      default: isExact ? ComparisonFunctions.exactlyEqual : ComparisonFunctions.equal
      }
    guard let typed = try? apply(function, [a, b], at: span) else { throw unequalTypes(op, a, b, at: span) }
    return op == .notEqual ? negated(typed, at: span) : typed
  }

  /// Keys and references compare to the letter.
  func isKey(_ expression: TypedExpression) -> Bool {
    switch expression.kind {
    case .column(let table, let column):
      if book.tables[table].keyColumn == column { return true }
      if case .reference = book.tables[table].columns[column].type { return true }
      return false
    case .hop(_, _, let inner): return isKey(inner.asItWas)
    case .outer(let inner): return isKey(inner)
    default: return false
    }
  }

  private func unequalTypes(
    _ op: BinaryOperator, _ a: TypedExpression, _ b: TypedExpression, at span: Span
  ) -> Diagnostic {
    let types = Set([a.type, b.type])
    if types.contains(.date) || types.contains(.time), let number = [a, b].first(where: \.type.isNumeric) {
      return undatedNumber(number, at: span)
    }
    for side in [a, b] {
      guard case .text(let text)? = side.constant else { continue }
      if types.contains(.date) || types.contains(.time) {
        return Diagnostic(
          "units-do-not-meet", "A date cannot be compared with text.", at: span,
          notes: ["Dates are written without quotes: 2026-01-31."],
          suggestion: isDate(text) ? Diagnostic.Suggestion(text, at: side.span) : nil)
      }
      if types.contains(where: \.isNumeric) {
        return Diagnostic(
          "units-do-not-meet", "A number cannot be compared with text.", at: span,
          notes: ["Numbers are written without quotes."],
          suggestion: Double(text) != nil ? Diagnostic.Suggestion(text, at: side.span) : nil)
      }
    }
    return mismatch(op, a, b, at: span)
  }

  private func undatedNumber(_ number: TypedExpression, at span: Span) -> Diagnostic {
    var suggestion: Diagnostic.Suggestion?
    if case .whole(let days)? = number.constant { suggestion = Diagnostic.Suggestion("\(days)d", at: number.span) }
    return Diagnostic(
      "units-do-not-meet", "A date cannot be compared with a plain number.", at: span,
      notes: ["Say of what: 90d, 3mo, 1y; or compare with a date, such as 2026-01-31."], suggestion: suggestion)
  }

  private func isDate(_ text: String) -> Bool {
    if case .literal(.date)? = Parser.parseExpression(SourceText(text)).0?.kind { return true }
    return false
  }

  /// `x in (a, b)`: like a chain of `=`.
  func inList(
    _ operand: Expression, _ elements: [Expression], at span: Span, in scope: Scope
  ) throws -> TypedExpression {
    let value = try expression(operand, in: scope)
    let typed = elements.compactMap { element in attempt { try expression(element, in: scope) } }
    guard typed.count == elements.count else { throw Reported() }
    let allText = value.type == .text && !isKey(value) && typed.allSatisfy { $0.type == .text && $0.constant != nil }
    if allText { return try apply(ComparisonFunctions.oneOf, [value] + typed, at: span) }
    let parts = try typed.map { try compared(.equal, value, $0, at: $0.span) }
    return parts.count == 1 ? parts[0] : call(LogicFunctions.or, parts, .truth, at: span)
  }

  func has(
    _ operand: Expression, _ mode: Expression.HasMode, _ elements: [Expression], at span: Span, in scope: Scope
  ) throws -> TypedExpression {
    let set = try expression(operand, in: scope)
    guard set.type == .textSet else {
      throw Diagnostic(
        "units-do-not-meet", "has asks a set, and this is \(set.type.phrase).", at: span,
        notes: ["Use = or contains for text."])
    }
    let parts = try elements.map { try apply(ComparisonFunctions.has, [set, try expression($0, in: scope)], at: span) }
    if parts.count == 1 { return parts[0] }
    return call(mode == .all ? LogicFunctions.and : LogicFunctions.or, parts, .truth, at: span)
  }
}

extension BinaryOperator {
  /// The comparison with its sides exchanged; nil for what is no comparison.
  var mirrored: BinaryOperator? {
    switch self {
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    case .equal, .notEqual, .exactlyEqual: self
    default: nil
    }
  }
}
