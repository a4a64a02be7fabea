/// A unit of a duration literal.
public struct DurationUnit: Sendable {
  /// As it is written behind the number: `d`, `mo`.
  public let symbol: String
  public let help: String
  let months: Int64
  let days: Int64
  let minutes: Int64
  /// Other spellings that people try; refused with the right one as suggestion.
  let mistakes: [String]

  private init(
    _ symbol: String, _ help: String, months: Int64 = 0, days: Int64 = 0, minutes: Int64 = 0, mistakes: [String]
  ) {
    self.symbol = symbol
    self.help = help
    self.months = months
    self.days = days
    self.minutes = minutes
    self.mistakes = mistakes
  }

  public static let all: [DurationUnit] = [
    DurationUnit("d", "days", days: 1, mistakes: ["day", "days"]),
    DurationUnit("w", "weeks", days: 7, mistakes: ["wk", "wks", "week", "weeks"]),
    DurationUnit("mo", "months", months: 1, mistakes: ["mon", "mos", "mth", "month", "months"]),
    DurationUnit("q", "quarters", months: 3, mistakes: ["qtr", "quarter", "quarters"]),
    DurationUnit("y", "years", months: 12, mistakes: ["yr", "yrs", "year", "years"]),
    DurationUnit("h", "hours", minutes: 60, mistakes: ["hr", "hrs", "hour", "hours"]),
    DurationUnit("min", "minutes", minutes: 1, mistakes: ["mins", "minute", "minutes"]),
  ]

  static func named(_ symbol: String) -> DurationUnit? {
    let symbol = symbol.lowercased()
    return all.first { $0.symbol == symbol }
  }

  static func meant(by spelling: String) -> DurationUnit? {
    let spelling = spelling.lowercased()
    return all.first { $0.mistakes.contains(spelling) }
  }
}
