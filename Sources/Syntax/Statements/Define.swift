import Diagnostics

/// `define NAME(p = default, …) on TABLE = EXPR`; NAME may be dotted (`rfm.r`).
public struct DefineStatement: Hashable, Sendable {
  /// A parameter of a definition; without a fallback, each use has to give it.
  public struct Parameter: Hashable, Sendable {
    public var name: Name
    public var fallback: Expression?

    public init(name: Name, fallback: Expression?) {
      self.name = name
      self.fallback = fallback
    }
  }

  /// The dotted parts of the name, one or more.
  public var name: [Name]
  public var parameters: [Parameter]
  public var table: Name?
  public var body: Expression

  public init(name: [Name], parameters: [Parameter], table: Name?, body: Expression) {
    self.name = name
    self.parameters = parameters
    self.table = table
    self.body = body
  }
}

extension DefineStatement {
  static let row = StatementRow(
    .define, usage: "define NAME[(PARAMETER [= DEFAULT], …)] [on TABLE] = EXPRESSION",
    help: "saves a measure or condition that is used as if it were a column",
    example: "define basket(since = 1y) = avg(purchases.amount during last since)"
  ) { state in
    guard let name = state.path(.new, "The name of the definition") else { return nil }
    guard let parameters = state.definitionParameters() else { return nil }
    var table: Name?
    if state.eat(.on) {
      guard let on = state.name(.table, "A table") else { return nil }
      table = on
    }
    guard state.eat(.equal) else {
      state.fail(expected: "`=`")
      return nil
    }
    state.expected?.source = table?.text
    guard let body = state.expression() else { return nil }
    return .define(DefineStatement(name: name, parameters: parameters, table: table, body: body))
  }
}

extension ParserState {
  /// `(p, q = 90d)`; empty where there are none, nil after a mistake.
  fileprivate mutating func definitionParameters() -> [DefineStatement.Parameter]? {
    guard current.kind == .leftParenthesis else { return [] }
    let open = advance()
    let parameters = list(inBrackets: true) { state -> DefineStatement.Parameter? in
      guard let name = state.name(.new, "A parameter's name") else { return nil }
      guard state.eat(.equal) else { return .init(name: name, fallback: nil) }
      return state.expression().map { .init(name: name, fallback: $0) }
    }
    return close(open.span) ? parameters ?? [] : nil
  }
}
