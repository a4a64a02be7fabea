import Columns

/// Operators that look into a text, without regard to case: both sides arrive folded.
enum TextConditions {
  static let contains = condition(
    "contains", "The text holds the part, without regard to case.", example: "name contains \"budi\""
  ) { text, part in Utf8Text.find(part, in: text) != nil }

  static let startsWith = condition(
    "starts with", "The text begins with the part, without regard to case.", example: "phone starts with \"+62\""
  ) { text, part in Utf8Text.holds(part, in: text, at: 0) }

  static let endsWith = condition(
    "ends with", "The text ends with the part, without regard to case.", example: "email ends with \"@example.com\""
  ) { text, part in Utf8Text.holds(part, in: text, at: text.count - part.count) }

  /// Its pattern is the same for every row, and read when the query is; `PatternNode` runs it.
  static let matches = Function(
    "matches", "The text matches a pattern (a regular expression) somewhere, without regard to case.",
    example: #"phone matches "^\+62 ?8\d+""#, isOperator: true,
    [Signature([.type(.text), .type(.text)], .type(.truth), sql: .special, .builtIn)])

  static let all = [contains, startsWith, endsWith, matches]

  private static func condition(
    _ name: String, _ doc: String, example: String,
    _ holds: @escaping @Sendable (_ text: Utf8Text.Bytes, _ part: Utf8Text.Bytes) -> Bool
  ) -> Function {
    Function(
      name, doc, example: example, isOperator: true,
      [
        Signature(
          [.type(.text), .type(.text)], .type(.truth), sql: .special,
          .textCondition(folded: true) { text, rest in rest.withText(0) { holds(text, $0) } ?? false })
      ])
  }
}
