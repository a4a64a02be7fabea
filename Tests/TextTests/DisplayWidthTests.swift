import Testing
import Text

struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("plain", 5), ("a\u{1B}b\u{7F}\u{9B}", 2), ("Zoë", 3), ("Zoe\u{308}", 3), ("a\u{300}\u{301}\u{302}", 1),
    ("日本語", 6), ("ｶﾀ", 2), ("ＡＢ", 4), ("한글", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("ไทยกำ", 5), ("नमस्ते", 4),
    ("שָׁלוֹם", 4), ("\u{200D}", 0), ("1\u{FE0F}\u{20E3}", 2), ("1\u{FE0F}", 1), ("❤", 1), ("❤\u{FE0F}", 2),
    ("©\u{FE0F}", 2),
    ("😀", 2), ("👍🏽", 2), ("👩‍👩‍👧‍👦", 2), ("👩🏽‍💻", 2), ("🏳️‍🌈", 2), ("🇮🇩", 2), ("🇮🇩🇯🇵", 4), ("🇮", 1), ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2),
    ("\u{1FAE8}", 2), ("€…–", 3), ("𠮷", 2), ("\r\n", 0),
  ])
  func `a text takes the cells that a terminal gives it`(text: String, cells: Int) {
    #expect(DisplayWidth.of(text) == cells)
    #expect(text.reduce(0) { $0 + DisplayWidth.of($1) } == cells)
  }

  @Test func `every scalar takes nothing, one cell or two`() {
    var seen = [0, 0, 0]
    for scalar in everyScalar() {
      seen[DisplayWidth.of(scalar)] += 1
    }
    #expect(seen[0] > 2_000 && seen[2] > 40_000 && seen[1] > 40_000)
  }

  @Test(arguments: [
    ("Jakarta", 7, "Jakarta"), ("Jakarta", 6, "Jakar…"), ("Jakarta", 1, "…"), ("Jakarta", 0, ""), ("", 0, ""),
    ("日本語", 6, "日本語"), ("日本語", 5, "日本…"), ("日本語", 4, "日…"), ("日本語", 2, "…"),
    ("Zoe\u{308}e", 3, "Zo…"), ("Zoe\u{308}", 3, "Zoe\u{308}"), ("👩‍👩‍👧‍👦👍🏽x", 4, "👩‍👩‍👧‍👦…"), ("abc", -1, ""),
  ])
  func `a text is cut between clusters and says so`(text: String, width: Int, cut: String) {
    #expect(Array(DisplayWidth.cut(text, toWidth: width).unicodeScalars) == Array(cut.unicodeScalars))
  }

  @Test func `cutting never exceeds the width and needs the mark only when something is gone`() {
    let text = "a日🇮🇩é👩🏽‍💻z"
    let whole = DisplayWidth.of(text)
    for width in 0...whole + 1 {
      let cut = DisplayWidth.cut(text, toWidth: width, mark: "...")
      #expect(DisplayWidth.of(cut) <= width)
      #expect((cut == text) == (width >= whole))
    }
  }

  @Test func `padding fills up to the width on the side asked for`() {
    #expect(DisplayWidth.pad("日", toWidth: 4) == "日  ")
    #expect(DisplayWidth.pad("日", toWidth: 4, onRight: true) == "  日")
    #expect(DisplayWidth.pad("long", toWidth: 2) == "long")
  }
}
