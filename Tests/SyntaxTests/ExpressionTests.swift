import Diagnostics
import Testing

@testable import Syntax

/// How expressions are read, shown with brackets around every operator.
struct ExpressionTests {
  @Test(arguments: [
    ("a or b and c", "a or (b and c)"),
    ("not a and b", "(not a) and b"),
    ("not a = b or c", "(not (a = b)) or c"),
    ("a + b * c - d", "(a + (b * c)) - d"),
    ("a - b - c", "(a - b) - c"),
    ("-a * b", "(-a) * b"),
    ("a & b + c", "a & (b + c)"),
    ("a otherwise 0 > b + 1", "(a otherwise 0) > (b + 1)"),
    ("x in 5..10 and y", "(x in 5..10) and y"),
    ("x in a + 1..b * 2", "x in (a + 1)..(b * 2)"),
    ("x in (a + 1) * 2..9", "x in ((a + 1) * 2)..9"),
    ("x in (a)..9", "x in a..9"),
    ("x not in (1, 2 + 3)", "x not in (1, 2 + 3)"),
    ("in champions or not in lost", "(in champions) or (not in lost)"),
    ("memberOf in champions", "memberOf in champions"),
    ("not (in champions)", "not (in champions)"),
    (
      "a is missing and b is not missing and c is known and d is not known",
      "(a is missing) and (b is known) and (c is known) and (d is missing)"
    ),
    (
      "tags has \"vip\" and tags has any (\"a\", \"b\") or tags has all (\"c\")",
      "((tags has \"vip\") and (tags has any (\"a\", \"b\"))) or (tags has all (\"c\"))"
    ),
    ("name starts with \"A\" and name ends with b & c", "(name starts with \"A\") and (name ends with (b & c))"),
    (#"a matches "^\+\d\"" and b"#, #"(a matches "^\+\d\"") and b"#),
    (#"a matches “x"y\d”"#, #"a matches "x\"y\d""#),
    ("a matches $p or a matches b & c", "(a matches $p) or (a matches (b & c))"),
    ("count(purchases during last 90d where a or b) > 3", "count(purchases during last 90d where a or b) > 3"),
    ("x in 12mo..24mo ago", "x in 1y..2y ago"),
    ("x in last $days", "x in last $days"),
    ("x in next quarter", "x in next quarter"),
    ("x in last", "x in last"),
    ("x in last and y", "(x in last) and y"),
    ("x in 5.. and y in ..7", "(x in 5..) and (y in ..7)"),
    ("x in 2026", "x in 2026"),
    ("rfm.r + first(purchases).product.brand", "rfm.r + first(purchases).product.brand"),
    ("order = top and where", "(order = top) and where"),
    ("count.order", "count.order"),
    ("`not` = 5", "`not` = 5"),
    ("a - -b", "a - (-b)"),
    ("-(-5)", "-(-5)"),
    ("if(a > 5, 500 USD, b)", "if(a > 5, 500 USD, b)"),
  ])
  func reads(source: String, asText expected: String) throws {
    let (expression, diagnostics) = Parser.parseExpression(SourceText(source))
    #expect(diagnostics.filter { $0.severity == .error } == [])
    #expect(Formatter.fullyParenthesised(try #require(expression)) == expected)
  }

  @Test func chainsAreFlat() throws {
    let (expression, _) = Parser.parseExpression(SourceText("a and b and c and d"))
    guard case .chain(.and, let parts)? = expression?.kind else {
      Issue.record("not a chain")
      return
    }
    #expect(parts.count == 4)
  }

  @Test(arguments: [
    ("a or b and c", "This is read as a or (b and c)."),
    ("a and b or c", "This is read as (a and b) or c."),
  ])
  func saysHowMixedConditionsAreRead(source: String, message: String) {
    let notes = Parser.parseExpression(SourceText(source)).1
    #expect(notes.map(\.code) == ["mixed-and-or"])
    #expect(notes.map(\.message) == [message])
    #expect(notes.map(\.severity) == [.note])
  }

  @Test(arguments: ["(a and b) or c", "a or b or c", "a and (b or c)", "a or not b", "a or (b) or (c and d)"])
  func saysNothingAboutPlainConditions(source: String) {
    #expect(Parser.parseExpression(SourceText(source)).1 == [])
  }
}
