import CivilTime
import Columns

/// Dates cut to the first or last day of a period.
enum DatePeriods {
  static let day = DateFunctions.date(
    "day", "The calendar day.", example: "day(birthDate)", sql: "CAST({0} AS DATE)"
  ) { $0 }

  static let week = truncation(.week, "The Monday that begins the week.")
  static let month = truncation(.month, "The first day of the month.")
  static let quarter = truncation(.quarter, "The first day of the quarter.")

  static let endOfMonth = DateFunctions.date(
    "endOfMonth", "The last day of the month.", example: "endOfMonth(acquiredOn)",
    sql: .template(
      "last_day(CAST({0} AS DATE))",
      except: [
        "postgres":
          "CAST(date_trunc('month', CAST({0} AS TIMESTAMP)) + INTERVAL '1 month' - INTERVAL '1 day' AS DATE)"
      ])
  ) { days in
    var date = CivilDate(days: days)
    date.day = CivilDate.length(ofMonth: date.month, year: date.year)
    return date.days
  }

  /// A date from what holds one: a time, or a text such as `2026-01-31`.
  static let date = Function(
    "date", "The calendar day of a time, or the date that a text such as 2026-01-31 says; missing where it says none.",
    example: "date(last(interactions.at))",
    [
      Signature(
        [.dateOrTime], .type(.date), sql: .template("CAST({0} AS DATE)"),
        .vector { arguments, count in
          let days = arguments[0].days
          return .int32s(arguments, count: count) { days[$0] }
        }),
      Signature(
        [.type(.text)], .type(.date),
        sql: .template(
          "CASE WHEN regexp_full_match({0}, '[0-9]{4}-[0-9]{2}-[0-9]{2}') AND left({0}, 4) <> '0000' "
            + "THEN TRY_CAST({0} AS DATE) END",
          except: [
            "postgres": .template(
              "(SELECT CASE WHEN s.t ~ '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' AND left(s.t, 4) <> '0000' "
                + "THEN (SELECT CAST(m.d + CAST(right(s.t, 2) AS INTEGER) * INTERVAL '1 day' AS DATE) FROM (VALUES ("
                + "make_date(CAST(left(s.t, 4) AS INTEGER), CAST(substring(s.t, 6, 2) AS INTEGER), 1) - INTERVAL '1 day'"
                + ")) AS m(d) WHERE CAST(right(s.t, 2) AS INTEGER) <= "
                + "EXTRACT(DAY FROM m.d + INTERVAL '1 day' + INTERVAL '1 month' - INTERVAL '1 day')) END "
                + "FROM (VALUES ({0})) AS s(t))"),
            "spark": .template(
              "CASE WHEN {0} RLIKE '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' AND left({0}, 4) <> '0000' "
                + "THEN TRY_CAST({0} AS DATE) END"),
          ]),
        .vector { arguments, count in
          guard case .text(let lane) = arguments[0].data else { return .int32s(arguments, count: count) { _ in nil } }
          return .int32s(arguments, count: count) { row in lane.pool.withBytes(Int(lane.codes[row]), parse) }
        }),
    ])

  static let all = [day, week, month, quarter, endOfMonth, date]

  private static func truncation(_ period: CivilPeriod, _ doc: String) -> Function {
    DateFunctions.date(
      period.rawValue, doc, example: "\(period.rawValue)(acquiredOn)",
      sql: .template(
        "CAST(date_trunc('\(period.rawValue)', {0}) AS DATE)",
        except: [
          "postgres": "CAST(date_trunc('\(period.rawValue)', CAST({0} AS TIMESTAMP)) AS DATE)",
          "spark": "trunc(CAST({0} AS DATE), '\(period.rawValue)')",
        ])
    ) { period.start(of: $0) }
  }

  /// `2026-01-31` and nothing else; nil for a day that no calendar has.
  private static func parse(_ text: Utf8Text.Bytes) -> Int32? {
    guard text.count == 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
      let year = whole(text[0..<4]), let month = whole(text[5..<7]), let day = whole(text[8..<10])
    else { return nil }
    return CivilDate(year: year, month: month, day: day)?.days
  }

  private static func whole(_ digits: Slice<Utf8Text.Bytes>) -> Int? {
    guard digits.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }
}
