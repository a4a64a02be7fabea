import CivilTime
import Columns

/// The parts of a date or time as numbers and names.
enum DateParts {
  static let year = DateFunctions.measure(
    "year", "The year, such as 2026.", example: "year(birthDate)",
    sql: .template("year({0})", except: ["postgres": "CAST(EXTRACT(YEAR FROM {0}) AS BIGINT)"])
  ) { CivilDate(days: $0).year }

  static let quarterOfYear = DateFunctions.measure(
    "quarterOfYear", "The quarter of the year, 1 to 4.", example: "quarterOfYear(acquiredOn)",
    sql: .template("quarter({0})", except: ["postgres": "CAST(EXTRACT(QUARTER FROM {0}) AS BIGINT)"])
  ) { (CivilDate(days: $0).month + 2) / 3 }

  static let monthOfYear = DateFunctions.measure(
    "monthOfYear", "The month of the year, 1 to 12.", example: "monthOfYear(birthDate)",
    sql: .template("month({0})", except: ["postgres": "CAST(EXTRACT(MONTH FROM {0}) AS BIGINT)"])
  ) { CivilDate(days: $0).month }

  static let weekOfYear = DateFunctions.measure(
    "weekOfYear", "The week of the year by ISO 8601, 1 to 53.", example: "weekOfYear(acquiredOn)",
    sql: .template("weekofyear({0})", except: ["postgres": "CAST(EXTRACT(WEEK FROM {0}) AS BIGINT)"])
  ) { days in
    // The week belongs to the year of its Thursday.
    let thursday = days - Int32(CivilPeriod.weekday(days)) + 4
    return Int(thursday - CivilPeriod.year.start(of: thursday)) / 7 + 1
  }

  static let dayOfYear = DateFunctions.measure(
    "dayOfYear", "The day of the year, 1 to 366.", example: "dayOfYear(acquiredOn)",
    sql: .template("dayofyear({0})", except: ["postgres": "CAST(EXTRACT(DOY FROM {0}) AS BIGINT)"])
  ) { Int($0 - CivilPeriod.year.start(of: $0)) + 1 }

  static let dayOfMonth = DateFunctions.measure(
    "dayOfMonth", "The day of the month, 1 to 31.", example: "dayOfMonth(birthDate)",
    sql: .template("day({0})", except: ["postgres": "CAST(EXTRACT(DAY FROM {0}) AS BIGINT)"])
  ) { CivilDate(days: $0).day }

  static let weekday = DateFunctions.measure(
    "weekday", "The day of the week, 1 for Monday to 7 for Sunday.", example: "weekday(acquiredOn)",
    sql: .template(
      "isodow({0})",
      except: ["postgres": "CAST(EXTRACT(ISODOW FROM {0}) AS BIGINT)", "spark": "(weekday({0}) + 1)"])
  ) { CivilPeriod.weekday($0) }

  static let hour = clock("hour", "The hour of the day, 0 to 23; 0 for a date.", Microseconds.hour, of: 24)
  static let minute = clock("minute", "The minute of the hour, 0 to 59; 0 for a date.", Microseconds.minute, of: 60)

  static let monthName = name(
    "monthName", "The month's name in English.",
    sql: .template(
      "monthname({0})",
      except: ["postgres": "to_char(CAST({0} AS TIMESTAMP), 'FMMonth')", "spark": "date_format({0}, 'MMMM')"]),
    [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
      "December",
    ]
  ) { CivilDate(days: $0).month - 1 }

  static let weekdayName = name(
    "weekdayName", "The name of the day of the week in English.",
    sql: .template(
      "dayname({0})",
      except: ["postgres": "to_char(CAST({0} AS TIMESTAMP), 'FMDay')", "spark": "date_format({0}, 'EEEE')"]),
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
  ) { CivilPeriod.weekday($0) - 1 }

  static let all = [
    year, quarterOfYear, monthOfYear, weekOfYear, dayOfYear, dayOfMonth, weekday, hour, minute, monthName, weekdayName,
  ]

  private static func clock(_ name: String, _ doc: String, _ unit: Int64, of units: Int64) -> Function {
    Function(
      name, doc, example: "\(name)(last(interactions.at))",
      [
        Signature(
          [.dateOrTime], .type(.whole),
          sql: .template(
            "\(name)(CAST({0} AS {time}))",
            except: ["postgres": "CAST(EXTRACT(\(name.uppercased()) FROM CAST({0} AS TIMESTAMP)) AS BIGINT)"]),
          .vector { arguments, count in
            let times = arguments[0].instants
            return .int64s(arguments, count: count) { Microseconds.split(times[$0]).clock / unit % units }
          })
      ])
  }

  private static func name(
    _ name: String, _ doc: String, sql: SQLForm, _ names: [String], _ index: @escaping @Sendable (Int32) -> Int
  ) -> Function {
    let pool = TextPool(names)
    return Function(
      name, doc, example: "\(name)(birthDate)",
      [
        Signature(
          [.dateOrTime], .type(.text), sql: sql,
          .vector { arguments, count in
            let days = arguments[0].days
            let named = Vector.int32s(arguments, count: count) { Int32(index(days[$0])) }
            guard case .int32(let codes) = named.data else { return named }
            return Vector(
              count: count, .text(TextLane(pool: pool, codes: codes, isDictionary: true)), known: named.known)
          })
      ])
  }
}
