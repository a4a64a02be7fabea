import CivilTime

/// The time of day in the tail of a date cell: ` 00:00:00.000`, `T09:30Z`, ` 1:05 PM`, `+07:00`.
struct ClockCell {
  private(set) var microseconds: Int64 = 0
  /// How far ahead of UTC the clock is, in microseconds; nil where the cell does not say.
  private(set) var offset: Int64?

  /// Reads from `index`, where a space, a comma or a `T` must stand, to the end; nil when it is no time of day.
  init?(_ bytes: Bytes, from index: Int) {
    var index = index
    guard index < bytes.count else { return nil }
    let joint = bytes[index]
    guard joint == 32 || joint | 0x20 == UInt8(ascii: "t") || joint == UInt8(ascii: ",") else { return nil }
    index += 1
    while index < bytes.count, bytes[index] == 32 { index += 1 }
    guard readClock(bytes, &index) else { return nil }
    guard readHalf(bytes, &index), readOffset(bytes, &index), index == bytes.count else { return nil }
  }

  private mutating func readClock(_ bytes: Bytes, _ index: inout Int) -> Bool {
    guard let hour = ClockCell.number(bytes, &index, atMost: 2), hour < 24,
      ClockCell.take(bytes, &index, UInt8(ascii: ":")),
      let minute = ClockCell.number(bytes, &index, atMost: 2), minute < 60
    else { return false }
    microseconds = Int64(hour) * Microseconds.hour + Int64(minute) * Microseconds.minute
    guard ClockCell.take(bytes, &index, UInt8(ascii: ":")) else { return true }
    guard let second = ClockCell.number(bytes, &index, atMost: 2), second < 60 else { return false }
    microseconds += Int64(second) * Microseconds.second
    guard
      ClockCell.take(bytes, &index, UInt8(ascii: ".")) || ClockCell.take(bytes, &index, UInt8(ascii: ","))
    else { return true }
    var unit = Microseconds.second / 10
    let start = index
    while index < bytes.count, bytes[index] &- 48 < 10 {
      microseconds += Int64(bytes[index] &- 48) * unit
      unit /= 10
      index += 1
    }
    return index > start
  }

  /// `AM` and `PM`.
  private mutating func readHalf(_ bytes: Bytes, _ index: inout Int) -> Bool {
    var at = index
    while at < bytes.count, bytes[at] == 32 { at += 1 }
    guard at + 1 < bytes.count, bytes[at + 1] | 0x20 == UInt8(ascii: "m") else { return true }
    let half = bytes[at] | 0x20
    guard half == UInt8(ascii: "a") || half == UInt8(ascii: "p") else { return true }
    let hour = microseconds / Microseconds.hour
    guard (1...12).contains(hour) else { return false }
    if hour == 12 { microseconds -= 12 * Microseconds.hour }
    if half == UInt8(ascii: "p") { microseconds += 12 * Microseconds.hour }
    index = at + 2
    return true
  }

  /// `Z`, `UTC`, `+07:00`, `-0500`, `+07`.
  private mutating func readOffset(_ bytes: Bytes, _ index: inout Int) -> Bool {
    var at = index
    while at < bytes.count, bytes[at] == 32 { at += 1 }
    if at == bytes.count {
      index = at
      return true
    }
    offset = 0
    let rest = bytes.count - at
    if bytes[at] | 0x20 == UInt8(ascii: "z"), rest == 1 {
      index = bytes.count
      return true
    }
    if rest == 3, ClockCell.names.contains(where: { name in (0..<3).allSatisfy { bytes[at + $0] | 0x20 == name[$0] } })
    {
      index = bytes.count
      return true
    }
    let isBehind = bytes[at] == UInt8(ascii: "-")
    guard ClockCell.take(bytes, &at, UInt8(ascii: "+")) || ClockCell.take(bytes, &at, UInt8(ascii: "-")),
      let hours = ClockCell.number(bytes, &at, atMost: 2), hours <= 15
    else { return false }
    var ahead = Int64(hours) * Microseconds.hour
    if at < bytes.count {
      _ = ClockCell.take(bytes, &at, UInt8(ascii: ":"))
      guard let minutes = ClockCell.number(bytes, &at, atMost: 2), minutes < 60 else { return false }
      ahead += Int64(minutes) * Microseconds.minute
    }
    offset = isBehind ? -ahead : ahead
    index = at
    return true
  }

  private static let names = [Array("utc".utf8), Array("gmt".utf8)]

  private static func number(_ bytes: Bytes, _ index: inout Int, atMost digits: Int) -> Int? {
    var value = 0
    let start = index
    while index < bytes.count, index - start < digits, bytes[index] &- 48 < 10 {
      value = value * 10 + Int(bytes[index] &- 48)
      index += 1
    }
    return index > start ? value : nil
  }

  private static func take(_ bytes: Bytes, _ index: inout Int, _ byte: UInt8) -> Bool {
    guard index < bytes.count, bytes[index] == byte else { return false }
    index += 1
    return true
  }
}

/// The names of the months, in English and Indonesian, written out or cut to three letters.
enum MonthName {
  private static let names: [(name: String, month: Int)] = [
    ("january", 1), ("januari", 1), ("february", 2), ("februari", 2), ("march", 3), ("maret", 3), ("april", 4),
    ("may", 5), ("mei", 5), ("june", 6), ("juni", 6), ("july", 7), ("juli", 7), ("august", 8), ("agustus", 8),
    ("september", 9), ("october", 10), ("oktober", 10), ("november", 11), ("december", 12), ("desember", 12),
  ]
  private static let byBytes: [[UInt8]: Int] = {
    var table: [[UInt8]: Int] = [Array("sept".utf8): 9]
    for (name, month) in names {
      table[Array(name.utf8)] = month
      table[Array(name.utf8.prefix(3))] = month
    }
    return table
  }()

  /// 1…12, or nil for what is no month.
  static func number(_ word: Bytes) -> Int? {
    guard (3...9).contains(word.count) else { return nil }
    return byBytes[word.indices.map { word[$0] | 0x20 }]
  }
}
