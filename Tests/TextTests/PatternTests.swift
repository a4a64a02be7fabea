import Testing

@testable import Text

/// What patterns mean, mistake by mistake and part by part.
@Suite struct PatternTests {
  static func matches(_ pattern: String, _ text: String) throws -> Bool {
    let pattern = try Pattern(pattern)
    let asked = pattern.isFolded ? CaseFolding.fold(text) : text
    return pattern.matcher().matches(Array(asked.utf8))
  }

  @Test(arguments: [
    ("", "", true), ("", "abc", true), ("b", "abc", true), ("d", "abc", false),
    ("^b", "abc", false), ("^a", "abc", true), ("c$", "abc", true), ("b$", "abc", false), ("^$", "", true),
    ("^$", "a", false), ("^abc$", "abc", true), ("a.c", "abc", true), ("a.c", "a\nc", true), ("a.c", "ac", false),
    ("a\\.c", "abc", false), ("a\\.c", "a.c", true),
    ("[a-c]x", "bx", true), ("[^a-c]x", "bx", false), ("[]a]", "]", true), ("[a\\]]", "]", true), ("[-a]", "-", true),
    ("[a-]", "-", true), ("[^]]", "]", false), ("[\\d_]+$", "12_", true), ("[^\\d]", "1", false), ("[\\D]", "1", false),
    ("\\d{3}", "ab123", true), ("\\d{4}", "ab123", false), ("^\\D+$", "ab1", false), ("^\\w+$", "Müller_1", true),
    ("^\\w+$", "a-b", false), ("\\W", "ab", false), ("a\\sb", "a\u{A0}b", true), ("\\S", " \t", false),
    ("ab|cd", "xcd", true), ("^(ab|cd)$", "cd", true), ("a(?:b|)c", "ac", true), ("(?<x>a)b", "ab", true),
    ("(?P<x>a)b", "ab", true), ("a||b", "", true),
    ("ab*c", "ac", true), ("ab+c", "ac", false), ("ab?c", "abbc", false), ("ab{2}c", "abbc", true),
    ("ab{2,}c", "abc", false), ("ab{2,}c", "abbbbc", true), ("^a{1,2}$", "aaa", false), ("a{0}b", "b", true),
    ("ab*?c", "abbc", true), ("a{2,3}?", "aa", true), ("(ab){2}", "abab", true),
    ("\\bcat\\b", "a cat sat", true), ("\\bcat\\b", "concat", false), ("\\bcat\\b", "cat", true),
    ("\\Bcat", "concat", true), ("\\Bcat", "cat", false), ("é\\b", "né", true), ("\\bé", "né", false),
    ("\\b", "", false), ("\\B", "", true), ("a\\b$", "a", true), ("^\\ba", "a", true), ("\\b^a", "a", true),
    ("\\Aab\\z", "ab", true), ("\\x41", "a", true), ("\\x{1F600}", "😀", true), ("\\u00E9", "É", true),
    ("\\t", "\t", true),
    ("^.$", "猫", true), ("^..$", "猫", false), ("[一-龥]", "a猫", true), ("\\p{L}", "1", false), ("\\p{L}", "ж", true),
    ("\\pN", "٣", true), ("\\P{L}", "ab", false), ("^[\\p{Lu}\\d]$", "b", true), ("\"", "say \"x\"", true),
    ("\\\"", "say \"x\"", true), ("a}]", "a}]", true),
  ])
  func means(_ pattern: String, _ text: String, _ isMatch: Bool) throws {
    #expect(try PatternTests.matches(pattern, text) == isMatch, "\(pattern) on \(text)")
  }

  /// Both sides without case, and in Form C.
  @Test(arguments: [
    ("BUDI", "budi", true), ("budi", "BUDI", true), ("straße", "STRASSE", true), ("STRASSE", "Straße", true),
    ("^ß+$", "SSSS", true), ("[ß]$", "ss", true), ("[A-Z]", "q", true), ("^[^a-z]$", "Q", false), ("[^A]", "a", false),
    ("ΣΊΣΥΦΟΣ", "Σίσυφος", true), ("e\u{301}+", "ÉÉ", true), ("\u{E9}", "e\u{301}", true),
    ("[\u{130}]", "i\u{307}", true),
    ("\\p{Lu}", "a", true), ("\\P{Lu}", "a", false), ("(?i)A", "a", true),
    ("(?-i)A", "a", false), ("(?-i)[A-Z]", "ab", false), ("(?-i)\\p{Lu}b", "Ab", true), ("(?-i)ß", "ss", false),
  ])
  func folds(_ pattern: String, _ text: String, _ isMatch: Bool) throws {
    #expect(try PatternTests.matches(pattern, text) == isMatch, "\(pattern) on \(text)")
  }

  /// What is refused, and where: the offsets of the marked part.
  @Test(arguments: [
    ("a(b", 1..<2), ("ab)c", 2..<3), ("a[b", 1..<2), ("[b-a]", 1..<4), ("*a", 0..<1), ("a|+", 2..<3), ("a**", 2..<3),
    ("a{2}{3}", 4..<7), ("a++", 1..<3), ("a{,3}", 1..<2), ("{", 0..<1), ("a{3,2}", 1..<6), ("a{1001}", 2..<6),
    ("(a)\\1", 3..<5), ("a(?=b)", 1..<4), ("(?!b)", 0..<3), ("(?<=b)a", 0..<4), ("(?<!b)a", 0..<4), ("(?>a)", 0..<3),
    ("(?P=x)", 0..<4), ("a(?i)b", 1..<5), ("(?s)b", 0..<4), ("(?<x", 0..<4), ("a\\", 1..<2), ("é\\q", 2..<4),
    ("[[:alpha:]]", 1..<3), ("\\p{Han}", 0..<7), ("\\x{}", 0..<3), ("\\xg", 0..<2), ("[a-\\d]", 1..<5),
    ("[\\b]", 1..<3),
    ("\\x{D800}", 0..<8), ("(a{1000}){1000}", 0..<15),
  ])
  func refuses(_ pattern: String, _ range: Range<Int>) {
    let mistake = #expect(throws: PatternMistake.self) { try Pattern(pattern) }
    #expect(mistake?.range == range, "\(pattern): \(String(describing: mistake))")
  }

  @Test func whatIsNotInFormCIsMarkedAsAWhole() {
    let mistake = #expect(throws: PatternMistake.self) { try Pattern("e\u{301}(") }
    #expect(mistake?.range == 0..<4)
  }

  @Test func nestingHasALimit() throws {
    let deep = { (depth: Int) in String(repeating: "(", count: depth) + "a" + String(repeating: ")", count: depth) }
    #expect(try PatternTests.matches(deep(200), "a"))
    #expect(throws: PatternMistake.self) { try Pattern(deep(201)) }
    #expect(throws: PatternMistake.self) { try Pattern(deep(8000)) }
    #expect(throws: PatternMistake.self) { try Pattern(String(repeating: "a", count: Pattern.mostBytes + 1)) }
  }

  @Test(arguments: [
    ("a.b", "a(?s:.)b"), ("^a|b$", #"\Aa|b\z"#), ("(a|b)c", "(?:a|b)c"), ("(ab)*", "(?:ab)*"),
    ("\\d", #"[\x{30}-\x{39}]"#),
    ("\\w{2,}", #"[\p{L}\p{M}\p{Nd}\p{Pc}]{2,}"#), ("[A-b]", #"[\x{41}-\x{7a}]"#), ("\\.", #"\."#), ("ß", "ss"),
  ])
  func isSaidInRE2(_ pattern: String, _ said: String) throws { #expect(try Pattern(pattern).re2 == said) }

  @Test(arguments: ["\\ba", "\\p{Lu}", "(a{100}){11}"]) func hasNoRE2(_ pattern: String) throws {
    #expect(try Pattern(pattern).re2 == nil)
  }
}
