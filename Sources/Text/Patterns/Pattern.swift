/// A regular expression that says whether a text matches it somewhere: the pattern of the operator `matches`.
///
/// Read by `PatternParser` into a tree, written out as a `PatternProgram` (an automaton after Thompson), and run by a
/// `PatternMachine` in a time that grows with the length of the text and no faster, whatever the pattern is.
///
/// Without case, unless it begins with `(?-i)`: then it expects texts folded by `CaseFolding`.
public struct Pattern: Sendable {
  /// Whether texts have to be folded before they are asked.
  public let isFolded: Bool
  let tree: PatternTree

  /// How long a pattern may be, in bytes of UTF-8.
  public static let mostBytes = 16_384
  /// How many parts a pattern may have with its repetitions written out.
  public static let mostParts = 20_000

  /// Reads a pattern; its mistakes tell where in its UTF-8 they are.
  public init(_ text: String) throws(PatternMistake) {
    let normal = Normalization.nfc(text)
    let isNormal = normal.utf8.elementsEqual(text.utf8)
    guard text.utf8.count <= Pattern.mostBytes else {
      throw PatternMistake(
        "A pattern has at most \(Pattern.mostBytes) bytes, and this one has \(text.utf8.count).",
        at: 0..<text.utf8.count)
    }
    var parser = PatternParser(normal)
    do {
      tree = try parser.pattern()
      isFolded = parser.isFolded
    } catch {
      throw isNormal ? error : PatternMistake(error.message, at: 0..<text.utf8.count, notes: error.notes)
    }
  }

  /// What runs it: made once for all texts.
  public func matcher() -> PatternMatcher { PatternMatcher(PatternProgram(tree)) }
}

/// What is wrong with a pattern, in plain words, and where.
public struct PatternMistake: Error, Hashable, Sendable {
  public var message: String
  /// Offsets in the pattern's UTF-8.
  public var range: Range<Int>
  public var notes: [String]

  init(_ message: String, at range: Range<Int>, notes: [String] = []) {
    self.message = message
    self.range = range
    self.notes = notes
  }
}

/// The parts of a pattern.
indirect enum PatternTree: Hashable, Sendable {
  case scalar(UInt32)
  case set(PatternSet)
  case assertion(PatternAssertion)
  case sequence([PatternTree])
  case choice([PatternTree])
  /// Without `most`, as often as it goes.
  case repeated(PatternTree, least: Int, most: Int?)
}

/// One scalar of a set.
struct PatternSet: Hashable, Sendable {
  var scalars: ScalarSet
  /// The same set in the pattern language of RE2, where it has a shorter name than its ranges.
  var spelled: String?
}

/// What a pattern says about a place between two scalars.
enum PatternAssertion: Hashable, Sendable { case start, end, boundary, noBoundary }
