import Columns

/// Functions on dates and times. A time counts by its calendar day.
extension ReferenceCall {
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]
  private static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

  func datePart() throws -> Value? {
    guard let part = Self.parts[name] else { return nil }
    return try part(try day(0))
  }

  private static let parts: [String: @Sendable (Int) throws -> Value] = [
    "day": { try date($0) },
    "week": { try date($0 - Calendar.weekday($0) + 1) },
    "month": { try date(Calendar.days(Calendar.date($0).year, Calendar.date($0).month, 1)) },
    "quarter": { try date(Calendar.days(Calendar.date($0).year, (Calendar.date($0).month - 1) / 3 * 3 + 1, 1)) },
    "endOfMonth": {
      let (year, month, _) = Calendar.date($0)
      return try date(Calendar.days(year, month, Calendar.length(month: month, year: year)))
    },
    "year": { .whole(Int64(Calendar.date($0).year)) },
    "quarterOfYear": { .whole(Int64((Calendar.date($0).month - 1) / 3 + 1)) },
    "monthOfYear": { .whole(Int64(Calendar.date($0).month)) },
    "weekOfYear": { .whole(Int64(Calendar.weekOfYear($0))) },
    "dayOfYear": { .whole(Int64($0 - Calendar.days(Calendar.date($0).year, 1, 1) + 1)) },
    "dayOfMonth": { .whole(Int64(Calendar.date($0).day)) },
    "weekday": { .whole(Int64(Calendar.weekday($0))) },
    "monthName": { .text(months[Calendar.date($0).month - 1]) },
    "weekdayName": { .text(weekdays[Calendar.weekday($0) - 1]) },
  ]

  func dateMeasure() throws -> Value? {
    switch name {
    case "hour": return .whole(clock() / 3_600_000_000)
    case "minute": return .whole(clock() / 60_000_000 % 60)
    case "age":
      let (from, until) = (try day(0), try day(1))
      return from > until ? .missing : .whole(Int64(Calendar.completedMonths(from, until) / 12))
    case "anniversary": return try anniversary()
    case "months": return .whole(Int64(Calendar.completedMonths(try day(0), try day(1))))
    case "days":
      if case .duration(let length) = arguments[0] { return .whole(length / Calendar.dayLength) }
      return .whole(Int64(try day(1) - day(0)))
    case "date + duration": return try shifted()
    case "time + length":
      guard case .time(let time) = arguments[0] else { throw wrong(0) }
      return .time(try sum(time, try whole(1)))
    case "date - date":
      if case .time(let a) = arguments[0], case .time(let b) = arguments[1] {
        let (difference, overflow) = a.subtractingReportingOverflow(b)
        if overflow { throw Overflow() }
        return .duration(difference)
      }
      // 32 bits of days are fewer than 64 bits of microseconds hold, but not by much.
      let (length, overflow) = Int64(try day(0) - day(1)).multipliedReportingOverflow(by: Calendar.dayLength)
      if overflow { throw Overflow() }
      return .duration(length)
    default: return nil
    }
  }

  /// Year after year until it is not before the day asked.
  private func anniversary() throws -> Value {
    let (date, start) = (try day(0), try day(1))
    guard Calendar.date(date).year < 9999 else { return .missing }
    var years = max(1, Calendar.date(start).year - Calendar.date(date).year - 1)
    while Calendar.adding(months: 12 * years, to: date) < start { years += 1 }
    let found = Calendar.adding(months: 12 * years, to: date)
    return Calendar.date(found).year > 9999 ? .missing : try Self.date(found)
  }

  private func clock() -> Int64 {
    if case .time(let time) = arguments[0] { return Calendar.split(time).clock }
    return 0
  }

  /// Months first, clamped to the month's end, then days, then the clock.
  private func shifted() throws -> Value {
    let (months, days, rest) = (try whole(1), try whole(2), try whole(3))
    guard Swift.abs(months) < 300_000_000, Swift.abs(days) < 1 << 40 else { throw Overflow() }
    let moved = Calendar.adding(months: Int(months), to: try day(0)) + Int(days)
    guard Int32(exactly: moved) != nil else { throw Overflow() }
    guard case .time = arguments[0] else { return try Self.date(moved + Calendar.split(rest).day) }
    let (midnight, overflow) = Int64(moved).multipliedReportingOverflow(by: Calendar.dayLength)
    if overflow { throw Overflow() }
    return .time(try sum(try sum(midnight, clock()), rest))
  }

  private func sum(_ a: Int64, _ b: Int64) throws -> Int64 {
    let (sum, overflow) = a.addingReportingOverflow(b)
    if overflow { throw Overflow() }
    return sum
  }
}
