import Columns

/// Comparisons. None holds where a side is missing; `!=` and `not in` are built as complements with `not`.
enum ComparisonFunctions {
  /// `=` on text folds case; keys and `==` compare exactly.
  static let equal = Function(
    "=", "Equal; text without regard to case.", example: "city = \"depok\"", isOperator: true,
    [
      Signature(
        [.type(.text), .type(.text)], .type(.truth), sql: .special,
        .textCondition(folded: true) { text, rest in rest.withText(0) { sameBytes(text, $0) } ?? false }),
      Signature([.same, .same], .type(.truth), sql: .template("({0}) = ({1})"), comparing(.equal)),
    ])

  static let exactlyEqual = Function(
    "==", "Equal to the letter.", example: "city == \"Depok\"", isOperator: true,
    [
      Signature(
        [.type(.text), .type(.text)], .type(.truth), sql: .template("({0}) = ({1})"),
        .textCondition(folded: false) { text, rest in rest.withText(0) { sameBytes(text, $0) } ?? false }),
      Signature([.same, .same], .type(.truth), sql: .template("({0}) = ({1})"), comparing(.equal)),
    ])

  static let less = ordered("<", .less, "Less, earlier.", example: "spent < 100")
  static let lessOrEqual = ordered("<=", .lessOrEqual, "Less or equal.", example: "spent <= 100")
  static let greater = ordered(">", .greater, "Greater, later.", example: "spent > 500")
  static let greaterOrEqual = ordered(">=", .greaterOrEqual, "Greater or equal.", example: "spent >= 500")

  /// `x in A..B`; both ends count.
  static let within = Function(
    "in range", "Between two values, both included.", example: "spent in 100..500", isOperator: true,
    [
      Signature(
        [.same, .same, .same], .type(.truth), sql: .template("({0}) BETWEEN ({1}) AND ({2})"),
        .condition { arguments, _ in
          arguments[0].compare(.greaterOrEqual, arguments[1]).and(arguments[0].compare(.lessOrEqual, arguments[2]))
        })
    ])

  /// `x in ("a", "b")` for text; numbers become a chain of `=`.
  static let oneOf = Function(
    "in", "Equal to one of several texts, without regard to case.", example: "city in (\"Depok\", \"Bogor\")",
    isOperator: true,
    [
      Signature(
        [.type(.text), .type(.text)], variadic: true, .type(.truth), sql: .special,
        .textCondition(folded: true) { text, rest in
          (0..<rest.count).contains { index in rest.withText(index) { sameBytes(text, $0) } ?? false }
        })
    ])

  static let has = Function(
    "has", "The set holds the text, without regard to case.", example: "tags has \"vip\"", isOperator: true,
    [
      Signature(
        [.type(.textSet), .type(.text)], .type(.truth), sql: .special,
        .condition { arguments, count in SetKernels.has(arguments[0], arguments[1], count: count) })
    ])

  static let all = [
    equal, exactlyEqual, less, lessOrEqual, greater, greaterOrEqual, within, oneOf, has,
  ]

  private static func ordered(_ name: String, _ comparison: Comparison, _ doc: String, example: String) -> Function {
    Function(
      name, doc, example: example, isOperator: true,
      [
        Signature(
          [.type(.text), .type(.text)], .type(.truth), sql: .template("({0}) \(name) ({1})"),
          .condition { arguments, _ in arguments[0].bytesCompare(comparison, arguments[1]) }),
        Signature([.same, .same], .type(.truth), sql: .template("({0}) \(name) ({1})"), comparing(comparison)),
      ])
  }

  private static func comparing(_ comparison: Comparison) -> Kernel {
    .condition { arguments, _ in arguments[0].compare(comparison, arguments[1]) }
  }
}

/// Whether two texts are the same bytes.
func sameBytes(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
  a.count == b.count && a.elementsEqual(b)
}

extension ComparisonFunctions {
  /// The kernel's comparison of a function; nil for what is none.
  static func comparison(_ function: Function) -> Comparison? {
    switch function {
    case equal, exactlyEqual: .equal
    case less: .less
    case lessOrEqual: .lessOrEqual
    case greater: .greater
    case greaterOrEqual: .greaterOrEqual
    default: nil
    }
  }
}
