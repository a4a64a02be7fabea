import Columns
import Testing

@Suite struct ExchangeRatesTests {
  private func rates(_ entries: [(String, Int32, Double)]) -> ExchangeRates {
    ExchangeRates(entries.map { ExchangeRates.Entry(currency: $0.0, day: $0.1, rate: $0.2) })
  }

  private func converted(_ cents: Int64, _ rate: Double) throws -> Int64? {
    let rates = rates([("EUR", 0, rate)])
    return try rates.converted(cents, rates.number(of: "EUR"), on: 0)
  }

  @Test func halvesAreRoundedAwayFromZero() throws {
    #expect(try converted(100, 1.005) == 101)
    #expect(try converted(-100, 1.005) == -101)
    #expect(try converted(1, 0.5) == 1)
    #expect(try converted(-1, 0.5) == -1)
    #expect(try converted(1, 0.4999) == 0)
  }

  @Test func aRateCountsAsItIsWrittenWithTwelveDecimals() throws {
    #expect(try converted(10_000_000_000_000, 6.6e-05) == 660_000_000)
    #expect(try converted(1_000_000_000_000, 1e-12) == 1)
    #expect(try converted(1_000_000_000_000, 5e-13) == 1)
    #expect(try converted(1_000_000_000_000, 4e-13) == 0)
    #expect(try converted(100, 123_456_789_012_345) == 12_345_678_901_234_500)
  }

  @Test func beyondSixtyFourBitsIsAnOverflow() throws {
    #expect(throws: ArithmeticOverflow.self) { try converted(.max, 1.1) }
    #expect(throws: ArithmeticOverflow.self) { try converted(.min, 2) }
    #expect(try converted(.max, 1) == .max)
    #expect(try converted(.max, 0.1) == 922_337_203_685_477_581)
  }

  @Test func aRateHoldsUntilTheNext() {
    let rates = rates([("EUR", 10, 2), ("EUR", 20, 3), ("EUR", 20, 4), ("USD", 5, 9), ("EUR", 30, -1), ("EUR", 31, 0)])
    #expect(rates.rate(of: "EUR", on: 9) == nil)
    #expect(rates.rate(of: "EUR", on: 10)?.rate == 2)
    #expect(rates.rate(of: "EUR", on: 19)?.rate == 2)
    #expect(rates.rate(of: "EUR", on: 20)?.rate == 4)
    #expect(rates.rate(of: "EUR", on: .max)?.rate == 4)
    #expect(rates.rate(of: "EUR", on: .min) == nil)
    #expect(rates.rate(of: "JPY", on: 20) == nil)
    #expect(rates.firstDay(of: "EUR") == 10 && rates.firstDay(of: "JPY") == nil)
  }

  /// Against a plain search, on days near and far, so that a place of the index stands for many days too.
  @Test func everyDayFindsItsRate() {
    for step in [1, 7, 1000, 100_000] as [Int32] {
      let days = (0..<60).map { Int32($0) * step - 3_000 }
      let rates = rates(days.map { ("EUR", $0, Double($0 + 4_000)) })
      for day in stride(from: days[0] - 2, through: days[59] + 2, by: max(1, Int(step) / 5)) {
        let expected = days.last { Int($0) <= Int(day) }
        #expect(rates.rate(of: "EUR", on: Int32(day))?.day == expected)
      }
    }
  }

  @Test func codesAreComparedWithoutCaseAndSpaces() {
    #expect(ExchangeRates.code(" eur ") == "EUR")
    #expect(ExchangeRates.code("  ") == "")
  }

  @Test func aBlockIsItsRows() throws {
    let rates = rates([("EUR", 0, 1.1), ("IDR", 5, 0.5)])
    let numbers = ["EUR", "IDR", "JPY"].map(rates.number) + [ExchangeRates.own]
    for count in 0...130 {
      let cents = (0..<count).map { Int64($0 * 37 - 900) }
      let known = (0..<count).map { $0 % 7 != 3 }
      let currencies = (0..<count).map { numbers[$0 % 4] }
      let days = (0..<count).map { Int32($0 % 11) }
      let block = Vector(count: count, .int64(Lane(Buffer(cents))), known: Bitmap(known))
      let result = try rates.converted(block, currencies, on: days)
      for row in 0..<count {
        let expected = known[row] ? try rates.converted(cents[row], currencies[row], on: days[row]) : nil
        let isKnown = result.known?[row] ?? true
        guard case .int64(let lane) = result.data else { return }
        #expect((isKnown ? lane[row] : nil) == expected)
      }
    }
  }
}
