/// Durations as a person reads them, in the words of the language: `34d`, `2h 5min`, `1d 12h`, `45s`.
public enum DurationText {
  private static let units: [(name: String, microseconds: UInt64)] = [
    ("d", 86_400_000_000), ("h", 3_600_000_000), ("min", 60_000_000), ("s", 1_000_000), ("ms", 1_000), ("µs", 1),
  ]

  /// The largest unit that fits and the next one below it, rounded to the latter (halves up); days are never turned into
  /// months, which have no fixed length. From 100 days on, days alone.
  public static func short(microseconds: Int64) -> String {
    let size = microseconds.magnitude
    guard let first = units.firstIndex(where: { size >= $0.microseconds }) else { return "0d" }
    let text = short(size, first)
    return microseconds < 0 ? "-" + text : text
  }

  private static func short(_ size: UInt64, _ first: Int) -> String {
    let unit = units[first].microseconds
    // From seconds down, one unit with the rest as a decimal reads better than two.
    if first >= 3 { return decimal(size, first) }
    let next = size >= 100 * units[0].microseconds ? unit : units[first + 1].microseconds
    let (part, isOver) = size.addingReportingOverflow(next / 2)
    let rounded = (isOver ? size : part) / next * next
    // Rounding may reach the next larger unit: 59min 59.7s is 1h.
    if first > 0, rounded >= units[first - 1].microseconds { return "1" + units[first - 1].name }
    let rest = rounded % unit / next
    let whole = NumberText.grouped(String(rounded / unit)) + units[first].name
    return rest == 0 || next == unit ? whole : "\(whole) \(rest)\(units[first + 1].name)"
  }

  private static func decimal(_ size: UInt64, _ first: Int) -> String {
    let text = NumberText.number(Double(size) / Double(units[first].microseconds))
    let larger = units[first - 1]
    // 59.9999999s is shown as a minute.
    let limit = NumberText.number(Double(larger.microseconds / units[first].microseconds))
    return text == limit ? "1" + larger.name : text + units[first].name
  }
}
