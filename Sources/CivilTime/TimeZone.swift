/// How the clocks of a place stand: since when they are how far ahead of UTC. A value, read elsewhere.
///
/// Times are microseconds since 1970-01-01T00:00: instants on the clock of UTC, local times on the clocks of the place.
public struct TimeZone: Hashable, Sendable {
  /// From an instant on, the clocks are so many microseconds ahead of UTC.
  struct Change: Hashable, Sendable {
    var instant: Int64
    var offset: Int64
  }

  /// As the tz database calls it: `Europe/Berlin`.
  public let name: String
  /// What counts before the first change.
  private let first: Int64
  private let changes: [Change]

  /// UTC itself.
  public static let utc = TimeZone(name: "UTC", first: 0, changes: [])

  /// - Parameter changes: by their instants, ascending.
  init(name: String, first: Int64, changes: [Change]) {
    self.name = name
    self.first = first
    self.changes = changes
  }

  /// What the clocks show at an instant. Complexity: O(log changes).
  public func local(_ instant: Int64) -> Int64 { instant + offset(at: instant) }

  /// The instant at which the clocks show a time: where they show it twice, the first; where they skip it, as long after
  /// the change as the time would have been.
  public func instant(_ local: Int64) -> Int64 {
    let index = lastChange { $0.instant + $0.offset <= local }
    let after = local - (index.map { changes[$0].offset } ?? first)
    guard let index else { return after }
    let before = index > 0 ? changes[index - 1].offset : first
    return local - before < changes[index].instant ? local - before : after
  }

  private func offset(at instant: Int64) -> Int64 {
    lastChange { $0.instant <= instant }.map { changes[$0].offset } ?? first
  }

  /// The last of the changes that have come, which are those at the beginning; nil if none has.
  private func lastChange(_ hasCome: (Change) -> Bool) -> Int? {
    var (lower, upper) = (0, changes.count)
    while lower < upper {
      let middle = (lower + upper) / 2
      if hasCome(changes[middle]) { lower = middle + 1 } else { upper = middle }
    }
    return lower > 0 ? lower - 1 : nil
  }
}
