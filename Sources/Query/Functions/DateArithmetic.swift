import CivilTime
import Columns

/// Dates and times moved by lengths of time, and what lies between two: what `+` and `-` mean on them.
///
/// A result beyond what 32 bits of days or 64 bits of microseconds hold is an overflow, with the row where it happened.
enum DateArithmetic {
  /// A date or time later by months (clamped to the month's end), then days, then microseconds; negative ones earlier.
  ///
  /// The resolver moves a date by no part of a day: it makes it a time first.
  static let shift = Function(
    "date + duration", "The date or time so much later.", example: "acquiredOn + 3mo", isOperator: true,
    [
      Signature(
        [.type(.date), .type(.whole), .type(.whole), .type(.whole)], .type(.date),
        sql: .template(
          "CAST({0} + to_months({1}) + to_days({2}) + to_microseconds({3}) AS DATE)",
          except: ["postgres": "CAST(\(postgresMoved) AS DATE)", "spark": "CAST(\(sparkMoved) AS DATE)"]),
        .vector { arguments, count in
          let start = arguments[0].days
          let (months, days, rest) = (arguments[1].wholes, arguments[2].wholes, arguments[3].wholes)
          return try .int32s(arguments, count: count) { row in
            let wholeDays = Int64(Microseconds.split(rest[row]).days)
            guard let moved = shifted(start[row], months: months[row], days: days[row]),
              let day = Int32(exactly: Int64(moved) + wholeDays)
            else { throw ArithmeticOverflow(row: row) }
            return day
          }
        }),
      Signature(
        [.type(.time), .type(.whole), .type(.whole), .type(.whole)], .type(.time),
        sql: .template(
          "({0} + to_months({1}) + to_days({2}) + to_microseconds({3}))",
          except: ["postgres": "(\(postgresMoved))", "spark": "\(sparkMoved)"]),
        .vector { arguments, count in
          let start = arguments[0].instants
          let (months, days, rest) = (arguments[1].wholes, arguments[2].wholes, arguments[3].wholes)
          return try .int64s(arguments, count: count) { row in
            let (day, clock) = Microseconds.split(start[row])
            guard let moved = shifted(day, months: months[row], days: days[row]),
              let time = instant(moved, clock, plus: rest[row])
            else { throw ArithmeticOverflow(row: row) }
            return time
          }
        }),
    ])

  /// A time later by a length of time that varies from row to row; a date becomes a time.
  static let shiftByDuration = Function(
    "time + length", "The time so much later.", example: "acquiredOn + (today - birthDate)", isOperator: true,
    [
      Signature(
        [.type(.time), .type(.duration)], .type(.time),
        sql: .template(
          "({0} + to_microseconds({1}))",
          except: [
            "postgres": "({0} + {1} * INTERVAL '1 microsecond')", "spark": "timestampadd(MICROSECOND, {1}, {0})",
          ]),
        .vector { arguments, _ in try Arithmetic.add(arguments[0], arguments[1]) })
    ])

  /// The length of time from the second to the first, in microseconds.
  static let difference = Function(
    "date - date", "The length of time between two dates or times.", example: "lastPurchase - firstPurchase",
    isOperator: true,
    [
      Signature(
        [.type(.date), .type(.date)], .type(.duration),
        sql: .template(
          "(({0} - {1}) * \(Microseconds.day))",
          except: [
            "postgres": "(CAST({0} - {1} AS BIGINT) * \(Microseconds.day))",
            "spark": "(CAST(datediff({0}, {1}) AS BIGINT) * \(Microseconds.day))",
          ]),
        .vector { arguments, count in
          let (first, second) = (arguments[0].days, arguments[1].days)
          return .int64s(arguments, count: count) { (Int64(first[$0]) - Int64(second[$0])) * Microseconds.day }
        }),
      Signature(
        [.type(.time), .type(.time)], .type(.duration),
        sql: .template(
          "(epoch_us({0}) - epoch_us({1}))",
          except: [
            "postgres": "CAST(EXTRACT(EPOCH FROM ({0} - {1})) * 1000000 AS BIGINT)",
            "spark": "timestampdiff(MICROSECOND, {1}, {0})",
          ]),
        .vector { arguments, _ in try Arithmetic.subtract(arguments[0], arguments[1]) }),
    ])

  /// A length of time as a number of microseconds, to be divided by another.
  static let durationToNumber = Function(
    "duration as number", "A conversion that queries need not write.", example: "", isOperator: true,
    [
      Signature(
        [.type(.duration)], .type(.number), sql: .template("CAST({0} AS {number})"),
        .vector { arguments, _ in Arithmetic.double(arguments[0]) })
    ])

  static let all = [shift, shiftByDuration, difference, durationToNumber]

  private static let postgresMoved =
    "{0} + {1} * INTERVAL '1 month' + {2} * INTERVAL '1 day' + {3} * INTERVAL '1 microsecond'"
  private static let sparkMoved =
    "timestampadd(MICROSECOND, {3}, timestampadd(DAY, {2}, timestampadd(MONTH, {1}, {0})))"

  private static func shifted(_ day: Int32, months: Int64, days: Int64) -> Int32? {
    var moved = Int64(day)
    if months != 0 {
      // Beyond 12 million months no day fits 32 bits; the calendar's own arithmetic need not be asked.
      guard abs(months) < 300_000_000 else { return nil }
      let date = CivilDate(days: day)
      let number = date.monthNumber + Int(months)
      guard abs(number) < 70_000_000 else { return nil }
      moved = Int64(date.adding(months: Int(months)).days)
    }
    let (sum, overflow) = moved.addingReportingOverflow(days)
    return overflow ? nil : Int32(exactly: sum)
  }

  private static func instant(_ day: Int32, _ clock: Int64, plus rest: Int64) -> Int64? {
    let (midnight, overflow) = Int64(day).multipliedReportingOverflow(by: Microseconds.day)
    let (start, overflowStart) = midnight.addingReportingOverflow(clock)
    let (time, overflowTime) = start.addingReportingOverflow(rest)
    return overflow || overflowStart || overflowTime ? nil : time
  }
}
