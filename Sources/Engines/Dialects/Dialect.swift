import Columns

/// What one engine's SQL calls what all of them can do. `{0}`, `{1}` … stand for operands.
///
/// A new dialect is a file with a value, and a row of `all`. What a function is called differently lies with the function:
/// `SQLForm.template` has the dialect's own form among its exceptions.
public struct Dialect: Sendable {
  /// As it is written after `for`.
  public let name: String

  // MARK: Names, types and literals

  /// Stands on both sides of a name, doubled within it.
  let quote: Character
  /// Whether a backslash in a text literal has to be doubled.
  let escapesBackslash: Bool
  /// A character in a text that no literal may hold; nil where none may be written at all.
  let zeroCharacter: String?
  let whole: String
  let number: String
  let money: String
  let text: String
  let time: String
  let set: String
  /// A floating-point number from its digits.
  let numberLiteral: String
  /// A set from its members, with commas.
  let setLiteral: String
  /// White space in the language of the engine's regular expressions, between brackets, as it stands in a literal.
  let space: String
  /// A whole number of 32 bits; missing where it is none.
  let integer: String

  // MARK: Text

  /// A text without regard to case. Stored text is in Form C already; calculated text is brought into it first.
  let folded: String
  let foldedCalculated: String
  /// A text that is compared by its bytes with what is greater or less.
  let sorted: String
  let contains: String
  let startsWith: String
  let endsWith: String
  /// Whether a text matches a pattern in the language of RE2; nil where patterns are read otherwise.
  let matches: String?
  /// How like two folded texts are, see `Likeness`; nil where it is not reckoned.
  let likeness: String?
  /// Whether a set of texts holds a folded text.
  let has: String

  // MARK: Numbers

  /// Whole numbers divided, the rest cut off.
  let quotient: String
  /// A number rounded to a whole number.
  let rounded: String

  // MARK: Aggregates; the last operand is ` FILTER (WHERE …)` or nothing

  let average: String
  /// The sum of floating-point values, with as little error as the engine can do.
  let sumOfNumbers: String
  /// The value below which a share lies, interpolated: `{1}` is the share.
  let percentile: String
  /// How many different members sets have.
  let distinctMembers: String
  /// The different texts `{0}` in the order `{1}` where `{2}`, joined.
  let list: String
  /// The first and the last of `{0}` in the order `{1}`, where `{2}`; `{3}` is the type.
  let first: String
  let last: String
  /// The value of the one row where `{1}`; `{2}` is the type.
  let only: String
  /// What `first`, `last` and `list` put rows in the order of, missing values last.
  let ordered: String
  /// The one value that a reference leads to, as a subquery has to say it.
  let found: String
  /// Whether a subquery may name rows that are more than one query further out.
  let seesFar: Bool
  /// Whether an aggregate belongs to the outermost rows that its operands name, as the standard says, and not to the
  /// rows that it stands over.
  let aggregatesRise: Bool

  // MARK: Dates and times

  /// A date or time `{0}` moved on by months `{1}`, days `{2}` and microseconds `{3}`.
  let moved: String
  /// Microseconds between two times.
  let elapsed: String
  /// Microseconds between two dates.
  let elapsedDays: String

  // MARK: Loading

  let loading: Loading

  /// How the files of an export become tables.
  struct Loading: Sendable {
    /// Statements before the tables.
    var opening: [String] = []
    /// The statements of a table.
    var statements: @Sendable (LoadedTable, Dialect) -> [String]
  }

  public static let all: [Dialect] = [.duckdb, .postgres, .spark]

  /// The dialect of a name; nil if there is none.
  public static func named(_ name: String) -> Dialect? { all.first { $0.name == name.lowercased() } }
}

extension Dialect {
  /// The column type of values.
  func typeName(_ type: ValueType) -> String {
    switch type {
    case .truth: "BOOLEAN"
    case .text, .reference: text
    case .whole, .duration: whole
    case .number, .percent, .inexactMoney: number
    case .money: money
    case .date: "DATE"
    case .time: time
    case .textSet: set
    }
  }

  /// A name in quotes, whatever it holds.
  func quoted(_ name: String) -> String { "\(quote)\(SQLText.doubled(quote, in: name))\(quote)" }

  /// A text in single quotes. Zero characters, which no literal may hold, are added by their number.
  func literal(_ text: String) -> String {
    let parts = text.split(separator: "\0", omittingEmptySubsequences: false).map { part in
      let escaped = escapesBackslash ? SQLText.doubled("\\", in: String(part)) : String(part)
      return "'" + SQLText.doubled("'", in: escaped) + "'"
    }
    return parts.joined(separator: " || \(zeroCharacter ?? "chr(0)") || ")
  }

  /// A floating-point number.
  func literal(_ number: Double) -> String { SQLText.fill(numberLiteral, [SQLText.number(number)]) }

  /// Whether SQL is a whole number of 32 bits as it stands.
  private static func isShortNumber(_ sql: String) -> Bool {
    Int32(sql.drop { $0 == "(" }.prefix { $0 != ")" }) != nil
  }

  /// The parts that templates name: `{number}`, `{text}`, `{money}`, `{space}`, `{integer0}` for the operand `{0}` as one.
  func part(_ hole: Substring, _ arguments: [String]) -> String? {
    switch hole {
    case "whole": return whole
    case "number": return number
    case "text": return text
    case "money": return money
    case "time": return time
    case "space": return space
    default:
      for word in ["integer", "constant"] where hole.hasPrefix(word) {
        guard let index = Int(hole.dropFirst(word.count)), arguments.indices.contains(index) else { return nil }
        if Dialect.isShortNumber(arguments[index]) { return arguments[index] }
        return word == "integer" ? SQLText.fill(integer, [arguments[index]]) : nil
      }
      return nil
    }
  }
}
