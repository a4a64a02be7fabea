import Book
import Columns
import Diagnostics
import Interchange
import Testing

@testable import Session

/// `card`: what is told of a customer, against a shop whose figures are reckoned by hand.
@Suite struct CardTests {
  @Test func everythingAboutAPerson() throws {
    var talk = Conversation(session: try TinyShop.session())
    talk.run("card budi@example.id")
    // Margin: (120.50 − 60) + (450 − 50 − 2 × 200). The same every year for three years at 10%: 60.50 × 2.48685.
    #expect(
      talk.pages == [
        """
        C1 (Budi), person
        ─────────────────
        profile    budi@example.id · +628123456789 · Depok
                   birthDate 1989-10-19 (36 years) · vip, app
        family     member of C4 (Keluarga Santoso) · with C2 (Siti)
        value      spent 520.50 · orders 2 · margin 60.50 · profit 60.50 · ltv 150.45
                   lastPurchase 2026-06-20 · averageOrder 260.25
        standing   stage active · rfm 444 · group champions · silentFor 10d
                   in champions, loyal and persons
        purchases  2026-06-20  Mesin kopi, 450.00, store, refunded 50.00
                   2026-06-01  Kopi Gayo, 120.50, web
        """
      ])
  }

  @Test func aHouseholdIsItsMembersTogether() throws {
    var talk = Conversation(session: try TinyShop.session())
    talk.run("card C4")
    let page = try #require(talk.pages.first)
    #expect(page.hasPrefix("C4 (Keluarga Santoso), household\n"))
    #expect(page.contains("members 2: C1 (Budi) and C2 (Siti)"))
    #expect(page.contains("spent 535.50 · orders 3 · margin 60.50"))
    #expect(page.contains("2026-06-20  Budi: Mesin kopi, 450.00"))
    #expect(page.contains("2025-12-24  Siti: Kopi Gayo, 15.00, web"))
    #expect(!page.contains("rfm"))
  }

  @Test func whatHappensIsThereNewestFirst() throws {
    var talk = Conversation(session: try TinyShop.session())
    talk.run(
      """
      add interactions for C3 channel = "phone", direction = "in", at = 2026-05-01T09:00
      add interactions for C3 channel = "store", direction = "out", at = 2026-06-01T09:00
      add cases for C3 kind = "complaint", opened = 2026-06-02T10:00, severity = 4
      add cases for C3 kind = "question", opened = 2026-06-01T10:00, resolved = 2026-06-03T10:00
      add facts for C3 kind = "like", subject = "batik", at = 2026-01-01T00:00
      add consents for C3 channel = "email", purpose = "marketing", granted = true, at = 2026-01-01T00:00
      add consents for C3 channel = "email", purpose = "marketing", granted = false, at = 2026-02-01T00:00
      table visits of customers (day date event, room text, nights whole)
      add visits for C3 day = 2026-04-01, room = "12", nights = 3
      card C3
      """)
    let rows = try #require(talk.page?.answer.table)
    let sections = (0..<rows.rowCount).map { index in rows.fields.map { $0.column.value(index) } }
    let told = sections.map { row in
      row.map { if case .text(let text) = $0 { text } else { "" } }.joined(separator: "|")
    }
    let touchpoints = told.filter { $0.hasPrefix("touchpoints") }
    #expect(
      touchpoints == [
        "touchpoints|2026-06-01|contact: out, store", "touchpoints|2026-05-01|contact: in, phone",
      ])
    #expect(told.filter { $0.hasPrefix("open") } == ["open cases|2026-06-02|complaint, severity 4"])
    #expect(told.contains("wishes|like:|batik"))
    #expect(told.contains("consents|email marketing|no"))
    #expect(told.contains("also|visits 1|2026-04-01 12, nights 3"))
  }

  @Test func hostileTextStaysText() throws {
    var talk = Conversation(session: try TinyShop.session())
    talk.run("update customers for C3 set city = \"a\\u{1b}[31m\\u{202e}b\"; card C3")
    #expect(talk.pages.first?.contains("\u{1b}") == true, "the printer escapes, and no one else")
    talk.run("card nobody; card \"\"", keepsGoing: true)
    #expect(talk.codes == ["unknown-key", "unknown-key"])
  }

  @Test func whiteSpotsAreWhatTheirLikeBought() throws {
    // C0 bought coffee. Of 20 others who did, 8 bought tea and 1 ink; five companies and nine tea drinkers are not alike.
    var customers = ["id,kind"]
    var purchases = ["id,customer,date,amount,product"]
    func buys(_ customer: Int, _ product: String) {
      purchases.append("P\(purchases.count),C\(customer),2026-01-01,5.00,\(product)")
    }
    for index in 0..<35 {
      customers.append("C\(index),\((21..<26).contains(index) ? "company" : "person")")
      buys(index, index < 26 ? "coffee" : "tea")
      if (1...8).contains(index) { buys(index, "tea") }
      if index == 9 { buys(index, "ink") }
    }
    let products = "id,name,category\ncoffee,Kopi,coffee\ntea,Teh,tea\nink,Tinta,ink"
    let files = [
      SourceFile(name: "customers.csv", text: customers.joined(separator: "\n")),
      SourceFile(name: "purchases.csv", text: purchases.joined(separator: "\n")),
      SourceFile(name: "products.csv", text: products),
    ]
    let loaded = try Loader.load(name: "shop", files: files)
    let book = loaded.book.withStandardTables()
    let table = try #require(book.table(named: "customers"))
    let spots = try #require(WhiteSpots(book: book, customers: table)?.section(of: 0, [0]))
    #expect(spots.items.map(\.name) == ["tea"])
    #expect(spots.items.map(\.value) == ["40%"])
    #expect(spots.remark?.hasPrefix("of 20 alike") == true)
  }
}
