/// Reads numbers with everything that people put around and between the digits.
///
/// One walk from the left: sign or parenthesis, currency, sign, digits with groups, decimals, exponent, percent,
/// currency, closing parenthesis or trailing minus.
struct NumberReader {
  let style: DecimalStyle
  private var index = 0
  private var result = NumberCell()
  private var isParenthesised = false

  init(style: DecimalStyle) { self.style = style }

  /// The number that all of the bytes are, or nil.
  mutating func read(_ bytes: Bytes) -> NumberCell? {
    skipSpaces(bytes)
    readSign(bytes)
    if !isParenthesised, take(bytes, UInt8(ascii: "(")) { isParenthesised = true }
    readCurrency(bytes)
    readSign(bytes)
    guard readDigits(bytes), readDecimals(bytes), readExponent(bytes) else { return nil }
    skipSpaces(bytes)
    if take(bytes, UInt8(ascii: "%")) { result.isPercent = true }
    skipSpaces(bytes)
    readCurrency(bytes)
    if take(bytes, UInt8(ascii: "-")) {
      guard !result.isNegative, !result.hasPlus else { return nil }
      result.isNegative = true
    }
    if isParenthesised {
      guard take(bytes, UInt8(ascii: ")")), !result.isNegative, !result.hasPlus else { return nil }
      result.isNegative = true
    }
    return index == bytes.count ? result : nil
  }

  private mutating func take(_ bytes: Bytes, _ byte: UInt8) -> Bool {
    guard index < bytes.count, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  private mutating func readSign(_ bytes: Bytes) {
    guard !result.isNegative, !result.hasPlus else { return }
    if take(bytes, UInt8(ascii: "-")) {
      result.isNegative = true
    } else if index + 2 < bytes.count, bytes[index] == 0xE2, bytes[index + 1] == 0x88, bytes[index + 2] == 0x92 {
      // U+2212, the minus sign of typesetting.
      result.isNegative = true
      index += 3
    } else if take(bytes, UInt8(ascii: "+")) {
      result.hasPlus = true
    }
    skipSpaces(bytes)
  }

  private mutating func skipSpaces(_ bytes: Bytes) {
    while true {
      let length = spaceLength(bytes, at: index)
      if length == 0 { return }
      index += length
    }
  }

  /// Bytes of a space here: ASCII, no-break (U+00A0), narrow no-break (U+202F), thin (U+2009); 0 for none.
  private func spaceLength(_ bytes: Bytes, at index: Int) -> Int {
    guard index < bytes.count else { return 0 }
    if bytes[index] == 32 { return 1 }
    if bytes[index] == 0xC2, index + 1 < bytes.count, bytes[index + 1] == 0xA0 { return 2 }
    guard index + 2 < bytes.count, bytes[index] == 0xE2, bytes[index + 1] == 0x80 else { return 0 }
    return bytes[index + 2] == 0xAF || bytes[index + 2] == 0x89 ? 3 : 0
  }

  private mutating func readCurrency(_ bytes: Bytes) {
    guard result.currency == nil, let (currency, length) = Currency.read(bytes, at: index) else { return }
    result.currency = currency
    index += length
    skipSpaces(bytes)
  }

  /// Whole digits, plain or in groups of three after a first group of one to three.
  private mutating func readDigits(_ bytes: Bytes) -> Bool {
    let first = index
    guard readRun(bytes) > 0 || isDecimalNext(bytes) else { return false }
    let firstGroup = index - first
    result.hasLeadingZero = firstGroup > 1 && bytes[first] == UInt8(ascii: "0")
    guard firstGroup <= 3 else { return true }
    var separator: UInt8?
    while let length = groupSignLength(bytes, separator) {
      let sign = bytes[index]
      let digitsStart = index + length
      guard digitsStart + 3 <= bytes.count, (0..<3).allSatisfy({ isDigit(bytes[digitsStart + $0]) }),
        digitsStart + 3 == bytes.count || !isDigit(bytes[digitsStart + 3])
      else { break }
      // A grouped number does not begin with a lone zero: 0.123 is no 123.
      guard firstGroup > 0, bytes[first] != UInt8(ascii: "0") else { break }
      separator = sign
      index = digitsStart
      _ = readRun(bytes)
      result.isGrouped = true
    }
    return true
  }

  private func groupSignLength(_ bytes: Bytes, _ separator: UInt8?) -> Int? {
    guard index < bytes.count else { return nil }
    let byte = bytes[index]
    if let separator, byte != separator { return nil }
    if byte == style.group || byte == UInt8(ascii: "'") { return 1 }
    let space = spaceLength(bytes, at: index)
    return space > 0 ? space : nil
  }

  private func isDecimalNext(_ bytes: Bytes) -> Bool {
    index + 1 < bytes.count && bytes[index] == style.decimal && isDigit(bytes[index + 1])
  }

  private mutating func readDecimals(_ bytes: Bytes) -> Bool {
    guard index < bytes.count, bytes[index] == style.decimal else { return true }
    index += 1
    result.scale = readRun(bytes)
    return result.scale > 0
  }

  private mutating func readExponent(_ bytes: Bytes) -> Bool {
    guard index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") else { return true }
    var digit = index + 1
    if digit < bytes.count, bytes[digit] == UInt8(ascii: "+") || bytes[digit] == UInt8(ascii: "-") { digit += 1 }
    // Without a digit it may be a currency such as EUR, which follows.
    guard digit < bytes.count, isDigit(bytes[digit]) else { return true }
    while digit < bytes.count, isDigit(bytes[digit]) { digit += 1 }
    index = digit
    result.isScientific = true
    return true
  }

  /// Reads digits into the magnitude; how many there were.
  private mutating func readRun(_ bytes: Bytes) -> Int {
    let first = index
    while index < bytes.count, isDigit(bytes[index]) {
      let (tenfold, high) = result.magnitude.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tenfold.addingReportingOverflow(UInt64(bytes[index] - 48))
      if high || carry { result.isOverflow = true } else { result.magnitude = sum }
      index += 1
    }
    result.digits += index - first
    return index - first
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }
}

/// The currencies that a cell may name by a sign or a code.
enum Currency: String, CaseIterable {
  case usd = "USD"
  case eur = "EUR"
  case gbp = "GBP"
  case jpy = "JPY"
  case idr = "IDR"
  case inr = "INR"
  case sgd = "SGD"
  case myr = "MYR"
  case aud = "AUD"
  case cad = "CAD"
  case chf = "CHF"
  case brl = "BRL"

  /// Its place among all, from 1.
  var number: UInt8 { UInt8(truncatingIfNeeded: (Currency.allCases.firstIndex(of: self) ?? -1) + 1) }

  /// The decimals follow a comma where this money is at home.
  var prefersComma: Bool { self == .idr || self == .eur || self == .brl }

  /// What stands for each currency; longer ones first where one begins another.
  private static let signs: [([UInt8], Currency)] =
    [
      ("US$", .usd), ("A$", .aud), ("C$", .cad), ("S$", .sgd), ("R$", .brl), ("$", .usd), ("€", .eur), ("£", .gbp),
      ("¥", .jpy), ("₹", .inr), ("Rp.", .idr), ("Rp", .idr), ("rp", .idr), ("RP", .idr), ("RM", .myr),
    ].map { (Array($0.utf8), $1) } + Currency.allCases.map { (Array($0.rawValue.utf8), $0) }

  /// The currency named at a place, and the bytes of its name.
  static func read(_ bytes: Bytes, at index: Int) -> (Currency, Int)? {
    guard index < bytes.count, bytes[index] &- 48 >= 10 else { return nil }
    for (sign, currency) in signs where bytes.count - index >= sign.count && bytes[index] == sign[0] {
      if (0..<sign.count).allSatisfy({ bytes[index + $0] == sign[$0] }) { return (currency, sign.count) }
    }
    return nil
  }
}
