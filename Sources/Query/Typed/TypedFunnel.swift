import Columns

/// `funnel`: how many of the rows come from stage to stage, and how fast. One row for each stage comes out.
public struct TypedFunnel: Sendable {
  /// A row of the result: a step, with what must not happen before it.
  public struct Stage: Sendable {
    /// As it was written.
    public var label: String
    /// Steps that do not happen between the stage before and this one, then the one that makes the stage; without it, what
    /// does not happen after the stage before.
    public var steps: [TypedStep]
  }

  /// The columns of the result, by their numbers within the query.
  public struct Slots: Sendable {
    public var step: Int
    public var count: Int
    /// The count over that of the stage before; of the first over the rows that enter.
    public var ofPrevious: Int
    public var ofFirst: Int
    /// The median of the time since the stage before.
    public var medianTime: Int

    /// The columns as they are named, by number.
    public var names: [Int: String] {
      [step: "step", count: "count", ofPrevious: "ofPrevious", ofFirst: "ofFirst", medianTime: "medianTime"]
    }
  }

  /// The stages happen in any order; otherwise one after another.
  public var isAnyOrder: Bool
  public var stages: [Stage]
  /// The longest time from the first of them to the last.
  public var within: TimeLimit?
  public var today: Int32
  public var now: Int64
  public var slots: Slots

  public var steps: [TypedStep] { stages.flatMap(\.steps) }
  /// The conditions of all steps.
  public var parts: [TypedExpression] { steps.flatMap(\.conditions) }
}
