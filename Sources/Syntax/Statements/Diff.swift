import Diagnostics

/// `diff champions since 2026-01-01`: who entered a segment and who left.
public struct DiffStatement: Hashable, Sendable {
  public var segment: Name
  /// The date whose record is compared with; nil for the last one.
  public var since: Expression?

  public init(segment: Name, since: Expression?) {
    self.segment = segment
    self.since = since
  }
}

extension DiffStatement {
  static let row = StatementRow(
    .diff, usage: "diff SEGMENT [since DATE]", help: "who entered a segment and who left, since it was recorded",
    example: "diff champions since 2026-01-01"
  ) { state in
    guard let segment = state.name(.segment, "A segment") else { return nil }
    guard state.eat(.since) else { return .diff(DiffStatement(segment: segment, since: nil)) }
    return state.expression(.sum).map { .diff(DiffStatement(segment: segment, since: $0)) }
  }
}
