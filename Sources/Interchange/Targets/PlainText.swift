import CivilTime
import Columns

/// Values as plain text for files: `.` decimals, ISO dates, nothing grouped, nothing rounded.
enum PlainText {
  /// Whether the value is there and can be written: NaN and infinity cannot.
  static func isKnown(_ column: Column, _ row: Int) -> Bool {
    if let known = column.known, !known[row] { return false }
    if case .double(let values) = column.storage { return values[row].isFinite }
    return true
  }

  /// Appends a known value; parts of a set stand between `|`.
  static func append(_ column: Column, _ row: Int, to bytes: inout [UInt8]) {
    switch column.storage {
    case .int32(let values): append(Int64(values[row]), column.type, to: &bytes)
    case .int64(let values): append(values[row], column.type, to: &bytes)
    case .double(let values): append(values[row], to: &bytes)
    case .truth(let bits): bytes.append(contentsOf: (bits[row] ? "true" : "false").utf8)
    case .text(let pool, let codes): appendText(pool, codes.map { Int($0[row]) } ?? row, to: &bytes)
    case .textSet(let pool, let offsets, let codes):
      for index in offsets[row]..<offsets[row + 1] {
        if index > offsets[row] { bytes.append(UInt8(ascii: "|")) }
        appendText(pool, Int(codes[Int(index)]), to: &bytes)
      }
    }
  }

  static func appendText(_ pool: TextPool, _ entry: Int, to bytes: inout [UInt8]) {
    pool.withBytes(entry) { bytes.append(contentsOf: $0) }
  }

  private static func append(_ value: Int64, _ type: ValueType, to bytes: inout [UInt8]) {
    switch type {
    case .money: append(money: value, to: &bytes)
    case .date: IsoText.append(date: Int32(truncatingIfNeeded: value), to: &bytes)
    case .time: IsoText.append(time: value, to: &bytes)
    case .duration: append(duration: value, to: &bytes)
    default: append(whole: value, to: &bytes)
    }
  }

  static func append(whole value: Int64, to bytes: inout [UInt8]) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    append(magnitude: value.magnitude, to: &bytes)
  }

  private static func append(magnitude value: UInt64, to bytes: inout [UInt8]) {
    let start = bytes.count
    var rest = value
    repeat {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      bytes.append(UInt8(truncatingIfNeeded: 48 + digit))
      rest = quotient
    } while rest > 0
    bytes[start...].reverse()
  }

  /// `123.45`, always with two decimals.
  static func append(money cents: Int64, to bytes: inout [UInt8]) {
    if cents < 0 { bytes.append(UInt8(ascii: "-")) }
    let (units, rest) = cents.magnitude.quotientAndRemainder(dividingBy: 100)
    append(magnitude: units, to: &bytes)
    bytes.append(UInt8(ascii: "."))
    bytes.append(UInt8(truncatingIfNeeded: 48 + rest / 10))
    bytes.append(UInt8(truncatingIfNeeded: 48 + rest % 10))
  }

  /// The fewest digits that give the same number back; whole ones without a decimal point.
  static func append(_ value: Double, to bytes: inout [UInt8]) {
    if value == value.rounded(), abs(value) < 1e15 {
      append(whole: Int64(value), to: &bytes)
    } else {
      bytes.append(contentsOf: value.description.utf8)
    }
  }

  /// ISO 8601: `P3D`, `PT1H30M`, `-P1DT0.5S`.
  static func append(duration value: Int64, to bytes: inout [UInt8]) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    bytes.append(UInt8(ascii: "P"))
    var rest = value.magnitude
    let parts: [(UInt64, UInt8)] = [
      (UInt64(Microseconds.day), UInt8(ascii: "D")), (UInt64(Microseconds.hour), UInt8(ascii: "H")),
      (UInt64(Microseconds.minute), UInt8(ascii: "M")),
    ]
    var hasTime = false
    for (unit, letter) in parts {
      let (count, left) = rest.quotientAndRemainder(dividingBy: unit)
      rest = left
      guard count > 0 else { continue }
      if letter != UInt8(ascii: "D"), !hasTime {
        bytes.append(UInt8(ascii: "T"))
        hasTime = true
      }
      append(magnitude: count, to: &bytes)
      bytes.append(letter)
    }
    guard rest > 0 || value == 0 else { return }
    if !hasTime { bytes.append(UInt8(ascii: "T")) }
    append(Double(rest) / Double(Microseconds.second), to: &bytes)
    bytes.append(UInt8(ascii: "S"))
  }
}
