import Diagnostics
import Testing

@testable import Syntax

/// What is said about mistakes: code, place, and what would mend them.
struct MistakeTests {
  @Test(arguments: [
    ("select customers where a like \"%x%\"", "foreign-syntax", "select customers where a contains \"x\""),
    ("select customers where a <> 5", "foreign-operator", "select customers where a != 5"),
    ("select customers where a && b", "foreign-operator", "select customers where a and b"),
    ("select customers where a || b", "foreign-operator", "select customers where a or b"),
    ("select customers where !a", "foreign-operator", "select customers where nota"),
    ("select customers where a ≥ 5", "foreign-operator", "select customers where a >= 5"),
    ("select customers where a is null", "foreign-syntax", "select customers where a is missing"),
    ("select customers where a is not null", "foreign-syntax", "select customers where a is known"),
    ("select customers where a is \"x\"", "foreign-syntax", "select customers where a = \"x\""),
    ("select customers where a between 1 and 5", "foreign-syntax", "select customers where a in 1..5"),
    ("select customers where 1 < x < 5", "chained-comparison", "select customers where 1 < x and x < 5"),
    ("select customers where x in \"a\"", "unexpected-token", "select customers where x in (\"a\")"),
    ("select customers where x in 90d", "ambiguous-window", "select customers where x in last 90d"),
    ("select customers where x in last month", "ambiguous-window", "select customers where x in previous month"),
    ("select customers where x in last 90", "unexpected-token", "select customers where x in last 90d"),
    ("select customers where x < 90 days", "unknown-unit", "select customers where x < 90d"),
    (
      "select customers where name not contains \"a\"", "misplaced-not",
      "select customers where not name contains \"a\""
    ),
    ("select customers where a = not b", "misplaced-not", "select customers where a = (not b)"),
    ("select * from customers", "foreign-syntax", "select customers"),
    (
      "select name, city from customers where a = 1", "foreign-syntax",
      "select customers show name, city where a = 1"
    ),
    ("select count(*) from customers", "foreign-syntax", "select customers show count"),
    ("select distinct city from customers", "foreign-syntax", "select customers group by city"),
    ("select customers show name city", "missing-comma", "select customers show name, city"),
    ("select customers wher a = 1", "unexpected-token", "select customers where a = 1"),
    ("selct customers", "unknown-statement", "select customers"),
    ("from customers where a = 1", "foreign-syntax", "select customers where a = 1"),
    (
      "select customers group by city having count > 5", "foreign-syntax",
      "select customers group by city where count > 5"
    ),
    ("select customers where (a = 1", "unclosed-bracket", "select customers where (a = 1)"),
    ("select customers where a = 1)", "unexpected-bracket", "select customers where a = 1"),
    ("select customers where city = \"Depok", "unclosed-text", "select customers where city = \"Depok\""),
    ("select \"my table\"", "unexpected-token", "select `my table`"),
    ("export customers", "unexpected-token", "export \"customers\""),
    ("select customers show count(*)", "foreign-syntax", "select customers show count"),
    ("table t (a text kye)", "unexpected-token", "table t (a text key)"),
    ("table t (a nomber)", "unknown-type", "table t (a number)"),
    ("segment x = select customers where a", "unexpected-token", "segment x = customers where a"),
    ("# note\nback", "foreign-comment", "-- note\nback"),
    ("run \"x.kq\" $a = 5", "unexpected-token", "run \"x.kq\" a = 5"),
  ])
  func isMended(source: String, code: String, mended: String) throws {
    try expectMended(source, code: code, mended: mended)
  }

  @Test(arguments: [
    ("select customers where", "unexpected-end", 22, 22), ("select", "unexpected-end", 6, 6),
    ("select customers order city", "unexpected-token", 23, 27),
    (
      "select customers where show name",
      "unexpected-token", 23, 27
    ), ("select customers limit many", "unexpected-token", 23, 27),
    ("select customers where a = = 5", "unexpected-token", 27, 28),
    (
      "select customers where a + )",
      "unexpected-token", 27, 28
    ), ("describe where city", "unexpected-token", 15, 19),
    ("select customers where a = 5 6", "unexpected-token", 29, 30),
    ("set today = 2026-02-30", "impossible-date", 12, 22), ("back city = 5", "unexpected-token", 5, 9),
    ("select customers where 5 = 3m", "ambiguous-duration", 27, 29),
  ])
  func hasItsPlace(source: String, code: String, lower: Int, upper: Int) {
    let errors = Parser.parse(SourceText(source)).diagnostics
    #expect(errors.map(\.code) == [code], "\(errors.map(\.message))")
    #expect(errors.first?.span == Span(lower, upper))
  }

  @Test func severalMistakesAreToldTogether() {
    let source = "select customers where a = 3m and b is null show x y, f(1 2), z order by limit 5; foo; back"
    let result = Parser.parse(SourceText(source))
    #expect(
      result.diagnostics.map(\.code) == [
        "ambiguous-duration", "foreign-syntax", "missing-comma", "unexpected-token", "unexpected-token",
        "unknown-statement",
      ], "\(result.diagnostics.map(\.message))")
    #expect(result.script.statements.count == 2)
  }

  @Test func aMissingQuotationMarkDoesNotTurnTheRestInsideOut() {
    let source = "select customers where city = \"Depok\nselect customers where city = \"Jakarta\"\nback"
    let result = Parser.parse(SourceText(source))
    #expect(result.diagnostics.map(\.code) == ["unclosed-text"])
    #expect(result.diagnostics.first?.span == Span(30, 36))
    #expect(result.script.statements.count == 3)
  }
}
