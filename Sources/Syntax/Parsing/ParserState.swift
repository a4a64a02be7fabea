import Diagnostics

/// The parser at work: its place among the tokens, and the mistakes found so far.
///
/// A parse function gives nil when it cannot make its node; it has then reported why, once, and the parser is in
/// panic: nothing more is reported until `recover` has found a place to go on from. Every loop moves forward.
struct ParserState {
  let source: SourceText
  let tokens: [Token]
  var index = 0
  var current: Token
  var diagnostics: [Diagnostic] = []
  var isPanicking = false
  /// The statement was given up: what is left of it would only repeat the mistake.
  var isAbandoned = false
  /// Some mistake was reported, and the first of all was that the source ended too early.
  var endedTooEarly: Bool?
  /// Brackets and nested operators around the current place.
  var depth = 0
  /// The height of the expression tree that was parsed last.
  var height = 0
  /// What could stand at the end of the source; kept only for completion.
  var expected: ExpectedSyntax?

  /// The deepest nesting of brackets and prefix operators.
  static let deepestNesting = 200
  /// The greatest height of an expression tree; long `a + b + …` lean to the left and grow high.
  static let greatestHeight = 500

  init(_ source: SourceText, _ tokens: [Token]) {
    self.source = source
    self.tokens = tokens
    current = tokens[0]
  }

  // MARK: Moving

  @discardableResult
  mutating func advance() -> Token {
    let token = current
    if token.kind != .end {
      index += 1
      current = tokens[index]
    }
    return token
  }

  func peek(_ ahead: Int = 1) -> Token { tokens[min(index + ahead, tokens.count - 1)] }

  /// The end of the last token that was taken.
  var lastEnd: Int { index > 0 ? tokens[index - 1].span.upper : current.span.lower }

  /// From a place to the end of the last token that was taken.
  func span(from start: Int) -> Span { Span(start, max(start, lastEnd)) }

  func text(_ token: Token) -> String { source.text(token.span) }

  /// Whether the current token is this word; where the source ends, notes that it could be.
  mutating func sees(_ word: Word) -> Bool {
    if current.kind == .end { expected?.add(word) }
    return current.word == word
  }

  mutating func eat(_ word: Word) -> Bool {
    guard sees(word) else { return false }
    advance()
    return true
  }

  mutating func eat(_ kind: Token.Kind) -> Bool {
    guard current.kind == kind else { return false }
    advance()
    return true
  }

  // MARK: Mistakes

  /// Reports a mistake and goes on.
  mutating func report(_ diagnostic: Diagnostic) {
    guard !isPanicking, !isAbandoned else { return }
    diagnostics.append(diagnostic)
    if diagnostics.count >= LexerState.mostDiagnostics { stop() }
  }

  /// Goes to the end: nobody reads more mistakes than there are.
  private mutating func stop() {
    isAbandoned = true
    index = tokens.count - 1
    current = tokens[index]
  }

  /// Reports a mistake that leaves the parser without a node, and panics.
  mutating func fail(
    _ code: String, _ message: String, at span: Span? = nil, notes: [String] = [],
    suggestion: Diagnostic.Suggestion? = nil
  ) {
    if !isPanicking, endedTooEarly == nil { endedTooEarly = current.kind == .end }
    if current.kind == .end { expected?.settle() }
    report(Diagnostic(code, message, at: span ?? current.span, notes: notes, suggestion: suggestion))
    isPanicking = true
  }

  /// Fails because something else was expected here.
  mutating func fail(expected what: String, notes: [String] = []) {
    if current.kind == .end || current.kind == .semicolon {
      fail("unexpected-end", "\(what) is missing here.", at: placeAfterLast, notes: notes)
    } else {
      fail("unexpected-token", "\(what) should stand here, not \(shown(current)).", notes: notes)
    }
  }

  /// Directly behind the last token: where something is missing.
  var placeAfterLast: Span { Span(lastEnd, lastEnd) }

  /// A token as a message shows it.
  func shown(_ token: Token) -> String {
    if token.kind == .end { return "the end" }
    let whole = text(token)
    let start = String(whole.prefix(while: { $0 != "\n" }).prefix(40))
    return start.count < whole.count ? "`\(start)…`" : "`\(start)`"
  }

  // MARK: Limits

  /// Counts one level of nesting; false, and an error, where that is too deep.
  mutating func enter() -> Bool {
    depth += 1
    if depth <= Self.deepestNesting { return true }
    abandon("This is nested more than \(Self.deepestNesting) levels deep.")
    return false
  }

  mutating func leave() { depth -= 1 }

  /// Notes the height of a tree with these heights below it; false, and an error, where it is too high.
  mutating func grow(over below: Int) -> Bool {
    height = below + 1
    if height <= Self.greatestHeight { return true }
    abandon("This formula has more than \(Self.greatestHeight) operators in a row or inside one another.")
    return false
  }

  private mutating func abandon(_ message: String) {
    fail(
      "too-deep", message, notes: ["Name a part of it with `define` or `with`, or use `in (…)` for a list of values."])
    isAbandoned = true
    while current.kind != .end, current.kind != .semicolon { advance() }
  }
}
