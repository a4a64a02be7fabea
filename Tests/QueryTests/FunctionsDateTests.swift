import CivilTime
import Columns
import Diagnostics
import Testing

@testable import Query

@Suite("Functions on dates and times")
struct FunctionsDateTests {
  @Test func periodsBeginWhereTheCalendarSays() throws {
    let evening = time("1969-12-31", 23, 59)
    try expect("day", [([evening], day("1969-12-31")), ([day("2024-02-29")], day("2024-02-29"))])
    try expect("week", [([evening], day("1969-12-29")), ([day("2024-01-01")], day("2024-01-01"))])
    try expect("month", [([day("2024-02-29")], day("2024-02-01")), ([.missing], .missing)], types: [.date])
    try expect("quarter", [([day("2024-12-31")], day("2024-10-01")), ([evening], day("1969-10-01"))])
    try expect(
      "endOfMonth", [([day("2024-02-01")], day("2024-02-29")), ([day("1900-02-28")], day("1900-02-28"))])
    try expect(
      "date",
      [
        ([evening], day("1969-12-31")), ([.text("2024-02-29")], day("2024-02-29")), ([.text("2023-02-29")], .missing),
        ([.text("2024-2-29")], .missing), ([.text("0000-01-01")], .missing), ([.text("2024-02-29 ")], .missing),
      ])
  }

  @Test func anniversariesComeBackEveryYear() throws {
    try expect(
      "anniversary",
      [
        ([day("1990-12-30"), day("2025-12-31")], day("2026-12-30")),
        ([day("1990-01-05"), day("2025-12-31")], day("2026-01-05")),
        ([day("1990-03-31"), day("2026-03-31")], day("2026-03-31")),
        // A leap day counts as 28 February, but in leap years.
        ([day("2000-02-29"), day("2026-02-28")], day("2026-02-28")),
        ([day("2000-02-29"), day("2026-03-01")], day("2027-02-28")),
        ([day("2000-02-29"), day("2028-02-28")], day("2028-02-29")),
        ([day("2000-02-29"), day("2100-01-01")], day("2100-02-28")),
        // The day itself is none, nor is one before it.
        ([day("2026-06-01"), day("2026-06-01")], day("2027-06-01")),
        ([day("2030-06-01"), day("2026-06-01")], day("2031-06-01")),
        ([day("1990-06-01"), day("1980-01-01")], day("1991-06-01")),
        ([time("1990-06-01", 23, 59), day("2026-06-01")], day("2026-06-01")),
        ([day("9999-01-01"), day("2026-06-01")], .missing), ([day("2000-01-01"), day("9999-06-01")], .missing),
        ([.missing, day("2026-06-01")], .missing),
      ])
  }

  @Test func partsAreNumbersAndNames() throws {
    let evening = time("1969-12-31", 23, 59)
    let cases: [(String, Value, Value)] = [
      ("year", evening, .whole(1969)), ("year", day("0001-01-01"), .whole(1)),
      ("quarterOfYear", day("2024-03-31"), .whole(1)), ("quarterOfYear", day("2024-04-01"), .whole(2)),
      ("monthOfYear", evening, .whole(12)), ("dayOfMonth", evening, .whole(31)),
      ("dayOfYear", day("2024-12-31"), .whole(366)), ("dayOfYear", evening, .whole(365)),
      ("weekday", day("1969-12-28"), .whole(7)), ("weekday", day("2024-01-01"), .whole(1)),
      ("weekOfYear", day("2021-01-03"), .whole(53)), ("weekOfYear", day("2018-12-31"), .whole(1)),
      ("weekOfYear", day("2020-12-31"), .whole(53)), ("hour", evening, .whole(23)), ("minute", evening, .whole(59)),
      ("hour", day("2024-01-01"), .whole(0)), ("monthName", evening, .text("December")),
      ("weekdayName", day("1969-12-28"), .text("Sunday")),
    ]
    for (name, argument, expected) in cases { #expect(try call(name, [argument]) == expected, "\(name)(\(argument))") }
  }

  @Test func agesCompleteOnTheDay() throws {
    try expect(
      "age",
      [
        ([day("2000-02-29"), day("2023-02-27")], .whole(22)), ([day("2000-02-29"), day("2023-02-28")], .whole(23)),
        ([day("2000-06-15"), day("2024-06-14")], .whole(23)), ([day("2024-06-15"), day("2024-06-15")], .whole(0)),
        ([day("2024-06-16"), day("2024-06-15")], .missing), ([time("1969-06-15", 23), day("2024-06-15")], .whole(55)),
      ])
    try expect(
      "months",
      [
        ([day("2024-01-31"), day("2024-02-28")], .whole(0)), ([day("2024-01-31"), day("2024-02-29")], .whole(1)),
        ([day("2024-03-31"), day("2024-02-29")], .whole(-1)), ([day("2024-03-30"), day("2024-02-29")], .whole(-1)),
      ])
    try expect(
      "days",
      [
        ([day("2024-02-28"), day("2024-03-01")], .whole(2)), ([day("2024-03-01"), day("2024-02-28")], .whole(-2)),
        ([.duration(-Microseconds.day - 1), day("2024-01-01")], .whole(-1)),
        ([.duration(Microseconds.day - 1), day("2024-01-01")], .whole(0)),
      ])
  }

  @Test func datesMoveByTheCalendar() throws {
    let still: [Value] = [.whole(0), .whole(0), .whole(0)]
    try expect(
      "date + duration",
      [
        ([day("2024-01-31"), .whole(1), .whole(0), .whole(0)], day("2024-02-29")),
        ([day("2024-01-31"), .whole(1), .whole(1), .whole(0)], day("2024-03-01")),
        ([day("2024-03-31"), .whole(-1), .whole(0), .whole(0)], day("2024-02-29")),
        ([day("2024-02-29"), .whole(0), .whole(1), .whole(-1)], day("2024-02-29")),
        (
          [time("1970-01-01", 0), .whole(0), .whole(0), .whole(-1)],
          time("1969-12-31", 23, 59, microseconds: 59_999_999)
        ),
        ([time("2024-01-31", 9, 30), .whole(1), .whole(0), .whole(0)], time("2024-02-29", 9, 30)),
        ([day("9999-12-31")] + still, day("9999-12-31")),
      ])
    try expect(
      "date - date",
      [
        ([day("1970-01-02"), day("1969-12-31")], .duration(2 * Microseconds.day)),
        ([day("1970-01-01"), time("1970-01-01", 6)], .duration(-6 * Microseconds.hour)),
      ])
    try expect(
      "time + length", [([day("2024-02-28"), .duration(36 * Microseconds.hour)], time("2024-02-29", 12))])
  }

  @Test(arguments: [Int64.max, Int64.min + 1, 70_000_000 as Int64, 300_000_000 as Int64] as [Int64])
  func movingTooFarIsAnOverflow(months: Int64) {
    #expect(throws: Diagnostic.self) {
      try call("date + duration", [day("2024-01-31"), .whole(months), .whole(0), .whole(0)])
    }
    #expect(throws: Diagnostic.self) {
      try call("date + duration", [time("2024-01-31", 1), .whole(0), .whole(months), .whole(.max)])
    }
  }

  /// Completed months are the greatest number that does not lead beyond the end.
  @Test func completedMonthsAreTheMostThatFit() {
    for start in stride(from: Int32(-1200), to: 1200, by: 7) {
      for length in stride(from: Int32(0), to: 900, by: 13) {
        let months = DateMeasures.completedMonths(from: start, until: start + length)
        let date = CivilDate(days: start)
        #expect(date.adding(months: months).days <= start + length)
        #expect(date.adding(months: months + 1).days > start + length)
      }
    }
  }
}
