/// `describe`, `describe customers`, `describe customers.city`, `describe champions`
public struct DescribeStatement: Hashable, Sendable {
  /// The dotted parts of what to describe; empty for the whole book.
  public var path: [Name]

  public init(path: [Name]) { self.path = path }
}

extension DescribeStatement {
  static let row = StatementRow(
    .describe, usage: "describe [TABLE | TABLE.COLUMN | SEGMENT | NAME | WORD]",
    help: "tells what there is: types, how filled, commonest values", example: "describe customers.city"
  ) { state in
    if state.current.kind == .end { state.expected?.add(name: .saved) }
    if state.isAtClauselessEnd { return .describe(DescribeStatement(path: [])) }
    return state.path(.saved, "A table, column, segment or name").map {
      .describe(DescribeStatement(path: $0))
    }
  }
}
