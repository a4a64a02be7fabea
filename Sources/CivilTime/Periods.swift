/// The calendar periods that dates are cut into. Weeks begin on Monday.
public enum CivilPeriod: String, Hashable, Sendable, CaseIterable {
  case day, week, month, quarter, year

  /// The first day of the period that holds a day.
  public func start(of days: Int32) -> Int32 {
    switch self {
    case .day: return days
    case .week: return days - Int32(CivilPeriod.weekday(days) - 1)
    case .month, .quarter, .year:
      var date = CivilDate(days: days)
      date.day = 1
      if self == .quarter { date.month -= (date.month - 1) % 3 }
      if self == .year { date.month = 1 }
      return date.days
    }
  }

  /// The first day of the period that lies `offset` periods after the one that holds a day.
  public func start(of days: Int32, offset: Int) -> Int32 {
    let first = start(of: days)
    switch self {
    case .day: return first + Int32(truncatingIfNeeded: offset)
    case .week: return first + Int32(truncatingIfNeeded: offset * 7)
    case .month: return CivilDate(days: first).adding(months: offset).days
    case .quarter: return CivilDate(days: first).adding(months: offset * 3).days
    case .year: return CivilDate(days: first).adding(months: offset * 12).days
    }
  }

  /// 1 for Monday to 7 for Sunday.
  public static func weekday(_ days: Int32) -> Int {
    let sinceMonday = (Int(days) + 3) % 7
    return (sinceMonday < 0 ? sinceMonday + 7 : sinceMonday) + 1
  }
}

/// Clock lengths in microseconds, the unit of times and durations.
public enum Microseconds {
  public static let second: Int64 = 1_000_000
  public static let minute: Int64 = 60 * second
  public static let hour: Int64 = 60 * minute
  public static let day: Int64 = 24 * hour

  /// The calendar day of a time, and the microseconds since its midnight.
  public static func split(_ time: Int64) -> (days: Int32, clock: Int64) {
    var days = time / day
    var clock = time % day
    if clock < 0 {
      clock += day
      days -= 1
    }
    return (Int32(truncatingIfNeeded: days), clock)
  }
}
