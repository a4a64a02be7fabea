import CivilTime
import Columns
import Diagnostics
import Syntax

/// Calendar arithmetic on days for ranges and ages, refusing what leaves the years 1 to 9999.
enum TimeRanges {
  static let firstDay = CivilDate(days: -719_162).days
  static let lastDay: Int32 = 2_932_896

  /// A day some months and days later (sign 1) or earlier (sign −1); months clamp to the month's end.
  static func shift(_ day: Int32, by length: CalendarDuration, sign: Int64, at span: Span) throws -> Int32 {
    guard abs(length.months) <= 120_000, abs(length.days) <= 3_660_000 else { throw outOfRange(span) }
    let moved = CivilDate(days: day).adding(months: Int(sign * length.months)).days
    let result = Int64(moved) + sign * length.days
    guard (Int64(firstDay)...Int64(lastDay)).contains(result) else { throw outOfRange(span) }
    return Int32(result)
  }

  static func outOfRange(_ span: Span) -> Diagnostic {
    Diagnostic("time-out-of-range", "This reaches beyond the years 1 to 9999.", at: span)
  }

  /// The first and last day of a month counted from year 0.
  static func month(_ number: Int32) -> (first: Int32, last: Int32) {
    let first = CivilDate(monthNumber: Int(number))
    return (first.days, first.adding(months: 1).days - 1)
  }

  /// The first and last day of a year; nil for what is no year.
  static func year(_ year: Int64) -> (first: Int32, last: Int32)? {
    guard (1000...9998).contains(year), let first = CivilDate(year: Int(year), month: 1, day: 1) else { return nil }
    return (first.days, first.adding(months: 12).days - 1)
  }

  static func period(_ period: CalendarPeriod) -> CivilPeriod {
    switch period {
    case .day: .day
    case .week: .week
    case .month: .month
    case .quarter: .quarter
    case .year: .year
    }
  }
}
