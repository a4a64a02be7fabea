import Diagnostics

/// `why C000123 in champions`: which parts of a segment's condition hold for one of its table's rows.
public struct WhyStatement: Hashable, Sendable {
  public var key: Key
  public var segment: Name

  public init(key: Key, segment: Name) {
    self.key = key
    self.segment = segment
  }
}

extension WhyStatement {
  static let row = StatementRow(
    .why, usage: "why KEY in SEGMENT",
    help: "which parts of a segment's condition hold for a customer, and which do not",
    example: "why C000123 in champions"
  ) { state in
    guard let key = state.rowKey("A key, an e-mail address or a phone number") else { return nil }
    state.skipNegation()
    guard state.eat(.in) else {
      state.fail(expected: "`in`", notes: ["It is written: why KEY in SEGMENT"])
      return nil
    }
    return state.name(.segment, "A segment").map { .why(WhyStatement(key: key, segment: $0)) }
  }
}

extension ParserState {
  /// `why C000123 not in champions`: the answer says whether they are; the word is skipped.
  fileprivate mutating func skipNegation() {
    guard current.word == .not || current.word == .is else { return }
    let start = current.span.lower
    while current.word == .not || current.word == .is { advance() }
    report(
      Diagnostic(
        "unexpected-token", "`why` asks the same for members and for others: it is written why KEY in SEGMENT.",
        at: Span(start, lastEnd), suggestion: .init("", at: Span(start, current.span.lower))))
  }
}
