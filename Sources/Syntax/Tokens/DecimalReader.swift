/// Reads decimal numbers exactly.
enum DecimalReader {
  /// The value as written, trailing zeros kept (`12.50` is 1250 × 10⁻²); nil where 64 bits or 18 places do not hold it.
  static func read(_ bytes: ArraySlice<UInt8>) -> Decimal64? {
    var units: Int64 = 0
    var scale = 0
    var hasPoint = false
    var index = bytes.startIndex
    while index < bytes.endIndex, bytes[index] | 0x20 != UInt8(ascii: "e") {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: ".") { hasPoint = true }
      guard byte.isDigit else { continue }
      guard let next = appending(byte &- UInt8(ascii: "0"), to: units) else { return nil }
      units = next
      if hasPoint { scale += 1 }
    }
    if index < bytes.endIndex {
      guard let exponent = exponent(bytes[(index + 1)...]) else { return nil }
      scale -= exponent
    }
    return normal(units, scale)
  }

  private static func appending(_ digit: UInt8, to units: Int64) -> Int64? {
    let (tenfold, isOver) = units.multipliedReportingOverflow(by: 10)
    let (sum, isOverToo) = tenfold.addingReportingOverflow(Int64(digit))
    return isOver || isOverToo ? nil : sum
  }

  private static func exponent(_ bytes: ArraySlice<UInt8>) -> Int? {
    let isNegative = bytes.first == UInt8(ascii: "-")
    let digits = bytes.first.map { $0.isDigit } == true ? bytes : bytes.dropFirst()
    guard let value = LiteralReader.digits(digits), value < 1000 else { return nil }
    return isNegative ? -Int(value) : Int(value)
  }

  /// Brings a scale into 0…18.
  private static func normal(_ units: Int64, _ scale: Int) -> Decimal64? {
    var units = units
    var scale = scale
    if units == 0 { return Decimal64(units: 0, scale: min(max(0, scale), 18)) }
    while scale < 0 {
      guard let next = appending(0, to: units) else { return nil }
      units = next
      scale += 1
    }
    while scale > 18 {
      guard units % 10 == 0 else { return nil }
      units /= 10
      scale -= 1
    }
    return Decimal64(units: units, scale: scale)
  }
}
