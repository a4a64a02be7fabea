/// The rule by which a zone's clocks change every year, as POSIX writes it: `CET-1CEST,M3.5.0,M10.5.0/3`.
struct ZoneRule {
  /// The day of a change, and the second of it on the clock that counts until then.
  private struct Moment {
    enum Day {
      /// A weekday (0 for Sunday) of a week of a month; week 5 is the last.
      case weekday(Int, week: Int, month: Int)
      /// The day of the year from 1, without 29 February.
      case julian(Int)
      /// The day of the year from 0.
      case ordinal(Int)
    }

    var day: Day
    var second: Int64
  }

  /// How long the rule is followed: beyond it clocks stay as they are.
  private static let lastYear = 2200
  private static let firstYear = 1970

  private var standard: Int64 = 0
  private var summer: (offset: Int64, begins: Moment, ends: Moment)?
  private var text: ArraySlice<UInt8>

  /// Nil for what is no rule.
  init?(_ text: [UInt8]) {
    self.text = text[...]
    guard skipName(), let west = clock() else { return nil }
    standard = -west
    if self.text.isEmpty { return }
    guard skipName() else { return nil }
    var offset = standard + 3600
    if self.text.first != UInt8(ascii: ",") {
      guard let west = clock() else { return nil }
      offset = -west
    }
    guard let begins = moment(), let ends = moment(), self.text.isEmpty else { return nil }
    summer = (offset, begins, ends)
  }

  /// All changes of the years in which the rule is followed, ascending.
  var changes: [TimeZone.Change] {
    guard let summer else {
      return [TimeZone.Change(instant: .min, offset: standard * Microseconds.second)]
    }
    let both = (ZoneRule.firstYear...ZoneRule.lastYear).flatMap { year in
      [
        TimeZone.Change(
          instant: (second(summer.begins, year) - standard) * Microseconds.second,
          offset: summer.offset * Microseconds.second),
        TimeZone.Change(
          instant: (second(summer.ends, year) - summer.offset) * Microseconds.second,
          offset: standard * Microseconds.second),
      ]
    }
    return both.sorted { $0.instant < $1.instant }
  }

  /// Seconds since 1970 on the clock of the place.
  private func second(_ moment: Moment, _ year: Int) -> Int64 {
    let newYear = CivilDate(uncheckedYear: year, month: 1, day: 1).days
    let day: Int32
    switch moment.day {
    case .julian(let number): day = newYear + Int32(number) - 1 + (CivilDate.isLeap(year) && number > 59 ? 1 : 0)
    case .ordinal(let number): day = newYear + Int32(number)
    case .weekday(let weekday, let week, let month):
      let first = CivilDate(uncheckedYear: year, month: month, day: 1).days
      let length = Int32(CivilDate.length(ofMonth: month, year: year))
      var ahead = Int32((weekday - CivilPeriod.weekday(first) % 7 + 7) % 7 + (week - 1) * 7)
      if ahead >= length { ahead -= 7 }
      day = first + ahead
    }
    return Int64(day) * 86_400 + moment.second
  }

  // MARK: Reading

  /// Letters, or anything in angle brackets.
  private mutating func skipName() -> Bool {
    let start = text.count
    if text.first == UInt8(ascii: "<") {
      guard let end = text.firstIndex(of: UInt8(ascii: ">")) else { return false }
      text = text[(end + 1)...]
      return true
    }
    text = text.drop { ($0 | 0x20) &- 97 < 26 }
    return start - text.count >= 3
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard text.first == byte else { return false }
    text.removeFirst()
    return true
  }

  private mutating func number(upTo limit: Int) -> Int? {
    let digits = text.prefix { $0 &- 48 < 10 }
    guard (1...4).contains(digits.count) else { return nil }
    text = text.dropFirst(digits.count)
    let value = digits.reduce(0) { $0 * 10 + Int($1 - 48) }
    return value <= limit ? value : nil
  }

  /// `2`, `-1:30`, `167:00:00` in seconds.
  private mutating func clock() -> Int64? {
    let isNegative = take(UInt8(ascii: "-"))
    if !isNegative { _ = take(UInt8(ascii: "+")) }
    guard let hours = number(upTo: 167) else { return nil }
    var seconds = Int64(hours) * 3600
    for unit in [Int64(60), 1] where take(UInt8(ascii: ":")) {
      guard let part = number(upTo: 59) else { return nil }
      seconds += Int64(part) * unit
    }
    return isNegative ? -seconds : seconds
  }

  /// `,M3.5.0/2`, `,J60`, `,59`
  private mutating func moment() -> Moment? {
    guard take(UInt8(ascii: ",")), let day = day() else { return nil }
    guard take(UInt8(ascii: "/")) else { return Moment(day: day, second: 7200) }
    return clock().map { Moment(day: day, second: $0) }
  }

  private mutating func day() -> Moment.Day? {
    if take(UInt8(ascii: "J")) { return number(upTo: 365).flatMap { $0 > 0 ? .julian($0) : nil } }
    guard take(UInt8(ascii: "M")) else { return number(upTo: 365).map { .ordinal($0) } }
    guard let month = number(upTo: 12), month > 0, take(UInt8(ascii: ".")), let week = number(upTo: 5), week > 0,
      take(UInt8(ascii: ".")), let weekday = number(upTo: 6)
    else { return nil }
    return .weekday(weekday, week: week, month: month)
  }
}
