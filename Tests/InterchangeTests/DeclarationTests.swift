import Book
import CivilTime
import Columns
import Diagnostics
import Testing

@testable import Interchange

private typealias DeclaredColumn = TableDeclaration.Column

@Suite struct DeclarationTests {
  @Test func fixedColumnsMakeTwoTablesOfOneFile() throws {
    let text = " id date      n amount\n 001 19970101 1  11.77\n 002 19970112 5  12.00\n 001 19961231 2   7.00\n"
    let (book, report) = try load(
      ["master.txt": text],
      [
        TableDeclaration(
          "customers", file: "master.txt", isDistinct: true, isFixedWidth: true, skippedLines: 1,
          columns: [DeclaredColumn("id", .text, isKey: true, position: 2...4)]),
        TableDeclaration(
          "purchases", of: "customers", file: "master.txt", isFixedWidth: true, skippedLines: 1,
          columns: [
            DeclaredColumn("customer", position: 2...4), DeclaredColumn("date", position: 6...13, pattern: "YYYYMMDD"),
            DeclaredColumn("quantity", position: 15...15), DeclaredColumn("amount", position: 17...22),
          ]),
      ])
    #expect(try values(book, "customers", "id") == [.text("001"), .text("002")])
    #expect(report.tables[0].repeated == 1 && report.tables[0].read == 3 && report.rejects.isEmpty)
    #expect(try values(book, "purchases", "amount") == [.money(700), .money(1177), .money(1200)])
    #expect(try type(book, "purchases", "date") == .date)
  }

  @Test func joinsLookRowsUp() throws {
    let (book, report) = try load(
      [
        "customers.csv": "customerID,companyName\nc1,Ada\nc2,Bo\n",
        "details.csv": "orderID,productID,unitPrice\n1,p,2.50\n2,p,3\n9,q,4\n",
        "orders.csv":
          "orderID,customerID,orderDate\n1,c2,1996-07-04 00:00:00.000\n2,c1,1996-07-05 00:00:00.000\n3,a,b,c\n",
        "products.csv": "productID,productName\np,Chai\n",
      ],
      [
        TableDeclaration(
          "purchases", of: "customers", file: "details.csv", joins: [.init(file: "orders.csv", key: "orderID")],
          columns: [DeclaredColumn("order", header: "orderID"), DeclaredColumn("price", .money, header: "unitPrice")])
      ])
    #expect(book.table(named: "orders") == nil)
    #expect(try values(book, "purchases", "order") == [.text("2"), .text("1"), .text("9")])
    #expect(try values(book, "purchases", "customer") == [.reference(row: 0), .reference(row: 1), .missing])
    #expect(try type(book, "purchases", "date") == .date)
    let joined = try #require(report.tables.first { $0.joinedInto == "purchases" })
    #expect(joined.file == "orders.csv" && joined.read == 3 && joined.rejected == 1)
    #expect(report.rejects.map(\.line) == [4])
    let product = book.tables[try #require(book.table(named: "purchases"))].columns.first { $0.name == "product" }
    #expect(product?.orphans == [2: "q"])
  }

  @Test func undeclaredTablesAndReferences() throws {
    let (book, _) = try load([
      "customers.csv": "id\nc1\nc2\n",
      "visits.csv": "customerId,day,storeId,note\nc2,2026-01-02,s1,x\nc1,2026-01-03,s2,y\nc1,2026-01-01,s1,z\n",
      "stores.csv": "storeId,name\ns1,North\ns2,South\n",
    ])
    #expect(try type(book, "visits", "store") == .reference(table: try #require(book.table(named: "stores"))))
    let way = try #require(book.waysBack.first { $0.name == "visits" && $0.target == book.table(named: "customers") })
    // Customer c1 visited on the third day (row 1) and the first (row 2).
    #expect(way.link.offsets.array == [0, 2, 3] && way.link.rows?.array == [2, 1, 0])
    let visits = book.tables[way.source]
    #expect(visits.parentColumn == nil && visits.eventColumn == 1 && visits.keyColumn == nil)
  }

  @Test func oneHeaderMayGiveTwoColumns() throws {
    let (book, _) = try load(
      ["sales.csv": "NAME,Total\nAda,5\nBo,6\nAda,7\n"],
      [
        TableDeclaration(
          "customers", file: "sales.csv", isDistinct: true,
          columns: [DeclaredColumn("id", isKey: true, header: "NAME"), DeclaredColumn("name", header: "NAME")]),
        TableDeclaration(
          "purchases", of: "customers", file: "sales.csv", columns: [DeclaredColumn("customer", header: "NAME")]),
      ])
    #expect(try values(book, "customers", "name") == [.text("Ada"), .text("Bo")])
    #expect(book.tables[0].columns.map(\.name) == ["id", "name"])
    #expect(try values(book, "purchases", "amount") == [.money(500), .money(700), .money(600)])
  }

  @Test(
    arguments: [
      (TableDeclaration("customers", columns: [.init("nope", .text)]), "unknown-header"),
      (TableDeclaration("customers", columns: [.init("id", header: "Nope")]), "unknown-header"),
      (TableDeclaration("visits", file: "visits.csv"), "unknown-file"),
      (TableDeclaration("customers", joins: [.init(file: "customers.csv", key: "zip")]), "unknown-join-key"),
      (TableDeclaration("customers", isFixedWidth: true, columns: [.init("id")]), "missing-position"),
      (TableDeclaration("customers", of: "customers"), nil),
    ] as [(TableDeclaration, String?)])
  func impossibleDeclarations(_ declaration: TableDeclaration, _ code: String?) {
    do {
      _ = try load(["customers.csv": "id,name\na,b\n"], [declaration])
      #expect(code == nil)
    } catch {
      #expect((error as? DiagnosticList)?.all.first?.code == code)
    }
  }
}
