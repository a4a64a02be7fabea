import CivilTime

/// The days that the shop's book covers, and how busy each of them is.
///
/// Buying is drawn on a clock that runs faster on busy days: `day(atTick:)` maps that clock back to the calendar. One tick is an
/// eighth of an average day.
struct Season: Sendable {
  /// Three years.
  static let dayCount = 1_096
  static let ticksPerDay = 8.0

  /// Days since 1970 of the first and the last day.
  let firstDay: Int
  let lastDay: Int
  private let tickOfDay: [Int]
  private let dayOfTick: [UInt16]

  init(lastDay: Int32) {
    self.lastDay = Int(lastDay)
    firstDay = Int(lastDay) - Season.dayCount + 1
    let festivals = Self.lebaran
    var ticks: [Int] = []
    var days: [UInt16] = []
    var reached = 0.0
    for day in 0..<Season.dayCount {
      ticks.append(days.count)
      reached += Self.weight(ofDay: firstDay + day, festivals: festivals) * Self.ticksPerDay
      while Double(days.count) < reached { days.append(UInt16(day)) }
    }
    tickOfDay = ticks
    dayOfTick = days
  }

  /// How busy a day is, 1 being ordinary.
  private static func weight(ofDay day: Int, festivals: [Int]) -> Double {
    let date = CivilDate(days: Int32(day))
    var weight = date.month == 12 ? 1.45 : date.month == 1 ? 0.8 : date.month == 7 ? 1.1 : 0.95
    let isEndOfMonth = date.day >= 25 || date.day <= 2
    // Wages are paid about the 25th.
    if isEndOfMonth { weight *= 1.2 }
    for festival in festivals where festival - day >= -3 && festival - day <= 28 {
      // Shops are shut on the feast itself and full in the weeks before it.
      weight *= festival >= day + 2 ? 1.9 : 0.3
    }
    return weight * [0.9, 0.85, 0.88, 0.95, 1.1, 1.3, 1.2][weekday(day)]
  }

  /// 0 for Monday to 6 for Sunday; 1970-01-01 was a Thursday.
  private static func weekday(_ day: Int) -> Int {
    let index = (day + 3) % 7
    return index < 0 ? index + 7 : index
  }

  /// The first day of Lebaran (Eid al-Fitr) in Indonesia, 2018 to 2030, in days since 1970; other years have no such peak.
  static let lebaran: [Int] = [
    (2018, 6, 15), (2019, 6, 5), (2020, 5, 24), (2021, 5, 13), (2022, 5, 2), (2023, 4, 22), (2024, 4, 10),
    (2025, 3, 31), (2026, 3, 20), (2027, 3, 10), (2028, 2, 27), (2029, 2, 15), (2030, 2, 5),
  ].compactMap { CivilDate(year: $0.0, month: $0.1, day: $0.2).map { Int($0.days) } }

  /// How many ticks the whole book has.
  var tickCount: Int { dayOfTick.count }

  /// The tick at which a day (counted from the first) begins.
  func tick(ofDay day: Int) -> Int { tickOfDay[day] }

  /// The day, counted from the first, at a tick.
  func day(atTick tick: Int) -> Int { Int(dayOfTick[tick]) }

  /// The text of each day, `2026-01-31`.
  var stamps: Phrases {
    Phrases(
      parts: (0..<Season.dayCount).map { day in
        let date = CivilDate(days: Int32(firstDay + day))
        func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(date.year)-\(padded(date.month))-\(padded(date.day))"
      })
  }
}
