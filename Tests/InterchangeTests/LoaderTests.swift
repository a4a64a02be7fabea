import Book
import Columns
import Diagnostics
import Testing

@testable import Interchange

/// Loads tables given as texts by file name.
func load(_ files: [String: String], _ declarations: [TableDeclaration] = []) throws -> (book: Book, report: LoadReport)
{
  try Loader.load(
    name: "test", files: files.keys.sorted().map { SourceFile(name: $0, text: files[$0] ?? "") },
    declarations: declarations)
}

/// All values of one column.
func values(_ book: Book, _ table: String, _ column: String) throws -> [Value] {
  let table = book.tables[try #require(book.table(named: table))]
  let found = try #require(table.columns.first { $0.name == column }).column
  return (0..<found.count).map { found.value($0) }
}

func type(_ book: Book, _ table: String, _ column: String) throws -> ValueType {
  let table = book.tables[try #require(book.table(named: table))]
  return try #require(table.columns.first { $0.name == column }).column.type
}

@Suite struct LoaderTests {
  @Test func childrenLieByParentAndDate() throws {
    let (book, report) = try load([
      "customers.csv": "id,name\nc2,Budi\nc1,Ani\n",
      "purchases.csv": """
      customer,date,amount,order
      c1,2026-03-01,10.50,o1
      c2,2026-01-05,7,o2
      c9,2026-01-01,1,o3
      c1,2026-02-01,2.5,o4
      c1,,3,o5
      """,
    ])
    #expect(try values(book, "purchases", "order") == ["o2", "o4", "o1", "o5", "o3"].map { .text($0) })
    #expect(
      try values(book, "purchases", "customer")
        == [.reference(row: 0), .reference(row: 1), .reference(row: 1), .reference(row: 1), .missing])
    #expect(try values(book, "purchases", "amount") == [700, 250, 1050, 300, 100].map { .money($0) })
    let purchases = book.tables[1]
    #expect(purchases.columns[0].orphans == [4: "c9"])
    let way = try #require(book.waysBack.first { $0.name == "purchases" })
    #expect(way.link.offsets.array == [0, 1, 4] && way.link.rows == nil && way.target == 0)
    #expect(report.tables[1].read == 5 && report.tables[1].kept == 5)
    #expect(report.tables[1].columns[0].orphans == 1)
  }

  @Test func keysMustBeThereAndDiffer() throws {
    let (book, report) = try load(["customers.csv": "id,name\na,1\nb,2\na,3\n,4\n"])
    #expect(try values(book, "customers", "id") == [.text("a"), .text("b")])
    #expect(report.rejects.map(\.line) == [4, 5])
    #expect(report.rejects.first?.reason == "was already on line 2")
    #expect(report.tables[0].read == 4 && report.tables[0].rejected == 2)
  }

  @Test func otherWaysBackHaveNames() throws {
    let (book, _) = try load([
      "customers.csv": "id,kind,memberOf,referredBy\nh,household,,\na,person,h,\nb,person,h,a\n",
      "campaigns.csv": "id,name\nk,Spring\n",
      "purchases.csv": "customer,date,campaign\na,2026-01-02,k\nb,2026-01-01,k\n",
    ])
    let members = try #require(book.waysBack.first { $0.name == "members" })
    #expect(members.link.offsets.array == [0, 2, 2, 2] && members.link.rows?.array == [1, 2])
    #expect(book.waysBack.contains { $0.name == "referrals" })
    let campaign = try #require(book.waysBack.first { $0.target == book.table(named: "campaigns") })
    // Ordered by date within the campaign, though the table itself lies by customer.
    #expect(campaign.name == "purchases" && campaign.link.rows?.array == [1, 0])
  }

  @Test func withoutCustomersNothingLoads() throws {
    let error = #expect(throws: DiagnosticList.self) { try load(["orders.csv": "a,b\n1,2\n"]) }
    #expect(error?.all.first?.code == "no-customers")
  }
}
