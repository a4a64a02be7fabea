import Testing
import Text

struct TerminalSafeTests {
  @Test(arguments: [
    ("plain text", "plain text"), ("a\tb\nc\r", "a\\tb\\nc\\r"), ("\u{1B}[31mred", "\\u{1B}[31mred"),
    ("\u{1B}]0;title\u{7}", "\\u{1B}]0;title\\u{7}"), ("\u{9B}2J", "\\u{9B}2J"), ("\0\u{7F}", "\\u{0}\\u{7F}"),
    ("abc\u{202E}fdp.exe", "abc\\u{202E}fdp.exe"), ("a\u{2066}b\u{2069}", "a\\u{2066}b\\u{2069}"),
    ("pay\u{200B}pal", "pay\\u{200B}pal"), ("pay\u{200C}pal\u{200D}", "pay\\u{200C}pal\\u{200D}"),
    ("\u{FEFF}id", "\\u{FEFF}id"), ("a\u{2028}b\u{2029}", "a\\u{2028}b\\u{2029}"), ("so\u{AD}ft", "so\\u{AD}ft"),
    ("\u{301}x", "\\u{301}x"), ("\u{1B}\u{301}", "\\u{1B}\\u{301}"), ("\u{3164}", "\\u{3164}"),
    ("\u{FFFE}", "\\u{FFFE}"),
    ("a\u{FE0F}", "a\\u{FE0F}"), ("A\u{E0041}", "A\\u{E0041}"), ("C:\\dir", "C:\\dir"),
    ("e\u{301}", "e\u{301}"), ("日本 ไทย नमस्ते שָׁלוֹם", "日本 ไทย नमस्ते שָׁלוֹם"), ("می\u{200C}خواهم", "می\u{200C}خواهم"),
    ("ක්\u{200D}ෂ", "ක්\u{200D}ෂ"), ("👩🏽‍💻🏳️‍🌈👨‍👩‍👧🇮🇩❤️1️⃣", "👩🏽‍💻🏳️‍🌈👨‍👩‍👧🇮🇩❤️1️⃣"), ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"),
    ("🏴\u{E0067}", "🏴\\u{E0067}"), ("葛\u{E0100}", "葛\u{E0100}"), ("👍\u{200D}", "👍\\u{200D}"),
    ("👍\u{200D}x", "👍\\u{200D}x"),
  ])
  func `what is unsafe becomes visible and what is writing stays`(text: String, shown: String) {
    #expect(Array(TerminalSafe.escape(text).unicodeScalars) == Array(shown.unicodeScalars))
  }

  @Test func `no scalar can reach the terminal as a control, wherever it stands`() {
    for scalar in everyScalar() {
      for text in ["\(scalar)", "a\(scalar)b", "م\(scalar)م", "👍\(scalar)👍"] {
        for shown in TerminalSafe.escape(text).unicodeScalars where isDangerous(shown) {
          Issue.record("U+\(String(scalar.value, radix: 16)) lets U+\(String(shown.value, radix: 16)) through")
        }
      }
    }
  }

  private func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0x61C, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF: true
    default: false
    }
  }

  @Test func `marks beyond what any language stacks are shown, not stacked`() {
    let shown = TerminalSafe.escape("a" + String(repeating: "\u{301}", count: 1_000))
    #expect(shown.unicodeScalars.count { $0 == "\u{301}" } == 8)
    #expect(shown.hasPrefix("a\u{301}") || shown.unicodeScalars.starts(with: ["a", "\u{301}"]))
    #expect(shown.hasSuffix("\\u{301}"))
  }

  @Test func `a text with a measured width has the same width shown`() {
    #expect(DisplayWidth.of(TerminalSafe.escape("\u{1B}x")) == 7)
  }
}
