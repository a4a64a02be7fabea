import Columns
import Diagnostics
import Syntax

/// Which units may meet in arithmetic, and what comes of it.
extension Resolution {
  func binary(
    _ op: BinaryOperator, _ left: Expression, _ right: Expression, at span: Span, operatorSpan: Span, in scope: Scope
  ) throws -> TypedExpression {
    switch op {
    case .equal, .exactlyEqual, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      return try comparison(op, left, right, at: span, in: scope)
    case .matches: return try matches(left, right, at: span, in: scope)
    case .add, .subtract:
      if let length = length(right, in: scope) {
        return try shifted(try expression(left, in: scope), by: length, negative: op == .subtract, at: span)
      }
      if op == .add, let length = length(left, in: scope) {
        return try shifted(try expression(right, in: scope), by: length, negative: false, at: span)
      }
    default: break
    }
    let sides = [left, right].map { side in attempt { try expression(side, in: scope) } }
    guard let a = sides[0], let b = sides[1] else { throw Reported() }
    return try binary(op, a, b, at: span, operatorSpan: operatorSpan)
  }

  /// The same on sides whose types are known.
  func binary(
    _ op: BinaryOperator, _ a: TypedExpression, _ b: TypedExpression, at span: Span, operatorSpan: Span
  ) throws -> TypedExpression {
    switch op {
    case .contains: return try apply(TextFunctions.contains, [a, b], at: span)
    case .startsWith: return try apply(TextFunctions.startsWith, [a, b], at: span)
    case .endsWith: return try apply(TextFunctions.endsWith, [a, b], at: span)
    case .resembles: return try apply(LikenessFunctions.resembles, [a, b], at: span)
    case .otherwise:
      if a.constant == .missing, let fallback = Conversion.convert(b, to: a.type) { return fallback }
      return try apply(ChoiceFunctions.otherwise, [a, b], at: span)
    case .concatenate: return try apply(ArithmeticFunctions.concatenate, [try asText(a), try asText(b)], at: span)
    case .divide: return try quotient(a, b, at: span)
    case .remainder: return try apply(ArithmeticFunctions.remainder, [a, b], at: span)
    case .multiply: return try product(a, b, at: span)
    default: return try sum(op, a, b, at: span)
    }
  }

  private func asText(_ value: TypedExpression) throws -> TypedExpression {
    value.type == .text ? value : try apply(TextFunctions.text, [value], at: value.span)
  }

  /// `+` and `-`: numbers, money, lengths of time, and dates with them.
  private func sum(
    _ op: BinaryOperator, _ a: TypedExpression, _ b: TypedExpression, at span: Span
  ) throws -> TypedExpression {
    let function = op == .add ? ArithmeticFunctions.add : ArithmeticFunctions.subtract
    switch (a.type, b.type) {
    case (.date, .date), (.time, .time), (.date, .time), (.time, .date):
      guard op == .subtract else { break }
      return try apply(DateFunctions.difference, [a, b], at: span)
    case (.date, .duration), (.time, .duration):
      let length = op == .add ? b : try apply(ArithmeticFunctions.negate, [b], at: b.span)
      return try apply(DateFunctions.shiftByDuration, [a, length], at: span)
    case (.duration, .duration): return call(function, [a, b], .duration, at: span)
    case (.date, .whole), (.time, .whole):
      throw Diagnostic(
        "units-do-not-meet", "A date and a plain number cannot be added.", at: span,
        notes: ["Say of what: + 3d, + 3w, + 3mo."])
    default:
      if a.type.isNumeric, b.type.isNumeric, let type = Conversion.unified([a, b]),
        let left = Conversion.convert(a, to: type), let right = Conversion.convert(b, to: type)
      {
        if right.constant == .money(0) { return left }
        return call(function, [left, right], type, at: span)
      }
    }
    throw mismatch(op, a, b, at: span)
  }

  /// Money times a whole number stays exact; percents and numbers make it inexact.
  private func product(_ a: TypedExpression, _ b: TypedExpression, at span: Span) throws -> TypedExpression {
    let function = ArithmeticFunctions.multiply
    switch (a.type, b.type) {
    case (.whole, .whole): return call(function, [a, b], .whole, at: span)
    case (.money, .whole), (.whole, .money): return call(function, [a, b], .money, at: span)
    case (.duration, .whole), (.whole, .duration): return call(function, [a, b], .duration, at: span)
    case (.money, .money), (.money, .inexactMoney), (.inexactMoney, .money), (.inexactMoney, .inexactMoney):
      throw Diagnostic(
        "units-do-not-meet", "Money times money has no meaning.", at: span,
        notes: ["One of the two should be a plain number, such as a quantity or a rate."])
    default:
      guard let left = Conversion.floating(a), let right = Conversion.floating(b) else { break }
      let isMoney = left.type == .inexactMoney || right.type == .inexactMoney
      return call(function, [left, right], isMoney ? .inexactMoney : .number, at: span)
    }
    throw mismatch(.multiply, a, b, at: span)
  }

  /// Always a number: money by money is a plain one, money by a number is money.
  private func quotient(_ a: TypedExpression, _ b: TypedExpression, at span: Span) throws -> TypedExpression {
    if a.type == .duration, b.type == .duration {
      let sides = [a, b].map { call(DateFunctions.durationToNumber, [$0], .number, at: $0.span) }
      return call(ArithmeticFunctions.divide, sides, .number, at: span)
    }
    guard let left = Conversion.floating(a), let right = Conversion.floating(b) else {
      throw mismatch(.divide, a, b, at: span)
    }
    switch (left.type, right.type) {
    case (.inexactMoney, .inexactMoney): return call(ArithmeticFunctions.divide, [left, right], .number, at: span)
    case (.inexactMoney, _): return call(ArithmeticFunctions.divide, [left, right], .inexactMoney, at: span)
    case (_, .inexactMoney):
      throw Diagnostic("units-do-not-meet", "A number divided by money has no meaning.", at: span)
    default: return call(ArithmeticFunctions.divide, [left, right], .number, at: span)
    }
  }

  /// A date or time some calendar length later or earlier.
  private func shifted(
    _ value: TypedExpression, by length: CalendarDuration, negative: Bool, at span: Span
  ) throws -> TypedExpression {
    let sign: Int64 = negative ? -1 : 1
    if value.type == .duration, length.months == 0 {
      let constant = TypedExpression.constant(.duration(try microseconds(length, at: span)), .duration, at: span)
      return call(
        negative ? ArithmeticFunctions.subtract : ArithmeticFunctions.add, [value, constant], .duration, at: span)
    }
    if case .date(let days)? = value.constant, length.microseconds == 0 {
      return .constant(.date(try TimeRanges.shift(days, by: length, sign: sign, at: span)), .date, at: span)
    }
    guard value.type == .date || value.type == .time else {
      throw Diagnostic(
        "units-do-not-meet", "A length of time can be added to a date, not to \(value.type.phrase).",
        at: span)
    }
    let parts = [length.months, length.days, length.microseconds].map {
      TypedExpression.constant(.whole(sign * $0), .whole, at: span)
    }
    let needsTime = value.type == .date && length.microseconds != 0
    let start = needsTime ? Conversion.convert(value, to: .time) ?? value : value
    return try apply(DateFunctions.shift, [start] + parts, at: span)
  }

  /// The length of time that an expression plainly is: a literal, or a parameter or argument that stands for one.
  func length(_ expression: Expression, in scope: Scope) -> CalendarDuration? {
    switch plain(expression, in: scope).kind {
    case .literal(.duration(let length)): return length
    default: return nil
    }
  }

  /// What a parameter or a measure's argument stands for; the expression itself otherwise.
  func plain(_ expression: Expression, in scope: Scope) -> Expression {
    switch expression.kind {
    case .parameter(let name): return context.parameters[name.text].map { plain($0, in: scope) } ?? expression
    case .name(let name):
      var around: Scope? = scope
      while let current = around {
        if let argument = current.arguments[name.text] { return argument.syntax }
        around = current.parent
      }
      return expression
    case .member:
      guard let names = expression.dottedName, scope.table.map({ column(names[0], of: $0) == nil }) ?? true else {
        return expression
      }
      return context.setting(names) ?? expression
    default: return expression
    }
  }

  func call(
    _ function: Function, _ arguments: [TypedExpression], _ type: ValueType, at span: Span
  ) -> TypedExpression {
    TypedExpression(.call(function, arguments), type, at: span)
  }

  func mismatch(_ op: BinaryOperator, _ a: TypedExpression, _ b: TypedExpression, at span: Span) -> Diagnostic {
    var notes: [String] = []
    if [a.type, b.type].contains(.text), [a.type, b.type].contains(where: \.isNumeric) {
      notes.append("number(…) turns text into a number; & joins texts.")
    }
    return Diagnostic(
      "units-do-not-meet", "\(a.type.label.capitalizedFirst) and \(b.type.label) cannot meet at \(op.rawValue).",
      at: span,
      notes: notes)
  }
}

extension String {
  /// The text with its first letter large.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
