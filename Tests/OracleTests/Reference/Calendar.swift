/// The calendar by counting: slow, and so simple that one can see that it is right.
enum Calendar {
  static let dayLength: Int64 = 86_400_000_000
  /// Days of 400 years, after which the calendar repeats.
  private static let cycle = 146_097

  static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  static func length(month: Int, year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Year, month and day of a number of days since 1970-01-01.
  static func date(_ days: Int) -> (year: Int, month: Int, day: Int) {
    let cycles = (days - mod(days, cycle)) / cycle
    var rest = mod(days, cycle)
    var year = 1970
    while rest >= (isLeap(year) ? 366 : 365) {
      rest -= isLeap(year) ? 366 : 365
      year += 1
    }
    var month = 1
    while rest >= length(month: month, year: year) {
      rest -= length(month: month, year: year)
      month += 1
    }
    return (year + 400 * cycles, month, rest + 1)
  }

  /// Days since 1970-01-01.
  static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let cycles = (year - 1970 - mod(year - 1970, 400)) / 400
    var result = cycles * cycle + day - 1
    var walked = 1970
    while walked < year - 400 * cycles {
      result += isLeap(walked) ? 366 : 365
      walked += 1
    }
    for earlier in 1..<month { result += length(month: earlier, year: walked) }
    return result
  }

  /// The same day of another month, or that month's last.
  static func adding(months: Int, to days: Int) -> Int {
    let (year, month, day) = date(days)
    let number = year * 12 + month - 1 + months
    let newMonth = mod(number, 12) + 1
    let newYear = (number - mod(number, 12)) / 12
    return self.days(newYear, newMonth, min(day, length(month: newMonth, year: newYear)))
  }

  /// 1 for Monday … 7 for Sunday; 1970-01-01 was a Thursday.
  static func weekday(_ days: Int) -> Int { mod(days + 3, 7) + 1 }

  /// The ISO week of the year: the one that has the week's Thursday.
  static func weekOfYear(_ days: Int) -> Int {
    let thursday = days + 4 - weekday(days)
    return (thursday - self.days(date(thursday).year, 1, 1)) / 7 + 1
  }

  /// Whole months from one day to another; negative if that is earlier.
  static func completedMonths(_ start: Int, _ end: Int) -> Int {
    if end < start { return -completedMonths(end, start) }
    let (from, to) = (date(start), date(end))
    var months = (to.year - from.year) * 12 + to.month - from.month
    while adding(months: months, to: start) > end { months -= 1 }
    return months
  }

  static func split(_ time: Int64) -> (day: Int, clock: Int64) {
    let rest = time % dayLength
    let day = Int(time / dayLength)
    return rest < 0 ? (day - 1, rest + dayLength) : (day, rest)
  }

  static func mod(_ value: Int, _ divisor: Int) -> Int {
    let rest = value % divisor
    return rest < 0 ? rest + divisor : rest
  }

  /// `2026-01-31`
  static func text(_ days: Int) -> String {
    let (year, month, day) = date(days)
    let yearText = (0...9999).contains(year) ? padded(year, 4) : String(year)
    return "\(yearText)-\(padded(month, 2))-\(padded(day, 2))"
  }

  /// `2026-01-31T09:30`, seconds and their fractions only where there are any.
  static func text(time: Int64) -> String {
    let (day, clock) = split(time)
    let seconds = Int(clock / 1_000_000)
    var result = "\(text(day))T\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2))"
    let fraction = Int(clock % 1_000_000)
    if seconds % 60 != 0 || fraction != 0 { result += ":" + padded(seconds % 60, 2) }
    if fraction != 0 {
      result += "." + padded(fraction, 6)
      while result.hasSuffix("0") { result.removeLast() }
    }
    return result
  }

  static func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
