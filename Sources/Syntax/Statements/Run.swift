import Diagnostics

/// `run "monday.kq" days = 120d`
public struct RunStatement: Hashable, Sendable {
  /// The value of one of the script's `$parameters`.
  public struct Argument: Hashable, Sendable {
    public var name: Name
    public var value: Expression

    public init(name: Name, value: Expression) {
      self.name = name
      self.value = value
    }
  }

  public var file: String
  public var fileSpan: Span
  public var arguments: [Argument]

  public init(file: String, fileSpan: Span, arguments: [Argument]) {
    self.file = file
    self.fileSpan = fileSpan
    self.arguments = arguments
  }
}

extension RunStatement {
  static let row = StatementRow(
    .run, usage: "run \"FILE\" [NAME = VALUE, …]", help: "runs a script, with values for its $parameters",
    example: "run \"monday.kq\" days = 120d"
  ) { state in
    guard let (file, span) = state.text("A script's file name") else { return nil }
    var arguments: [Argument] = []
    if !state.isAtClauselessEnd {
      arguments = state.list { $0.runArgument() } ?? []
    }
    return .run(RunStatement(file: file, fileSpan: span, arguments: arguments))
  }
}

extension ParserState {
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
