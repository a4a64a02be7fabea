import Diagnostics

/// Reads the value of a literal token, and says what is wrong with one that has none.
struct LiteralReader {
  let source: SourceText
  /// At most one mistake for one literal is kept.
  var mistake: Diagnostic?

  init(_ source: SourceText) { self.source = source }

  mutating func read(_ token: Token) -> Literal? {
    switch token.kind {
    case .text: return .text(text(token))
    case .whole: return whole(token)
    case .number: return number(token)
    case .percent: return percent(token)
    case .date, .time: return dateOrTime(token)
    case .month: return month(token)
    case .duration: return duration(token)
    default: return nil
    }
  }

  mutating func fail(_ code: String, _ message: String, _ span: Span, _ notes: [String] = [], mend: String? = nil) {
    if mistake != nil { return }
    mistake = Diagnostic(
      code, message, at: span, notes: notes, suggestion: mend.map { .init($0, at: span) })
  }

  func bytes(_ token: Token) -> ArraySlice<UInt8> { source.bytes[token.span.lower..<token.span.upper] }

  // MARK: Numbers

  private mutating func whole(_ token: Token) -> Literal? {
    if let value = Self.digits(bytes(token)) { return .whole(value) }
    tooLarge(token)
    return nil
  }

  /// The value of decimal digits; nil beyond 64 bits.
  static func digits(_ bytes: ArraySlice<UInt8>) -> Int64? {
    var value: Int64 = 0
    for byte in bytes where byte != UInt8(ascii: "_") {
      let (tenfold, isOver) = value.multipliedReportingOverflow(by: 10)
      let (sum, isOverToo) = tenfold.addingReportingOverflow(Int64(byte &- UInt8(ascii: "0")))
      if isOver || isOverToo { return nil }
      value = sum
    }
    return value
  }

  private mutating func tooLarge(_ token: Token) {
    fail(
      "number-too-large", "This number is too large.", token.span,
      ["Whole numbers reach up to 9223372036854775807."])
  }

  private mutating func number(_ token: Token) -> Literal? {
    guard let value = double(bytes(token), token) else { return nil }
    return .number(value, DecimalReader.read(bytes(token)))
  }

  private mutating func percent(_ token: Token) -> Literal? {
    double(bytes(token).dropLast(), token).map { .percent($0) }
  }

  private mutating func double(_ bytes: ArraySlice<UInt8>, _ token: Token) -> Double? {
    let digits = bytes.filter { $0 != UInt8(ascii: "_") }
    guard let value = Double(String(decoding: digits, as: UTF8.self)), value.isFinite else {
      tooLarge(token)
      return nil
    }
    let mantissa = digits.prefix { $0 | 0x20 != UInt8(ascii: "e") }
    if value == 0, mantissa.contains(where: { $0 > UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) {
      fail("number-too-small", "This number is too close to zero to be told from it.", token.span, mend: "0")
      return nil
    }
    return value
  }

  /// `500 USD`: the amount exactly as written.
  mutating func money(_ token: Token, currency: Token) -> Literal? {
    let letters = source.text(currency.span)
    if let amount = DecimalReader.read(bytes(token)) { return .money(amount, currency: letters) }
    fail(
      "number-too-large", "This amount of money has too many digits.", token.span.union(currency.span),
      ["Money is kept exactly, with at most 18 digits."])
    return nil
  }

  // MARK: Texts

  mutating func text(_ token: Token) -> String {
    let inner = inside(token)
    guard inner.contains(UInt8(ascii: "\\")) else { return String(decoding: inner, as: UTF8.self) }
    return unescape(inner)
  }

  /// What stands between the quotation marks, to the letter: the backslashes of a pattern are its own.
  func pattern(_ token: Token) -> String { String(decoding: inside(token), as: UTF8.self) }

  private func inside(_ token: Token) -> ArraySlice<UInt8> {
    let span = token.span
    let opening = source.bytes[span.lower] == 0xE2 ? 3 : 1
    var inner = source.bytes[min(span.lower + opening, span.upper)..<span.upper]
    if source.bytes[span.lower] == UInt8(ascii: "\"") {
      if inner.last == UInt8(ascii: "\"") { inner = inner.dropLast() }
    } else if opening == 1, inner.last == UInt8(ascii: "'") {
      inner = inner.dropLast()
    } else if opening == 3, inner.suffix(3).starts(with: [0xE2, 0x80]) {
      inner = inner.dropLast(3)
    }
    return inner
  }

  private mutating func unescape(_ inner: ArraySlice<UInt8>) -> String {
    var plain: [UInt8] = []
    plain.reserveCapacity(inner.count)
    var index = inner.startIndex
    while index < inner.endIndex {
      guard inner[index] == UInt8(ascii: "\\") else {
        plain.append(inner[index])
        index += 1
        continue
      }
      let next = index + 1 < inner.endIndex ? inner[index + 1] : 0
      switch next {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): plain.append(next)
      case UInt8(ascii: "n"): plain.append(UInt8(ascii: "\n"))
      case UInt8(ascii: "u"):
        index = unescapeScalar(inner, index, &plain)
        continue
      default: reportEscape(Span(index, min(index + 2, inner.endIndex)))
      }
      index += 2
    }
    return String(decoding: plain, as: UTF8.self)
  }

  /// `\u{1F600}`; gives the index behind it.
  private mutating func unescapeScalar(
    _ inner: ArraySlice<UInt8>, _ start: Int, _ plain: inout [UInt8]
  ) -> Int {
    var index = start + 3
    var value: UInt32 = 0
    while index < inner.endIndex, index < start + 10, let digit = Character(Unicode.Scalar(inner[index])).hexDigitValue
    {
      value = value << 4 | UInt32(digit)
      index += 1
    }
    let isWhole = index > start + 3 && index < inner.endIndex && inner[index] == UInt8(ascii: "}")
    guard isWhole, inner[start + 2] == UInt8(ascii: "{"), let scalar = Unicode.Scalar(value) else {
      reportEscape(Span(start, min(start + 2, inner.endIndex)))
      return min(start + 2, inner.endIndex)
    }
    plain.append(contentsOf: Array(String(Character(scalar)).utf8))
    return index + 1
  }

  private mutating func reportEscape(_ span: Span) {
    fail(
      "unknown-escape", "A backslash in a text begins an escape, and this is none.", span,
      [#"Escapes are \" \\ \n and \u{…}. For the backslash itself write two."#],
      mend: "\\" + source.text(span))
  }
}
