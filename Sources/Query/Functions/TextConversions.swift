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
      Signature([.type(.whole)], .type(.text), sql: .template("CAST({0} AS VARCHAR)"), wholes { String($0) }),
      Signature(
        [.type(.money)], .type(.text), sql: .template("CAST(CAST({0} AS DECIMAL(18,2)) AS VARCHAR)"), wholes(money)),
      Signature(
        [.floating], .type(.text), sql: .template(#"regexp_replace(CAST({0} + 0 AS VARCHAR), '\.0$', '')"#),
        .vector { arguments, count in
          let numbers = arguments[0].numbers
          return .texts(arguments, count: count) { row, result in
            result.append(contentsOf: number(numbers[row]).utf8)
            return true
          }
        }),
      Signature(
        [.type(.date)], .type(.text), sql: .template("CAST({0} AS VARCHAR)"),
        .vector { arguments, count in
          let days = arguments[0].days
          return .texts(arguments, count: count) { row, result in
            IsoText.append(date: days[row], to: &result)
            return true
          }
        }),
      Signature(
        [.type(.time)], .type(.text),
        sql: .template("regexp_replace(replace(CAST({0} AS VARCHAR), ' ', 'T'), ':00$', '')"),
        .vector { arguments, count in
          let times = arguments[0].instants
          return .texts(arguments, count: count) { row, result in
            IsoText.append(time: times[row], to: &result)
            return true
          }
        }),
      Signature(
        [.type(.duration)], .type(.text),
        sql: .none(because: "lengths of time are written in days, hours and minutes, which SQL has no form for"),
        wholes(duration)),
      Signature([.type(.truth)], .type(.text), sql: .template("CAST({0} AS VARCHAR)"), .vector(truth)),
    ])

  /// Digits with an optional sign, decimal point and exponent; white space around them does not matter.
  static let number = Function(
    "number", "The number that the text says; missing where it says none.", example: "number(postalCode)",
    [
      Signature(
        [.type(.text)], .type(.number),
        sql: .template(
          "CASE WHEN regexp_full_match({0}, '[\(TextFunctions.whiteSpacePattern)]*\(numberPattern)"
            + "[\(TextFunctions.whiteSpacePattern)]*') "
            + "THEN NULLIF(NULLIF(TRY_CAST(regexp_extract({0}, '\(numberPattern)') AS DOUBLE), "
            + "CAST('inf' AS DOUBLE)), CAST('-inf' AS DOUBLE)) END"),
        .vector(parsed)),
      Signature([.floating], .type(.number), sql: .template("{0}"), .vector { arguments, _ in arguments[0] }),
    ])

  static let all = [text, number]

  private static let numberPattern = #"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?"#

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
