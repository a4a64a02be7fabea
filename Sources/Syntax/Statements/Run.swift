import Diagnostics

/// `run "monday.kq" days = 120d`, `run quiet`
public struct RunStatement: Hashable, Sendable {
  /// What is run.
  public enum Target: Hashable, Sendable {
    case file(String, at: Span)
    /// A query that was saved.
    case query(Name)
  }

  /// The value of one of the `$parameters`.
  public struct Argument: Hashable, Sendable {
    public var name: Name
    public var value: Expression

    public init(name: Name, value: Expression) {
      self.name = name
      self.value = value
    }
  }

  public var target: Target
  public var arguments: [Argument]

  public init(_ target: Target, arguments: [Argument]) {
    self.target = target
    self.arguments = arguments
  }
}

extension RunStatement {
  static let row = StatementRow(
    .run, usage: "run \"FILE\" [NAME = VALUE, …] | run NAME [NAME = VALUE, …]",
    help: "runs a script or a saved query, with values for its $parameters",
    example: "run \"monday.kq\" days = 120d"
  ) { state in
    guard let target = state.runTarget() else { return nil }
    var arguments: [Argument] = []
    if !state.isAtClauselessEnd {
      arguments = state.list { $0.runArgument() } ?? []
    }
    return .run(RunStatement(target, arguments: arguments))
  }
}

extension ParserState {
  fileprivate mutating func runTarget() -> RunStatement.Target? {
    if current.kind == .end { expected?.add(name: .query) }
    if current.kind.isName, peek().kind != .dot { return .query(makeName(advance())) }
    return text("A script's file name").map { .file($0.0, at: $0.1) }
  }

  fileprivate mutating func runArgument() -> RunStatement.Argument? {
    if current.kind == .parameter {
      let written = text(current)
      fail(
        "unexpected-token", "A parameter is given by its name, without the `$`.",
        suggestion: .init(String(written.dropFirst()), at: current.span))
      return nil
    }
    guard let name = name(.new, "A parameter's name") else { return nil }
    guard eat(.equal) else {
      fail(expected: "`=`")
      return nil
    }
    return expression().map { .init(name: name, value: $0) }
  }
}
