import Columns

/// Arithmetic. A missing operand gives a missing result; whole numbers and money never wrap; division by zero is missing.
///
/// What units may meet is settled in `Resolving/ArithmeticTyping`, which picks the signature; the kernels only calculate.
enum ArithmeticFunctions {
  static let add = binary("+", "The sum.", example: "spent + 10", lengths: [[.duration, .duration]]) {
    try Arithmetic.add($0, $1)
  }
  static let subtract = binary("-", "The difference.", example: "spent - 10", lengths: [[.duration, .duration]]) {
    try Arithmetic.subtract($0, $1)
  }
  static let multiply = binary(
    "*", "The product.", example: "spent * 2", lengths: [[.duration, .whole], [.whole, .duration]]
  ) { try Arithmetic.multiply($0, $1) }

  static let divide = Function(
    "/", "The quotient, always a number and never cut to a whole one; missing by zero.", example: "spent / orders",
    isOperator: true,
    [
      Signature(
        [.floating, .floating], .type(.number),
        sql: .template("(CAST({0} AS {number}) / NULLIF(CAST({1} AS {number}), 0))"),
        .vector { arguments, _ in Arithmetic.divide(arguments[0], arguments[1]) })
    ])

  static let remainder = Function(
    "%", "What is left over after dividing whole numbers; missing by zero.", example: "orders % 2", isOperator: true,
    [
      Signature(
        [.type(.whole), .type(.whole)], .type(.whole), sql: .template("(({0}) % NULLIF({1}, 0))"),
        .vector { arguments, _ in Arithmetic.remainder(arguments[0], arguments[1]) })
    ])

  static let negate = Function(
    "minus", "The number with its sign turned.", example: "-spent", isOperator: true,
    [
      Signature(
        [.numeric], .like(0), sql: .template("(-({0}))"),
        .vector { arguments, _ in try Arithmetic.negate(arguments[0]) }),
      Signature(
        [.type(.duration)], .like(0), sql: .template("(-({0}))"),
        .vector { arguments, _ in try Arithmetic.negate(arguments[0]) }),
    ])

  static let concatenate = Function(
    "&", "The two texts, one after the other.", example: "name & \", \" & city", isOperator: true,
    [
      Signature(
        [.type(.text), .type(.text)], .type(.text), sql: .template("({0} || {1})"),
        .textMap { text, rest, result in
          result.append(contentsOf: text)
          return rest.withText(0) { result.append(contentsOf: $0) } != nil
        })
    ])

  static let all = [add, subtract, multiply, divide, remainder, negate, concatenate]

  private static func binary(
    _ name: String, _ doc: String, example: String, lengths: [[ValueType]],
    _ kernel: @escaping @Sendable (Vector, Vector) throws -> Vector
  ) -> Function {
    Function(
      name, doc, example: example, isOperator: true,
      [
        Signature(
          [.numeric, .numeric], .like(0), sql: .template("({0} \(name) {1})"),
          .vector { arguments, _ in try kernel(arguments[0], arguments[1]) })
      ]
        + lengths.map { parameters in
          Signature(
            parameters.map { .type($0) }, .type(.duration), sql: .template("({0} \(name) {1})"),
            .vector { arguments, _ in try kernel(arguments[0], arguments[1]) })
        })
  }
}
