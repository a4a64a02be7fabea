import Diagnostics
import Testing

@testable import Syntax

/// The statements that change a book: what they hold, where keys end, and what is said about mistakes.
struct ChangeTests {
  private func lines(_ text: String) -> [String] {
    let result = Parser.parse(SourceText(text))
    #expect(result.diagnostics.filter { $0.severity == .error } == [])
    return result.script.statements.map { Formatter.text(of: $0) }
  }

  @Test(arguments: [
    ("add customers name = \"Sari\", email = missing", ["add customers name = \"Sari\", email = missing"]),
    (
      "add interactions for budi@example.id at = now, note = \"a;b\"",
      ["add interactions for budi@example.id at = now, note = \"a;b\""]
    ),
    ("add t for \"a b\" x = 1; undo", ["add t for \"a b\" x = 1", "undo"]),
    ("select a show *\nadd t for +1 a = 1", ["select a show *", "add t for +1 a = 1"]),
    ("add t for = 5", ["add t for = 5"]), ("add for for for a = 1", ["add for for for a = 1"]),
    (
      "update customers where a = 1\nset b = 2\nset today = 2026-01-01",
      [
        "update customers where a = 1 set b = 2", "set today = 2026-01-01",
      ]
    ),
    ("update t where x in 5.. set a = 1, b = a + 1", ["update t where x in 5.. set a = 1, b = a + 1"]),
    ("update t for +62-812/3 where a set b = c", ["update t for +62-812/3 where a set b = c"]),
    ("remove t for o'brien@x.com\nwhere a", ["remove t for o'brien@x.com where a"]),
    ("merge a--b into C1; merge \"x y\" into `z`", ["merge a--b into C1"]),
    (
      "select customers show a,\nmerge\nmerge a.b into c\nundo",
      [
        "select customers show a, merge", "merge a.b into c", "undo",
      ]
    ),
    ("import \"a.csv\"\nwhere x", ["import \"a.csv\"", "where x"]),
    (
      "import \"a.csv\" as shopify.orders map (\"E mail\" = email, joined = customers.acquiredOn as \"dd.mm\") matching email, phone blanks overwrite",
      [
        "import \"a.csv\" as shopify.orders map (\"E mail\" = email, \"joined\" = customers.acquiredOn as \"dd.mm\") matching email, phone blanks overwrite"
      ]
    ),
    ("import orders from sqlite \"a.db\" as purchases", ["import orders from sqlite \"a.db\" as purchases"]),
    ("save a\nqueries\nrun a\nrun a b = 1", ["save a", "queries", "run a", "run a b = 1"]),
    ("snapshot a; diff a; diff a since today - 30d", ["snapshot a", "diff a", "diff a since today - 30d"]),
    ("column customers.size number; column t.`a b` -> s", ["column customers.size number", "column t.`a b` -> s"]),
    (
      "where in a recorded 2026-01-01 and not (in b recorded today) and memberOf not in c recorded $d",
      ["where in a recorded 2026-01-01 and not (in b recorded today) and memberOf not in c recorded $d"]
    ),
    ("where entered a in last 30d or not left b in 2026-01", ["where entered a in last 30d or not left b in 2026-01"]),
    (
      "where entered in last 30d and left not in (1, 2) and left = entered",
      ["where entered in last 30d and left not in (1, 2) and left = entered"]
    ),
    (
      "define f(since = 1y) = count(purchases during last since)",
      [
        "define f(since = 1y) = count(purchases during last since)"
      ]
    ),
    (
      "select customers show add, update, remove, undo, merge, save, column, map, into, left",
      ["select customers show add, update, remove, undo, merge, save, column, map, into, left"]
    ),
  ])
  func read(source: String, asLines expected: [String]) {
    if source.contains("`z`") {
      // A key in backticks is none.
      #expect(Parser.parse(SourceText(source)).diagnostics.map(\.code) == ["unexpected-token"])
    } else {
      #expect(lines(source) == expected)
    }
  }

  @Test func keysAreWhatIsWritten() {
    func keys(_ text: String) -> [String] {
      Parser.parse(SourceText(text)).script.statements.flatMap { statement -> [String] in
        switch statement.kind {
        case .merge(let merge): [merge.gone.text, merge.kept.text]
        case .add(let add): add.owner.map { [$0.text] } ?? []
        default: []
        }
      }
    }
    #expect(keys("merge 0812-345 into “a b”") == ["0812-345", "a b"])
    #expect(keys("MERGE a=b,c into\n  -- who stays\n  d") == ["a=b,c", "d"])
    #expect(keys("add t for x;y = 1") == [])
    #expect(keys("select c where\nmerge = 1\nmerge 1 into 2") == ["1", "2"])
  }

  @Test(arguments: [
    ("update customers set a = 1 where b", "unexpected-token", 17, 20),
    ("update customers", "unexpected-end", 16, 16), ("update customers where a", "unexpected-end", 24, 24),
    ("remove customers", "unexpected-end", 16, 16), ("add customers (a) values (1)", "unexpected-token", 14, 15),
    ("add customers a", "unexpected-end", 15, 15), ("merge a", "unexpected-end", 7, 7),
    ("merge a with b", "unexpected-token", 8, 12), ("import people", "unexpected-token", 7, 13),
    ("import a from postgres \"x\"", "unexpected-token", 14, 22),
    ("import \"a\" matching b as c", "unexpected-token", 22, 24), ("import \"a\" blanks", "unexpected-end", 17, 17),
    ("import \"a\" map \"b\" = c", "unexpected-token", 15, 18), ("column customers", "unexpected-end", 16, 16),
    ("column customers.a", "unexpected-end", 18, 18), ("snapshot", "unexpected-end", 8, 8),
    ("where entered a", "unexpected-end", 15, 15), ("where x + entered a in last 5d", "unexpected-token", 10, 17),
    ("undo 2", "unexpected-token", 5, 6), ("add t for a\u{202E}b x = 1", "hidden-character", 11, 14),
    ("diff a since", "unexpected-end", 12, 12), ("save", "unexpected-end", 4, 4),
  ])
  func hasItsPlace(source: String, code: String, lower: Int, upper: Int) {
    let errors = Parser.parse(SourceText(source)).diagnostics
    #expect(errors.map(\.code) == [code], "\(errors.map(\.message))")
    #expect(errors.first?.span == Span(lower, upper))
  }

  @Test(arguments: [
    ("add customers a = 1 b = 2", "missing-comma", "add customers a = 1, b = 2"),
    ("insert into customers a = 1", "foreign-syntax", "add customers a = 1"),
    ("delete from customers where a", "foreign-syntax", "remove customers where a"),
    ("remove from customers where a", "foreign-syntax", "remove customers where a"),
    ("create table t (a text)", "foreign-syntax", "table t (a text)"),
    ("column customers.a nomber", "unknown-type", "column customers.a number"),
    ("import \"a\" macthing b", "unexpected-token", "import \"a\" matching b"),
    ("updat customers where a set b = 1", "unknown-statement", "update customers where a set b = 1"),
  ])
  func isMended(source: String, code: String, mended: String) throws {
    try expectMended(source, code: code, mended: mended)
  }

  @Test(arguments: [
    ("update t where a", false), ("update t where a set b = 1", true), ("add t for", false), ("add t for a", false),
    ("merge a into", false), ("merge a into b", true), ("import \"a\"", true), ("import \"a\" map (", false),
    ("undo", true), ("where entered a", false), ("where entered a in", false), ("where entered", true),
    ("diff a", true), ("diff a since", false),
  ])
  func entersWhenComplete(source: String, isComplete: Bool) {
    #expect(Parser.isComplete(SourceText(source)) == isComplete)
  }

  @Test func expectationsOfCompletion() {
    func expected(_ text: String) -> ExpectedSyntax { ExpectedSyntax.at(SourceText(text), text.utf8.count) }
    #expect(expected("upd").words.contains(.update))
    #expect(expected("add ").names == [.table])
    let field = expected("add purchases am")
    #expect(field.names == [.column] && field.words.contains(.for) && field.source == "purchases")
    #expect(expected("add t for C1").names == [.key])
    #expect(expected("update t ").words == [.where, .for])
    #expect(expected("update t where a = 1 ").words.contains(.set))
    #expect(expected("merge a ").words == [.into])
    #expect(expected("import \"a\" ").words == [.as, .map, .matching, .blanks])
    #expect(expected("import \"a\" as ").names == [.preset])
    #expect(expected("import a ").words == [.from])
    #expect(expected("snapshot ").names == [.segment])
    #expect(expected("diff a ").words == [.since])
    #expect(expected("run ").names == [.query])
    #expect(expected("column t.a ").names == [.columnType])
    #expect(expected("select c where in a ").words.contains(.recorded))
    #expect(expected("select c where entered ").names == [.segment])
    #expect(expected("select c where entered a ").words == [.in])
    #expect(expected("select c where entered a in ").words.contains(.last))
  }
}
