/// An operator of the language: how it is written, how tightly it binds, what it says.
public struct OperatorRow: Sendable {
  /// What the parser needs to know of an operator it meets.
  struct Reading: Sendable {
    let form: Form
    let power: BindingPower
  }

  /// What the parser does when it meets this operator.
  enum Form: Sendable {
    case chain(ChainOperator)
    case binary(BinaryOperator)
    case membership
    case state
    case has
    /// Stands before its operand.
    case prefix(UnaryOperator)
  }

  public let spelling: String
  public let help: String
  let reading: Reading

  init(_ spelling: String, _ form: Form, _ power: BindingPower, _ help: String) {
    self.spelling = spelling
    self.help = help
    reading = Reading(form: form, power: power)
  }
}

/// How tightly an operator binds; a greater one binds first.
enum BindingPower: Int, Sendable, Comparable {
  case or = 1
  case and, not, comparison, otherwise, concatenation, sum, product, minus, postfix

  static func < (left: BindingPower, right: BindingPower) -> Bool { left.rawValue < right.rawValue }

  /// The least power of what may stand to the right of a left-associative operator of this power.
  var next: BindingPower { BindingPower(rawValue: rawValue + 1) ?? .postfix }
}

/// All operators, loosest first. The parser, the formatter, help, completion and the grammar's test read this table.
public enum OperatorTable {
  public static let all: [OperatorRow] = [
    OperatorRow("or", .chain(.or), .or, "true where one of the conditions is"),
    OperatorRow("and", .chain(.and), .and, "true where all of the conditions are"),
    OperatorRow("not", .prefix(.not), .not, "true where the condition is not"),
    OperatorRow("=", .binary(.equal), .comparison, "equal; texts whatever their case"),
    OperatorRow("==", .binary(.exactlyEqual), .comparison, "exactly equal, case included"),
    OperatorRow("!=", .binary(.notEqual), .comparison, "not equal, or missing"),
    OperatorRow("<", .binary(.less), .comparison, "less than; a date with a duration: its age is less"),
    OperatorRow("<=", .binary(.lessOrEqual), .comparison, "less than or equal"),
    OperatorRow(">", .binary(.greater), .comparison, "greater than; a date with a duration: longer ago"),
    OperatorRow(">=", .binary(.greaterOrEqual), .comparison, "greater than or equal"),
    OperatorRow("contains", .binary(.contains), .comparison, "the text holds another, whatever their case"),
    OperatorRow("starts with", .binary(.startsWith), .comparison, "the text begins with another"),
    OperatorRow("ends with", .binary(.endsWith), .comparison, "the text ends with another"),
    OperatorRow("matches", .binary(.matches), .comparison, "the text matches a pattern somewhere, whatever the case"),
    OperatorRow("resembles", .binary(.resembles), .comparison, "the text is like another, misspelt perhaps"),
    OperatorRow("in", .membership, .comparison, "in a list, a range, a time or a segment; also `not in`"),
    OperatorRow("is", .state, .comparison, "`is missing`, `is known`: whether there is a value"),
    OperatorRow("has", .has, .comparison, "the set holds a value; also `has any (…)`, `has all (…)`"),
    OperatorRow("otherwise", .binary(.otherwise), .otherwise, "the second value where the first is missing"),
    OperatorRow("&", .binary(.concatenate), .concatenation, "two texts as one"),
    OperatorRow("+", .binary(.add), .sum, "plus; a date plus a duration is a later date"),
    OperatorRow("-", .binary(.subtract), .sum, "minus; a date minus a date is a duration"),
    OperatorRow("*", .binary(.multiply), .product, "times"),
    OperatorRow("/", .binary(.divide), .product, "divided by, never rounded; by zero: missing"),
    OperatorRow("%", .binary(.remainder), .product, "the remainder of a division; needs spaces around it"),
    OperatorRow("-", .prefix(.minus), .minus, "the negative of a number"),
  ]

  /// How the operator that a token begins behind an operand is read.
  static func infix(_ token: Token) -> OperatorRow.Reading? {
    switch token.kind {
    case .word: return token.word.flatMap(infix(word:))
    case .equal...Token.Kind.ampersand: return symbols[Int(token.kind.rawValue - Token.Kind.equal.rawValue)]
    default: return nil
    }
  }

  private static func infix(word: Word) -> OperatorRow.Reading? {
    switch word {
    case .or: return or
    case .and: return and
    case .in, .not: return membership
    case .is: return state
    case .has: return has
    case .contains: return contains
    case .starts: return startsWith
    case .ends: return endsWith
    case .matches: return matches
    case .resembles: return resembles
    case .otherwise: return otherwise
    default: return nil
    }
  }

  private static let or = named("or"), and = named("and"), membership = named("in"), state = named("is")
  private static let has = named("has"), contains = named("contains"), otherwise = named("otherwise")
  private static let startsWith = named("starts with"), endsWith = named("ends with")
  private static let matches = named("matches"), resembles = named("resembles")

  private static func named(_ spelling: String) -> OperatorRow.Reading? {
    let row = all.first { row in
      if case .prefix = row.reading.form { return false }
      return row.spelling == spelling
    }
    return row?.reading
  }

  /// In the order of the token kinds from `equal` to `ampersand`.
  private static let symbols = ["=", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%", "&"].map { named($0) }

  static func power(of binary: BinaryOperator) -> BindingPower {
    switch binary {
    case .equal, .exactlyEqual, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .contains, .startsWith,
      .endsWith, .matches, .resembles:
      return .comparison
    case .otherwise: return .otherwise
    case .concatenate: return .concatenation
    case .add, .subtract: return .sum
    case .multiply, .divide, .remainder: return .product
    }
  }
}

extension Token.Kind: Comparable {
  public static func < (left: Token.Kind, right: Token.Kind) -> Bool { left.rawValue < right.rawValue }
}
