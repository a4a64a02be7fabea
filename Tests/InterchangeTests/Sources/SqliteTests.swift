import Book
import Columns
import Diagnostics
import Testing

@testable import Interchange

@Suite struct SqliteTests {
  private func load(_ bytes: [UInt8]) throws -> (book: Book, report: LoadReport) {
    try Loader.load(name: "t", files: [SourceFile(name: "shop.sqlite", content: .bytes(bytes))])
  }

  @Test func everyTableIsRead() throws {
    let bytes = try Packing.sqlite(
      """
      CREATE TABLE Customers (id INTEGER PRIMARY KEY, name TEXT, joined TEXT, score REAL, photo BLOB);
      CREATE TABLE "order items" (customer INTEGER, amount REAL, total REAL AS (amount * 2));
      INSERT INTO Customers VALUES (1, ' Ani', '2026-01-31', 1.5, x'00'), (2, NULL, NULL, 1e3, NULL);
      INSERT INTO "order items" VALUES (1, 10), (9, 2.25);
      CREATE VIEW everyone AS SELECT * FROM Customers;
      """)
    let (book, report) = try load(bytes)
    #expect(book.tables.map(\.name) == ["customers", "orderItems"])
    #expect(try values(book, "customers", "id") == [.text("1"), .text("2")])
    #expect(try values(book, "customers", "name") == [.text("Ani"), .missing])
    #expect(try values(book, "customers", "score") == [.number(1.5), .number(1000)])
    #expect(try values(book, "orderItems", "total") == [.money(2000), .money(450)])
    #expect(report.tables[0].file == "shop.sqlite/Customers" && report.tables[0].delimiter == "SQLite")
    #expect(report.tables[0].notes.contains { $0.contains("everyone") })
    #expect(report.tables[0].notes.contains { $0.contains("binary data in 1 cell") })
  }

  @Test func aViewIsReadOnlyWhenItIsNamed() throws {
    let bytes = try Packing.sqlite(
      "CREATE TABLE a (id TEXT); INSERT INTO a VALUES ('x'); CREATE VIEW customers AS SELECT id AS id FROM a;")
    #expect(throws: DiagnosticList.self) { try load(bytes) }
    let file = try SqliteFile(SourceFile(name: "s.db", content: .bytes(bytes)))
    #expect(try file.table(named: "CUSTOMERS").rowCount == 1)
    #expect(throws: Diagnostic.self) { try file.table(named: "ghosts") }
  }

  @Test func aViewThatNeverEndsAndAColumnThatSwellsAreStopped() throws {
    let swelling = try Packing.sqlite(
      """
      CREATE TABLE customers (id TEXT, big TEXT AS (hex(zeroblob(20000000))));
      INSERT INTO customers (id) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 40) SELECT i FROM n;
      """)
    #expect(throws: DiagnosticList.self) { try load(swelling) }
    let endless = try Packing.sqlite(
      """
      CREATE TABLE a (x TEXT);
      CREATE VIEW customers AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT 1 FROM n) SELECT count(*) AS id FROM n;
      """)
    let file = try SqliteFile(SourceFile(name: "s.db", content: .bytes(endless)))
    #expect(throws: Diagnostic.self) { try file.table(named: "customers") }
  }

  @Test func aDatabaseWithAWriteAheadLogIsRead() throws {
    var bytes = try Packing.sqlite("CREATE TABLE customers (id TEXT); INSERT INTO customers VALUES ('a');")
    bytes[18] = 2
    bytes[19] = 2
    #expect(try values(load(bytes).book, "customers", "id") == [.text("a")])
  }

  @Test func damageIsAnErrorAndNeverACrash() throws {
    let rows = (0..<300).map { "INSERT INTO customers VALUES ('c\($0)', 'Name \($0)');" }.joined()
    let bytes = try Packing.sqlite("CREATE TABLE customers (id TEXT PRIMARY KEY, name TEXT);" + rows)
    var random = SystemRandomNumberGenerator()
    for _ in 0..<300 {
      var damaged = bytes
      for _ in 0..<8 {
        damaged[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      _ = try? load(damaged)
    }
    for length in stride(from: 0, to: bytes.count, by: 509) { _ = try? load(Array(bytes[..<length])) }
    let error = #expect(throws: DiagnosticList.self) { try load(Array("SQLite format 3\0".utf8) + [1, 2, 3]) }
    #expect(error?.all.first?.code == "unreadable-database")
  }
}
