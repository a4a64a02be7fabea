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
    guard state.eat(.with) else {
      if state.failOtherJoint() { return nil }
      return .contrast(ContrastStatement(segment: segment, other: nil))
    }
    return state.name(.segment, "A segment").map { .contrast(ContrastStatement(segment: segment, other: $0)) }
  }
}

extension ParserState {
  /// `contrast champions and dormant`, `contrast champions dormant`: the word between the segments is `with`.
  fileprivate mutating func failOtherJoint() -> Bool {
    guard !isAtClauselessEnd, current.kind.isName else { return false }
    if let word = current.word, ClauseTable.begins(word) { return false }
    let isJoint = ["and", "against", "to", "vs", "versus"].contains(text(current).lowercased()) && peek().kind.isName
    fail(
      "unexpected-token", "`with` stands before the segment to compare with.",
      notes: ["It is written: contrast SEGMENT with SEGMENT"],
      suggestion: .init(
        isJoint ? "with" : "with ", at: isJoint ? current.span : Span(current.span.lower, current.span.lower)))
    return true
  }
}
