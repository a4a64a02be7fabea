import Diagnostics

/// What the grammar allows at a place in a query: what completion offers there.
public struct ExpectedSyntax: Hashable, Sendable {
  /// What a name at this place would name.
  public enum Role: String, Hashable, Sendable, CaseIterable {
    /// An operand: a column, reference, measure, saved name or function.
    case expression
    /// A table or segment to select from.
    case source
    case table
    case segment
    case column
    /// Rows that happen to those of the query: a step of a journey.
    case event
    /// Anything that `describe` or `drop` knows.
    case saved
    /// A query that was saved.
    case query
    /// A preset of `import`, or a table.
    case preset
    /// A customer's key.
    case key
    /// A setting of `set`.
    case setting
    case exportFormat
    /// What somebody can agree to.
    case purpose
    case chartKind
    case dialect
    case columnType
    /// A new name: nothing to offer.
    case new
  }

  /// Words of the grammar that may stand here, in the order of `Word.allCases`.
  public var words: [Word] = []
  public var names: Set<Role> = []
  /// The table or segment that the query around selects from.
  public var source: String?
  /// The names before the word that is being written, as in `purchases.product.` or empty.
  public var base: [String] = []
  /// The partial word that completion replaces; empty where none has been begun.
  public var partial: Span
  /// The place is inside a text or a comment: nothing of the grammar fits.
  public var isInsideText = false

  init(partial: Span) { self.partial = partial }

  /// What was expected first at the end is told; what would follow it is not yet possible.
  private var isSettled = false

  mutating func settle() { isSettled = true }

  mutating func add(_ word: Word) {
    if !isSettled, !words.contains(word) { words.append(word) }
  }

  mutating func add(name role: Role) {
    if !isSettled { names.insert(role) }
  }

  /// What may stand at an offset (in UTF-8 bytes), given what stands before it. Complexity: O(n).
  public static func at(_ source: SourceText, _ offset: Int) -> ExpectedSyntax {
    let offset = min(max(0, offset), source.bytes.count)
    let before = SourceText(bytes: Array(source.bytes[..<offset]), name: source.name)
    let lexed = Lexer.lex(before)
    var tokens = lexed.tokens
    var result = ExpectedSyntax(partial: Span(offset, offset))
    if isInsideText(lexed, before, offset) {
      result.isInsideText = true
      return result
    }
    let last = tokens.count - 2
    if last >= 0, tokens[last].kind.isName || tokens[last].kind == .rowKey, tokens[last].span.upper == offset {
      result.partial = tokens[last].span
      let startsLine = tokens[last].startsLine
      tokens.removeLast(2)
      tokens.append(Token(.end, result.partial.lower, result.partial.lower, startsLine: startsLine))
    }
    result.base = base(tokens, before)
    var state = ParserState(before, tokens)
    state.expected = result
    _ = state.script()
    return state.expected?.inOrder ?? result
  }

  private var inOrder: ExpectedSyntax {
    var result = self
    result.words = Word.allCases.filter(words.contains)
    return result
  }

  private static func isInsideText(_ lexed: LexedSource, _ source: SourceText, _ offset: Int) -> Bool {
    if let comment = lexed.comments.last, comment.span.upper == offset { return true }
    let marks: Set<String> = ["unclosed-text", "single-quotes"]
    return lexed.diagnostics.contains { marks.contains($0.code) && $0.span?.upper == offset }
  }

  /// The names before the last dot, where the tokens end in a dot.
  private static func base(_ tokens: [Token], _ source: SourceText) -> [String] {
    var parts: [String] = []
    var index = tokens.count - 2
    while index >= 1, tokens[index].kind == .dot, tokens[index - 1].kind.isName {
      parts.append(source.text(tokens[index - 1].span))
      index -= 2
    }
    return parts.reversed()
  }
}
