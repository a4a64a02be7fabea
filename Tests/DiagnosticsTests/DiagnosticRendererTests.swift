import Diagnostics
import Testing

/// The rendered text is the product: each golden below was read and found good.
struct DiagnosticRendererTests {
  private func span(of part: String, in text: String) -> Span {
    guard let range = text.firstRange(of: part) else { return Span(-1, -1) }
    let lower = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
    return Span(lower, lower + part.utf8.count)
  }

  private func unknown(_ part: String, in text: String, mend: String? = nil, notes: [String] = []) -> Diagnostic {
    let place = span(of: part, in: text)
    return Diagnostic(
      "unknown-column", "customers has no column “\(part)”.", at: place, notes: notes,
      suggestion: mend.map { Diagnostic.Suggestion($0, at: place) })
  }

  @Test func `message, place, underline, mended line, note`() {
    let text = "select customers where lastPurchas < 90d"
    let diagnostic = unknown(
      "lastPurchas", in: text, mend: "lastPurchase", notes: ["lastPurchase is the date of the latest purchase."])
    #expect(
      DiagnosticRenderer.text(diagnostic, source: SourceText(text)) == """
        error: customers has no column “lastPurchas”.
        query:1:24 · unknown-column
          1 │ select customers where lastPurchas < 90d
            │                        ^^^^^^^^^^^
        try │ select customers where lastPurchase < 90d
        note: lastPurchase is the date of the latest purchase.

        """)
    #expect(
      DiagnosticRenderer.text(diagnostic, source: SourceText(text), ascii: true) == """
        error: customers has no column “lastPurchas”.
        query:1:24 - unknown-column
          1 | select customers where lastPurchas < 90d
            |                        ^^^^^^^^^^^
        try | select customers where lastPurchase < 90d
        note: lastPurchase is the date of the latest purchase.

        """)
  }

  @Test func `colours mark the label, the underline and the mend, and nothing else`() {
    let text = "show nam"
    #expect(
      DiagnosticRenderer.text(unknown("nam", in: text, mend: "name"), source: SourceText(text), color: true)
        .replacing("\u{1B}", with: "ESC") == """
          ESC[1;31merror:ESC[0m customers has no column “nam”.
          ESC[2mquery:1:6 · unknown-columnESC[0m
          ESC[2m  1 │ESC[0m show nam
          ESC[2m    │ESC[0m      ESC[1;31m^^^ESC[0m
          ESC[32mtry │ESC[0m show ESC[32mnameESC[0m

          """)
  }

  @Test func `wide, combining and tabbed text is underlined exactly`() {
    let text = "where\tcity = \"東京 Zoe\u{308} 👩🏽‍💻\" and citty = 1"
    #expect(
      DiagnosticRenderer.text(unknown("citty", in: text), source: SourceText(text, name: "monday.kq")) == """
        error: customers has no column “citty”.
        monday.kq:1:33 · unknown-column
          1 │ where    city = "東京 Zoe\u{308} 👩🏽‍💻" and citty = 1
            │                                   ^^^^^

        """)
    #expect(
      DiagnosticRenderer.text(unknown("東京", in: text), source: SourceText(text)).contains(
        """
            │                  ^^^^

        """))
  }

  @Test func `what could obey the terminal is shown, in every part`() {
    let text = "show \u{1B}[2Jx, y"
    let place = span(of: "\u{1B}[2Jx", in: text)
    let diagnostic = Diagnostic(
      "stray\u{7}", "Not a name: \u{1B}[2Jx\u{202E}.", at: place, notes: ["a\u{9B}b"],
      suggestion: .init("\u{1B}x", at: place))
    #expect(
      DiagnosticRenderer.text(diagnostic, source: SourceText(text, name: "a\u{1B}.kq")) == """
        error: Not a name: \\u{1B}[2Jx\\u{202E}.
        a\\u{1B}.kq:1:6 · stray\\u{7}
          1 │ show \\u{1B}[2Jx, y
            │      ^^^^^^^^^^
        try │ show \\u{1B}x, y
        note: a\\u{9B}b

        """)
  }

  @Test func `a long line is shown as a window around the place`() {
    let text = "select customers where " + String(repeating: "city = \"Jakarta\" or ", count: 9) + "citty = 1 or "
    let long = text + String(repeating: "city = \"Depok\" or ", count: 9)
    #expect(
      DiagnosticRenderer.text(unknown("citty", in: long, mend: "city"), source: SourceText(long), width: 60) == """
        error: customers has no column “citty”.
        query:1:204 · unknown-column
          1 │ …or city = "Jakarta" or citty = 1 or city = "Depok" …
            │                         ^^^^^
        try │ …or city = "Jakarta" or city = 1 or city = "Depok" o…

        """)
  }

  @Test func `a place of several lines shows the first and the last`() {
    let text = "select customers\nwhere name = \"Budi\nand more\n  and so on\" show name"
    let diagnostic = Diagnostic(
      "line-break-in-text", "This text runs over four lines.", at: span(of: "\"Budi\nand more\n  and so on\"", in: text)
    )
    #expect(
      DiagnosticRenderer.text(diagnostic, source: SourceText(text)) == """
        error: This text runs over four lines.
        query:2:14 · line-break-in-text
          2 │ where name = "Budi
            │              ^^^^^
          … │
          4 │   and so on" show name
            │   ^^^^^^^^^^

        """)
  }

  @Test(arguments: [("select", 6, "query:1:7"), ("select\n\n", 8, "query:1:7"), ("", 0, "query:1:1")])
  func `the end of the text can be pointed at`(text: String, offset: Int, place: String) {
    let diagnostic = Diagnostic("incomplete", "A table is missing here.", at: Span(offset, offset))
    let indent = String(repeating: " ", count: text.isEmpty ? 0 : 6)
    let line = text.isEmpty ? "  1 │" : "  1 │ select"
    #expect(
      DiagnosticRenderer.text(diagnostic, source: SourceText(text)) == """
        error: A table is missing here.
        \(place) · incomplete
        \(line)
            │ \(indent)^

        """)
  }

  @Test func `several come in the order of their places, those without one first`() {
    let text = "show a, b"
    let list = [
      Diagnostic("b", "No b.", at: Span(8, 9)), Diagnostic("a", "No a.", at: Span(5, 6), severity: .warning),
      Diagnostic("general", "Nothing is open.", severity: .note),
    ]
    #expect(
      DiagnosticRenderer.text(list, source: SourceText(text)) == """
        note: Nothing is open.

        warning: No a.
        query:1:6 · a
          1 │ show a, b
            │      ^

        error: No b.
        query:1:9 · b
          1 │ show a, b
            │         ^

        """)
  }

  @Test func `no more than twenty are shown and the rest is counted`() {
    let list = (0..<25).map { Diagnostic("n", "Number \($0).") }
    let text = DiagnosticRenderer.text(list, source: nil)
    #expect(text.contains("Number 19.") && !text.contains("Number 20."))
    #expect(text.hasSuffix("\n\n… and 5 more.\n"))
    #expect(DiagnosticRenderer.text([], source: nil).isEmpty)
  }

  @Test func `sentences are wrapped under themselves`() {
    let diagnostic = Diagnostic(
      "x", "A sentence that is longer than the terminal is wide.", notes: ["first line\nsecond line of the same note"],
      suggestion: .init("other", at: Span(0, 0)))
    #expect(
      DiagnosticRenderer.text(diagnostic, source: nil, width: 30) == """
        error: A sentence that is
               longer than the
               terminal is wide.
        try: other
        note: first line
              second line of the same
              note

        """)
  }

  @Test func `nothing is ever wider than the terminal, whatever the line holds`() {
    let text = String(repeating: "日本\t\u{1B}é👩‍👩‍👧‍👦", count: 300) + "x" + String(repeating: "\u{301}y", count: 500)
    for width in [24, 31, 80, 200] {
      for lower in stride(from: 0, to: text.utf8.count, by: 397) {
        let diagnostic = Diagnostic(
          "x", "No.", at: Span(lower, lower + lower % 700), suggestion: .init("mended", at: Span(lower, lower + 3)))
        for line in DiagnosticRenderer.text(diagnostic, source: SourceText(text), width: width).split(separator: "\n") {
          guard !line.hasPrefix("query:") else { continue }
          if cells(line) > width { Issue.record("\(cells(line)) cells at \(width): \(line)") }
        }
      }
    }
  }

  /// A count that does not trust the code under test: every scalar but marks and joiners, two for what is wide here.
  private func cells(_ line: Substring) -> Int {
    line.reduce(0) { $0 + ("日本👩‍👩‍👧‍👦".contains($1) ? 2 : 1) }
  }
}
