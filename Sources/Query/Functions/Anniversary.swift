import CivilTime
import Columns

/// The days that come back every year.
enum Anniversary {
  /// `anniversary(x) in RANGE` asks it from the first day of the range on, instead of from today on.
  static let next = Function(
    "anniversary",
    "The next anniversary of a date, today included; 29 February counts as 28 in common years. "
      + "With in and a range: whether an anniversary falls into it.",
    example: "anniversary(birthDate)", needsToday: true,
    [
      Signature(
        [.dateOrTime, .type(.date)], .type(.date),
        sql: .template(sql, except: ["postgres": .template(postgresSQL), "spark": .template(sparkSQL)]),
        .vector { arguments, count in
          let (days, starts) = (arguments[0].days, arguments[1].days)
          return .int32s(arguments, count: count) { next(of: days[$0], from: starts[$0]) }
        })
    ])

  /// The first anniversary of a day, a year later at the earliest, that is not before another day; nil beyond the year 9999.
  static func next(of day: Int32, from start: Int32) -> Int32? {
    let date = CivilDate(days: day)
    let years = max(1, CivilDate(days: start).year - date.year)
    guard date.year + years <= 9999 else { return nil }
    let anniversary = date.adding(months: 12 * years)
    if anniversary.days >= start { return anniversary.days }
    return date.year + years < 9999 ? date.adding(months: 12 * (years + 1)).days : nil
  }

  private static let postgresSQL =
    "(SELECT CAST(CASE WHEN v.d + v.n * INTERVAL '1 year' >= v.s THEN v.d + v.n * INTERVAL '1 year' "
    + "ELSE v.d + (v.n + 1) * INTERVAL '1 year' END AS DATE) FROM (SELECT v.d, v.s, "
    + "GREATEST(1, EXTRACT(YEAR FROM v.s) - EXTRACT(YEAR FROM v.d)) AS n FROM (VALUES (CAST({0} AS DATE), {1})) AS v(d, s)"
    + ") AS v)"

  private static let sparkSQL: String = {
    let years = "greatest(1, year({1}) - year({0}))"
    return "CASE WHEN add_months({0}, 12 * \(years)) >= {1} THEN add_months({0}, 12 * \(years)) "
      + "ELSE add_months({0}, 12 * \(years) + 12) END"
  }()

  private static let sql: String = {
    let date = "CAST({0} AS DATE)"
    let years = "CAST(greatest(1, year({1}) - year(\(date))) AS INTEGER)"
    return "CAST(CASE WHEN \(date) + to_years(\(years)) >= {1} THEN \(date) + to_years(\(years)) "
      + "ELSE \(date) + to_years(\(years) + 1) END AS DATE)"
  }()
}
