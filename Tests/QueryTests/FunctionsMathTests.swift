import Columns
import Diagnostics
import Testing

@testable import Query

@Suite("Functions on numbers")
struct FunctionsMathTests {
  @Test func roundingGoesAwayFromZero() throws {
    try expect(
      "round",
      [
        ([.number(2.5)], .number(3)), ([.number(-2.5)], .number(-3)), ([.number(0.49999999999999994)], .number(0)),
        ([.number(2.675), .whole(2)], .number(2.68)), ([.number(1.005), .whole(2)], .number(1)),
        ([.number(-15), .whole(-1)], .number(-20)), ([.number(1e300), .whole(20)], .number(1e300)),
        ([.number(1.5), .whole(-400)], .number(0)), ([.number(1.5), .whole(.max)], .missing),
        ([.whole(-7)], .whole(-7)), ([.whole(12_350), .whole(-2)], .whole(12_400)),
        ([.whole(5), .whole(3)], .whole(5)),
        ([.whole(-50), .whole(-2)], .whole(-100)), ([.whole(.max), .whole(-30)], .whole(0)),
        ([.money(250)], .money(300)), ([.money(-250)], .money(-300)), ([.money(249)], .money(200)),
        ([.money(1_255), .whole(1)], .money(1_260)), ([.money(12_345), .whole(2)], .money(12_345)),
        ([.money(150_000), .whole(-3)], .money(200_000)),
      ])
    try expect("round", [([.number(0.1249)], .number(0.12))], types: [.percent])
    try expect("round", [([.missing], .missing), ([.number(1.5)], .number(2))], types: [.inexactMoney])
  }

  @Test func roundingBeyondSixtyFourBitsIsAnOverflow() {
    #expect(throws: Diagnostic.self) { try call("round", [.whole(.max), .whole(-1)]) }
    #expect(throws: Diagnostic.self) { try call("round", [.money(.min), .whole(-17)]) }
    #expect(throws: Diagnostic.self) { try call("ceil", [.money(.max)]) }
    #expect(throws: Diagnostic.self) { try call("floor", [.money(.min)]) }
    #expect(throws: Diagnostic.self) { try call("abs", [.whole(.min)]) }
  }

  @Test func floorAndCeilingKeepMoneyExact() throws {
    try expect(
      "floor",
      [
        ([.money(-250)], .money(-300)), ([.money(299)], .money(200)), ([.money(-300)], .money(-300)),
        ([.number(-2.5)], .number(-3)), ([.whole(9)], .whole(9)),
      ])
    try expect(
      "ceil", [([.money(-250)], .money(-200)), ([.money(201)], .money(300)), ([.number(2.1)], .number(3))])
    try expect("floor", [([.number(0.129)], .number(0.12))], types: [.percent])
  }

  @Test func whatHasNoResultIsMissing() throws {
    let cases: [(String, [Value], Value)] = [
      ("sqrt", [.number(4)], .number(2)), ("sqrt", [.number(-1)], .missing), ("sqrt", [.money(400)], .number(2)),
      ("ln", [.whole(1)], .number(0)), ("ln", [.whole(0)], .missing), ("ln", [.whole(-1)], .missing),
      ("log10", [.whole(1000)], .number(3)), ("log10", [.whole(0)], .missing),
      ("exp", [.whole(0)], .number(1)), ("exp", [.whole(710)], .missing),
      ("power", [.whole(2), .whole(10)], .number(1024)), ("power", [.whole(-8), .number(0.5)], .missing),
      ("power", [.whole(0), .whole(-1)], .missing), ("power", [.whole(2), .whole(1024)], .missing),
      ("sign", [.money(-5)], .whole(-1)), ("sign", [.number(-0.0)], .whole(0)), ("sign", [.whole(7)], .whole(1)),
      ("abs", [.money(-525)], .money(525)), ("abs", [.duration(-5)], .duration(5)),
      ("abs", [.number(-1.5)], .number(1.5)),
    ]
    for (name, arguments, expected) in cases {
      #expect(try call(name, arguments) == expected, "\(name)\(arguments)")
    }
  }

  @Test func extremesLeaveMissingValuesOut() throws {
    try expect(
      "least",
      [
        ([.whole(3), .whole(1), .whole(2)], .whole(1)), ([.missing, .whole(2)], .whole(2)),
        ([.whole(2), .missing, .missing], .whole(2)), ([.missing, .missing], .missing),
        ([.money(150), .whole(2)], .money(150)), ([.whole(1), .number(0.5)], .number(0.5)),
        ([.text("b"), .text("B")], .text("B")), ([day("2024-01-02"), day("2024-01-01")], day("2024-01-01")),
      ])
    try expect(
      "greatest",
      [
        ([.missing, .text("a"), .text("b")], .text("b")), ([.money(150), .whole(2)], .money(200)),
        ([day("2024-01-02"), time("2024-01-02", 1)], time("2024-01-02", 1)),
      ])
  }
}
