import Glibc
import Testing

@testable import SampleBook

/// The arithmetic that the draws rest on.
@Suite struct ArithmeticTests {
  @Test func logarithmAgreesWithTheLibrary() {
    var x = 1e-12
    while x < 1e12 {
      #expect(abs(RealMath.log(x) - Glibc.log(x)) <= 4e-15 * max(1, abs(Glibc.log(x))))
      x *= 1.0371
    }
    #expect(RealMath.log(1) == 0)
  }

  @Test func exponentialAgreesWithTheLibrary() {
    var x = -699.9
    while x < 700 {
      #expect(abs(RealMath.exp(x) / Glibc.exp(x) - 1) < 1e-13)
      x += 0.737
    }
    #expect(RealMath.exp(0) == 1)
    #expect(RealMath.exp(-1e300) == 0)
    #expect(RealMath.exp(1e300).isFinite)
  }

  @Test(arguments: [0.3, 0.8, 1, 4.5])
  func gammaHasItsMeanAndVariance(shape: Double) {
    var random = SeededRandom(seed: 11, purpose: .life, subject: 0)
    let draws = (0..<40_000).map { _ in random.gamma(shape: shape) }
    let mean = draws.reduce(0, +) / 40_000
    let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 40_000
    #expect(abs(mean - shape) < 0.04 * shape + 0.01)
    #expect(abs(variance - shape) < 0.1 * shape + 0.01)
  }

  @Test func betaAndNormalAndExponentialHaveTheirMeans() {
    var random = SeededRandom(seed: 12, purpose: .life, subject: 0)
    func mean(_ draw: (inout SeededRandom) -> Double) -> Double {
      (0..<40_000).reduce(0) { sum, _ in sum + draw(&random) } / 40_000
    }
    #expect(abs(mean { $0.beta(0.65, 1.9) } - 0.2549) < 0.01)
    #expect(abs(mean { $0.normal() }) < 0.02)
    #expect(abs(mean { $0.exponential() } - 1) < 0.02)
    #expect(abs(mean { $0.unit() } - 0.5) < 0.01)
  }

  @Test func wholeNumbersStayInBoundsAndReachThem() {
    var random = SeededRandom(seed: 13, purpose: .life, subject: 0)
    let draws = Set((0..<2_000).map { _ in random.within(-3...4) })
    #expect(draws == Set(-3...4))
    #expect((0..<50).allSatisfy { _ in random.below(1) == 0 && random.below(0) == 0 })
  }

  @Test func streamsOfOtherSubjectsAndPurposesDiffer() {
    var firsts: Set<UInt64> = []
    for subject in 0..<500 {
      for purpose in [Purpose.life, .buying, .fact] {
        var random = SeededRandom(seed: 1, purpose: purpose, subject: subject)
        firsts.insert(random.next())
      }
    }
    #expect(firsts.count == 1_500)
  }

  @Test(arguments: [
    (0, "0"), (7, "7"), (10, "10"), (99, "99"), (100, "100"), (-45, "-45"), (1_234_567, "1234567"),
    (Int.max, "9223372036854775807"),
  ])
  func wholeNumbersAreWritten(value: Int, text: String) {
    var sheet = CsvSheet()
    sheet.number(value)
    #expect(String(decoding: sheet.written, as: UTF8.self) == text)
  }

  @Test(arguments: [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (12_345, "123.45"), (-100, "-1.00"), (100_000, "1000.00")])
  func amountsAreWritten(value: Int, text: String) {
    var sheet = CsvSheet()
    sheet.hundredths(value)
    #expect(String(decoding: sheet.written, as: UTF8.self) == text)
  }

  @Test func datesTimesAndKeysAreWritten() {
    var sheet = CsvSheet()
    sheet.date(20_634)
    sheet.clock(9 * 60 + 5)
    sheet.next()
    sheet.customer(0)
    sheet.customer(1_234_566)
    sheet.end()
    #expect(String(decoding: sheet.written, as: UTF8.self) == "2026-06-30T09:05,C000001C1234567\n")
  }

  @Test(arguments: [
    ("plain", "plain"), ("a,b", "\"a,b\""), ("a \"b\"", "\"a \"\"b\"\"\""), ("a\nb", "\"a\nb\""), ("", ""),
  ])
  func cellsAreQuotedWhereNeeded(cell: String, text: String) {
    #expect(Phrases.quoted(cell) == text)
  }

  @Test func anElementSortsByDayThenMinuteAndTiesStay() {
    struct Event: Dated, Equatable {
      var day: UInt16
      var minute: UInt16
      var name: Int
    }
    let events = [
      Event(day: 5, minute: 9, name: 0), Event(day: 5, minute: 3, name: 1), Event(day: 0, minute: 1_439, name: 2),
      Event(day: 5, minute: 3, name: 3), Event(day: 1_095, minute: 0, name: 4),
    ]
    #expect(events.chronological().map(\.name) == [2, 1, 3, 0, 4])
    #expect(events.chronological(withMinutes: false).map(\.name) == [2, 0, 1, 3, 4])
  }
}
