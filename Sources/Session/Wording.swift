import Output

/// Small words for messages.
public enum Wording {
  /// `a`, `a and b`, `a, b and c`
  public static func list(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "nothing" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }

  /// `a text`, `an amount`
  public static func article(_ noun: String) -> String {
    guard let first = noun.lowercased().first else { return noun }
    return ("aeiou".contains(first) ? "an " : "a ") + noun
  }

  /// A whole number with its thousands apart: `20,000`.
  public static func number(_ count: Int) -> String { NumberText.whole(Int64(count)) }

  /// `1 row`, `2 rows`; `noun` is the plural, as tables are named.
  public static func count(_ count: Int, of noun: String) -> String {
    let isRegular = noun.hasSuffix("s") && !noun.hasSuffix("ss")
    let word =
      count == 1 && isRegular ? (noun.hasSuffix("ies") ? noun.dropLast(3) + "y" : String(noun.dropLast())) : noun
    return "\(number(count)) \(word)"
  }

  /// `812 bytes`, `18 kB`, `3.4 MB`
  public static func size(_ bytes: Int) -> String {
    switch bytes {
    case ..<1000: count(bytes, of: "bytes")
    case ..<1_000_000: "\(bytes / 1000) kB"
    default: "\(bytes / 1_000_000).\(bytes / 100_000 % 10) MB"
    }
  }
}
