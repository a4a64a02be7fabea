import Diagnostics

/// `segment NAME = SOURCE clause …`; without a body, the last query becomes the segment.
public struct SegmentStatement: Hashable, Sendable {
  public var name: Name
  public var body: SelectQuery?

  public init(name: Name, body: SelectQuery?) {
    self.name = name
    self.body = body
  }
}

extension SegmentStatement {
  static let row = StatementRow(
    .segment, usage: "segment NAME [= SOURCE [as of DATE] CLAUSE …]",
    help: "saves a named, living set of rows; without a body, the last query",
    example: "segment winback = customers where spent > 500 and lastPurchase > 180d"
  ) { state in
    guard let name = state.name(.new, "The segment's name") else { return nil }
    if state.isAtClauselessEnd { return .segment(SegmentStatement(name: name, body: nil)) }
    guard state.eat(.equal) else {
      state.fail(expected: "`=`")
      return nil
    }
    let start = state.current.span.lower
    if state.current.word == .select, state.peek().kind.isName { state.failInnerSelect() }
    guard let body = state.query(from: start) else { return nil }
    return .segment(SegmentStatement(name: name, body: body))
  }
}

extension ParserState {
  /// `segment x = select customers …`: the word is not needed, and skipped.
  fileprivate mutating func failInnerSelect() {
    let table = peek()
    if table.word != nil, !table.kind.isName || ClauseTable.begins(table.word ?? .select) { return }
    let word = advance()
    report(
      Diagnostic(
        "unexpected-token", "A segment's source stands without `select`.", at: word.span,
        suggestion: .init("", at: Span(word.span.lower, table.span.lower))))
  }
}
