import SampleBook
import Testing

/// Whether the demo behaves as a shop does.
@Suite struct BelievableTests {
  private let demo = WrittenShop.demo

  private struct Buyer {
    var spent = 0.0
    var orders: Set<String> = []
    var last = ""
  }

  private func buyers() -> [String: Buyer] {
    var buyers: [String: Buyer] = [:]
    for line in demo["purchases"].records {
      guard let amount = Double(line["amount"] ?? ""), let customer = line["customer"] else { continue }
      var buyer = buyers[customer] ?? Buyer()
      buyer.spent += amount - (Double(line["refunded"] ?? "") ?? 0)
      buyer.orders.insert(line["order"] ?? "")
      buyer.last = max(buyer.last, line["date"] ?? "")
      buyers[customer] = buyer
    }
    return buyers
  }

  private func share<Rows: Collection>(_ rows: Rows, _ condition: (Rows.Element) -> Bool) -> Double {
    Double(rows.count(where: condition)) / Double(max(rows.count, 1))
  }

  @Test func theFirstQuestionDividesTheCustomers() {
    let buyers = buyers().values
    let good = Double(buyers.count { $0.spent > 500 }) / 2_000
    #expect((0.10...0.30).contains(good))
    let goodAndRecent = buyers.count { $0.spent > 500 && $0.last > "2026-04-01" }
    #expect((60...400).contains(goodAndRecent))
  }

  @Test func buyingIsRepeatedAndEnds() {
    let buyers = buyers().values
    #expect((18_000...24_000).contains(demo["purchases"].rows.count))
    #expect((0.55...0.85).contains(share(buyers) { $0.orders.count > 1 }))
    // Whoever bought twice and has been silent for a year has left.
    #expect((0.08...0.40).contains(share(buyers) { $0.orders.count > 1 && $0.last < "2025-06-30" }))
    let top = buyers.map(\.spent).sorted(by: >)
    let decile = top.prefix(top.count / 10).reduce(0, +) / top.reduce(0, +)
    #expect((0.3...0.75).contains(decile))
  }

  @Test func theYearHasItsFeasts() {
    let months = Dictionary(grouping: demo["purchases"].column("date"), by: { $0.prefix(7) }).mapValues(\.count)
    for (feast, before, after) in [("2025-03", "2025-02", "2025-04"), ("2025-12", "2025-11", "2026-01")] {
      let peak = months[feast[...]] ?? 0
      #expect(peak > (months[before[...]] ?? 0) * 13 / 10, "\(feast)")
      #expect(peak > (months[after[...]] ?? 0) * 13 / 10, "\(feast)")
    }
  }

  @Test func someGoodsComeBackAndSomeCostsAreUnknown() {
    let lines = demo["purchases"].records
    #expect((0.02...0.08).contains(share(lines) { $0["refunded"] != "" }))
    #expect((0.04...0.25).contains(share(lines) { $0["cost"] == "" }))
    #expect(lines.allSatisfy { ($0["refunded"] == "") == ["completed", "pending"].contains($0["status"] ?? "") })
    let orders = Dictionary(grouping: lines, by: { $0["order"] ?? "" }).values
    #expect((0.3...0.7).contains(share(orders) { $0.count > 1 }))
    #expect(orders.allSatisfy { order in Set(order.map { $0["date"] ?? "" }).count == 1 })
  }

  @Test func aPrinterLeadsToInk() {
    let category = Dictionary(
      zip(demo["products"].column("id"), demo["products"].column("category")), uniquingKeysWith: { $1 })
    var printers: [String: String] = [:]
    var inks: [String: [String]] = [:]
    for line in demo["purchases"].records {
      guard let customer = line["customer"], let date = line["date"] else { continue }
      switch category[line["product"] ?? ""] {
      case "printer": if printers[customer] == nil, date < "2026-05-30" { printers[customer] = date }
      case "ink": inks[customer, default: []].append(date)
      default: break
      }
    }
    let followed = share(printers) { customer, date in
      (inks[customer] ?? []).contains { $0 > date && SampleDay.between(date, $0) <= 30 }
    }
    #expect(followed > 0.5)
  }

  @Test func someCampaignsWorkedAndSomeDidNot() {
    let worked = lift(of: "K03", from: "2026-02-20", to: "2026-03-21")
    let failed = lift(of: "K12", from: "2025-02-15", to: "2025-02-24")
    #expect(worked > 1.25)
    #expect(failed < 1.25)
  }

  /// How much likelier those addressed were to order within the days than those who had been customers already and were not.
  private func lift(of campaign: String, from: String, to: String) -> Double {
    let addressed = Set(
      demo["responses"].records.filter { $0["campaign"] == campaign && $0["event"] == "sent" }.compactMap {
        $0["customer"]
      })
    let known = demo["customers"].records.filter { customer in
      customer["kind"] == "person" && customer["acquiredOn"] != "" && (customer["acquiredOn"] ?? "") < from
    }.compactMap { $0["id"] }
    let ordering = Set(
      demo["purchases"].records.filter { from <= $0["date"] ?? "" && $0["date"] ?? "" <= to }.compactMap {
        $0["customer"]
      })
    let others = known.filter { !addressed.contains($0) }
    #expect(addressed.count > 100)
    #expect(others.count > 30)
    let rate = share(addressed) { ordering.contains($0) }
    return rate / max(share(others) { ordering.contains($0) }, 0.001)
  }

  @Test func complaintsAreAnsweredInTimeLateAndNever() {
    let cases = demo["cases"].records
    let unanswered = share(cases) { $0["firstResponse"] == "" }
    let sameDay = share(cases) { $0["firstResponse"]?.prefix(10) == $0["opened"]?.prefix(10) }
    #expect((0.04...0.25).contains(unanswered))
    #expect((0.35...0.75).contains(sameDay))
    #expect(cases.allSatisfy { $0["resolved"] == "" || ($0["resolved"] ?? "") > ($0["opened"] ?? "") })
    #expect(Set(cases.compactMap { $0["kind"] }) == ["question", "complaint", "claim", "return"])
  }

  @Test func categoriesHaveTenBrandsAndMore() {
    let products = demo["products"].records
    for (category, goods) in Dictionary(grouping: products, by: { $0["category"] ?? "" }) {
      #expect(Set(goods.compactMap { $0["brand"] }).count >= 10, "\(category)")
      #expect(goods.contains { $0["isCompetitor"] == "true" })
      #expect(goods.contains { $0["isCompetitor"] == "false" })
    }
  }

  @Test func everyKindOfFactIsKnownOfSomebody() {
    let kinds: Set = [
      "need", "like", "dislike", "ambition", "want", "competitorBrand", "barrier", "incentive", "expectation",
      "perception", "qualityStandard", "commitment", "switchingCost",
    ]
    #expect(Set(demo["facts"].column("kind")) == kinds)
  }

  @Test func consentsAreWithdrawn() {
    var newest: [String: String] = [:]
    var withdrawn = 0
    for consent in demo["consents"].records {
      let key = [consent["customer"], consent["channel"], consent["purpose"]].compactMap { $0 }.joined(separator: "/")
      if newest[key] == "true", consent["granted"] == "false" { withdrawn += 1 }
      newest[key] = consent["granted"]
    }
    #expect(withdrawn > 100)
  }
}
