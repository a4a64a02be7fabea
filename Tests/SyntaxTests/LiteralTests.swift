import Diagnostics
import Testing

@testable import Syntax

/// What literals mean, and what is wrong with those that mean nothing.
struct LiteralTests {
  private func literal(_ text: String) -> Literal? {
    let (expression, diagnostics) = Parser.parseExpression(SourceText(text))
    #expect(diagnostics == [])
    guard case .literal(let literal)? = expression?.kind else { return nil }
    return literal
  }

  @Test(
    arguments: [
      ("42", .whole(42)), ("1_000", .whole(1000)), ("9223372036854775807", .whole(.max)),
      ("-9223372036854775808", .whole(.min)), ("1.50", .number(1.5, Decimal64(units: 150, scale: 2))),
      ("1e3", .number(1000, Decimal64(units: 1000, scale: 0))),
      ("1.5e-3", .number(0.0015, Decimal64(units: 15, scale: 4))), ("1e30", .number(1e30, nil)),
      ("10%", .percent(10)), ("0.5%", .percent(0.5)),
      ("500 USD", .money(Decimal64(units: 500, scale: 0), currency: "USD")),
      ("12.50 IDR", .money(Decimal64(units: 1250, scale: 2), currency: "IDR")),
      ("true", .truth(true)), ("FALSE", .truth(false)), ("today", .today), ("Now", .now),
    ] as [(String, Literal)])
  func numbers(text: String, expected: Literal) {
    #expect(literal(text) == expected)
  }

  @Test(
    arguments: [
      ("1970-01-01", .date(0)), ("2026-01-31", .date(20_484)), ("2024-02-29", .date(19_782)),
      ("2026-01", .month(2026 * 12)), ("2026-12", .month(2026 * 12 + 11)),
      ("1970-01-02T09:30", .time((86_400 + 34_200) * 1_000_000)),
      ("1970-01-01T00:00:01.25", .time(1_250_000)),
      ("90d", .duration(CalendarDuration(days: 90))), ("2w", .duration(CalendarDuration(days: 14))),
      ("3mo", .duration(CalendarDuration(months: 3))), ("1q", .duration(CalendarDuration(months: 3))),
      ("1y6mo", .duration(CalendarDuration(months: 18))),
      ("12h30min", .duration(CalendarDuration(microseconds: 45_000_000_000))),
    ] as [(String, Literal)])
  func times(text: String, expected: Literal) {
    #expect(literal(text) == expected)
  }

  @Test(arguments: [
    (#""Depok""#, "Depok"), ("“Depok”", "Depok"), (#""a\"b\\c\nd\u{1F642}""#, "a\"b\\c\nd🙂"), (#""""#, ""),
    ("\"two\nlines\"", "two\nlines"), ("“say \"hi\"”", "say \"hi\""), ("\"naïve 猫\"", "naïve 猫"),
  ])
  func texts(text: String, expected: String) {
    #expect(literal(text) == .text(expected))
  }

  @Test(
    arguments: [
      ("9223372036854775808", "number-too-large", nil), ("1e999", "number-too-large", nil),
      ("3m", "ambiguous-duration", "3mo"), ("90days", "unknown-unit", "90d"), ("5x", "unknown-unit", nil),
      ("2026-02-30", "impossible-date", "2026-02-28"), ("2026-13-01", "impossible-date", nil),
      ("2026-00", "impossible-date", nil), ("2026-1-5", "malformed-date", "2026-01-05"),
      ("2026-01-31T25:00", "impossible-time", nil), ("'Depok'", "single-quotes", "\"Depok\""),
      ("‘Depok’", "single-quotes", "\"Depok\""), (#""a\qb""#, "unknown-escape", #"\\q"#),
      (#""\u{D800}""#, "unknown-escape", #"\\u"#), (".5", "malformed-number", "0.5"),
      ("\"Depok", "unclosed-text", "\""), ("99999999999999999999.5 USD", "number-too-large", nil),
      ("999999999999999999y", "number-too-large", nil),
    ] as [(String, String, String?)])
  func mistakes(text: String, code: String, mend: String?) {
    let (expression, diagnostics) = Parser.parseExpression(SourceText(text))
    #expect(expression == nil)
    #expect(diagnostics.map(\.code) == [code])
    #expect(diagnostics.first?.suggestion?.replacement == mend)
  }

  @Test func bothSuggestionsOfABareM() {
    let message = Parser.parseExpression(SourceText("3m")).1.first?.message
    #expect(message?.contains("3mo or 3min?") == true)
  }
}
