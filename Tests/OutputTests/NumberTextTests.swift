import Output
import Testing

struct NumberTextTests {
  static let wholes: [(Int64, String)] = [
    (0, "0"), (7, "7"), (999, "999"), (1_000, "1,000"), (-1_234_567, "-1,234,567"),
    (.max, "9,223,372,036,854,775,807"), (.min, "-9,223,372,036,854,775,808"),
  ]

  @Test(arguments: Self.wholes)
  func `whole numbers are grouped`(value: Int64, text: String) {
    #expect(NumberText.whole(value) == text)
  }

  static let moneys: [(Int64, String)] = [
    (0, "0.00"), (5, "0.05"), (-5, "-0.05"), (123_450, "1,234.50"), (-100_000_000, "-1,000,000.00"),
    (.max, "92,233,720,368,547,758.07"), (.min, "-92,233,720,368,547,758.08"),
  ]

  @Test(arguments: Self.moneys)
  func `money has two decimals`(minorUnits: Int64, text: String) {
    #expect(NumberText.money(minorUnits) == text)
  }

  static let means: [(Double, String)] = [
    (0, "0.00"), (2.675, "2.68"), (1.005, "1.01"), (-1.005, "-1.01"), (-0.004, "0.00"), (999.995, "1,000.00"),
    (1e6 / 3, "333,333.33"), (1e20, "100,000,000,000,000,000,000.00"), (1.5e300, "1.5e300"), (.nan, "not a number"),
    (-.infinity, "-infinite"),
  ]

  @Test(arguments: Self.means)
  func `inexact money rounds as people round`(value: Double, text: String) {
    #expect(NumberText.inexactMoney(value) == text)
  }

  static let numbers: [(Double, String)] = [
    (0, "0"), (-0.0, "0"), (1, "1"), (0.1 + 0.2, "0.3"), (1.0 / 3, "0.333333"), (2.0 / 3, "0.666667"), (0.05, "0.05"),
    (0.001234567, "0.00123457"), (12.5, "12.5"), (1234.5678, "1,234.57"), (99_999.96, "100,000"),
    (123_456.7, "123,457"),
    (12_345_678.9, "12,345,679"), (-2446, "-2,446"), (999_999_999_999_999, "999,999,999,999,999"), (1e15, "1e15"),
    (1.5e18, "1.5e18"), (2.5e-9, "2.5e-9"), (-1.23456789e-7, "-1.23457e-7"), (9.9999999e-8, "1e-7"),
    (1e-6, "0.000001"),
    (.greatestFiniteMagnitude, "1.79769e308"), (.leastNonzeroMagnitude, "5e-324"), (.nan, "not a number"),
    (.infinity, "infinite"),
  ]

  @Test(arguments: Self.numbers)
  func `numbers show six significant digits and no idle zeros`(value: Double, text: String) {
    #expect(NumberText.number(value) == text)
  }

  static let shares: [(Double, String)] = [
    (0.1, "10%"), (0.1234, "12.3%"), (0.99999, "100%"), (0.9994, "99.9%"), (-0.05, "-5%"), (12, "1,200%"), (0, "0%"),
    (.nan, "not a number"),
  ]

  @Test(arguments: Self.shares)
  func `shares are percents`(share: Double, text: String) {
    #expect(NumberText.percent(share) == text)
  }

  static let durations: [(Int64, String)] = [
    (0, "0d"), (1, "1µs"), (1_500, "1.5ms"), (45_000_000, "45s"), (59_900_000, "59.9s"), (60_000_000, "1min"),
    (90_000_000, "1min 30s"), (3_599_700_000, "1h"), (7_500_000_000, "2h 5min"), (86_399_999_999, "1d"),
    (129_600_000_000, "1d 12h"), (2_937_600_000_000, "34d"), (2_980_800_000_000, "34d 12h"),
    (8_683_200_000_000, "101d"),
    (103_680_000_000_000, "1,200d"), (-2_937_600_000_000, "-34d"), (.max, "106,751,991d"), (.min, "-106,751,991d"),
    (59_999_999, "1min"), (999_999, "999.999ms"),
  ]

  @Test(arguments: Self.durations)
  func `durations are days, hours, minutes`(microseconds: Int64, text: String) {
    #expect(DurationText.short(microseconds: microseconds) == text)
  }
}
