import Columns

/// Choosing between values.
enum ChoiceFunctions {
  static let choose = Function(
    "if", "The second value where the condition holds, otherwise the third, or missing where there is none.",
    example: "if(spent > 500, \"big\", \"small\")",
    [
      Signature([.condition, .same, .same], .like(1), sql: .template("CASE WHEN {0} THEN {1} ELSE {2} END"), .builtIn),
      Signature([.condition, .any], .like(1), sql: .template("CASE WHEN {0} THEN {1} END"), .builtIn),
    ])

  static let otherwise = Function(
    "otherwise", "The first value, or the second where it is missing.", example: "city otherwise \"unknown\"",
    isOperator: true,
    [Signature([.same, .same], .like(0), sql: .template("COALESCE({0}, {1})"), .builtIn)])

  static let all = [choose, otherwise]
}
