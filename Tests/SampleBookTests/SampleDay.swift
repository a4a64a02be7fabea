import CivilTime

/// Days between dates as the files write them.
enum SampleDay {
  /// Days since 1970 of `2026-01-31`, or 0 for a day that no calendar has.
  static func number(_ text: String) -> Int {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, let date = CivilDate(year: parts[0], month: parts[1], day: parts[2]) else { return 0 }
    return Int(date.days)
  }

  static func between(_ first: String, _ second: String) -> Int { number(second) - number(first) }
}
