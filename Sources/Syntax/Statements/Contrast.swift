import Diagnostics

/// `contrast champions`, `contrast champions with dormant`: what sets a segment apart from the rest, or from another.
public struct ContrastStatement: Hashable, Sendable {
  public var segment: Name
  /// The segment to compare with; nil for everybody else.
  public var other: Name?

  public init(segment: Name, other: Name?) {
    self.segment = segment
    self.other = other
  }
}

extension ContrastStatement {
  static let row = StatementRow(
    .contrast, usage: "contrast SEGMENT [with SEGMENT]",
    help: "what sets a segment apart from the rest, or from another one", example: "contrast champions with dormant"
  ) { state in
    guard let segment = state.name(.segment, "A segment") else { return nil }
    guard state.eat(.with) else { return .contrast(ContrastStatement(segment: segment, other: nil)) }
    return state.name(.segment, "A segment").map { .contrast(ContrastStatement(segment: segment, other: $0)) }
  }
}
