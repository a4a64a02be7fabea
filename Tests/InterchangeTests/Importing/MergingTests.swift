import Book
import Columns
import Diagnostics
import Testing

@testable import Interchange

@Suite struct MergingTests {
  private let shop = [
    "customers.csv": "id,name,email,phone,city\nc1,Ani,ani@x.id,0812-1111-2222,Depok\nc2,Budi,budi@x.id,,Bogor\n",
    "purchases.csv": "id,customer,date,amount\np1,c1,2026-01-05,10\np2,c2,2026-01-01,20\np3,c9,2026-01-01,5\n",
  ]

  @Test func anEmptyBookTakesEverything() throws {
    let plan = try plan(shop)
    #expect(plan.isFresh && plan.added == 5 && plan.read == 5)
    #expect(try rows(plan.book, "purchases", "id", "customer") == ["p1|c1", "p2|c2", "p3|c9"])
    #expect(plan.book.tables[0].origin?.batches.column.value(1) == .whole(1))
    #expect(plan.book.tables[0].origin?.lines.column.value(1) == .whole(3))
    #expect(plan.edits() == nil)
  }

  @Test func theSameFilesAgainChangeNothing() throws {
    let book = try plan(shop).book
    let again = try plan(shop, into: book, ImportOptions(batch: 3))
    #expect(again.added == 0 && again.updated == 0 && again.unchanged == 5 && again.rejected == 0)
    #expect(again.edits() == [])
  }

  @Test func rowsAreAddedAndUpdatedByKey() throws {
    let book = try plan(shop).book
    let next = try plan(
      [
        "customers.csv": "id,name,city,vip\nc2,Budi S,,yes\nc9,Citra,Depok,no\nc1,Ani,Depok,\n",
        "purchases.csv": "id,customer,date,amount\np4,c1,2025-12-31,7\np2,c2,2026-01-01,25\n",
      ], into: book, ImportOptions(batch: 3))
    #expect(next.tables.map(\.added) == [1, 1] && next.tables.map(\.updated) == [1, 1])
    #expect(next.tables.map(\.unchanged) == [1, 0])
    #expect(
      try rows(next.book, "customers", "id", "name", "city", "vip")
        == ["c1|Ani|Depok|-", "c2|Budi S|Bogor|yes", "c9|Citra|Depok|no"])
    // The purchase whose customer was not there has found it, and p4 lies before p1.
    #expect(
      try rows(next.book, "purchases", "id", "customer", "amount")
        == ["p4|c1|700c", "p1|c1|1000c", "p2|c2|2500c", "p3|c9|500c"])
    #expect(next.tables[0].newColumns == ["vip"])
    #expect(next.tables[0].changes.map(\.column) == ["name", "vip"])
    #expect(next.tables[0].changes[0].old(0) == .text("Budi") && next.tables[0].changes[0].new(0) == .text("Budi S"))
    #expect(next.tables[1].changes[0].lines == [3] && next.tables[1].changes[0].old(0) == .money(2000))
  }

  @Test func blanksOverwriteOnlyWhenAsked() throws {
    let book = try plan(shop).book
    let file = ["customers.csv": "id,name,city\nc1,,\n"]
    #expect(try plan(file, into: book).unchanged == 1)
    let asked = try plan(file, into: book, ImportOptions(overwritesBlanks: true))
    #expect(asked.updated == 1)
    #expect(try rows(asked.book, "customers", "id", "name", "city", "email")[0] == "c1|-|-|ani@x.id")
  }

  @Test func customersAreFoundByEmailThenPhone() throws {
    let book = try plan(shop).book
    let next = try plan(
      [
        "contacts.csv":
          "Email,Phone,First Name,City\n BUDI@X.id ,,Budi,Jakarta\n,+62 812 1111 2222,,Bandung\nneu@x.id,,Neu,\n,,Nobody,\n"
      ],
      into: book, ImportOptions(target: "customers", batch: 7))
    #expect(next.added == 2 && next.updated == 2)
    #expect(
      try rows(next.book, "customers", "id", "city", "given")
        == ["c1|Bandung|-", "c2|Jakarta|Budi", "neu@x.id|-|Neu", "i7-5|-|Nobody"])
  }

  @Test func aPhoneOfSomebodyWithAnotherEmailIsSomebodyElse() throws {
    let book = try plan(shop).book
    let next = try plan(["customers.csv": "email,phone\nspouse@x.id,081211112222\n"], into: book)
    #expect(next.added == 1)
  }

  @Test func rowsOfOneFileAreOneCustomer() throws {
    let next = try plan(["customers.csv": "email,name,city\na@x.id,Ani,\nA@x.id,,Depok\na@x.id,Ani,Depok\n"])
    #expect(next.added == 1 && next.updated == 1 && next.unchanged == 1)
    #expect(try rows(next.book, "customers", "id", "name", "city") == ["a@x.id|Ani|Depok"])
  }

  @Test func aKeyTwiceIsRejectedAndSharedContactsAreAsked() throws {
    let book = try plan(["customers.csv": "id,email\na,s@x.id\nb,s@x.id\n"]).book
    let next = try plan(["customers.csv": "id,email,name\na,,A\na,,B\n,s@x.id,C\nc,s@x.id,D\n"], into: book)
    #expect(next.rejects.map(\.line) == [3, 4])
    #expect(next.rejects[0].reason == "was already on line 2")
    #expect(next.rejects[1].reason.contains("several rows"))
    #expect(next.added == 1 && next.updated == 1)
  }

  @Test func matchingByOtherFields() throws {
    let book = try plan(["customers.csv": "id,name,code\na,Ani,X1\nb,Budi,X2\n"]).book
    let next = try plan(
      ["customers.csv": "code,city\nX2,Depok\nX3,Bogor\n"], into: book, ImportOptions(matching: ["code"]))
    #expect(try rows(next.book, "customers", "id", "city") == ["a|-", "b|Depok", "i1-3|Bogor"])
    #expect(throws: DiagnosticList.self) {
      try plan(["customers.csv": "code,city\nX2,Depok\n"], into: book, ImportOptions(matching: ["nothing"]))
    }
  }

  @Test func headersAreMapped() throws {
    let options = ImportOptions(
      target: "customers",
      map: [
        .init(header: "Kode", field: "id"), .init(header: "Sebutan", field: "name"),
        .init(header: "Hobi", field: "hobby"),
      ])
    let next = try plan(["data.csv": "Kode,Sebutan,Hobi\n1,Ani,chess\n"], options)
    #expect(try rows(next.book, "customers", "id", "name", "hobby") == ["1|Ani|chess"])
    let error = #expect(throws: DiagnosticList.self) {
      try plan(["data.csv": "Kode\n1\n"], ImportOptions(target: "customers", map: [.init(header: "No", field: "id")]))
    }
    #expect(error?.all.first?.code == "unknown-header")
  }

  @Test func typesOfTheBookCount() throws {
    let book = try plan(["customers.csv": "id,joined,points\na,2026-01-31,5\n"]).book
    let next = try plan(
      ["customers.csv": "id,joined,points\na,31.01.2026,6\nb,soon,7\nc,01.02.2026,many\n"], into: book)
    #expect(next.updated == 1 && next.added == 0 && next.rejects.map(\.line) == [3, 4])
    #expect(next.rejects.map(\.reason) == ["is not a date", "is not a number"])
  }

  @Test func referencesWithinATableAndToLaterRows() throws {
    let book = try plan(["customers.csv": "id,memberOf,referredBy\na,h,\nb,h,a\n"]).book
    #expect(try rows(book, "customers", "id", "memberOf", "referredBy") == ["a|h|-", "b|h|a"])
    let next = try plan(["customers.csv": "id,memberOf,referredBy\nh,,\nc,h,h2\nh2,,c\n"], into: book)
    #expect(
      try rows(next.book, "customers", "id", "memberOf", "referredBy")
        == ["a|h|-", "b|h|a", "h|-|-", "c|h|h2", "h2|-|c"])
    #expect(next.book.waysBack.first { $0.name == "members" }?.link.offsets.array == [0, 0, 0, 3, 3, 3])
    #expect(next.book.tables[0].columns.allSatisfy { $0.unmatched.count == 0 })
  }

  @Test func referencesFollowTheRowsOfATableThatIsPutInOrder() throws {
    let book = try plan([
      "customers.csv": "id\na\nb\n", "purchases.csv": "id,customer,date\np1,a,2026-02-01\np2,b,2026-01-01\n",
      "payments.csv": "purchase,customer,at,amount\np1,a,2026-02-02,1\np2,b,2026-01-02,2\np9,b,2026-01-03,3\n",
    ]).book
    let next = try plan(
      ["purchases.csv": "id,customer,date\np0,a,2026-01-01\np9,a,2026-03-01\n"], into: book)
    #expect(try rows(next.book, "purchases", "id", "customer") == ["p0|a", "p1|a", "p9|a", "p2|b"])
    #expect(try rows(next.book, "payments", "purchase", "amount") == ["p1|100c", "p2|200c", "p9|300c"])
  }

  @Test func textSetsNumbersAndTruthsAreCompared() throws {
    let header = "id,tags,score,active,at\n"
    let book = try plan(["customers.csv": header + "a,x|y,1.5,yes,2026-01-01T10:00\nb,,,,\n"]).book
    let same = try plan(["customers.csv": header + "a,y|x,1.50,yes,2026-01-01T10:00\nb,,,,\n"], into: book)
    #expect(same.unchanged == 2)
    let other = try plan(["customers.csv": header + "a,y,2.5,no,2026-01-01T11:00\nb,z|x,1,yes,\n"], into: book)
    #expect(other.updated == 2 && other.tables[0].changedCells == 7)
    #expect(try rows(other.book, "customers", "tags", "active") == ["y|no", "x+z|yes"])
  }

  @Test func otherTablesAndOwnTables() throws {
    let book = try plan(shop).book
    let next = try plan(
      [
        "visits.csv": "customer,day,note\nc1,2026-03-01,hello\nc2,2026-02-01,bye\n",
        "products.csv": "id,name\ns1,Soap\n",
      ],
      into: book, ImportOptions(batch: 4))
    #expect(try rows(next.book, "visits", "customer", "note") == ["c1|hello", "c2|bye"])
    #expect(next.book.tables[try #require(next.book.table(named: "visits"))].eventColumn == 1)
    #expect(next.book.waysBack.contains { $0.name == "visits" })
    #expect(next.batches == [4: "products.csv", 5: "visits.csv"])
    #expect(next.records(at: 0).map(\.added) == [1, 2])
  }

  @Test func anAddressLeadsToItsCustomer() throws {
    let book = try plan(shop).book
    let next = try plan(
      ["purchases.csv": "id,customer,date\np8,BUDI@x.id,2026-01-09\np9,who@x.id,2026-01-09\n"], into: book,
      ImportOptions(batch: 3))
    #expect(try rows(next.book, "purchases", "id", "customer").contains("p8|c2"))
    let later = try plan(["customers.csv": "id,email\nc7,who@x.id\n"], into: next.book, ImportOptions(batch: 4))
    #expect(try rows(later.book, "purchases", "id", "customer").contains("p9|c7"))
  }

  @Test func anotherCurrencyGetsAColumnThatSaysSo() throws {
    let book = try plan(shop).book
    let next = try plan(["purchases.csv": "id,customer,date,amount\np7,c1,2026-01-01,Rp10.000\n"], into: book)
    #expect(try rows(next.book, "purchases", "id", "amount", "amountCurrency").contains("p7|1000000c|IDR"))
    #expect(next.book.currency == book.currency)
    let fresh = try plan(["customers.csv": "id,spent\na,Rp10.000\n"])
    #expect(fresh.book.currency == "IDR")
  }
}
