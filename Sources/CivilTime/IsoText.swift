/// Dates and times as ISO 8601 writes them, byte by byte.
public enum IsoText {
  /// Appends `2026-01-31`; years beyond 0…9999 are written with their sign and all digits.
  public static func append(date days: Int32, to bytes: inout [UInt8]) {
    let date = CivilDate(days: days)
    if (0...9999).contains(date.year) {
      appendPair(date.year / 100, to: &bytes)
      appendPair(date.year % 100, to: &bytes)
    } else {
      bytes.append(contentsOf: String(date.year).utf8)
    }
    bytes.append(UInt8(ascii: "-"))
    appendPair(date.month, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    appendPair(date.day, to: &bytes)
  }

  /// Appends `2026-01-31T09:30`, with seconds and microseconds only where they are not zero.
  public static func append(time: Int64, to bytes: inout [UInt8]) {
    let (days, clock) = Microseconds.split(time)
    append(date: days, to: &bytes)
    bytes.append(UInt8(ascii: "T"))
    appendPair(Int(clock / Microseconds.hour), to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    appendPair(Int(clock / Microseconds.minute) % 60, to: &bytes)
    let rest = clock % Microseconds.minute
    guard rest != 0 else { return }
    bytes.append(UInt8(ascii: ":"))
    appendPair(Int(rest / Microseconds.second), to: &bytes)
    let fraction = rest % Microseconds.second
    guard fraction != 0 else { return }
    bytes.append(UInt8(ascii: "."))
    var digits = String(fraction)
    digits = String(repeating: "0", count: 6 - digits.utf8.count) + digits
    while digits.hasSuffix("0") { digits.removeLast() }
    bytes.append(contentsOf: digits.utf8)
  }

  /// `2026-01-31`, from days since 1970-01-01.
  public static func date(_ days: Int32) -> String {
    var bytes: [UInt8] = []
    append(date: days, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// `2026-01-31T09:30`, from microseconds since 1970-01-01T00:00.
  public static func time(_ time: Int64) -> String {
    var bytes: [UInt8] = []
    append(time: time, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func appendPair(_ value: Int, to bytes: inout [UInt8]) {
    bytes.append(UInt8(truncatingIfNeeded: 48 + value / 10))
    bytes.append(UInt8(truncatingIfNeeded: 48 + value % 10))
  }
}
