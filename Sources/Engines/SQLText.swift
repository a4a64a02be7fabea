import CivilTime
import Columns

/// The small pieces of SQL that all dialects write alike: numbers, dates and templates.
enum SQLText {
  static func doubled(_ quote: Character, in text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      result.unicodeScalars.append(scalar)
      if Character(scalar) == quote { result.unicodeScalars.append(scalar) }
    }
    return result
  }

  /// `{0}`, `{1}` … replaced by the arguments, `{*}` by all of them with commas, named holes by what `part` gives for
  /// them. Other braces stay.
  static func fill(_ template: String, _ arguments: [String], _ part: (Substring) -> String? = { _ in nil }) -> String {
    var result = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{") {
      result += rest[..<open]
      guard let close = rest[open...].firstIndex(of: "}") else { break }
      let hole = rest[rest.index(after: open)..<close]
      if hole == "*" {
        result += arguments.joined(separator: ", ")
      } else if let index = Int(hole), arguments.indices.contains(index) {
        result += arguments[index]
      } else {
        result += part(hole) ?? String(rest[open...close])
      }
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  /// The digits of a floating-point number: without an exponent, a number with a point would be a decimal.
  static func number(_ value: Double) -> String {
    let text = value.description
    return parenthesised(text.contains("e") ? text : text + "e0", isNegative: value.sign == .minus)
  }

  static func money(_ cents: Int64) -> String {
    let (units, rest) = cents.magnitude.quotientAndRemainder(dividingBy: 100)
    let text = "\(cents < 0 ? "-" : "")\(units).\(rest < 10 ? "0" : "")\(rest)"
    return parenthesised(text, isNegative: cents < 0)
  }

  static func whole(_ value: Int64) -> String {
    if value == .min { return "CAST('\(value)' AS BIGINT)" }
    return parenthesised(String(value), isNegative: value < 0)
  }

  static func date(_ days: Int32) -> String {
    (1...9999).contains(CivilDate(days: days).year)
      ? "DATE '\(IsoText.date(days))'" : "(DATE '1970-01-01' + \(whole(Int64(days))))"
  }

  /// A minus sign of its own, so that it meets no other one (which would begin a comment).
  private static func parenthesised(_ text: String, isNegative: Bool) -> String { isNegative ? "(\(text))" : text }
}
