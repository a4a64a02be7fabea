// `[a-z]`, `[^0-9_]`

extension PatternParser {
  mutating func bracketed(from start: Int) throws(PatternMistake) -> Part {
    let isNegated = eat("^")
    var members: [ClosedRange<UInt32>] = []
    var spelled = ""
    var isFirst = true
    while let next = peek(), next != "]" || isFirst {
      isFirst = false
      let (set, name) = try member()
      members += set.ranges
      spelled += name ?? Self.spelling(of: set)
    }
    guard eat("]") else {
      throw mistake(
        "This square bracket is never closed.", from: start, to: start + 1,
        notes: [#"The bracket itself is written \[."#])
    }
    let found = ScalarSet(members)
    let (folded, several) = isFolded ? found.folded : (found, [])
    let set = PatternSet(
      scalars: isNegated ? folded.inverted : folded,
      spelled: folded == found ? "[\(isNegated ? "^" : "")\(spelled)]" : nil)
    guard !several.isEmpty, !isNegated else { return .one(.set(set)) }
    // ß is among the characters that are several without case: ss.
    let words = several.map { PatternTree.sequence($0.map { .scalar($0) }) }
    return Part(tree: .choice([.set(set)] + words), size: 1 + several.reduce(several.count) { $0 + $1.count })
  }

  /// A scalar, a range of them, or a set with a name.
  private mutating func member() throws(PatternMistake) -> (set: ScalarSet, spelled: String?) {
    let start = index
    if peek() == "[", peek(1) == ":" {
      throw mistake(
        "[:…:] is not known here.", from: start, to: start + 2,
        notes: [#"Letters are \p{L}, digits \d, spaces \s, punctuation \p{P}."#])
    }
    guard let lower = try single(from: start) else { return try named(from: start) }
    guard peek() == "-", let end = peek(1), end != "]" else { return (ScalarSet(lower), nil) }
    index += 1
    guard let upper = try single(from: index), upper >= lower else {
      throw mistake("This range does not run from a lower character to a higher one.", from: start, to: index)
    }
    return (ScalarSet([lower...upper]), nil)
  }

  /// One scalar, escaped or not; nil where a set with a name stands.
  private mutating func single(from start: Int) throws(PatternMistake) -> UInt32? {
    guard let next = peek() else { return nil }
    index += 1
    guard next == "\\" else { return next.value }
    if peek() == "b" {
      throw mistake(
        #"\b is a place between two characters, and stands in no square brackets."#, from: start, to: index + 1)
    }
    if case .scalar(let scalar) = try escaped(from: start) { return scalar }
    return nil
  }

  private mutating func named(from start: Int) throws(PatternMistake) -> (set: ScalarSet, spelled: String?) {
    index = start + 1
    guard case .set(let set) = try escaped(from: start) else { return (ScalarSet([]), nil) }
    // Sets that are negated already have no name that could stand beside others.
    let name = set.spelled.flatMap { spelled in
      spelled.hasPrefix("[^") ? nil : spelled.hasPrefix("[") ? String(spelled.dropFirst().dropLast()) : spelled
    }
    return (set.scalars, name)
  }

  /// A set as the inside of square brackets.
  static func spelling(of set: ScalarSet) -> String {
    set.ranges.map { range in
      let ends = [range.lowerBound, range.upperBound].map { "\\x{\(String($0, radix: 16))}" }
      return range.count == 1 ? ends[0] : ends.joined(separator: "-")
    }.joined()
  }
}
