import Testing
import Text

struct CaseFoldingTests {
  private func bytes(_ text: String) -> [UInt8] {
    var folded: [UInt8] = []
    CaseFolding.fold(Array(text.utf8).span, into: &folded)
    return folded
  }

  /// Expected values agree with `str.casefold` of Python, composed.
  @Test(arguments: [
    ("", ""), ("Jakarta", "jakarta"), ("STRASSE", "strasse"), ("Straße", "strasse"), ("STRAẞE", "strasse"),
    ("ÀÉÎÕÜ", "àéîõü"), ("ΌΣΟΣ", "όσοσ"), ("όσος", "όσοσ"), ("ЁЖИК", "ёжик"), ("İstanbul", "i\u{307}stanbul"),
    ("ISPARTA", "isparta"), ("ısparta", "ısparta"), ("ŉ", "ʼn"), ("ﬁ ﬄ", "fi ffl"), ("ᾼ", "αι"), ("ᾴ", "άι"),
    ("ΐ", "ΐ"),
    ("ǅ", "ǆ"), ("ﬗ", "մխ"), ("Ꭰꭰ", "ᎠᎠ"), ("ႠႡ", "ⴀⴁ"), ("µ", "μ"), ("ſ", "s"), ("K", "k"), ("Å", "å"),
    ("𐐀", "𐐨"), ("Ａ", "ａ"), ("ǰ", "ǰ"), ("日本", "日本"), ("Ꟑ", "ꟑ"), ("Ɤ", "ɤ"),
  ])
  func `case is laid aside`(text: String, folded: String) {
    #expect(Array(CaseFolding.fold(text).unicodeScalars) == Array(folded.unicodeScalars))
    #expect(bytes(text) == Array(folded.utf8))
  }

  @Test func `spellings that are canonically equivalent fold to the same bytes`() {
    #expect(bytes("E\u{301}cole") == bytes("ÉCOLE"))
    #expect(bytes("\u{212B}ngstro\u{308}m") == bytes("ångström"))
    #expect(bytes("s\u{307}\u{323}") == bytes("\u{1E68}"))
    #expect(bytes("a") != bytes("á"))
  }

  @Test func `folding appends and leaves what was there`() {
    var target: [UInt8] = Array("AB".utf8)
    CaseFolding.fold(Array("Cd".utf8).span, into: &target)
    CaseFolding.fold(Array("xÉ".utf8).span, into: &target)
    #expect(target == Array("ABcdxé".utf8))
  }

  @Test func `for every scalar, capital and small letter fold alike and folding again changes nothing`() {
    for scalar in everyScalar() {
      let folded = bytes(String(Character(scalar)))
      let again = bytes(String(decoding: folded, as: UTF8.self))
      let lower = bytes(scalar.properties.lowercaseMapping)
      // Dotless ı is apart from its capital by rule.
      let upper = scalar == "ı" ? folded : bytes(scalar.properties.uppercaseMapping)
      if folded != again || folded != lower || folded != upper {
        Issue.record("U+\(String(scalar.value, radix: 16)): \(folded) \(again) \(lower) \(upper)")
      }
    }
  }
}
