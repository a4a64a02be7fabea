import Testing

@testable import Text

/// The automaton answers what the meaning of a pattern says, in a time and a memory that are bounded.
@Suite struct PatternMachineTests {
  /// A pattern as it is meant: from one place of a text, the places where it may end.
  indirect enum Meaning {
    case scalar(String)
    case other(String)
    case start, end, boundary, nothing
    case both(Meaning, Meaning)
    case either(Meaning, Meaning)
    case times(Meaning, least: Int, most: Int?, String)

    var spelled: String {
      switch self {
      case .scalar(let one): one
      case .other(let one): "[^\(one)]"
      case .start: "^"
      case .end: "$"
      case .boundary: "\\b"
      case .nothing: "()"
      case .both(let one, let other): "(\(one.spelled))(\(other.spelled))"
      case .either(let one, let other): "(\(one.spelled)|\(other.spelled))"
      case .times(let one, _, _, let sign): "(\(one.spelled))\(sign)"
      }
    }

    func ends(_ text: [Character], from start: Int) -> Set<Int> {
      switch self {
      case .scalar(let one): start < text.count && String(text[start]) == one ? [start + 1] : []
      case .other(let one): start < text.count && String(text[start]) != one ? [start + 1] : []
      case .start: start == 0 ? [start] : []
      case .end: start == text.count ? [start] : []
      case .boundary: (start > 0 && text[start - 1] != " ") != (start < text.count && text[start] != " ") ? [start] : []
      case .nothing: [start]
      case .both(let one, let other): Set(one.ends(text, from: start).flatMap { other.ends(text, from: $0) })
      case .either(let one, let other): one.ends(text, from: start).union(other.ends(text, from: start))
      case .times(let one, let least, let most, _):
        Meaning.repeated(text, start, least, most) { one.ends(text, from: $0) }
      }
    }

    private static func repeated(
      _ text: [Character], _ start: Int, _ least: Int, _ most: Int?, _ step: (Int) -> Set<Int>
    ) -> Set<Int> {
      var reached: Set = [start]
      for _ in 0..<least { reached = Set(reached.flatMap(step)) }
      var all = reached
      for _ in 0..<(most.map { $0 - least } ?? text.count + 1) {
        reached = Set(reached.flatMap(step))
        all.formUnion(reached)
      }
      return all
    }

    func matches(_ text: [Character]) -> Bool { (0...text.count).contains { !ends(text, from: $0).isEmpty } }
  }

  private static let signs: [(Int, Int?, String)] = [
    (0, nil, "*"), (1, nil, "+"), (0, 1, "?"), (2, 2, "{2}"), (1, 2, "{1,2}"),
  ]

  /// All patterns of so many parts.
  private static func meanings(_ leaves: [Meaning], upTo size: Int) -> [Meaning] {
    var bySize: [[Meaning]] = [[], leaves]
    for size in 2...size {
      var all = bySize[size - 1].flatMap { inner in
        signs.map { Meaning.times(inner, least: $0.0, most: $0.1, $0.2) }
      }
      for left in 1..<max(2, size - 1) where size - 1 - left >= 1 {
        for one in bySize[left] {
          for other in bySize[size - 1 - left] { all += [.both(one, other), .either(one, other)] }
        }
      }
      bySize.append(all)
    }
    return bySize.flatMap { $0 }
  }

  private static func texts(_ letters: [Character], upTo length: Int) -> [[Character]] {
    var all: [[Character]] = [[]]
    var longest = all
    for _ in 0..<length {
      longest = longest.flatMap { text in letters.map { text + [$0] } }
      all += longest
    }
    return all
  }

  private func compare(_ meanings: [Meaning], _ texts: [[Character]]) throws {
    for meaning in meanings {
      let matcher = try Pattern(meaning.spelled).matcher()
      for text in texts {
        let found = matcher.matches(Array(String(text).utf8))
        try #require(found == meaning.matches(text), "\(meaning.spelled) on “\(String(text))”")
      }
    }
  }

  @Test func everySmallPatternOnEverySmallText() throws {
    let leaves: [Meaning] = [.scalar("a"), .scalar("b"), .other("a"), .start, .end, .nothing]
    try compare(Self.meanings(leaves, upTo: 4), Self.texts(["a", "b"], upTo: 4))
  }

  @Test func everySmallPatternWithWordsOnEverySmallText() throws {
    let leaves: [Meaning] = [.scalar("a"), .scalar(" "), .boundary, .start, .end]
    try compare(Self.meanings(leaves, upTo: 4), Self.texts(["a", " "], upTo: 4))
  }

  // MARK: Bounds

  /// The steps that a machine takes on a text.
  private func work(_ pattern: String, _ text: [UInt8], _ isMatch: Bool) throws -> Int {
    var machine = PatternMachine(PatternProgram(try Pattern(pattern).tree))
    let found = machine.matches(text.span)
    #expect(found == isMatch, "\(pattern)")
    return machine.work
  }

  @Test(arguments: [
    "(a*)*b", "(a|a)*b", "(a|aa)+$b", "(a*)*(a*)*(a*)*b", "a?a?a?a?a?a?a?a?a?a?aaaaaaaaaab", "(.*)(.*)(.*)(.*)b",
    "(a{0,100}){0,50}b", "\\b(a+)+\\bb", "((a{1,9})*){3,9}b",
  ])
  func takesLinearTime(_ pattern: String) throws {
    let steps = PatternProgram(try Pattern(pattern).tree).steps.count
    let counts = try [1_000, 10_000, 100_000].map { length in
      try work(pattern, Array(repeating: UInt8(ascii: "a"), count: length), false)
    }
    // Few states suffice here: once they are made, a scalar costs one transition.
    #expect(counts[2] - counts[1] <= 90_000 + 4 * steps, "\(pattern): \(counts)")
    for (length, count) in zip([1_000, 10_000, 100_000], counts) { #expect(count <= length * (4 * steps + 4)) }
  }

  /// A pattern whose states cannot all be kept: the time stays linear, the memory bounded.
  @Test func forgetsStatesWhereTheyAreTooMany() throws {
    var chance = UInt64(1)
    let text = (0..<60_000).map { _ -> UInt8 in
      chance = chance &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return chance >> 40 & 1 == 0 ? UInt8(ascii: "a") : UInt8(ascii: "b")
    }
    let pattern = "a[ab]{60}c"
    let program = PatternProgram(try Pattern(pattern).tree)
    var machine = PatternMachine(program)
    let isFound = machine.matches(text.span)
    #expect(!isFound)
    #expect(machine.work <= text.count * 4 * program.steps.count)
    #expect(machine.stateCount * (program.alphabet.count + 1) <= PatternMachine.mostNumbers)
    #expect(machine.stateCount < text.count / 2, "never forgot")
    let end = Array("a".utf8) + text.suffix(60) + Array("c".utf8)
    let isFoundAtLast = machine.matches((text + end).span)
    #expect(isFoundAtLast)
  }

  @Test func longPatternsWork() throws {
    let words = (0..<1_500).map { "word\($0)x" }
    let pattern = words.joined(separator: "|")
    #expect(pattern.utf8.count > 10_000)
    #expect(try PatternTests.matches(pattern, "… WORD1499x …"))
    #expect(try !PatternTests.matches(pattern, "word1500x"))
    let literal = String(repeating: "abcdefghij", count: 1_000)
    #expect(try PatternTests.matches(literal, "xx" + literal + "yy"))
    #expect(try !PatternTests.matches(literal + "k", "xx" + literal + "yy"))
    #expect(try !PatternTests.matches("(a?){1000}b", String(repeating: "a", count: 2_000)))
  }

  @Test func manySetsMakeFewClasses() throws {
    let scalars = (0x4E00..<0x4E00 + 3_000).compactMap { Unicode.Scalar($0) }
    let alphabet = PatternAlphabet(scalars.map { ScalarSet($0.value) } + [.all], telling: nil)
    #expect(alphabet.count == 3_001)
    for scalar in scalars {
      #expect(alphabet.holds(Int32(scalar.value - 0x4E00), Int(alphabet.kind(of: scalar.value))))
    }
  }

  // MARK: Hostile input

  @Test func whatIsNoTextIsReadAsReplacementCharacters() throws {
    let matcher = try Pattern("^.\\x{FFFD}b$").matcher()
    #expect(matcher.matches([0x61, 0xFF, 0x62]))
    #expect(matcher.matches([0x61, 0xE4, 0xBD, 0x62]))
    #expect(!matcher.matches([0x61, 0xFF, 0xFF, 0x62]))
  }

  /// Whatever is written and whatever is asked, there is an answer.
  @Test func nothingTraps() {
    var generator = SystemRandomNumberGenerator()
    let pieces = [
      "a", "b", ".", "[", "]", "^", "$", "(", ")", "|", "*", "+", "?", "{", "}", "2", ",", "\\", "\\d", "\\b", "(?:",
      "é", "ß",
      "-", "\\p{L}", "[^", "{1,3}", "(?i)", "\u{301}", "\\x{", "<", ":",
    ]
    var readable = 0
    for _ in 0..<3_000 {
      let text = (0..<Int.random(in: 0..<12, using: &generator)).map { _ in
        pieces.randomElement(using: &generator) ?? "a"
      }
      guard let pattern = try? Pattern(text.joined()) else { continue }
      readable += 1
      _ = pattern.re2
      let bytes = (0..<40).map { _ in UInt8.random(in: 0...255, using: &generator) }
      _ = pattern.matcher().matches(bytes)
    }
    #expect(readable > 100)
  }
}

extension PatternMatcher {
  func matches(_ text: [UInt8]) -> Bool { withMachine { $0.matches(text.span) } }
}
