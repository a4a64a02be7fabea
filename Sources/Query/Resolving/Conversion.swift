import Columns
import Diagnostics

/// Exact and obvious conversions between types: whole numbers to numbers or money, dates to times.
enum Conversion {
  /// Whole number → number.
  static let wholeToNumber = internalFunction("whole as number", .type(.whole), .number, "CAST({0} AS {number})") {
    Arithmetic.double($0[0], times: 1)
  }
  /// Exact money → floating-point money, in major units.
  static let moneyToNumber = internalFunction("money as number", .type(.money), .inexactMoney, "CAST({0} AS {number})")
  {
    Arithmetic.divide($0[0], Vector(repeating: .number(100), count: $0[0].count))
  }
  /// Whole number → exact money of as many major units.
  static let wholeToMoney = internalFunction("whole as money", .type(.whole), .money, "CAST({0} AS {money})") {
    try Arithmetic.multiply($0[0], Vector(repeating: .whole(100), count: $0[0].count))
  }
  /// Date → midnight of that day.
  static let dateToTime = internalFunction("date as time", .type(.date), .time, "CAST({0} AS {time})") {
    try Arithmetic.multiply($0[0], Vector(repeating: .whole(86_400_000_000), count: $0[0].count))
  }

  static let functions = [wholeToNumber, moneyToNumber, wholeToMoney, dateToTime]

  private static func internalFunction(
    _ name: String, _ from: Parameter, _ to: ValueType, _ sql: String,
    _ kernel: @escaping @Sendable ([Vector]) throws -> Vector
  ) -> Function {
    Function(
      name, "A conversion that queries need not write.", example: "", isOperator: true,
      [Signature([from], .type(to), sql: .template(sql), .vector { arguments, _ in try kernel(arguments) })])
  }

  /// The arguments as a signature wants them; nil when they do not fit.
  static func arguments(_ arguments: [TypedExpression], to signature: Signature) -> [TypedExpression]? {
    let fixed = signature.parameters.count
    guard arguments.count == fixed || (signature.isVariadic && arguments.count >= fixed - 1) else { return nil }
    let parameters = arguments.indices.map { signature.parameters[min($0, fixed - 1)] }
    let same = arguments.indices.filter { parameters[$0] == .same }
    var common: ValueType?
    if !same.isEmpty {
      guard let type = unified(same.map { arguments[$0] }) else { return nil }
      common = type
    }
    var converted: [TypedExpression] = []
    for (argument, parameter) in zip(arguments, parameters) {
      guard let one = self.argument(argument, to: parameter, common: common) else { return nil }
      converted.append(one)
    }
    return converted
  }

  private static func argument(
    _ argument: TypedExpression, to parameter: Parameter, common: ValueType?
  ) -> TypedExpression? {
    switch parameter {
    case .any: return argument
    case .condition: return argument.type == .truth ? argument : nil
    case .type(let type): return convert(argument, to: type)
    case .numeric: return argument.type.isNumeric ? argument : nil
    case .floating: return floating(argument)
    case .dateOrTime: return argument.type == .date || argument.type == .time ? argument : nil
    case .same: return common.flatMap { convert(argument, to: $0) }
    }
  }

  /// A number in major units, whatever kind of number it was.
  static func floating(_ argument: TypedExpression) -> TypedExpression? {
    switch argument.type {
    case .number, .percent, .inexactMoney: return argument
    case .whole: return convert(argument, to: .number)
    case .money: return convert(argument, to: .inexactMoney)
    default: return nil
    }
  }

  /// The same value in another type; nil where that would lose or invent something.
  static func convert(_ expression: TypedExpression, to type: ValueType) -> TypedExpression? {
    if expression.type == type { return expression }
    if expression.constant == .missing { return .constant(.missing, type, at: expression.span) }
    switch (expression.type, type) {
    case (.whole, .number), (.whole, .percent):
      return wrapped(expression, in: wholeToNumber, as: type)
    case (.whole, .money): return wrapped(expression, in: wholeToMoney, as: .money)
    case (.whole, .inexactMoney): return wrapped(expression, in: wholeToNumber, as: .inexactMoney)
    case (.money, .inexactMoney), (.money, .number): return wrapped(expression, in: moneyToNumber, as: type)
    case (.number, .percent), (.percent, .number), (.number, .inexactMoney), (.inexactMoney, .number),
      (.percent, .inexactMoney):
      return TypedExpression(expression.kind, type, at: expression.span)
    case (.number, .money): return exactMoney(expression)
    case (.date, .time): return wrapped(expression, in: dateToTime, as: .time)
    default: return nil
    }
  }

  /// A number literal with at most two decimals as money.
  private static func exactMoney(_ expression: TypedExpression) -> TypedExpression? {
    guard case .number(let value)? = expression.constant else { return nil }
    let cents = (value * 100).rounded()
    guard abs(cents) < 9e15, cents / 100 == value else { return nil }
    return .constant(.money(Int64(cents)), .money, at: expression.span)
  }

  private static func wrapped(_ expression: TypedExpression, in function: Function, as type: ValueType)
    -> TypedExpression
  {
    if let constant = expression.constant, let folded = fold(constant, function) {
      return .constant(folded, type, at: expression.span)
    }
    return TypedExpression(.call(function, [expression]), type, at: expression.span)
  }

  private static func fold(_ value: Value, _ function: Function) -> Value? {
    switch (value, function) {
    case (.whole(let whole), wholeToNumber): return .number(Double(whole))
    case (.whole(let whole), wholeToMoney):
      let (cents, overflow) = whole.multipliedReportingOverflow(by: 100)
      return overflow ? nil : .money(cents)
    case (.money(let cents), moneyToNumber): return .number(Double(cents) / 100)
    case (.date(let days), dateToTime): return .time(Int64(days) * 86_400_000_000)
    default: return nil
    }
  }

  /// The type that all can become, the most exact that holds them; nil if they cannot meet.
  static func unified(_ expressions: [TypedExpression]) -> ValueType? {
    var type = expressions[0].type
    for expression in expressions.dropFirst() {
      guard let next = unified(type, expression.type) else { return nil }
      type = next
    }
    if type == .inexactMoney, expressions.contains(where: { $0.type == .money }),
      expressions.allSatisfy({ convert($0, to: .money) != nil })
    {
      return .money
    }
    return expressions.allSatisfy { convert($0, to: type) != nil } ? type : nil
  }

  private static func unified(_ a: ValueType, _ b: ValueType) -> ValueType? {
    if a == b { return a }
    switch (a, b) {
    case (.whole, .number), (.number, .whole): return .number
    case (.whole, .percent), (.percent, .whole), (.number, .percent), (.percent, .number): return .number
    case (.whole, .money), (.money, .whole): return .money
    case (.date, .time), (.time, .date): return .time
    case (let x, let y) where x.isNumeric && y.isNumeric: return .inexactMoney
    default: return nil
    }
  }
}
