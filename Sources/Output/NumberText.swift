/// Numbers as a person reads them in a table: thousands grouped by `,`, decimals behind `.`, whatever the machine's locale.
///
/// Showing rounds, computing never does: what must be exact goes through an export.
public enum NumberText {
  /// A whole number: `2,446`, `-1,000,000`.
  public static func whole(_ value: Int64) -> String {
    (value < 0 ? "-" : "") + grouped(String(value.magnitude))
  }

  /// Exact money in minor units (hundredths): `1,234.50`. Always two decimals.
  public static func money(_ minorUnits: Int64) -> String {
    let cents = minorUnits.magnitude
    return (minorUnits < 0 ? "-" : "") + grouped(String(cents / 100)) + "." + twoDigits(cents % 100)
  }

  /// Money that came out of a division, in major units: rounded to hundredths, halves away from zero.
  public static func inexactMoney(_ value: Double) -> String {
    decimal(value, places: 2, trimmed: false)
  }

  /// A floating-point number: up to six significant digits, but never less than its whole part; no trailing zeros.
  ///
  /// `0.333333`, `1,234.57`, `2,446`, `12,345,678`. Beyond a thousand million million and below a millionth, with a
  /// power of ten: `1.5e18`, `2.5e-9`. What is not a number is `not a number`, what is endless `infinite`.
  public static func number(_ value: Double) -> String {
    let size = abs(value)
    guard size.isFinite else { return special(value) }
    if size == 0 { return "0" }
    if size >= 1e15 || size < 1e-6 { return scientific(value) }
    var places = 5
    var power = 10.0
    while places > 0, size >= power {
      places -= 1
      power *= 10
    }
    // Below one, zeros behind the point are not significant.
    var small = size
    while small < 1 {
      places += 1
      small *= 10
    }
    return decimal(value, places: min(places, 12), trimmed: true)
  }

  /// A share: 0.1234 is `12.3%`. One decimal; whole percents without.
  public static func percent(_ share: Double) -> String {
    guard share.isFinite else { return special(share) }
    let text = decimal(share * 100, places: 1, trimmed: true)
    return text + "%"
  }

  /// A floating-point number with a fixed number of decimals (at most 12), halves away from zero as the decimal digits of
  /// the number stand: 2.675, which prints as 2.675, becomes 2.68.
  static func decimal(_ value: Double, places: Int, trimmed: Bool) -> String {
    guard value.isFinite else { return special(value) }
    guard var digits = DecimalDigits(abs(value)) else { return scientific(value) }
    digits.round(toPlaces: places)
    var fraction = digits.fraction(places: places)
    if trimmed { while fraction.last == "0" { fraction.removeLast() } }
    let text = grouped(digits.whole) + (fraction.isEmpty ? "" : "." + fraction)
    return value < 0 && digits.isAboveZero ? "-" + text : text
  }

  private static func scientific(_ value: Double) -> String {
    // The shortest text that gives the number back, its fraction cut to five places.
    let (mantissa, exponent) = parts(abs(value))
    let text = decimal(mantissa, places: 5, trimmed: true)
    let (shown, power) = text == "10" ? ("1", exponent + 1) : (text, exponent)
    return (value < 0 ? "-" : "") + shown + "e" + String(power)
  }

  /// A number above zero as m × 10^e with 1 ≤ m < 10, through its shortest decimal text.
  private static func parts(_ value: Double) -> (mantissa: Double, exponent: Int) {
    let text = value.description.lowercased()
    let halves = text.split(separator: "e", maxSplits: 1)
    let exponent = halves.count == 2 ? Int(halves[1]) ?? 0 : 0
    let whole = halves[0].prefix { $0 != "." }
    let fraction = halves[0].dropFirst(whole.count + 1)
    let all = whole + fraction
    let zeros = all.prefix { $0 == "0" }.count
    let digits = all.dropFirst(zeros)
    let mantissa = Double(digits.prefix(1) + "." + digits.dropFirst() + "0") ?? 1
    return (mantissa, exponent + whole.count - 1 - zeros)
  }

  private static func special(_ value: Double) -> String {
    value.isNaN ? "not a number" : value < 0 ? "-infinite" : "infinite"
  }

  /// Digits with a comma between each three.
  static func grouped(_ digits: String) -> String {
    guard digits.utf8.count > 3 else { return digits }
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.utf8.count - index) % 3 == 0 { result.append(",") }
      result.append(digit)
    }
    return result
  }

  private static func twoDigits(_ value: UInt64) -> String { (value < 10 ? "0" : "") + String(value) }
}
