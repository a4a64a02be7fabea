import Columns

/// Conditions from conditions. Two-valued: a condition about a missing value does not hold, and its complement does.
enum LogicFunctions {
  static let and = Function(
    "and", "Both hold.", example: "city = \"Depok\" and spent > 500", isOperator: true,
    [Signature([.condition], variadic: true, .type(.truth), sql: .special, .builtIn)])

  static let or = Function(
    "or", "At least one holds.", example: "city = \"Depok\" or city = \"Bogor\"", isOperator: true,
    [Signature([.condition], variadic: true, .type(.truth), sql: .special, .builtIn)])

  static let not = Function(
    "not", "Holds where the condition does not.", example: "not city = \"Depok\"", isOperator: true,
    [Signature([.condition], .type(.truth), sql: .template("NOT ({0})"), .builtIn)])

  static let isKnown = Function(
    "is known", "There is a value.", example: "email is known", isOperator: true,
    [Signature([.any], .type(.truth), sql: .template("({0}) IS NOT NULL"), .builtIn)])

  static let all = [and, or, not, isKnown]
}
