import Columns
import Diagnostics
import Syntax

extension Resolution {
  /// An expression in a scope. Throws a `Diagnostic`, or `Reported` when its parts' mistakes are already noted.
  func expression(_ expression: Expression, in scope: Scope) throws -> TypedExpression {
    let span = place(expression.span)
    switch expression.kind {
    case .literal(let literal): return try self.literal(literal, at: span)
    case .name, .member: return try name(expression, in: scope)
    case .parameter(let name): return try parameter(name, in: scope)
    case .call(let call): return try self.call(call, at: expression.span, in: scope)
    case .unary(.not, let operand, _):
      return negated(try condition(operand, in: scope), at: span)
    case .unary(.minus, let operand, _): return try minus(operand, at: span, in: scope)
    case .binary(let op, let left, let right, let operatorSpan):
      return try binary(op, left, right, at: span, operatorSpan: place(operatorSpan), in: scope)
    case .chain(let op, let parts): return try chain(op, parts, at: span, in: scope)
    case .inList(let operand, let elements, let isNegated):
      let found = try inList(operand, elements, at: span, in: scope)
      return isNegated ? negated(found, at: span) : found
    case .inRange(let operand, let range, let isNegated):
      let found =
        try anniversary(operand, in: range, at: span, in: scope)
        ?? inRange(try self.expression(operand, in: scope), range, at: span, in: scope)
      return isNegated ? negated(found, at: span) : found
    case .inFile(let operand, let file, let place, let isNegated):
      let found = try inFile(operand, file, at: place, span, in: scope)
      return isNegated ? negated(found, at: span) : found
    case .inSegment(let operand, let name, let isNegated):
      let found = try inSegment(operand, name, at: span, in: scope)
      return isNegated ? negated(found, at: span) : found
    case .inRecord(let operand, let name, let date, let isNegated):
      let found = try member(of: try recorded(name, on: date, in: scope), operand, name, at: span, in: scope)
      return isNegated ? negated(found, at: span) : found
    case .inPast(let operand, let name, let date, let isNegated):
      let found = try inSegment(operand, name, asOf: date, at: span, in: scope)
      return isNegated ? negated(found, at: span) : found
    case .crossed(let way, let name, let range):
      return try member(of: try crossed(way, name, range, in: scope), nil, name, at: span, in: scope)
    case .journey(let steps): return try journey(steps, at: span, in: scope)
    case .isMissing(let operand, let isNegated):
      let known = TypedExpression(
        .call(LogicFunctions.isKnown, [try self.expression(operand, in: scope)]), .truth, at: span)
      return isNegated ? known : negated(known, at: span)
    case .has(let operand, let mode, let elements): return try has(operand, mode, elements, at: span, in: scope)
    }
  }

  func negated(_ condition: TypedExpression, at span: Span) -> TypedExpression {
    TypedExpression(.call(LogicFunctions.not, [condition]), .truth, at: span)
  }

  /// All parts are read even when one is wrong, so that all their mistakes are shown, up to as many as anyone reads.
  ///
  /// A part that was there before changes nothing, so a name is looked up once however often it is repeated.
  private func chain(
    _ op: ChainOperator, _ parts: [Expression], at span: Span, in scope: Scope
  ) throws -> TypedExpression {
    var names: Set<String> = []
    var typed: [TypedExpression] = []
    var mistakes = 0
    for part in parts {
      if case .name(let name) = part.kind, !names.insert(name.text).inserted { continue }
      if let condition = attempt({ try condition(part, in: scope) }) {
        typed.append(condition)
      } else {
        mistakes += 1
        if mistakes == Resolution.mistakesShown { break }
      }
    }
    guard mistakes == 0 else { throw Reported() }
    let distinct = typed.count > 16 ? withoutRepetition(typed) : typed
    if distinct.count == 1 { return distinct[0] }
    let function = op == .and ? LogicFunctions.and : LogicFunctions.or
    return TypedExpression(.call(function, distinct), .truth, at: span)
  }

  private func withoutRepetition(_ parts: [TypedExpression]) -> [TypedExpression] {
    var seen: Set<TypedExpression> = []
    return parts.filter { seen.insert($0.withoutPlaces).inserted }
  }

  private func minus(_ operand: Expression, at span: Span, in scope: Scope) throws -> TypedExpression {
    let typed = try expression(operand, in: scope)
    switch typed.constant {
    case .whole(let value)? where value != .min: return .constant(.whole(-value), typed.type, at: span)
    case .number(let value)?: return .constant(.number(-value), typed.type, at: span)
    case .money(let value)? where value != .min: return .constant(.money(-value), typed.type, at: span)
    default: return try apply(ArithmeticFunctions.negate, [typed], at: span)
    }
  }

  private func literal(_ literal: Literal, at span: Span) throws -> TypedExpression {
    switch literal {
    case .text(let text): return .constant(.text(text), .text, at: span)
    case .whole(let value): return .constant(.whole(value), .whole, at: span)
    case .number(let value, _): return .constant(.number(value), .number, at: span)
    case .percent(let value): return .constant(.number(value / 100), .percent, at: span)
    case .money(let amount, let currency): return try money(amount, currency, at: span)
    case .date(let days): return .constant(.date(days), .date, at: span)
    case .time(let time): return .constant(.time(time), .time, at: span)
    case .truth(let bit): return .constant(.truth(bit), .truth, at: span)
    case .today: return .constant(.date(context.today), .date, at: span)
    case .now: return .constant(.time(context.now), .time, at: span)
    case .duration(let length):
      guard length.months == 0 else {
        throw Diagnostic(
          "months-vary", "Months and years differ in length, so this length of time cannot stand alone.", at: span,
          notes: [
            "Compare a date with it (lastPurchase < 3mo), add it to a date (firstPurchase + 3mo), or use days (90d)."
          ])
      }
      return .constant(.duration(try microseconds(length, at: span)), .duration, at: span)
    case .month:
      throw Diagnostic(
        "month-alone", "A month is a range of days, not one value.", at: span,
        notes: ["Compare a date with it (date > 2026-01) or use it as a range (date in 2026-01)."])
    }
  }

  /// A length without months in microseconds.
  func microseconds(_ length: CalendarDuration, at span: Span) throws -> Int64 {
    let (days, overflow) = length.days.multipliedReportingOverflow(by: 86_400_000_000)
    let (sum, beyond) = days.addingReportingOverflow(length.microseconds)
    guard !overflow, !beyond else { throw tooLong(at: span) }
    return sum
  }

  func tooLong(at span: Span) -> Diagnostic {
    Diagnostic("time-out-of-range", "This reaches beyond the years 1 to 9999.", at: span)
  }

  /// `$name`: the value given for it, read where it stands.
  func parameter(_ name: Name, in scope: Scope) throws -> TypedExpression {
    try expression(try parameterSyntax(name), in: scope)
  }

  func parameterSyntax(_ name: Name) throws -> Expression {
    guard var value = context.parameters[name.text] else {
      throw Diagnostic(
        "missing-parameter", "The parameter $\(name.text) has no value.", at: place(name.span),
        notes: ["Give it one: run \"FILE\" \(name.text) = …, or --param \(name.text)=…"])
    }
    value.span = name.span
    return value
  }
}

extension Decimal64 {
  /// The amount in hundredths; nil when it has finer parts or does not fit 64 bits.
  public var minorUnits: Int64? {
    var units = units
    var scale = scale
    while scale > 2, units % 10 == 0 {
      units /= 10
      scale -= 1
    }
    guard scale <= 2 else { return nil }
    while scale < 2 {
      let (next, overflow) = units.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      units = next
      scale += 1
    }
    return units
  }
}
