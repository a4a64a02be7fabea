import Diagnostics

/// What a source text says, and what is wrong with it: always both.
public struct ParseResult: Sendable {
  /// The statements that could be read; of one with mistakes, what is left of it.
  public var script: Script
  /// In the order of their places; also notes, which are no mistakes.
  public var diagnostics: [Diagnostic]

  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

/// Reads queries and scripts. Never traps, whatever the bytes.
public enum Parser {
  /// The most mistakes that are reported for one source.
  static let mostReported = 50

  /// A script or what was typed at the prompt. Complexity: O(n).
  public static func parse(_ source: SourceText) -> ParseResult {
    let lexed = Lexer.lex(source)
    var state = ParserState(source, lexed.tokens)
    let script = state.script()
    return ParseResult(script: script, diagnostics: merge(lexed.diagnostics, state.diagnostics))
  }

  /// One expression and nothing else; nil where it could not be read.
  public static func parseExpression(_ source: SourceText) -> (Expression?, [Diagnostic]) {
    let lexed = Lexer.lex(source)
    var state = ParserState(source, lexed.tokens)
    let expression = state.expression()
    if expression != nil, state.current.kind != .end { state.failUnexpected() }
    let diagnostics = merge(lexed.diagnostics, state.diagnostics)
    return (diagnostics.contains { $0.severity == .error } ? nil : expression, diagnostics)
  }

  /// Whether Enter runs what has been typed, or begins a new line of it.
  ///
  /// A text, a bracket or a clause that is still open goes on; `;` ends it in any case, and so does a mistake before
  /// its end: it is better told now.
  public static func isComplete(_ source: SourceText) -> Bool {
    let lexed = Lexer.lex(source)
    if lexed.tokens.count >= 2, lexed.tokens[lexed.tokens.count - 2].kind == .semicolon { return true }
    if lexed.diagnostics.contains(where: { $0.code == "unclosed-text" }) { return false }
    if lexed.diagnostics.contains(where: { $0.severity == .error }) { return true }
    var state = ParserState(source, lexed.tokens)
    _ = state.script()
    return state.endedTooEarly != true
  }

  private static func merge(_ first: [Diagnostic], _ second: [Diagnostic]) -> [Diagnostic] {
    if first.isEmpty && second.isEmpty { return [] }
    var all = (first + second).enumerated().sorted { left, right in
      let places = (left.element.span?.lower ?? 0, right.element.span?.lower ?? 0)
      return places.0 == places.1 ? left.offset < right.offset : places.0 < places.1
    }.map(\.element)
    let errors = all.filter { $0.severity == .error }.count
    if errors > 0 { all.removeAll { $0.severity == .note } }
    guard all.count > mostReported else { return all }
    all.removeSubrange(mostReported...)
    all.append(
      Diagnostic(
        "more-mistakes", "There are more mistakes after these \(mostReported).",
        at: all[mostReported - 1].span, severity: .note))
    return all
  }
}
