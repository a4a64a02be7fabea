import Book
import Columns
import Diagnostics
import Interchange
import Testing

@testable import Session

/// `contrast`: shares, lifts and chances that were reckoned elsewhere.
@Suite struct ContrastTests {
  @Test func chancesAreThoseOfTheTwoProportionTest() {
    // Reckoned with erfc(|z| / √2), z = (0.3 − 0.05) / √(2/15 × 13/15 × 0.015).
    #expect(abs(Significance.chance(30, of: 100, 10, of: 200) - 1.915_61e-9) < 1e-13)
    #expect(Significance.chance(10, of: 100, 20, of: 200) == 1)
    #expect(Significance.chance(0, of: 100, 0, of: 200) == 1)
    #expect(Significance.chance(100, of: 100, 200, of: 200) == 1)
  }

  @Test func fewRowsAreNotTested() {
    // 10 rows among 300, a third of which are members: 3.3 are expected there.
    #expect(!Significance.isTestable(10, of: 100, 0, of: 200))
    #expect(Significance.isTestable(15, of: 100, 0, of: 200))
    #expect(!Significance.isTestable(100, of: 100, 190, of: 200))
  }

  @Test func holmCountsWhatWasTried() {
    let adjusted = Significance.holm([0.01, 0.04, 0.03, 0.005])
    for (value, expected) in zip(adjusted, [0.03, 0.06, 0.06, 0.02]) { #expect(abs(value - expected) < 1e-12) }
    #expect(Significance.holm([0.9, 0.8]) == [1, 1])
    #expect(Significance.holm([]) == [])
  }

  @Test func whoIsInBothIsOnNeitherSide() {
    let sides = Sides([0, 1, 2], other: [2, 3], of: 5)
    #expect(sides.side == [1, 1, 0, 2, 0])
    #expect(sides.members == 2 && sides.rest == 1)
    #expect(Sides([1], other: nil, of: 3).side == [2, 1, 2])
  }

  @Test func whatSetsASegmentApartIsFound() throws {
    var talk = Conversation(session: try Self.session())
    talk.run("segment fans = customers where tags has \"fan\"; contrast fans")
    #expect(talk.status == .success)
    let table = try #require(talk.session.lastAnswer?.table)
    #expect(table.fields.map(\.name) == ["attribute", "value", "members", "share", "share of rest", "lift", "p"])
    // 48 of 80 fans and 24 of 120 others are red: 60% against 20%.
    #expect(
      Self.row(table, 0) == [
        .text("color"), .text("red"), .whole(48), .number(0.6), .number(0.2), .number(3), .number(7e-8),
      ])
    #expect(Self.row(table, 1).prefix(3) == [.text("color"), .text("blue"), .whole(32)])
    #expect(table.rowCount == 2)
    // Two colours, two shapes, five numbers.
    #expect(talk.messages.last?.hasPrefix("Of 9 values tried, 2 differ") == true)
    #expect(talk.messages.last?.contains("tags") == true)
  }

  @Test func theAnswerCanBeWrittenButNotContinued() throws {
    var talk = Conversation(session: try Self.session())
    talk.run("select customers; segment fans = customers where tags has \"fan\"; contrast fans")
    talk.run("where color = \"red\"")
    #expect(talk.codes == ["no-query"])
    talk.run("export \"contrast.unknown\"")
    #expect(talk.codes == ["unknown-format"])
  }

  @Test func whatCannotBeContrastedIsSaid() throws {
    var talk = Conversation(session: try Self.session())
    talk.run("segment all = customers where true; segment none = customers where false; contrast none")
    #expect(talk.codes == ["empty-side"])
    for (other, code) in [("none", "empty-side"), ("all", "empty-side"), ("teas", "not-the-same-rows")] {
      talk.run("segment teas = products where true; contrast all with \(other)")
      #expect(talk.codes == [code], "\(other)")
    }
    talk.run("contrast customers")
    #expect(talk.codes == ["unknown-segment"])
    talk.run("contrast all with nothing")
    #expect(talk.codes == ["unknown-segment"])
  }

  @Test func nothingIsSaidWhereNothingDiffers() throws {
    var talk = Conversation(session: try Self.session())
    talk.run("segment some = customers where number = 1; contrast some")
    #expect(talk.messages.last?.hasPrefix("Nothing sets some apart: of 6 values tried") == true)
  }

  private static func row(_ table: ResultTable, _ row: Int) -> [Value] {
    table.fields.map { $0.column.value(row) }
  }

  /// 200 customers: the first 80 are fans, of whom 48 are red, as are 24 of the others.
  static func session() throws -> Session {
    var lines = ["id,name,color,shape,number,tags"]
    for index in 0..<200 {
      let isFan = index < 80
      let isRed = isFan ? index % 5 < 3 : index % 5 == 0
      lines.append(
        "C\(index),N\(index),\(isRed ? "red" : "blue"),\((index / 5).isMultiple(of: 2) ? "round" : "square"),"
          + "\(index / 10 % 5),\(isFan ? "fan" : "")")
    }
    let file = SourceFile(name: "customers.csv", text: lines.joined(separator: "\n"))
    let loaded = try Loader.load(name: "shop", files: [file])
    return Session(
      store: BookStore(inMemory: loaded.book.withStandardTables()), report: loaded.report, clock: .fixed(20_634))
  }
}
