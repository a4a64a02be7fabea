/// The quantiles of the language: where a row stands among the rows that enter the clause. Equal values never split.
/// With them the running total, which looks at the rows before it.
public enum Quantile: Hashable, Sendable {
  /// Bins of equal size, 1 for the lowest: 1 + floor(n × (rows strictly below) / rows).
  case bins(Int?)
  case percentRank
  case rank
  /// The sum of the values from the first row to this one.
  case running

  /// What is said of a quantile in help, completion and the reference.
  public struct Entry: Sendable {
    public let name: String
    public let doc: String
    public let example: String
    public let quantile: Quantile
  }

  public static let all: [Entry] = [
    Entry(
      name: "ntile", doc: "The bin among so many of equal size, 1 for the lowest; equal values share a bin.",
      example: "ntile(spent, 4)", quantile: .bins(nil)),
    Entry(name: "quintile", doc: "The fifth, 1 for the lowest.", example: "quintile(spent)", quantile: .bins(5)),
    Entry(name: "decile", doc: "The tenth, 1 for the lowest.", example: "decile(spent)", quantile: .bins(10)),
    Entry(
      name: "percentrank", doc: "The share of the other rows that are strictly below.", example: "percentrank(spent)",
      quantile: .percentRank),
    Entry(
      name: "rank", doc: "The place counted from the least, 1 first; equals share it.", example: "rank(spent)",
      quantile: .rank),
    Entry(
      name: "running", doc: "The sum from the first row to this one, in the order that the rows have.",
      example: "running(share(spent))", quantile: .running),
  ]

  public static var names: [String] { all.map(\.name) }

  init?(name: String) {
    guard let entry = Quantile.all.first(where: { $0.name == name.lowercased() }) else { return nil }
    self = entry.quantile
  }
}
