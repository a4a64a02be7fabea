/// How long something took, as a person reads it.
public enum DurationWords {
  /// `812 µs`, `3.2 ms`, `1.24 s`
  public static func text(nanoseconds: UInt64) -> String {
    switch nanoseconds {
    case ..<1_000_000: "\(nanoseconds / 1000) µs"
    case ..<100_000_000: decimal(nanoseconds, unit: 1_000_000, digits: 1) + " ms"
    case ..<1_000_000_000: "\(nanoseconds / 1_000_000) ms"
    default: decimal(nanoseconds, unit: 1_000_000_000, digits: 2) + " s"
    }
  }

  private static func decimal(_ value: UInt64, unit: UInt64, digits: Int) -> String {
    var scale: UInt64 = 1
    for _ in 0..<digits { scale *= 10 }
    let scaled = value / (unit / scale)
    let fraction = String(scaled % scale)
    return "\(scaled / scale)." + String(repeating: "0", count: digits - fraction.count) + fraction
  }
}
