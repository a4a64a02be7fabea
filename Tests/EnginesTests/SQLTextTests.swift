import Testing

@testable import Engines

@Suite("Names, literals and templates of SQL")
struct SQLTextTests {
  @Test func quotesAreDoubled() {
    #expect(Dialect.duckdb.quoted("a\"b") == "\"a\"\"b\"")
    #expect(Dialect.duckdb.quoted("x\"; DROP TABLE t; --") == "\"x\"\"; DROP TABLE t; --\"")
    #expect(Dialect.duckdb.literal("O'Neil") == "'O''Neil'")
    #expect(Dialect.duckdb.literal("'; --") == "'''; --'")
    #expect(Dialect.duckdb.literal("a\\'\u{301}") == "'a\\''\u{301}'")
    #expect(Dialect.duckdb.literal("a\0b") == "'a' || chr(0) || 'b'")
  }

  @Test func numbersKeepTheirKind() {
    #expect(SQLText.number(1.5) == "1.5e0")
    #expect(SQLText.number(-1e300) == "(-1e+300)")
    #expect(SQLText.number(-0.0) == "(-0.0e0)")
    #expect(SQLText.whole(-5) == "(-5)")
    #expect(SQLText.whole(.min) == "CAST('-9223372036854775808' AS BIGINT)")
    #expect(SQLText.money(-5) == "(-0.05)")
    #expect(SQLText.money(1250) == "12.50")
    #expect(SQLText.date(-1) == "DATE '1969-12-31'")
    #expect(SQLText.date(-800_000) == "(DATE '1970-01-01' + (-800000))")
  }

  @Test func templatesFillOnlyTheirHoles() {
    #expect(SQLText.fill("f({0}, {1}, {0})", ["a", "b"]) == "f(a, b, a)")
    #expect(SQLText.fill("f({*})", ["{1}", "b"]) == "f({1}, b)")
    #expect(SQLText.fill("[0-9]{4}-{0}", ["x"]) == "[0-9]{4}-x")
    #expect(SQLText.fill("{0", ["x"]) == "{0")
    #expect(SQLText.fill("CAST({0} AS {t})", ["x"]) { $0 == "t" ? "TEXT" : nil } == "CAST(x AS TEXT)")
  }
}
