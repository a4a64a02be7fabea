/// A day of the proleptic Gregorian calendar, and its number: days since 1970-01-01.
public struct CivilDate: Hashable, Sendable {
  public var year: Int
  /// 1…12
  public var month: Int
  /// 1…31
  public var day: Int

  /// Nil for a day that no calendar has (2026-02-30), and for years outside 1…9999.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= CivilDate.length(ofMonth: month, year: year)
    else { return nil }
    self.init(uncheckedYear: year, month: month, day: day)
  }

  init(uncheckedYear year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// The day of a number of days. Total: numbers beyond the years 1…9999 give years beyond them.
  ///
  /// Counts in eras of 400 years (146,097 days) that begin on 1 March, so that the leap day is the last of its year.
  public init(days: Int32) {
    let shifted = Int(days) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    self.init(
      uncheckedYear: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// Days since 1970-01-01.
  public var days: Int32 {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int32(truncatingIfNeeded: era * 146_097 + dayOfEra - 719_468)
  }

  /// Whether the year has a 29 February.
  public static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// The days of a month, 28 to 31.
  public static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Months since year 0: `year * 12 + month - 1`.
  public var monthNumber: Int { year * 12 + month - 1 }

  /// The first day of a month counted from year 0.
  public init(monthNumber: Int) {
    let year = monthNumber >= 0 ? monthNumber / 12 : (monthNumber - 11) / 12
    self.init(uncheckedYear: year, month: monthNumber - year * 12 + 1, day: 1)
  }

  /// The same day some months later, or the last of that month where it has no such day.
  public func adding(months: Int) -> CivilDate {
    var result = CivilDate(monthNumber: monthNumber + months)
    result.day = min(day, CivilDate.length(ofMonth: result.month, year: result.year))
    return result
  }
}
