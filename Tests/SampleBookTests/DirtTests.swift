import CivilTime
import SampleBook
import Testing

/// The dirt is what `knownDirt` says, and nothing else is dirty.
@Suite struct DirtTests {
  private let demo = WrittenShop.demo

  @Test func theDemoHasSixRowsThatCannotBeLoaded() {
    let dirt = demo.shop.knownDirt
    #expect(dirt.rejectedRows == 6)
    #expect(dirt.danglingReferences == 4)
    #expect(SampleShop(customers: 0, seed: 1).knownDirt.rejectedRows == 0)
    #expect(SampleShop(customers: 20_000, seed: 1).knownDirt.rejectedRows == 60)
  }

  @Test func datesAreDatesButForTheKnownDirt() {
    let dirt = demo.shop.knownDirt
    #expect(badDates("purchases", ["date"]) == dirt.impossibleDates)
    #expect(badDates("cases", ["opened", "firstResponse", "resolved"]) == dirt.impossibleCases)
    #expect(badDates("interactions", ["at"]) == dirt.impossibleInteractions)
    for (table, columns) in [
      ("customers", ["birthDate", "acquiredOn"]), ("products", ["launched"]), ("facts", ["at"]), ("answers", ["at"]),
      ("consents", ["at"]), ("campaigns", ["start", "end"]), ("responses", ["at"]), ("offers", ["start", "end"]),
      ("offersMade", ["at", "redeemedAt"]), ("costs", ["at"]), ("loyalty", ["at"]), ("stages", ["at"]),
      ("payments", ["at"]), ("rates", ["date"]),
    ] { #expect(badDates(table, columns) == 0, "\(table)") }
  }

  private func badDates(_ table: String, _ columns: [String]) -> Int {
    columns.reduce(0) { sum, column in
      let cells = demo[table].column(column)
      #expect(!cells.isEmpty)
      return sum
        + cells.count { cell in
          !cell.isEmpty && (SampleDay.number(String(cell.prefix(10))) == 0 || ![10, 16].contains(cell.utf8.count))
        }
    }
  }

  @Test func numbersAreNumbersButForTheKnownDirt() {
    let dirt = demo.shop.knownDirt
    #expect(badNumbers("purchases", ["amount", "cost", "quantity", "refunded"]) == dirt.lettersInAmounts)
    #expect(badNumbers("payments", ["amount"]) == dirt.lettersInPayments)
    for (table, columns) in [
      ("customers", ["prospectValue", "prospectProbability"]), ("products", ["unitCost"]), ("interactions", ["cost"]),
      ("cases", ["severity", "cost", "satisfaction"]), ("facts", ["score"]), ("answers", ["score"]),
      ("campaigns", ["budget"]), ("offers", ["value"]), ("costs", ["quantity", "amount"]), ("activities", ["rate"]),
      ("loyalty", ["points"]), ("rates", ["rate"]),
    ] { #expect(badNumbers(table, columns) == 0, "\(table)") }
  }

  private func badNumbers(_ table: String, _ columns: [String]) -> Int {
    columns.reduce(0) { sum, column in
      let cells = demo[table].column(column)
      #expect(!cells.isEmpty)
      return sum + cells.count { !$0.isEmpty && Double($0) == nil }
    }
  }

  @Test func oneRowHasNoKey() {
    #expect(demo["customers"].column("id").count(where: \.isEmpty) == demo.shop.knownDirt.customersWithoutKey)
    #expect(demo["customers"].rows.count == 2_000 + demo.shop.knownDirt.customersWithoutKey)
  }

  @Test func spacesStrayAndNotesBreakTheirLines() {
    let strayed = demo["customers"].column("name").count { $0.hasPrefix(" ") && $0.hasSuffix(" ") }
    #expect(strayed == demo.shop.knownDirt.strayedSpaces)
    let notes = demo["customers"].column("note")
    #expect(notes.contains { $0.contains("\n") })
    #expect(notes.contains { $0.contains("\"") })
    #expect(demo["customers"].column("address").contains { $0.contains(", RT ") })
  }

  @Test func duplicatesAreAsManyAsKnown() {
    let names = Set(demo["customers"].column("name"))
    // A letter struck twice, at the end of the first name or of the only one; or a space between Han names.
    let misspelt = demo["customers"].records.count { record in
      guard let number = Int((record["id"] ?? "").dropFirst()), (number - 1) % 97 == 50 else { return false }
      guard record["memberOf"] == "", record["kind"] == "person" else { return false }
      return names.contains {
        record["name"] != $0 && (record["name"] ?? "").filter { $0 != " " }.count == $0.filter { $0 != " " }.count + 1
      }
        || (record["name"] ?? "").contains(" ")
    }
    #expect(demo.shop.knownDirt.misspeltDuplicates > 8)
    #expect(misspelt >= demo.shop.knownDirt.misspeltDuplicates)
  }
}
