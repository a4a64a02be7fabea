import Diagnostics
import Testing

@testable import Syntax

/// Where statements end, what they hold, when Enter runs them, and what may come next.
struct StatementTests {
  private func lines(_ text: String) -> [String] {
    let result = Parser.parse(SourceText(text))
    #expect(result.diagnostics.filter { $0.severity == .error } == [])
    return result.script.statements.map { Formatter.text(of: $0) }
  }

  @Test(arguments: [
    ("select customers\nwhere a = 1\nshow b", ["select customers where a = 1 show b"]),
    ("select customers; where a = 1", ["select customers", "where a = 1"]),
    ("select customers\nselect products", ["select customers", "select products"]),
    (
      "select customers show a,\nset\nset today = 2026-01-01",
      ["select customers show a, set", "set today = 2026-01-01"]
    ),
    ("select customers where\nsegment", ["select customers where segment"]),
    ("describe\ndescribe customers.city\nback", ["describe", "describe customers.city", "back"]),
    ("segment a\nwhere b", ["segment a", "where b"]),
    ("segment a = customers\nwhere b", ["segment a = customers where b"]),
    (
      "select customers show count, order, top, date, show, limit order by order",
      ["select customers show count, order, top, date, show, limit order by order"]
    ),
    ("select select where where top 5 by by", ["select select where where top 5 by by"]),
    (
      "top 5% by spent bottom $n per city by a limit $n offset 3 sample 9 seed 4",
      ["top 5% by spent bottom $n per city by a limit $n offset 3 sample 9 seed 4"]
    ),
    ("show *, a as b, * except c, `d e`", ["show *, a as b, * except c, `d e`"]),
    ("group by city as town, a show count", ["group by city as town, a show count"]),
    ("define rfm.r(a, b = 90d) on customers = a or b", ["define rfm.r(a, b = 90d) on customers = a or b"]),
    ("drop rfm.r", ["drop rfm.r"]), ("run \"a.kq\" b = 1, c = \"x\"", ["run \"a.kq\" b = 1, c = \"x\""]),
    ("sql select a where b for duckdb", ["sql select a where b for duckdb"]),
    ("explain select a where b", ["explain select a where b"]),
    ("export \"a.csv\" as csv force raw", ["export \"a.csv\" as csv raw force"]),
    ("chart", ["chart"]), ("chart Bar of sum(a)", ["chart Bar of sum(a)"]),
    ("chart of 3 chart line", ["chart of 3 chart line"]),
    ("select a chart bar\nselect b", ["select a chart bar", "select b"]),
    ("compose \"{{a}}\" into \"b.txt\" force", ["compose \"{{a}}\" into \"b.txt\" force"]),
    ("compose \"a.txt\" chart hist export \"b.csv\"", ["compose \"a.txt\" chart hist export \"b.csv\""]),
    ("sql select a chart for duckdb", ["sql select a chart for duckdb"]),
    ("SELECT customers WHERE a ORDER BY b DESC, c ASC", ["select customers where a order by b desc, c"]),
    ("", []), (" ;; -- nothing\n;", []),
  ])
  func read(source: String, asLines expected: [String]) {
    #expect(lines(source) == expected)
  }

  @Test func tableDeclaration() throws {
    let source = """
      table purchases of customers from "x.txt" fixed skip 1 distinct join "orders.csv" on orderID (
        id text key from "customerID", amount money at 20..28 as "0,00",
        product → products, date date event as "YYYYMMDD", plain)
      """
    let result = Parser.parse(SourceText(source))
    #expect(result.diagnostics == [])
    guard case .table(let table)? = result.script.statements.first?.kind else {
      Issue.record("no table")
      return
    }
    #expect(table.parent?.text == "customers")
    #expect(table.file == "x.txt")
    #expect(table.isFixedWidth && table.isDistinct && table.skippedLines == 1)
    #expect(table.joins.map(\.file) == ["orders.csv"])
    #expect(table.columns.map(\.name.text) == ["id", "amount", "product", "date", "plain"])
    #expect(table.columns.map(\.isKey) == [true, false, false, false, false])
    #expect(table.columns.map(\.isEvent) == [false, false, false, true, false])
    #expect(table.columns[0].header == "customerID")
    #expect(table.columns[1].position == 20...28)
    #expect(table.columns[1].pattern == "0,00")
    #expect(table.columns[2].target?.text == "products")
    #expect(table.columns[4].type == nil)
  }

  @Test(arguments: [
    ("", true), ("select customers", true), ("select customers;", true), ("select", false),
    ("select customers where", false), ("select customers where a and", false), ("select customers where a =", false),
    ("select customers where (a", false), ("select customers where (a;", true), ("select customers show a,", false),
    ("select customers where city = \"Dep", false), ("select customers order by", false),
    ("select customers order", false), ("select customers limit", false), ("select customers top 5", false),
    ("select customers top 5 by", false), ("describe", true), ("segment x", true), ("segment x =", false),
    ("show", false), ("where a in 5..", true), ("where a in", false), ("nonsense (", true),
    ("where a not", false), ("where a is", false), ("-- note", true), ("run", false), ("where not", false),
    ("table t (a", false), ("export", false), ("where 'a", true), ("where a.", false),
    ("select a chart", true), ("chart of", false), ("compose", false), ("compose \"a\" into", false),
  ])
  func entersWhenComplete(source: String, isComplete: Bool) {
    #expect(Parser.isComplete(SourceText(source)) == isComplete)
  }

  @Test func expectationsOfCompletion() {
    func expected(_ text: String) -> ExpectedSyntax { ExpectedSyntax.at(SourceText(text), text.utf8.count) }
    let start = expected("sel")
    #expect(start.words.contains(.select) && start.words.contains(.where) && start.names == [])
    #expect(start.partial == Span(0, 3))
    #expect(expected("select cu").names == [.source])
    let clause = expected("select customers whe")
    #expect(clause.words.contains(.where) && !clause.words.contains(.and) && clause.names == [])
    #expect(clause.source == "customers")
    let operand = expected("select customers where ")
    #expect(operand.names.contains(.expression) && operand.words.contains(.not) && !operand.words.contains(.where))
    let behind = expected("select customers where city ")
    #expect(behind.words.contains(.and) && behind.words.contains(.in) && behind.words.contains(.show))
    #expect(behind.names == [])
    let dotted = expected("select customers where purchases.product.br")
    #expect(dotted.base == ["purchases", "product"])
    #expect(dotted.names == [.expression] && dotted.words == [])
    #expect(expected("select customers order ").words == [.by])
    #expect(expected("select customers where x is ").words == [.not, .missing, .known])
    let range = expected("select customers where x in ")
    #expect(range.words.contains(.last) && range.names.contains(.segment))
    #expect(expected("select customers where x in this ").words.contains(.quarter))
    #expect(expected("select customers where city = \"Ja").isInsideText)
    #expect(expected("-- no").isInsideText)
    #expect(expected("sql select customers for ").names == [.dialect])
    #expect(expected("select customers chart b").names == [.chartKind])
    #expect(expected("select customers chart ").words.contains(.of))
    #expect(expected("select customers compose \"{{id}}\" ").words.contains(.into))
    #expect(expected("select customers where count(purchases ").words.contains(.during))
  }
}
