import Diagnostics
import Query
import Syntax

extension Session {
  /// The parameters without a value that a text would ask for, in the order of their first use, whether it mentions them
  /// itself or in a query or script that it runs. Empty where the text cannot be read.
  public func openParameters(of source: SourceText) -> [OpenParameter] {
    let parsed = Parser.parse(source)
    guard !parsed.diagnostics.contains(where: { $0.severity == .error }) else { return [] }
    var open: [OpenParameter] = []
    for statement in parsed.script.statements {
      for parameter in openParameters(of: statement, in: source) {
        if let known = open.firstIndex(where: { $0.name == parameter.name }) {
          if open[known].kinds.isEmpty { open[known].kinds = parameter.kinds }
        } else {
          open.append(parameter)
        }
      }
    }
    return open
  }

  private func openParameters(of statement: Statement, in source: SourceText) -> [OpenParameter] {
    switch statement.kind {
    case .select(let query), .explain(let query), .sql(let query, _):
      return kinds(Session.parameterNames(in: source.text(statement.span)), in: query)
    case .refine(let clauses):
      guard var query = lastQuery else { return [] }
      query.append(clauses, in: source)
      return openParameters(of: query, named: Session.parameterNames(in: source.text(statement.span)))
    case .run(let run): return openParameters(of: run)
    default: return kinds(Session.parameterNames(in: source.text(statement.span)), in: nil)
    }
  }

  private func openParameters(of run: RunStatement) -> [OpenParameter] {
    let given = Set(run.arguments.map(\.name.text))
    switch run.target {
    case .query(let name):
      guard let query = savedQueries[name.text] else { return [] }
      return openParameters(of: query, named: Session.parameterNames(in: query.source.text(Span(0, .max))))
        .filter { !given.contains($0.name) }
    case .file(let file, _):
      guard let bytes = try? FileContents.read(path(of: file)) else { return [] }
      var inside = self
      inside.lastQuery = nil
      inside.scripts.append(path(of: file))
      guard inside.scripts.count < Session.deepestScript else { return [] }
      return inside.openParameters(of: SourceText(bytes: bytes, name: file)).filter { !given.contains($0.name) }
    }
  }

  private func openParameters(of query: ComposedQuery, named names: [String]) -> [OpenParameter] {
    kinds(names.filter { query.parameters[$0] == nil }, in: (try? read(query))?.query)
  }

  private func kinds(_ names: [String], in query: SelectQuery?) -> [OpenParameter] {
    let open = names.filter { parameters[$0] == nil }
    guard let query, !open.isEmpty else { return open.map { OpenParameter($0) } }
    let found = Resolver.kinds(of: open, in: query, context: context)
    // What no value can mend is said at once instead of after the questions.
    return found.contains { $0.kinds.isEmpty } ? [] : found
  }

  /// The parameters that a text mentions, each once.
  private static func parameterNames(in text: String) -> [String] {
    let source = SourceText(text)
    var names: [String] = []
    for token in Lexer.tokens(source).tokens where token.kind == .parameter {
      let name = String(source.text(token.span).dropFirst())
      if !names.contains(name) { names.append(name) }
    }
    return names
  }

  /// The parameters whose values were spelled without quotation marks and can only be texts in this query.
  func spelledTexts(in query: SelectQuery, _ context: QueryContext) -> [String: Expression]? {
    let names = spellings.keys.filter { context.parameters[$0] == parameters[$0] }.sorted()
    guard !names.isEmpty else { return nil }
    var open = context
    for name in names { open.parameters[name] = nil }
    let texts = Resolver.kinds(of: names, in: query, context: open).filter { $0.kinds == [.text] }
    return Dictionary(
      texts.map { ($0.name, Expression(.literal(.text(spellings[$0.name] ?? "")), at: Span(0, 0))) }
    ) { $1 }
  }

  /// Runs a text with these values for its parameters, which are forgotten afterwards; see `run(_:options:emit:)`.
  @discardableResult
  public mutating func run(
    _ source: SourceText, with values: [String: Expression], options: RunOptions = RunOptions(),
    emit: (Outcome) -> Void
  ) -> RunStatus {
    let outer = parameters
    defer { parameters = outer }
    parameters.merge(values) { $1 }
    return run(source, options: options, emit: emit)
  }
}
