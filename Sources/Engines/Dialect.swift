import Columns

/// What one engine's SQL calls what all of them can do. `{0}`, `{1}` … stand for operands.
///
/// A new dialect is a value here and a row of `all`.
public struct Dialect: Sendable {
  /// As it is written after `for`.
  public let name: String
  let whole: String
  let number: String
  let money: String
  let text: String
  let set: String
  /// A text without regard to case. Stored text is in Form C already; calculated text is brought into it first.
  let folded: String
  let foldedCalculated: String
  let contains: String
  let startsWith: String
  let endsWith: String
  /// Whether a text matches a pattern in the language of RE2.
  let matches: String
  /// How like two folded texts are; see `Likeness`.
  let likeness: String
  /// Whether a set of texts holds a folded text.
  let has: String
  /// A time from the microseconds since 1970.
  let time: String
  /// Whole numbers divided, the rest cut off.
  let quotient: String
  /// The sum of floating-point values, with as little error as the engine can do.
  let sumOfNumbers: String
  /// The value below which a share lies, interpolated: `{1}` is the share.
  let percentile: String
  /// How many different members sets have.
  let distinctMembers: String
  /// The different texts of an ordered aggregate `{0}`, joined.
  let list: String
  /// The list that `list` works on: `{0}` in the order `{1}`, filtered by `{2}`.
  let collect: String
  /// The first and the last of `{0}` in the order `{1}`, filtered by `{2}`.
  let first: String
  let last: String
  /// Microseconds between two times.
  let elapsed: String
  /// Microseconds between two dates.
  let elapsedDays: String
  /// The rows of the CSV file `{0}` with the columns `{1}`, all text; nothing is missing, an empty text is in quotes.
  let readFile: String
  /// A set from its parts between `|`.
  let readSet: String

  public static let all: [Dialect] = [.duckdb]

  /// The dialect of a name; nil if there is none.
  public static func named(_ name: String) -> Dialect? { all.first { $0.name == name.lowercased() } }

  public static let duckdb = Dialect(
    name: "duckdb", whole: "BIGINT", number: "DOUBLE", money: "DECIMAL(18,2)", text: "VARCHAR", set: "VARCHAR[]",
    folded: "lower({0})", foldedCalculated: "lower(nfc_normalize({0}))", contains: "contains({0}, {1})",
    startsWith: "starts_with({0}, {1})", endsWith: "ends_with({0}, {1})", matches: "regexp_matches({0}, {1})",
    likeness: likeness,
    has: "list_contains(list_transform({0}, lambda m: lower(m)), {1})", time: "make_timestamp({0})",
    quotient: "(({0}) // ({1}))", sumOfNumbers: "fsum({0})", percentile: "quantile_cont({0}, {1})",
    distinctMembers: "len(list_distinct(flatten(list({0}))))",
    list:
      "list_transform([{0}], lambda l: array_to_string(list_filter(l, lambda x, i: list_position(l, x) = i), ', '))[1]",
    collect: "list({0} ORDER BY {1}) FILTER (WHERE {2})", first: "first({0} ORDER BY {1}) FILTER (WHERE {2})",
    last: "last({0} ORDER BY {1}) FILTER (WHERE {2})", elapsed: "(epoch_us({0}) - epoch_us({1}))",
    elapsedDays: "(({0} - {1}) * 86400000000)",
    readFile:
      "read_csv({0}, header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"', "
      + "allow_quoted_nulls = false, columns = {1})",
    readSet: "CASE WHEN {0} = '' THEN [] ELSE string_split({0}, '|') END")

  /// The pairs of letters of both texts, each once; then twice the shared ones by all.
  private static let likeness: String = {
    func pairs(_ operand: String) -> String {
      #"list_distinct(flatten(list_transform(regexp_extract_all(\#(operand), '[\p{L}\p{M}\p{Nd}]+'), lambda w: "#
        + "list_transform(range(1, length(w) + 2), lambda i: substr(' ' || w || ' ', i, 2)))))"
    }
    // The operands stand in no lambda, for there DuckDB takes no subqueries.
    return "list_transform([[\(pairs("{0}")), \(pairs("{1}"))]], lambda p: "
      + "CASE WHEN len(p[1]) * len(p[2]) = 0 THEN CAST(0 AS DOUBLE) "
      + "ELSE CAST(2 * len(list_intersect(p[1], p[2])) AS DOUBLE) / (len(p[1]) + len(p[2])) END)[1]"
  }()

  /// The column type of values.
  func typeName(_ type: ValueType) -> String {
    switch type {
    case .truth: "BOOLEAN"
    case .text, .reference: text
    case .whole, .duration: whole
    case .number, .percent, .inexactMoney: number
    case .money: money
    case .date: "DATE"
    case .time: "TIMESTAMP"
    case .textSet: set
    }
  }
}
