import Diagnostics
import Testing

@testable import Syntax

/// How scripts look when formatted, comments included.
struct FormatterTests {
  @Test(arguments: [
    ("SELECT customers WHERE ltv>500   and x<1_000", "select customers where ltv > 500 and x < 1_000\n"),
    (
      "select customers where ltv > 500 and lastPurchase < 90d and city in (\"Depok\", \"Bogor\") show name, ltv",
      """
      select customers
        where ltv > 500 and lastPurchase < 90d and city in ("Depok", "Bogor")
        show name, ltv

      """
    ),
    (
      "select customers where lastPurchase < 90d and city = \"Jakarta Selatan\" and spent > 1_000_000 or name is missing",
      """
      select customers
        where lastPurchase < 90d and city = "Jakarta Selatan" and spent > 1_000_000
          or name is missing

      """
    ),
    (
      "-- top\n\n\n\nselect customers -- who\n where a -- why\n  and b\n\n-- end",
      """
      -- top

      select customers  -- who
        where a  -- why
          and b

      -- end

      """
    ),
    ("select a; show b;; back", "select a;\nshow b\nback\n"),
    ("table t (a text, -- first\nb)", "table t (\n  a text,  -- first\n  b\n)\n"),
    ("", ""), ("--x", "-- x\n"), ("select customers where (", "select customers where ("),
    ("where “a” = \"b\\u{202E}\"", "where \"a\" = \"b\\u{202E}\"\n"),
  ])
  func formats(source: String, to expected: String) {
    let formatted = Formatter.format(SourceText(source)).text
    #expect(formatted == expected)
    #expect(Formatter.format(SourceText(formatted)).text == formatted)
  }

  @Test(arguments: [
    "select a -- 1\n-- 2\nwhere b -- 3\nand -- 4\nc -- 5\n-- 6\nshow d, -- 7\n-- 8\ne -- 9\n-- 10",
    "-- 1\ndefine a = b -- 2\n-- 3\nor c -- 4\n; -- 5\n\n-- 6\nwhere x -- 7\n",
    "table t -- 1\n( -- 2\na text -- 3\nkey, -- 4\n-- 5\nb -- 6\n) -- 7",
    "select a where f( -- 1\nb, -- 2\nc) -- 3\nback -- 4",
  ])
  func everyCommentIsKeptOnce(source: String) {
    let formatted = Formatter.format(SourceText(source)).text
    func comments(_ text: String) -> [String] {
      Lexer.lex(SourceText(text)).comments.map { SourceText(text).text($0.span) }.sorted()
    }
    #expect(comments(formatted) == comments(source))
    #expect(Formatter.format(SourceText(formatted)).text == formatted)
    #expect(shape(Parser.parse(SourceText(formatted)).script) == shape(Parser.parse(SourceText(source)).script))
  }
}
