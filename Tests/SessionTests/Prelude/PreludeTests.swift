import Diagnostics
import Query
import Testing

@testable import Session

/// What every book knows, against figures worked out on paper.
@Suite struct PreludeTests {
  /// A question of one row, and its answer.
  struct Figure: Sendable, CustomTestStringConvertible {
    var query: String
    var values: [String]
    var testDescription: String { query }

    init(_ row: String, _ columns: String, _ values: [String]) {
      query = "select customers where id = \"\(row)\" show \(columns)"
      self.values = values
    }

    init(_ query: String, _ values: [String]) {
      self.query = query
      self.values = values
    }
  }

  static let figures: [Figure] = [
    // Purchases: O2 is one order of two lines; 5 of it was given back.
    Figure(
      "A", "orders, firstPurchase, lastPurchase, spent, averageOrder, gap",
      ["2", "2024-06-01", "2026-01-10", "175", "87.5", "\(588 * 24)h"]),
    Figure("D", "orders, firstPurchase, spent, averageOrder, gap", ["0", "·", "0", "·", "·"]),
    Figure("select purchases where newToCompany show count", ["4"]),
    Figure("select purchases where isFirstIn(\"coffee\") show count, sum(amount)", ["3", "130"]),
    Figure("select purchases where isFirstIn(\"tea\") show count", ["2"]),
    Figure("select purchases where reactivated show count, sum(amount)", ["2", "80"]),
    Figure("select purchases where reactivated(587d) show count", ["2"]),
    Figure("select purchases where reactivated(588d) show count", ["0"]),

    // The margin leaves out P3, whose cost nobody knows: (100 − 40) + (50 − 5 − 2 × 10).
    Figure("A", "margin, costToServe, costToSell, costToAttract, profit", ["85", "9", "3", "45", "28"]),
    Figure("C", "margin, costToServe, costToSell, costToAttract, profit", ["50", "8", "0", "0", "42"]),

    // 25 of margin, 65 by Ben and Cas, 5 of service a year; three years at 10% are worth 2.48685.
    Figure("A", "ltv.margin, ltv.referrals, ltv.service, ltv", ["62.17", "161.65", "12.43", "211.39"]),
    Figure("A", "ltv(1y, 0%), ltv.margin(2y, 0%), ltv.service(18mo, 0%)", ["85", "50", "7.5"]),
    Figure("set horizon = 1y; set discount = 25%; select customers where id = \"A\" show ltv.margin", ["20"]),
    Figure("D", "ltv, years(3y), presentValue(2y, 0%)", ["0", "3", "2"]),

    // Ann, Ben and what was bought in the family's name.
    Figure(
      "A", "household.size, household.orders, household.spent, household.margin, household.lastPurchase",
      ["2", "4", "205", "106", "2026-06-20"]),
    Figure("H", "household.size, household.spent", ["2", "205"]),
    Figure("C", "household.size, household.spent, household.profit", ["1", "200", "42"]),
    Figure("A", "household.profit, household.ltv", ["\(28 + 15 - 1 - 40 + 6)", "261.12"]),

    // 80 was billed for the fair, whatever its budget; nobody came by radio.
    Figure(
      "select campaigns where id = \"K1\" show spending, acquired, costPerAcquisition, broughtMargin, payback",
      ["80", "2", "40", "100", "24"]),
    Figure("select campaigns where id = \"K1\" show broughtLtv, ltvToCost", ["246.2", "3.0775"]),
    Figure(
      "select campaigns where id = \"K2\" show spending, acquired, costPerAcquisition, broughtLtv, payback",
      ["60", "0", "·", "0", "·"]),

    // Ben has bought once, ten days ago; the book's only gap is Ann's.
    Figure("select customers group by stage show count order by stage", ["active", "1"]),
    Figure("select customers where stage = \"new\" show count, min(id), max(id)", ["3", "B", "H"]),
    Figure("D", "stage", ["prospect"]),
    Figure("select customers where rfm.group = \"never bought\" show count, min(id)", ["1", "D"]),

    // Ann wrote last and got no answer; Ben got one; Dee's question lies there.
    Figure("A", "unanswered, openCases, responseTime, silentFor", ["true", "0", "·", "\(20 * 24)h"]),
    Figure("B", "unanswered, silentFor", ["false", "\(10 * 24)h"]),
    Figure("C", "unanswered, openCases, responseTime", ["false", "1", "4h"]),
    Figure("D", "unanswered, openCases, silentFor", ["true", "1", "·"]),
    Figure(
      "select customers where canContact(\"email\", \"marketing\") show count, min(id)", ["1", "B"]),

    // Half of Ann's purchases go elsewhere; Ben says more than everything does.
    Figure("A", "walletShare, whitespace(\"tea\")", ["0.5", "false"]),
    Figure("B", "walletShare, whitespace(\"tea\")", ["0", "true"]),
    Figure("D", "walletShare, whitespace(\"tea\")", ["·", "false"]),
  ]

  @Test(arguments: figures) func isWorkedOut(_ figure: Figure) throws {
    #expect(try CornerShop.values(figure.query) == figure.values)
  }

  @Test func aColumnOfOnesOwnWinsOverTheBareName() throws {
    var session = try CornerShop.session()
    session = Session(store: .init(inMemory: session.book), clock: .fixed(CornerShop.today))
    session.run(SourceText("column customers.ltv money; update customers for A set ltv = 7")) { _ in }
    let values = try CornerShop.values(
      "select customers where id = \"A\" show ltv, ltv(1y, 0%), ltv.margin(1y, 0%)", session)
    #expect(values == ["7", "85", "25"])
  }

  /// A book of customers alone knows every measure too.
  @Test func everyMeasureReadsWhateverIsThere() throws {
    for tables in [["customers"], ["customers", "purchases"], ["customers", "campaigns", "costs"]] {
      let context = try CornerShop.session(tables).context
      for definition in context.catalog.definitions where definition.isPrelude {
        let mistakes = Resolver.check(definition, in: context).filter { $0.severity == .error }
        #expect(mistakes.isEmpty, "\(definition.name) in a book of \(tables): \(mistakes.map(\.message))")
      }
    }
  }

  @Test func everyMeasureAndSegmentSaysWhatItIs() {
    let catalog = Catalog()
    #expect(catalog.definitions.filter { $0.remark == nil }.map(\.name) == [])
    #expect(catalog.segments.filter { $0.remark == nil }.map(\.name) == [])
    #expect(catalog.definitions.count >= 45)
  }

  @Test func theSamplesPartsAddUp() {
    var talk = Conversation()
    talk.run("select customers where abs(ltv.margin + ltv.referrals - ltv.service - ltv) > 0")
    #expect(talk.rows == 0)
    talk.run("select customers where abs(margin - costToServe - costToSell - costToAttract - profit) > 0.001")
    #expect(talk.rows == 0)
    talk.run(
      "select campaigns where abs(acquired - count(customers)) > 0 or abs(spending - costPerAcquisition * acquired) > acquired * 0.0051"
    )
    #expect(talk.rows == 0)
    talk.run("select households where abs(household.spent - spent - sum(members.spent)) > 0")
    #expect(talk.rows == 0)
    talk.run("select customers where ltv > 0 and ltv(1y) < ltv")
    #expect((talk.rows ?? 0) > 20)
  }
}
