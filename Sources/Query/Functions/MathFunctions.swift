import Columns
import Glibc

/// Functions of numbers. What has no finite result is missing, never infinite and never "not a number".
enum MathFunctions {
  static let abs = Function(
    "abs", "The number without its sign.", example: "abs(spent - 100)",
    [
      Signature(
        [.numeric], .like(0), sql: .template("abs({0})"),
        .vector { arguments, _ in try Arithmetic.absolute(arguments[0]) }),
      Signature(
        [.type(.duration)], .like(0), sql: .template("abs({0})"),
        .vector { arguments, _ in try Arithmetic.absolute(arguments[0]) }),
    ])

  static let sign = Function(
    "sign", "1 for a number above 0, -1 below, 0 for 0.", example: "sign(profit)",
    [
      Signature([.type(.whole)], .type(.whole), sql: .template(signSQL), wholeSign),
      Signature([.type(.money)], .type(.whole), sql: .template(signSQL), wholeSign),
      Signature(
        [.floating], .type(.whole), sql: .template(signSQL),
        .vector { arguments, count in
          let numbers = arguments[0].numbers
          return .int64s(arguments, count: count) { numbers[$0] > 0 ? 1 : numbers[$0] < 0 ? -1 : 0 }
        }),
    ])

  static let sqrt = floating(
    "sqrt", "The square root; missing below 0.", example: "sqrt(orders)", sql: "sqrt(CASE WHEN {0} >= 0 THEN {0} END)"
  ) { $0.squareRoot() }

  static let ln = floating(
    "ln", "The natural logarithm; missing for 0 and below.", example: "ln(spent)",
    sql: "ln(CASE WHEN {0} > 0 THEN {0} END)"
  ) { log($0) }

  static let log10 = floating(
    "log10", "The logarithm to base 10; missing for 0 and below.", example: "log10(spent)",
    sql: "log10(CASE WHEN {0} > 0 THEN {0} END)"
  ) { Glibc.log10($0) }

  static let exp = floating(
    "exp", "The number e to the power of another; missing where that is beyond what a number holds.",
    example: "exp(orders)",
    sql: .template(
      "NULLIF(exp({0}), CAST('inf' AS DOUBLE))",
      except: [
        "postgres": "CASE WHEN {0} < -745.1 THEN 0 WHEN {0} < 709.7827128933840 THEN exp({0}) END",
        "spark": "NULLIF(exp({0}), CAST('Infinity' AS DOUBLE))",
      ])
  ) { Glibc.exp($0) }

  static let power = Function(
    "power", "The first number to the power of the second; missing where there is no such number.",
    example: "power(1.05, orders)",
    [
      Signature(
        [.floating, .floating], .type(.number),
        sql: .template(
          "NULLIF(NULLIF(NULLIF(power({0}, {1}), CAST('inf' AS DOUBLE)), CAST('-inf' AS DOUBLE)), CAST('nan' AS DOUBLE))",
          except: [
            "postgres": .template(
              "(SELECT CASE WHEN v.a IS NULL THEN NULL WHEN v.b = 0 THEN 1 WHEN v.a = 0 THEN CASE WHEN v.b > 0 THEN 0 END "
                + "WHEN v.a < 0 AND v.b <> floor(v.b) THEN NULL WHEN v.b * ln(abs(v.a)) < -745 THEN 0 "
                + "WHEN v.b * ln(abs(v.a)) < 709.782 THEN power(v.a, v.b) END "
                + "FROM (VALUES (CAST({0} AS DOUBLE PRECISION), CAST({1} AS DOUBLE PRECISION))) AS v(a, b))"),
            "spark": .template(
              "NULLIF(NULLIF(NULLIF(power({0}, {1}), CAST('Infinity' AS DOUBLE)), CAST('-Infinity' AS DOUBLE)), "
                + "CAST('NaN' AS DOUBLE))"),
          ]),
        .vector { arguments, _ in Arithmetic.power(arguments[0], arguments[1]) })
    ])

  static let all = [abs, sign, sqrt, ln, log10, exp, power] + Rounding.all + Extremes.all

  private static let signSQL = "CAST(sign({0}) AS BIGINT)"

  private static let wholeSign = Kernel.vector { arguments, count in
    let wholes = arguments[0].wholes
    return .int64s(arguments, count: count) { wholes[$0].signum() }
  }

  private static func floating(
    _ name: String, _ doc: String, example: String, sql: SQLForm, _ value: @escaping @Sendable (Double) -> Double
  ) -> Function {
    Function(
      name, doc, example: example,
      [
        Signature(
          [.floating], .type(.number), sql: sql,
          .vector { arguments, count in
            let numbers = arguments[0].numbers
            return .doubles(arguments, count: count) { value(numbers[$0]) }
          })
      ])
  }
}
