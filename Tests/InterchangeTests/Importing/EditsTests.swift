import Columns
import Testing

@testable import Book
@testable import Interchange

/// Every table of a book as texts, with where each row came from.
func contents(_ book: Book) -> [String: [String]] {
  var result: [String: [String]] = [:]
  for (index, table) in book.tables.enumerated() where table.rowCount > 0 {
    let columns = table.columns.indices.sorted { table.columns[$0].name < table.columns[$1].name }
      .filter { column in (0..<table.rowCount).contains { table.columns[column].column.value($0) != .missing } }
    result[table.name] = (0..<table.rowCount).map { row in
      columns.map { "\(table.columns[$0].name)=\(shown(book.readable(table: index, column: $0).value(row)))" }
        .joined(separator: "|")
        + " \(table.origin.map { "\($0.batches.column.value(row)) \($0.lines.column.value(row))" } ?? "")"
    }
  }
  return result
}

/// The edits of an import make the same book as the import itself, and its inverse takes it back.
func checkEdits(_ plan: ImportPlan) throws {
  let edits = try #require(plan.edits())
  let edited = try Editing.make(Change(title: "import", at: 0, edits: edits), in: plan.before, Keepsakes())
  #expect(contents(edited.book.readyToWrite) == contents(plan.book.readyToWrite))
  let inverse = try #require(plan.inverse())
  let back = try Editing.make(
    Change(title: "undo", at: 0, edits: inverse, isUndo: true), in: plan.book.readyToWrite, Keepsakes())
  #expect(contents(back.book.readyToWrite) == contents(plan.before.readyToWrite))
}

@Suite struct EditsTests {
  private let shop = [
    "customers.csv": "id,name,email,memberOf,tags\nc1,Ani,ani@x.id,,a|b\nc2,Budi,budi@x.id,c1,\n",
    "purchases.csv":
      "id,customer,date,amount,product\np1,c1,2026-01-05,10,s1\np2,c2,2026-01-01,20,s2\np3,c9,2026-01-01,5,\n",
    "products.csv": "id,name\ns1,Soap\ns2,Tea\n",
    "interactions.csv":
      "customer,at,channel,note\nc1,2026-01-05T10:00,web,hi\nc1,2026-01-05T10:00,web,hi\nc9,2026-01-06T10:00,web,ho\n",
  ]

  @Test func editsSayTheSameAsTheBook() throws {
    let book = try plan(shop).book
    for files in [
      ["customers.csv": "id,name,memberOf,city\nc1,Ani S,c3,Depok\nc3,New,c2,\n"],
      ["customers.csv": "email,tags\nBUDI@x.id,z|y\nneu@x.id,q\n"],
      ["customers.csv": "id\nc9\n"],
      ["purchases.csv": "id,customer,date,amount,product\np4,c2,2025-01-01,1,s1\np1,c2,2026-01-05,11,s9\n"],
      [
        "customers.csv": "id\nc9\nc8\n", "purchases.csv": "id,customer,date\np5,c8,2026-01-01\np6,c7,2026-01-01\n",
        "interactions.csv": "customer,at,channel,note\nc8,2026-01-01T10:00,shop,x\nc1,2026-01-05T10:00,web,hi\n",
      ],
      ["purchases.csv": "id,customer,mood\np1,c1,glad\np9,,sad\n"],
    ] {
      let next = try plan(files, into: book, ImportOptions(batch: 10))
      try checkEdits(next)
    }
  }

  @Test func rowsWithoutKeysComeOnce() throws {
    let book = try plan(shop).book
    let again = try plan(["interactions.csv": shop["interactions.csv"] ?? ""], into: book, ImportOptions(batch: 10))
    #expect(again.unchanged == 3 && again.added == 0)
    let third = try plan(
      ["interactions.csv": (shop["interactions.csv"] ?? "") + "c1,2026-01-05T10:00,web,hi\nc1,2026-01-05T10:00,web,\n"],
      into: book,
      ImportOptions(batch: 10))
    #expect(third.unchanged == 3 && third.added == 2)
    try checkEdits(third)
  }

  @Test func consentsWithoutAMomentAreStatementsOfNow() throws {
    let file = { (word: String) in ["consents.csv": "customer,channel,purpose,granted\nc1,email,marketing,\(word)\n"] }
    var book = try plan(["customers.csv": "id\nc1\n"]).book
    var counts: [Int] = []
    for (day, word) in ["yes", "yes", "no", "no", "yes"].enumerated() {
      let next = try plan(
        file(word), into: book,
        ImportOptions(batch: Int32(day + 2), moment: Int64(20_000 + day) * 86_400_000_000))
      counts.append(next.added)
      book = next.book
    }
    #expect(counts == [1, 0, 1, 0, 1])
    #expect(try rows(book, "consents", "granted") == ["yes", "no", "yes"])
  }

  @Test func textsBecomeReferencesWhenTheirTableComes() throws {
    let book = try plan([
      "customers.csv": "id,campaign\na,k1\nb,k2\nc,\n",
      "purchases.csv": "id,customer,date,campaign\np,a,2026-01-01,k2\n",
    ]).book
    #expect(try rows(book, "customers", "campaign") == ["k1", "k2", "-"])
    let next = try plan(["campaigns.csv": "id,name\nk2,Spring\n"], into: book)
    #expect(try rows(next.book, "customers", "campaign") == ["k1", "k2", "-"])
    #expect(
      next.book.waysBack.contains {
        $0.target == next.book.table(named: "campaigns") && $0.link.offsets.array == [0, 1]
      })
    #expect(next.edits() == nil)
  }

  @Test func columnsKeepTheirNamesFromImportToImport() throws {
    let orders = [
      "orders.csv": "number,customerID,PRODUCTCODE,day\n1,a,x,2026-01-01\n2,b,y,2026-01-02\n3,,x,2026-01-03\n"
    ]
    let book = try plan(orders).book
    let again = try plan(orders, into: book, ImportOptions(batch: 2))
    #expect(again.unchanged == 3 && again.tables[0].newColumns.isEmpty)
    let next = try plan(["customers.csv": "id\na\n"], into: book, ImportOptions(batch: 2))
    #expect(try rows(next.book, "orders", "customer") == ["a", "b", "-"])
    #expect(next.book.waysBack.contains { $0.name == "orders" && $0.link.offsets.array == [0, 1] })
  }

  @Test func tablesAreGuessedByNameThenByColumns() throws {
    let guess = { (name: String, headers: [String]) in
      TableGuess(SourceFile(name: name, text: ""), headers: headers, book: emptyBook()).table
    }
    #expect(guess("customers_2026-10.csv", ["id", "email", "x"]) == "customers")
    #expect(guess("marketing_campaign.csv", ["ID", "Year_Birth", "Income"]) == "marketing_campaign")
    #expect(guess("export.csv", ["First Name", "Email", "Phone", "x"]) == "customers")
    #expect(guess("export.csv", ["CustomerId", "City", "Country", "State"]) == "export")
    #expect(guess("export.csv", ["Customer ID", "Order Date", "Quantity", "Total"]) == "purchases")
  }

  @Test func rowsThatWereAddedOneByOneAreMergedInto() throws {
    let book = try plan(shop).book
    let change = Change(
      title: "add", at: 0,
      edits: [
        .add(
          RowAddition(
            table: "purchases", batch: 20, lines: [1],
            columns: [.init("id", [.text("p0")]), .init("customer", [.text("c1")]), .init("date", [.date(0)])]))
      ])
    let edited = try Editing.make(change, in: book.readyToWrite, Keepsakes()).book
    let next = try plan(
      ["purchases.csv": "id,customer,date,amount\np0,c1,1970-01-01,3\np7,c1,1969-01-01,4\n"], into: edited,
      ImportOptions(batch: 21))
    #expect(next.updated == 1 && next.added == 1)
    #expect(
      try rows(next.book, "purchases", "id", "customer", "amount").prefix(3) == [
        "p7|c1|400c", "p0|c1|300c", "p1|c1|1000c",
      ])
    #expect(next.book.tables[try #require(next.book.table(named: "purchases"))].keys != nil)
  }
}
