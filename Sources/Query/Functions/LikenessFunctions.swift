import Columns
import Text

/// How like texts are; see `Likeness`. `LikenessNode` evaluates both.
enum LikenessFunctions {
  static let resembles = Function(
    "resembles", "The text is like another, misspelt perhaps: they share 65% of their pairs of letters.",
    example: "name resembles \"Budi Santosa\"", isOperator: true,
    [Signature([.type(.text), .type(.text)], .type(.truth), sql: .special, .builtIn)])

  static let similarity = Function(
    "similarity",
    "How like two texts are, from 0 to 1: the share of their pairs of neighbouring letters that both have.",
    example: "similarity(name, \"Budi Santosa\")",
    [Signature([.type(.text), .type(.text)], .type(.number), sql: .special, .builtIn)])

  static let all = [resembles, similarity]
}

/// How a condition with `resembles` is worked out.
public enum LikenessWay: Sendable {
  /// Through an index of the letter pairs of so many texts, where more than a few rows are asked.
  case index(texts: Int)
  /// Once for each of so many different texts.
  case dictionary(texts: Int)
  /// Once for each row.
  case rows

  /// From which likeness on a text resembles another.
  public static let threshold = Likeness.threshold
  /// Columns with as many different texts as this get an index.
  static let leastIndexed = 20_000
  /// Where fewer rows are left than this, their texts are compared one by one.
  static let fewRows = 1_000

  /// The way for a column of texts that is compared with one text.
  public init(_ pool: TextPool, isDictionary: Bool) {
    self =
      pool.count >= LikenessWay.leastIndexed
      ? .index(texts: pool.count) : isDictionary ? .dictionary(texts: pool.count) : .rows
  }
}

/// Compares texts by their pairs of letters, without allocating for a row.
struct LikenessMeter {
  private var one: [UInt64] = []
  private var other: [UInt64] = []

  /// What stands for the first text from here on.
  mutating func take(_ text: UnsafeBufferPointer<UInt8>) { Likeness.pairs(of: text.span, into: &one) }

  /// The pairs that the first text shares with another, and how many both have.
  mutating func compare(_ text: UnsafeBufferPointer<UInt8>) -> (shared: Int, one: Int, other: Int) {
    Likeness.pairs(of: text.span, into: &other)
    return (Likeness.shared(one, other), one.count, other.count)
  }

  var pairs: [UInt64] { one }

  static func pairs(_ text: UnsafeBufferPointer<UInt8>, into pairs: inout [UInt64]) {
    Likeness.pairs(of: text.span, into: &pairs)
  }

  static func shared(_ one: [UInt64], _ other: [UInt64]) -> Int { Likeness.shared(one, other) }

  static func isReached(_ shared: Int, _ one: Int, _ other: Int) -> Bool {
    Likeness.isReached(shared: shared, one, other)
  }
}

extension LikenessMeter {
  mutating func isLike(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let (shared, one, other) = compare(text)
    return Likeness.isReached(shared: shared, one, other)
  }

  mutating func value(_ text: UnsafeBufferPointer<UInt8>) -> Double {
    let (shared, one, other) = compare(text)
    return Likeness.value(shared: shared, one, other)
  }
}

extension TextLane {
  /// The entry of a row; nil where a row without a value points beside the pool.
  func entry(_ row: Int) -> Int? {
    let entry = Int(codes[row])
    return entry >= 0 && entry < pool.count ? entry : nil
  }

  /// The bytes of a row's text; nil where it has none.
  @discardableResult
  func lend<R>(_ row: Int, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R? {
    entry(row).map { pool.withBytes($0, body) }
  }
}
