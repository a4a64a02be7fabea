import CivilTime
import Columns

/// A value as plain text for notes and keys: ISO dates, numbers without grouping.
public enum ValueText {
  /// The value as text; `missing` where there is none.
  public static func text(_ value: Value, type: ValueType) -> String {
    switch value {
    case .missing: "missing"
    case .truth(let bit): bit ? "true" : "false"
    case .text(let text): text
    case .whole(let whole): String(whole)
    case .number(let number): self.number(number, type: type)
    case .money(let cents): money(cents)
    case .date(let days): IsoText.date(days)
    case .time(let time): IsoText.time(time)
    case .duration(let length):
      length % 86_400_000_000 == 0 ? "\(length / 86_400_000_000)d" : "\(length / 60_000_000)min"
    case .textSet(let texts): texts.joined(separator: ", ")
    case .reference(let row): String(row)
    }
  }

  private static func number(_ number: Double, type: ValueType) -> String {
    switch type {
    case .percent: "\((number * 10_000).rounded() / 100)%"
    case .inexactMoney:
      Int64(exactly: (number * 100).rounded()).map(money) ?? String(number)
    default: String(number)
    }
  }

  /// Hundredths as `12.50`.
  static func money(_ cents: Int64) -> String {
    let magnitude = cents.magnitude
    let fraction = magnitude % 100
    return "\(cents < 0 ? "-" : "")\(magnitude / 100).\(fraction < 10 ? "0" : "")\(fraction)"
  }
}
