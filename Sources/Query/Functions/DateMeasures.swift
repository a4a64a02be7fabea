import CivilTime
import Columns

/// Lengths of time measured until today, and lengths in days.
enum DateMeasures {
  /// Born on 29 February, one is a year older on 28 February of a common year.
  static let age = Function(
    "age", "The whole years since a date until today; missing for a date ahead.", example: "age(birthDate)",
    needsToday: true,
    [
      Signature(
        [.dateOrTime, .type(.date)], .type(.whole),
        sql: .template(
          "CASE WHEN CAST({0} AS DATE) <= {1} THEN \(completedSQL(months: 12)) END",
          except: completed(isAge: true)),
        .vector { arguments, count in
          let (days, today) = (arguments[0].days, arguments[1].days)
          return .int64s(arguments, count: count) { row in
            days[row] <= today[row] ? Int64(completedMonths(from: days[row], until: today[row]) / 12) : nil
          }
        })
    ])

  static let months = Function(
    "months", "The whole months since a date until today; negative for a date ahead.", example: "months(acquiredOn)",
    needsToday: true,
    [
      Signature(
        [.dateOrTime, .type(.date)], .type(.whole),
        sql: .template(completedSQL(months: 1), except: completed(isAge: false)),
        .vector { arguments, count in
          let (days, today) = (arguments[0].days, arguments[1].days)
          return .int64s(arguments, count: count) { Int64(completedMonths(from: days[$0], until: today[$0])) }
        })
    ])

  static let days = Function(
    "days", "The days since a date until today, negative for a date ahead; of a length of time, its whole days.",
    example: "days(lastPurchase)", needsToday: true,
    [
      Signature(
        [.dateOrTime, .type(.date)], .type(.whole),
        sql: .template("({1} - CAST({0} AS DATE))", except: ["spark": "datediff({1}, CAST({0} AS DATE))"]),
        .vector { arguments, count in
          let (days, today) = (arguments[0].days, arguments[1].days)
          return .int64s(arguments, count: count) { Int64(today[$0]) - Int64(days[$0]) }
        }),
      Signature(
        [.type(.duration), .type(.date)], .type(.whole),
        sql: .template(
          "({0} // \(Microseconds.day))",
          except: ["postgres": "({0} / \(Microseconds.day))", "spark": "({0} div \(Microseconds.day))"]),
        .vector { arguments, count in
          let lengths = arguments[0].wholes
          return .int64s(arguments, count: count) { lengths[$0] / Microseconds.day }
        }),
    ])

  static let all = [age, months, days]

  /// How many whole months lie between two days; negative if the second is earlier. A month is complete on the same day of
  /// the month, or on the last where it has no such day.
  static func completedMonths(from start: Int32, until end: Int32) -> Int {
    if end < start { return -completedMonths(from: end, until: start) }
    let first = CivilDate(days: start)
    let months = CivilDate(days: end).monthNumber - first.monthNumber
    return first.adding(months: months).days > end ? months - 1 : months
  }

  /// The same where SQL has no such function: the months between two months, less one that is not over.
  private static func completed(isAge: Bool) -> [String: SQLForm] {
    let months =
      "(CAST(EXTRACT(YEAR FROM c.b) AS BIGINT) - CAST(EXTRACT(YEAR FROM c.a) AS BIGINT)) * 12"
      + " + CAST(EXTRACT(MONTH FROM c.b) AS BIGINT) - CAST(EXTRACT(MONTH FROM c.a) AS BIGINT)"
    let start = "CAST({0} AS DATE)"
    let number = "((year({1}) - year(\(start))) * 12 + month({1}) - month(\(start)))"
    let spark =
      "CASE WHEN {1} >= \(start) THEN \(number) - CASE WHEN add_months(\(start), \(number)) > {1} THEN 1 ELSE 0 END "
      + "ELSE \(number) + CASE WHEN add_months({1}, -\(number)) > \(start) THEN 1 ELSE 0 END END"
    return [
      "spark": .template(isAge ? "CASE WHEN \(start) <= {1} THEN (\(spark)) div 12 END" : spark),
      "postgres": .template(
        "(SELECT \(isAge ? "CASE WHEN m.a <= m.b THEN m.m / 12 END" : "m.m") FROM (SELECT CASE WHEN c.b >= c.a THEN c.n - CASE WHEN c.a + c.n * INTERVAL '1 month' "
          + "> c.b THEN 1 ELSE 0 END ELSE c.n + CASE WHEN c.b - c.n * INTERVAL '1 month' > c.a THEN 1 ELSE 0 END END AS m, c.a, c.b "
          + "FROM (SELECT c.a, c.b, \(months) AS n FROM (VALUES (CAST({0} AS DATE), {1})) AS c(a, b)) AS c) AS m)"),
    ]
  }

  /// The same in SQL, in units of so many months.
  private static func completedSQL(months: Int) -> String {
    let unit = months == 1 ? "month" : "year"
    return "datesub('\(unit)', CAST({0} AS DATE), {1})"
  }
}
