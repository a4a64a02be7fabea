import Book
import Columns
import Diagnostics
import Interchange
import Testing

@testable import Session

/// `why`: each part's value and truth, against a shop whose figures are reckoned by hand.
@Suite struct WhyTests {
  @Test func everyPartSaysItsValueAndWhetherItHolds() throws {
    var talk = Conversation(session: try TinyShop.session())
    talk.run("segment big = customers where spent > 500 and lastPurchase > 15d; why C1 in big")
    // C1 paid 120.50 + 450 - 50 back = 520.50; the last time was 2026-06-20, ten days before 2026-06-30.
    #expect(
      talk.pages == [
        """
        C1 (Budi) is not in big.

        false  big
        true   ├─ spent > 500 — 520.50
        false  └─ lastPurchase > 15d — 2026-06-20 (10 days ago)
        """
      ])
  }

  @Test func whatIsNotThereIsSaidToBeMissing() throws {
    var talk = Conversation(session: try TinyShop.session())
    talk.run("segment s = customers where email is known or lastPurchase < 90d or city in (\"Depok\"); why C4 in s")
    #expect(
      talk.pages == [
        """
        C4 (Keluarga Santoso) is in s.

        true   s
        true   └─ any of
        false     ├─ email is known — missing
        false     ├─ lastPurchase < 90d — missing
        true      └─ city in ("Depok") — "Depok"
        """
      ])
  }

  @Test func segmentsAndConditionsInsideAreOpened() throws {
    var talk = Conversation(session: try TinyShop.session())
    talk.run(
      """
      segment depok = customers where city = "Depok"
      define bought = any(purchases where channel = "web") and spent > 10
      segment s = depok where not in depok or memberOf in depok and bought
      why C1 in s
      """)
    #expect(
      talk.pages == [
        """
        C1 (Budi) is in s.

        true   s
        true   ├─ depok
        true   │  └─ city = "Depok" — "Depok"
        true   └─ any of
        false     ├─ not in depok
        true      │  └─ city = "Depok" — "Depok"
        true      └─ all of
        true         ├─ memberOf in depok — "C4"
        true         │  └─ city = "Depok" — "Depok"
        true         └─ bought
        true            ├─ any(purchases where channel = "web") — count 1
        true            └─ spent > 10 — 520.50
        """
      ])
  }

  @Test func whereTheCustomerStoodInTheOrderIsTold() throws {
    var talk = Conversation(session: try TinyShop.session())
    // Spent: C1 520.50, C2 15, C3 29.97, C4 0. Two of the four stay; then the mean of the two is 275.235.
    talk.run("segment s = customers top 50% by spent where spent > avg(spent); why C2 in s; why C3 in s")
    #expect(
      talk.pages == [
        """
        C2 (Siti) is not in s.

        false  s
        false  ├─ top 50% by spent — 15.00, place 3 of 4, the first 2 are in, down to
               │     29.97
        –      └─ spent > avg(spent) — not asked: left out before
        """,
        """
        C3 (Zoë) is not in s.

        false  s
        true   ├─ top 50% by spent — 29.97, place 2 of 4, the first 2 are in, down to
               │     29.97
        false  └─ spent > avg(spent) — spent 29.97, avg(spent) 275.24
        """,
      ])
  }

  @Test func aPlaceIsCountedWithinTheGroup() throws {
    var talk = Conversation(session: try TinyShop.session())
    talk.run("segment s = customers where true bottom 1 per city by spent; why C1 in s")
    let value = try #require(talk.page?.answer.table.fields[2].column.value(2))
    #expect(value == .text("520.50, place 2 of 2 of Depok, the first is in, with 0.00"))
    talk.run("segment s = customers order by spent desc limit 1; why C3 in s")
    #expect(try #require(talk.pages.first).contains("false  └─ limit 1 — place 2 of 4"))
  }

  @Test func theSameAsRows() throws {
    var talk = Conversation(session: try TinyShop.session())
    talk.run("segment s = customers where city = \"Depok\" and spent > 5; why C2 in s")
    let table = try #require(talk.page?.answer.table)
    #expect(table.fields.map(\.name) == ["level", "part", "value", "holds"])
    #expect((0..<3).map { table.fields[3].column.value($0) } == [.truth(false), .truth(false), .truth(true)])
    #expect((0..<3).map { table.fields[0].column.value($0) } == [.whole(0), .whole(1), .whole(1)])
    #expect(table.fields[2].column.value(2) == .text("15.00"))
    #expect(table.fields[2].column.value(0) == .missing)
  }

  @Test func customersAreFoundByWhatNamesThem() throws {
    var talk = Conversation(session: try TinyShop.session())
    talk.run("segment s = customers where true; why budi@example.id in s; why C9 in s", keepsGoing: true)
    #expect(talk.pages.count == 1)
    #expect(talk.codes == ["unknown-key"])
    talk.run("segment teas = products where category = \"tea\"; why C in teas; why C1 in teas", keepsGoing: true)
    #expect(talk.pages.first?.hasPrefix("C (Teh melati) is in teas.") == true)
    #expect(talk.codes == ["unknown-key"])
    talk.run("why C1 in nothing")
    #expect(talk.codes == ["unknown-segment"])
    talk.run("why C1 in customers")
    #expect(talk.codes == ["unknown-segment"])
  }

  @Test func nobodyIsAskedWhoIsInterrupted() throws {
    let session = try TinyShop.session()
    var talk = session
    var status = RunStatus.success
    talk.run(SourceText("segment s = customers where rfm.r > 3")) { _ in }
    status = talk.run(SourceText("why C1 in s"), options: RunOptions(isCancelled: { true })) { _ in }
    #expect(status == .cancelled)
  }
}

extension Conversation {
  var page: Page? {
    outcomes.reversed().compactMap { outcome -> Page? in
      if case .page(let page) = outcome.content { return page }
      return nil
    }.first
  }

  /// The pages as a terminal of 80 cells shows them.
  var pages: [String] {
    outcomes.compactMap { outcome in
      if case .page(let page) = outcome.content { return page.text(80) }
      return nil
    }
  }
}
