import CKernels
import CivilTime

/// The order in which a column writes day, month and year.
enum DateOrder: String, CaseIterable {
  case yearMonthDay = "y/m/d"
  case dayMonthYear = "d/m/y"
  case monthDayYear = "m/d/y"

  /// Whether `orders`, a set of bits, holds this order.
  var bit: UInt8 {
    switch self {
    case .yearMonthDay: 1
    case .dayMonthYear: 2
    case .monthDayYear: 4
    }
  }

  static let all: UInt8 = 7
}

/// A date as a cell writes it, before anyone knows which number is the day.
struct DateCell {
  /// The day number for each order in which the cell is a date; the same for all orders when the cell alone decides.
  private var days: (yearFirst: Int32, dayFirst: Int32, monthFirst: Int32) = (0, 0, 0)
  /// The orders in which this is a date, as `DateOrder.bit`s. Never 0.
  private(set) var orders: UInt8 = 0
  /// Microseconds since midnight.
  private(set) var clock: Int64 = 0
  private(set) var hasClock = false
  /// How far ahead of UTC the cell's clock is, in microseconds; nil where the cell does not say.
  private(set) var offset: Int64?
  var hasOffset: Bool { offset != nil }
  /// Day and month are separated by dots, which only countries with the day first do.
  private(set) var hasDots = false
  /// Eight digits without anything between them.
  private(set) var isCompact = false

  /// Whether the orders in which this is a date give different days.
  var isAmbiguous: Bool {
    (orders & 6 == 6 && days.dayFirst != days.monthFirst)
      || (orders & 3 == 3 && days.yearFirst != days.dayFirst)
      || (orders & 5 == 5 && days.yearFirst != days.monthFirst)
  }

  /// The day on the clocks of a zone, for a cell that says its offset from UTC; else, and without a zone, the day it shows.
  @inline(__always)
  func days(_ order: DateOrder, in zone: TimeZone? = nil) -> Int32? {
    guard zone != nil, offset != nil else { return shownDay(order) }
    return time(order, in: zone).map { Microseconds.split($0).days }
  }

  @inline(__always)
  private func shownDay(_ order: DateOrder) -> Int32? {
    guard orders & order.bit != 0 else { return nil }
    switch order {
    case .yearMonthDay: return days.yearFirst
    case .dayMonthYear: return days.dayFirst
    case .monthDayYear: return days.monthFirst
    }
  }

  /// Microseconds since 1970 on the clocks of a zone, for a cell that says its offset from UTC; else, and without a zone, on
  /// the clock that the cell shows.
  @inline(__always)
  func time(_ order: DateOrder, in zone: TimeZone? = nil) -> Int64? {
    guard let days = shownDay(order) else { return nil }
    let shown = Int64(days) * Microseconds.day + clock
    guard let zone, let offset else { return shown }
    return zone.local(shown - offset)
  }

  /// Reads a whole cell; nil when it is no date in any order.
  @inline(__always)
  init?(_ bytes: Bytes) {
    guard bytes.count >= 6 else { return nil }
    let head = bytes[0]
    guard head &- 48 < 10 || head | 0x20 &- 97 < 26 else { return nil }
    if let days = DateCell.isoDay(bytes) {
      setAll(days)
      if bytes.count == 10 { return }
      guard readClock(bytes, from: 10) else { return nil }
    } else {
      guard readParts(bytes) else { return nil }
    }
  }

  /// The day of `2026-01-31` at the start of the bytes.
  @inline(__always)
  static func isoDay(_ bytes: Bytes) -> Int32? {
    guard bytes.count >= 10 else { return nil }
    return isoDay(bytes.word(at: 0), bytes)
  }

  /// The same, where the first eight of at least ten bytes are at hand as a word.
  @inline(__always)
  static func isoDay(_ head: UInt64, _ bytes: Bytes) -> Int32? {
    let day = csv_iso_day(head, UInt32(bytes[8]) | UInt32(bytes[9]) << 8)
    return day == Int32.min ? nil : day
  }

  /// The day of `2026-01-31T09:30`, with a space for the T if need be, and the microseconds since its midnight.
  @inline(__always)
  static func isoMinute(_ bytes: Bytes) -> (day: Int32, clock: Int64)? {
    guard bytes.count == 16, bytes[10] == UInt8(ascii: "T") || bytes[10] == 32, bytes[13] == UInt8(ascii: ":") else {
      return nil
    }
    let (h, i, m, n) = (bytes[11] &- 48, bytes[12] &- 48, bytes[14] &- 48, bytes[15] &- 48)
    guard h < 3, i < 10, m < 6, n < 10, h < 2 || i < 4, let day = isoDay(bytes) else { return nil }
    return (day, Int64(h * 10 + i) * Microseconds.hour + Int64(m * 10 + n) * Microseconds.minute)
  }

  private mutating func setAll(_ day: Int32) {
    days = (day, day, day)
    orders = DateOrder.all
  }

  // MARK: Other writings

  private mutating func readParts(_ bytes: Bytes) -> Bool {
    var index = 0
    guard let first = DatePart(bytes, &index) else { return false }
    if first.length == 8, !first.isName { return readCompact(first.value, bytes, index) }
    guard let separator = DateCell.skipSeparator(bytes, &index), let second = DatePart(bytes, &index),
      DateCell.skipSeparator(bytes, &index) != nil, let third = DatePart(bytes, &index)
    else { return false }
    hasDots = separator == UInt8(ascii: ".")
    setDays(first, second, third)
    return orders != 0 && readClock(bytes, from: index)
  }

  private mutating func readCompact(_ value: Int, _ bytes: Bytes, _ index: Int) -> Bool {
    guard let date = CivilDate(year: value / 10_000, month: value / 100 % 100, day: value % 100),
      date.year >= 1800
    else { return false }
    isCompact = true
    setAll(date.days)
    return readClock(bytes, from: index)
  }

  private mutating func setDays(_ first: DatePart, _ second: DatePart, _ third: DatePart) {
    if first.isName || second.isName {
      // Feb 24, 2003 and 24-Feb-03 say themselves which is the month; 2003-Feb-24 which is the year.
      let day = first.isName ? second : first
      let month = first.isName ? first : second
      if day.length == 4, let days = DateCell.day(day, month, third) {
        setAll(days)
      } else if let days = DateCell.day(third, month, day) {
        setAll(days)
      }
      return
    }
    if first.length == 4 {
      if let days = DateCell.day(first, second, third) { setAll(days) }
      return
    }
    set(.dayMonthYear, DateCell.day(third, second, first))
    set(.monthDayYear, DateCell.day(third, first, second))
    if third.length <= 2 { set(.yearMonthDay, DateCell.day(first, second, third)) }
  }

  private mutating func set(_ order: DateOrder, _ day: Int32?) {
    guard let day else { return }
    orders |= order.bit
    switch order {
    case .yearMonthDay: days.yearFirst = day
    case .dayMonthYear: days.dayFirst = day
    case .monthDayYear: days.monthFirst = day
    }
  }

  /// Two digits of a year mean 1969…2068, as POSIX reads them.
  private static func day(_ year: DatePart, _ month: DatePart, _ day: DatePart) -> Int32? {
    guard year.length == 4 || year.length == 2, !year.isName, !day.isName, month.length <= 2 || month.isName,
      day.length <= 2
    else { return nil }
    let full = year.length == 4 ? year.value : year.value + (year.value < 69 ? 2000 : 1900)
    return CivilDate(year: full, month: month.value, day: day.value)?.days
  }

  private static func skipSeparator(_ bytes: Bytes, _ index: inout Int) -> UInt8? {
    guard index < bytes.count else { return nil }
    let separator = bytes[index]
    switch separator {
    case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: " "), UInt8(ascii: ","):
      index += 1
      if index < bytes.count, bytes[index] == 32, separator != 32 { index += 1 }
      return separator
    default: return nil
    }
  }

  private mutating func readClock(_ bytes: Bytes, from index: Int) -> Bool {
    if index == bytes.count { return true }
    guard let clock = ClockCell(bytes, from: index) else { return false }
    self.clock = clock.microseconds
    hasClock = true
    offset = clock.offset
    return true
  }
}

/// One of the three parts of a date: a number of at most eight digits, or the name of a month.
private struct DatePart {
  var value = 0
  var length = 0
  var isName = false

  init?(_ bytes: Bytes, _ index: inout Int) {
    let start = index
    while index < bytes.count, index - start < 8, bytes[index] &- 48 < 10 {
      value = value * 10 + Int(bytes[index] &- 48)
      index += 1
    }
    length = index - start
    if length > 0 { return }
    while index < bytes.count, bytes[index] | 0x20 &- 97 < 26 { index += 1 }
    guard let month = MonthName.number(bytes.extracting(start..<index)) else { return nil }
    isName = true
    value = month
    length = index - start
  }
}
