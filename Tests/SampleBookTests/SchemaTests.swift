import SampleBook
import Testing

/// The tables that a book of customers knows, with exactly their columns.
private let standard: [String: String] = [
  "customers": """
  id kind memberOf memberRole name given family salutation preferredName email phone address city region country \
  postalCode birthDate gender occupation socialClass language roles stage acquiredOn source campaign referredBy \
  switchedFrom lostTo owner serviceTier preferredChannel preferredTime prospectValue prospectProbability tags note
  """,
  "purchases": "id customer order date amount cost quantity product channel campaign offer status refunded spec",
  "products": "id name brand category isCompetitor involvement launched unitCost",
  "interactions": """
  id customer at channel direction touchpoint kind thread participants staff campaign cost outcome note
  """,
  "cases": "id customer kind purchase opened firstResponse resolved severity status cost satisfaction note",
  "facts": "customer kind subject value score at source",
  "answers": "customer survey question value score at",
  "consents": "customer channel purpose granted at source",
  "campaigns": "id name objective medium style callToAction place mode start end budget",
  "responses": "customer campaign event at",
  "offers": "id kind value start end",
  "offersMade": "customer offer channel message status at redeemedAt",
  "costs": "customer kind activity quantity amount campaign at",
  "activities": "activity rate",
  "loyalty": "customer program points tier at",
  "stages": "customer from to at",
  "payments": "customer purchase at method amount status",
  "rates": "currency date rate",
]

@Suite struct SchemaTests {
  private let demo = WrittenShop.demo

  @Test func everyStandardTableIsThereWithItsColumns() {
    #expect(Set(SampleShop.tableNames) == Set(standard.keys))
    for (name, columns) in standard {
      let expected = columns.split(separator: " ").map(String.init)
      #expect(demo[name].columns == expected, "\(name)")
      #expect(SampleShop.columns(of: name) == expected)
      #expect(demo[name].rows.count > 0, "\(name)")
    }
    #expect(SampleShop.columns(of: "nothing") == nil)
  }

  @Test func everyRowHasACellForEachColumn() {
    for (name, table) in demo.tables {
      let odd = table.rows.first { $0.count != table.columns.count }
      #expect(odd == nil, "\(name): \(odd ?? [])")
    }
  }

  @Test func noColumnIsWhollyEmptyAndManyHaveGaps() {
    var gaps = 0
    for (name, table) in demo.tables {
      for column in table.columns {
        let cells = table.column(column)
        #expect(cells.contains { !$0.isEmpty }, "\(name).\(column)")
        if cells.contains(where: \.isEmpty) { gaps += 1 }
      }
    }
    #expect(gaps > 40)
  }

  @Test func keysAreUnique() {
    for name in ["customers", "purchases", "products", "interactions", "cases", "campaigns", "offers"] {
      let keys = demo[name].column("id").filter { !$0.isEmpty }
      #expect(Set(keys).count == keys.count, "\(name)")
    }
  }

  @Test func allTextIsUTF8() {
    for (file, bytes) in demo.bytes {
      #expect(Array(String(decoding: bytes, as: UTF8.self).utf8) == bytes, "\(file)")
    }
  }

  @Test func historiesAreWrittenInTheOrderOfTime() {
    for (name, table) in demo.tables {
      guard let time = table.columns.first(where: { ["date", "at", "opened"].contains($0) }) else { continue }
      let known = table.column(time).filter { !["2025-02-30", "2026-04-31", "2025-13-05"].contains($0.prefix(10)) }
      #expect(known == known.sorted(), "\(name)")
      #expect(known.allSatisfy { $0.prefix(10) <= "2026-06-30" }, "\(name)")
    }
  }

  @Test func referencesPointAtSomethingButForTheKnownDirt() {
    let dirt = demo.shop.knownDirt
    #expect(dangling("purchases", "customer", "customers") == dirt.purchasesOfUnknownCustomers)
    #expect(dangling("purchases", "product", "products") == dirt.unknownProducts)
    #expect(dangling("customers", "referredBy", "customers") == dirt.unknownReferrers)
    #expect(dangling("interactions", "customer", "customers") == dirt.interactionsWithUnknownCustomers)
    let clean = [
      ("customers", "memberOf", "customers"), ("customers", "campaign", "campaigns"),
      ("purchases", "campaign", "campaigns"), ("purchases", "offer", "offers"), ("cases", "customer", "customers"),
      ("cases", "purchase", "purchases"), ("facts", "customer", "customers"), ("answers", "customer", "customers"),
      ("consents", "customer", "customers"), ("responses", "customer", "customers"),
      ("responses", "campaign", "campaigns"), ("offersMade", "customer", "customers"),
      ("offersMade", "offer", "offers"), ("costs", "customer", "customers"), ("costs", "campaign", "campaigns"),
      ("loyalty", "customer", "customers"), ("stages", "customer", "customers"), ("payments", "customer", "customers"),
      ("payments", "purchase", "purchases"), ("interactions", "campaign", "campaigns"),
    ]
    for (table, column, target) in clean {
      #expect(dangling(table, column, target) == 0, "\(table).\(column)")
    }
  }

  private func dangling(_ table: String, _ column: String, _ target: String) -> Int {
    let keys = Set(demo[target].column("id"))
    let cells = demo[table].column(column)
    #expect(!cells.isEmpty)
    return cells.count { !$0.isEmpty && !keys.contains($0) }
  }
}
