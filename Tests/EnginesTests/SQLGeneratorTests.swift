import Diagnostics
import Testing

@testable import Engines

@Suite("Queries in SQL")
struct SQLGeneratorTests {
  @Test func aQueryWithoutClausesReadsItsTable() throws {
    #expect(
      try SmallBook.sql("select customers show id, name as who")
        == "SELECT t.\"id\" AS \"id\", t.\"name\" AS \"who\" FROM \"customers\" AS t ORDER BY t.\"_row\"")
  }

  @Test func clausesBecomeStepsInTheirOrder() throws {
    let sql = try SmallBook.sql("select customers where city = \"DEPOK\" order by name desc limit 5 offset 1 show id")
    #expect(
      sql == """
        WITH "_step1" AS ( SELECT t.* FROM "customers" AS t WHERE lower(t."city") = 'depok' ), \
        "_step2" AS ( SELECT t.*, row_number() OVER (ORDER BY t."name" DESC NULLS LAST, t."_row") AS "_col1" \
        FROM "_step1" AS t ), \
        "_step3" AS ( SELECT t.* FROM "_step2" AS t ORDER BY t."_col1" LIMIT 5 OFFSET 1 ) \
        SELECT t."id" AS "id" FROM "_step3" AS t ORDER BY t."_col1"
        """)
  }

  @Test func measuresAreCorrelatedSubqueries() throws {
    let sql = try SmallBook.sql("select customers show sum(purchases.amount during 2022 where channel = \"web\") as s")
    #expect(
      sql.hasPrefix(
        """
        SELECT (SELECT CAST(COALESCE(sum(r1."amount"), 0) AS DECIMAL(18,2)) FROM "purchases" AS r1 \
        WHERE r1."customer" = t."id" AND (r1."date") BETWEEN (DATE '2022-01-01') AND (DATE '2022-12-31') \
        AND lower(r1."channel") = 'web') AS "s"
        """))
  }

  @Test func conditionsUnderNotAreNeverUnknown() throws {
    let sql = try SmallBook.sql("select customers where not (city = \"a\" or since < 2022-01-01) show id")
    #expect(
      sql.contains(
        """
        WHERE NOT ((COALESCE(lower(t."city") = 'a', FALSE) OR COALESCE((t."since") < (DATE '2022-01-01'), FALSE)))
        """))
  }

  @Test func dotsReachOneRow() throws {
    let sql = try SmallBook.sql("select purchases where product.brand = \"ÄPFEL\" show product.brand as b")
    #expect(
      sql.contains("lower((SELECT r1.\"brand\" FROM \"products\" AS r1 WHERE r1.\"id\" = t.\"product\")) = "))
    #expect(sql.contains("lower(nfc_normalize('ÄPFEL'))"))
  }

  @Test func groupsKeepTheOrderOfTheirFirstRow() throws {
    let sql = try SmallBook.sql("select purchases group by channel show count, sum(amount)")
    #expect(sql.contains("min(t.\"_row\") AS \"_col1\", count(*) AS "))
    #expect(sql.hasSuffix("ORDER BY t.\"_col1\""))
  }

  @Test func segmentsAreSteps() throws {
    let sql = try SmallBook.sql("select purchases where customer in nearby show amount")
    #expect(sql.contains("SELECT t.\"_row\" FROM"))
    #expect(sql.contains("r1.\"_row\" IN (SELECT m.\"_row\" FROM \"_step"))
  }

  @Test func columnsThatNobodyReadsAreNotWorkedOut() throws {
    let sql = try SmallBook.sql("select customers with s = sum(purchases.amount) where s > avg(s) show id")
    #expect(sql.contains("(SELECT avg(t.\"_slot0\") FROM \"_step1\" AS t) AS \"_slot1\""))
    #expect(!(try SmallBook.sql("select purchases group by channel show channel")).contains("SELECT count(*) FROM"))
  }

  @Test func theExportIsLoadedWithItsTypes() {
    let statements = SQLLoading.statements(for: SmallBook.book, folder: "/data/o'neil", dialect: .duckdb)
    #expect(statements.count == 3)
    #expect(statements[1].contains("CAST(\"amount\" AS DECIMAL(18,2)) AS \"amount\""))
    #expect(statements[1].contains("read_csv('/data/o''neil/purchases.csv'"))
    #expect(statements[1].contains("{'_row': 'VARCHAR', 'customer': 'VARCHAR', 'date': 'VARCHAR',"))
  }

  @Test func postgresLoadsWhatIsNothingAsMissing() {
    let statements = SQLLoading.statements(for: SmallBook.book, folder: "/data/o'neil", dialect: .postgres)
    #expect(statements[0].contains("lower('É') <> 'é'"))
    #expect(
      statements.contains("\\copy \"purchases\" FROM '/data/o''neil/purchases.csv' WITH (FORMAT csv, HEADER true)"))
    #expect(statements.contains("CREATE INDEX ON \"purchases\" (\"customer\")"))
    #expect(statements.contains { $0.contains("\"amount\" NUMERIC(18,2)") })
  }

  @Test func postgresComparesTextByItsBytes() throws {
    let sql = try SmallBook.sql("select customers where name < \"M\" order by city show id", for: .postgres)
    #expect(sql.contains("(t.\"name\") COLLATE \"C\") < (('M') COLLATE \"C\")"))
    #expect(sql.contains("ORDER BY (t.\"city\") COLLATE \"C\" ASC NULLS LAST"))
  }

  @Test func postgresHoldsNoZeroCharacter() throws {
    #expect(throws: Diagnostic.self) {
      try SmallBook.sql("select customers where name == \"a\\u{0}b\"", for: .postgres)
    }
  }

  @Test func whatHasNoSQLSaysWhy() {
    for text in ["select customers sample 1", "select customers show text(today - since) as t"] {
      do {
        let sql = try SmallBook.sql(text)
        Issue.record("\(text) has SQL: \(sql)")
      } catch let diagnostic as Diagnostic {
        #expect(diagnostic.code == "no-sql")
        #expect(diagnostic.message.hasPrefix("This cannot be said in SQL: "))
        #expect(diagnostic.span != nil)
      } catch {
        Issue.record("\(error)")
      }
    }
  }

  @Test func nestingThatDoublesIsRefused() {
    let deep = (0..<40).reduce("name") { text, _ in "before(\(text), \"x\")" }
    #expect(throws: Diagnostic.self) { try SmallBook.sql("select customers show \(deep) as d") }
  }

  @Test func dialectsAreFoundByName() {
    #expect(Dialect.named("DuckDB")?.name == "duckdb")
    #expect(Dialect.named("postgres")?.name == "postgres")
    #expect(Dialect.named("oracle") == nil)
  }
}
