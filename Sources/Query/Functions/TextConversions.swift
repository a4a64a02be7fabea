import CivilTime
import Columns

/// Text from values and values from text.
enum TextConversions {
  /// Whole numbers by their digits, numbers by the fewest that tell them apart, money with two decimals, dates and times
  /// in ISO 8601.
  static let text = Function(
    "text", "The value written as text.", example: "text(birthDate)",
    [
      Signature(
        [.type(.text)], .type(.text), sql: .template("{0}"),
        .textMap { text, _, result in
          result.append(contentsOf: text)
          return true
        }),
      Signature([.type(.whole)], .type(.text), sql: "CAST({0} AS {text})", wholes { String($0) }),
      Signature(
        [.type(.money)], .type(.text), sql: "CAST(CAST({0} AS {money}) AS {text})", wholes(money)),
      Signature(
        [.floating], .type(.text),
        sql: .template(
          #"regexp_replace(CAST({0} + 0 AS VARCHAR), '\.0$', '')"#,
          except: ["postgres": .template(postgresNumber), "spark": .template(sparkNumber)]),
        .vector { arguments, count in
          let numbers = arguments[0].numbers
          return .texts(arguments, count: count) { row, result in
            result.append(contentsOf: number(numbers[row]).utf8)
            return true
          }
        }),
      Signature(
        [.type(.date)], .type(.text),
        sql: .template(
          "CAST({0} AS {text})", except: ["postgres": "to_char(CAST({0} AS TIMESTAMP), 'YYYY-MM-DD')"]),
        .vector { arguments, count in
          let days = arguments[0].days
          return .texts(arguments, count: count) { row, result in
            IsoText.append(date: days[row], to: &result)
            return true
          }
        }),
      Signature(
        [.type(.time)], .type(.text),
        sql: .template(
          "regexp_replace(replace(CAST({0} AS VARCHAR), ' ', 'T'), ':00$', '')",
          except: [
            "postgres": .template(
              "regexp_replace(regexp_replace(to_char({0}, 'YYYY-MM-DD\"T\"HH24:MI:SS.US'), "
                + #"'(:00)?\.000000$', ''), '(\.[0-9]*[1-9])0+$', '\1')"#),
            "spark": .template(
              "regexp_replace(regexp_replace(date_format({0}, 'yyyy-MM-dd\\'T\\'HH:mm:ss.SSSSSS'), "
                + #"'(:00)?\\.000000$', ''), '(\\.[0-9]*[1-9])0+$', '$1')"#),
          ]),
        .vector { arguments, count in
          let times = arguments[0].instants
          return .texts(arguments, count: count) { row, result in
            IsoText.append(time: times[row], to: &result)
            return true
          }
        }),
      Signature(
        [.type(.duration)], .type(.text),
        sql: .none(
          because: "lengths of time are written in days, hours and minutes, which SQL has no form for; "
            + "show the length itself, or days(…)"),
        wholes(duration)),
      Signature([.type(.truth)], .type(.text), sql: "CAST({0} AS {text})", .vector(truth)),
    ])

  /// Digits with an optional sign, decimal point and exponent; white space around them does not matter.
  static let number = Function(
    "number", "The number that the text says; missing where it says none.", example: "number(postalCode)",
    [
      Signature(
        [.type(.text)], .type(.number),
        sql: .template(
          "CASE WHEN regexp_full_match({0}, '[{space}]*\(numberPattern)[{space}]*') "
            + "THEN NULLIF(NULLIF(TRY_CAST(regexp_extract({0}, '\(numberPattern)') AS DOUBLE), "
            + "CAST('inf' AS DOUBLE)), CAST('-inf' AS DOUBLE)) END",
          except: ["postgres": .template(postgresParsed), "spark": .template(sparkParsed)]),
        .vector(parsed)),
      Signature([.floating], .type(.number), sql: .template("{0}"), .vector { arguments, _ in arguments[0] }),
    ])

  static let all = [text, number]

  /// PostgreSQL writes numbers with an exponent from 15 digits on, Kenal from 17.
  private static let postgresNumber =
    "(SELECT CASE WHEN abs(v.x) >= 1e15 AND abs(v.x) < 1e16 AND v.x = trunc(v.x) THEN CAST(CAST(v.x AS BIGINT) AS TEXT) "
    + "ELSE CAST(v.x + 0 AS TEXT) END FROM (VALUES (CAST({0} AS DOUBLE PRECISION))) AS v(x))"

  /// Spark writes a point and an exponent as Java does: `1.2E7`, `1.0E-4`.
  private static let sparkNumber =
    "CASE WHEN {0} = 0 THEN '0' WHEN abs({0}) >= 1e-4 AND abs({0}) < 1e16 THEN "
    + #"regexp_replace(CAST(CAST(CAST({0} AS STRING) AS DECIMAL(38,21)) AS STRING), '\\.?0+$', '') ELSE "#
    + "regexp_replace(regexp_replace(regexp_replace(lower(CAST({0} AS STRING)), "
    + #"'\\.0e', 'e'), 'e([0-9])', 'e+$1'), 'e-([0-9])$', 'e-0$1') END"#

  /// What is beyond a number is missing, what is too small is 0, and neither may be cast.
  private static let postgresParsed =
    "(SELECT CASE WHEN abs(p.n) < 1.7976931348623158e308 THEN CAST(CASE WHEN abs(p.n) < 2.5e-324 THEN 0 ELSE p.n END "
    + "AS DOUBLE PRECISION) END FROM (SELECT CASE WHEN s.t ~ '^[{space}]*\(postgresPattern)[{space}]*$' "
    + "THEN CAST(substring(s.t from '\(numberPattern)') AS NUMERIC) END AS n FROM (VALUES ({0})) AS s(t)) AS p)"

  /// Exponents of up to four digits that count, which an exact number can hold.
  private static let postgresPattern = #"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?0*[0-9]{1,4})?"#

  private static let sparkParsed =
    #"CASE WHEN {0} RLIKE '^[{space}]*[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?[{space}]*$' "#
    + #"THEN NULLIF(NULLIF(TRY_CAST(regexp_extract({0}, '[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?', 0) "#
    + "AS DOUBLE), CAST('Infinity' AS DOUBLE)), CAST('-Infinity' AS DOUBLE)) END"

  private static let numberPattern = #"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"#

  private static func wholes(_ write: @escaping @Sendable (Int64) -> String) -> Kernel {
    .vector { arguments, count in
      let wholes = arguments[0].wholes
      return .texts(arguments, count: count) { row, result in
        result.append(contentsOf: write(wholes[row]).utf8)
        return true
      }
    }
  }

  private static func money(_ cents: Int64) -> String {
    let (units, rest) = cents.magnitude.quotientAndRemainder(dividingBy: 100)
    return "\(cents < 0 ? "-" : "")\(units).\(rest < 10 ? "0" : "")\(rest)"
  }

  /// The fewest digits that tell the number apart; whole ones without a decimal point; `-0` is `0`.
  static func number(_ value: Double) -> String {
    let text = (value + 0).description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// `90d`, `1d 2h 30min`, `-45s`, `0d`
  private static func duration(_ microseconds: Int64) -> String {
    let total = microseconds.magnitude
    let second = UInt64(Microseconds.second)
    let parts = [
      (total / (86_400 * second), "d"), (total / (3600 * second) % 24, "h"), (total / (60 * second) % 60, "min"),
      (total / second % 60, "s"), (total % second, "µs"),
    ]
    let written = parts.filter { $0.0 > 0 }.map { "\($0.0)\($0.1)" }.joined(separator: " ")
    return written.isEmpty ? "0d" : (microseconds < 0 ? "-" : "") + written
  }

  @Sendable private static func truth(_ arguments: [Vector], _ count: Int) -> Vector {
    guard case .truth(let bits) = arguments[0].data else {
      return .texts(arguments, count: count) { _, _ in false }
    }
    return .texts(arguments, count: count) { row, result in
      result.append(contentsOf: (bits[row] ? "true" : "false").utf8)
      return true
    }
  }

  /// The numbers that texts say, each entry of a dictionary read once.
  @Sendable private static func parsed(_ arguments: [Vector], _ count: Int) -> Vector {
    guard case .text(let lane) = arguments[0].data else { return .doubles(arguments, count: count) { _ in nil } }
    return .doubles(arguments, count: count) { row in lane.pool.withBytes(Int(lane.codes[row]), parse) }
  }

  /// The number that a text says; nil where it says none or one beyond what a number holds.
  static func parse(_ text: Utf8Text.Bytes) -> Double? {
    let body = text[Utf8Text.trimmed(text)]
    var digits = 0
    var sawPoint = false
    var index = body.startIndex
    if index < body.endIndex, isSign(body[index]) { index += 1 }
    while index < body.endIndex, body[index] &- 0x30 < 10 || (!sawPoint && body[index] == UInt8(ascii: ".")) {
      if body[index] == UInt8(ascii: ".") { sawPoint = true } else { digits += 1 }
      index += 1
    }
    guard digits > 0, isExponent(body[index...]) else { return nil }
    return Double(String(decoding: body, as: UTF8.self)).flatMap { $0.isFinite ? $0 : nil }
  }

  private static func isSign(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") }

  /// Whether nothing is left, or an exponent with at least one digit.
  private static func isExponent(_ rest: Slice<Utf8Text.Bytes>) -> Bool {
    guard let first = rest.first else { return true }
    guard first | 0x20 == UInt8(ascii: "e") else { return false }
    var digits = rest.dropFirst()
    if let sign = digits.first, isSign(sign) { digits = digits.dropFirst() }
    return !digits.isEmpty && digits.allSatisfy { $0 &- 0x30 < 10 }
  }
}
