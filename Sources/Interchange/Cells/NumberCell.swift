/// How a column writes its numbers: which sign stands before the decimals.
enum DecimalStyle: String, CaseIterable {
  /// `1,234.50`
  case point
  /// `1.234,50`
  case comma

  @inline(__always)
  var decimal: UInt8 { self == .point ? UInt8(ascii: ".") : UInt8(ascii: ",") }
  @inline(__always)
  var group: UInt8 { self == .point ? UInt8(ascii: ",") : UInt8(ascii: ".") }

  var example: String { self == .point ? "1,234.50" : "1.234,50" }
}

/// A number as a cell writes it: digits, where the decimals begin, and the signs around them.
///
/// The value is `magnitude / 10^scale`, negated if `isNegative`. Exact: nothing is rounded here.
struct NumberCell {
  var magnitude: UInt64 = 0
  /// Digits after the decimal sign.
  var scale = 0
  /// All digits, leading zeros included.
  var digits = 0
  var isNegative = false
  var hasPlus = false
  /// Written like a code: `007`.
  var hasLeadingZero = false
  var isGrouped = false
  var isPercent = false
  var isScientific = false
  /// More digits than 64 bits hold.
  var isOverflow = false
  var currency: Currency?

  var isWhole: Bool { scale == 0 && !isScientific }

  /// Reads a whole cell; nil when it is not a number in this style.
  ///
  /// Accepted: a sign, parentheses for negative, a currency before or after, grouping by the style's sign, space or
  /// apostrophe in threes, a percent sign, an exponent.
  @inline(__always)
  init?(_ bytes: Bytes, _ style: DecimalStyle) {
    if let plain = NumberCell(plain: bytes, decimal: style.decimal) {
      self = plain
    } else {
      var reader = NumberReader(style: style)
      guard let full = reader.read(bytes) else { return nil }
      self = full
    }
  }

  /// Reads a cell of a column in several currencies: as is the custom where the currency that it names is at home, or else
  /// in the column's style; where that does not fit, in the other.
  init?(named bytes: Bytes, _ style: DecimalStyle) {
    let readings = [style, style == .point ? .comma : .point].compactMap { NumberCell(bytes, $0) }
    guard let first = readings.first else { return nil }
    guard readings.count > 1, let currency = first.currency else {
      self = first
      return
    }
    let isFirst = currency.prefersComma == (style == .comma)
    self = isFirst ? readings[0] : readings[1]
  }

  /// The common case without any loop inside loops: an optional minus, digits, at most one decimal sign, no overflow.
  @inline(__always)
  init?(plain bytes: Bytes, decimal: UInt8) {
    let count = bytes.count
    guard count > 0, count <= 18 else { return nil }
    var index = 0
    if bytes[0] == UInt8(ascii: "-") {
      isNegative = true
      index = 1
    }
    let first = index
    var point = -1
    while index < count {
      let digit = bytes[index] &- 48
      if digit < 10 {
        magnitude = magnitude &* 10 &+ UInt64(digit)
      } else if bytes[index] == decimal, point < 0 {
        point = index
      } else {
        return nil
      }
      index &+= 1
    }
    let wholeDigits = (point < 0 ? count : point) - first
    digits = count - first - (point < 0 ? 0 : 1)
    guard digits > 0 else { return nil }
    if point >= 0 {
      scale = count - point - 1
      guard scale > 0 else { return nil }
    }
    hasLeadingZero = wholeDigits > 1 && bytes[first] == UInt8(ascii: "0")
  }

  init() {}

  /// The value in hundredths; nil when it is not a whole number of them or does not fit.
  @inline(__always)
  var minorUnits: Int64? { scaled(to: 2) }

  /// The value as a whole number; nil when it has decimals that are not zero or does not fit.
  @inline(__always)
  var whole: Int64? { scaled(to: 0) }

  @inline(__always)
  private func scaled(to places: Int) -> Int64? {
    guard !isOverflow, !isScientific, !isPercent else { return nil }
    var value = magnitude
    var scale = scale
    while scale > places {
      let (quotient, rest) = value.quotientAndRemainder(dividingBy: 10)
      guard rest == 0 else { return nil }
      value = quotient
      scale -= 1
    }
    while scale < places {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      value = product
      scale += 1
    }
    guard value <= UInt64(Int64.max) else { return nil }
    return isNegative ? -Int64(value) : Int64(value)
  }

  /// The nearest 64-bit float. `bytes` are the cell's, for the rare numbers that need all their digits looked at again.
  func double(_ bytes: Bytes, _ style: DecimalStyle) -> Double? {
    var value: Double
    if !isOverflow, !isScientific, magnitude <= 1 << 53, scale <= 22 {
      // Both are exact, and division rounds correctly.
      value = Double(magnitude) / NumberCell.powersOfTen[scale]
      if isNegative { value = -value }
    } else {
      guard let slow = slowDouble(bytes, style) else { return nil }
      value = slow
    }
    if isPercent { value /= 100 }
    return value.isFinite ? value : nil
  }

  private func slowDouble(_ bytes: Bytes, _ style: DecimalStyle) -> Double? {
    var text = isNegative ? "-" : ""
    var inExponent = false
    for index in 0..<bytes.count {
      let byte = bytes[index]
      if byte &- 48 < 10 {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else if byte == style.decimal {
        text += "."
      } else if isScientific, byte | 0x20 == UInt8(ascii: "e"), !text.isEmpty {
        text += "e"
        inExponent = true
      } else if inExponent, byte == UInt8(ascii: "-") {
        text += "-"
      }
    }
    return Double(text)
  }

  private static let powersOfTen: [Double] = (0...22).map { power in (0..<power).reduce(1.0) { value, _ in value * 10 }
  }
}
