import Columns

/// A length of time by the calendar: months (clamped to the month's end), then days, then the clock.
public struct TimeLimit: Hashable, Sendable {
  public var months: Int64
  public var days: Int64
  public var microseconds: Int64

  /// Counts hours and minutes; otherwise whole calendar days count, whatever the hour.
  public var isByClock: Bool { microseconds != 0 }
}

/// One step of a journey or a funnel: which of the rows that refer to the scope's row, and how soon after the step before.
///
/// Its event is later than the step before it: on a later date, or where both have times, at a later time. With `isAbsent` and
/// a limit, no such row exists in that time, which is over by now; the step ends where the time does. With `isAbsent` and no
/// limit, none exists between the step before it and the one behind it, or ever after where it is the last.
public struct TypedStep: Hashable, Sendable {
  public var isAbsent: Bool
  /// The ways back from the scope's table to the rows, by position in `Book.waysBack`; one or more.
  public var path: [Int]
  /// The table at the end of the path: the scope of `during` and `filter`.
  public var table: Int
  /// The column of that table with the date or time of the event. A row without one is no step.
  public var event: Int
  public var during: TypedExpression?
  public var filter: TypedExpression?
  /// The longest time since the step before.
  public var within: TimeLimit?

  /// What holds of the rows of the step.
  public var conditions: [TypedExpression] { [during, filter].compactMap { $0 } }
}

/// `journey(cases where severity >= 3 then no purchases within 60d)`: any chain of rows that the steps describe.
public struct ChildJourney: Hashable, Sendable {
  public var steps: [TypedStep]
  /// What day it is, in days since 1970-01-01, and what time: what is over by now.
  public var today: Int32
  public var now: Int64

  /// The conditions of all steps.
  public var parts: [TypedExpression] { steps.flatMap(\.conditions) }

  /// The journey with each of its conditions replaced by what `change` makes of it.
  func mapped(_ change: (TypedExpression) -> TypedExpression) -> ChildJourney {
    var journey = self
    for index in steps.indices {
      journey.steps[index].during = steps[index].during.map(change)
      journey.steps[index].filter = steps[index].filter.map(change)
    }
    return journey
  }
}

extension TimeLimit {
  /// As it is written: `2mo3d`.
  public var text: String {
    let (hours, rest) = (microseconds / 3_600_000_000, microseconds % 3_600_000_000)
    let parts = [(months, "mo"), (days, "d"), (hours, "h"), (rest / 60_000_000, "min")]
    let written = parts.filter { $0.0 != 0 }.map { "\($0.0)\($0.1)" }
    return written.isEmpty ? "0d" : written.joined()
  }
}
