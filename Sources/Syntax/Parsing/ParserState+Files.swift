import Diagnostics

// `email in file "suppress.csv"`

extension ParserState {
  /// A list in a file, behind `in`; nil without a mistake where `file` is a segment's name.
  mutating func file(of left: Expression, _ below: Int, _ isNegated: Bool) -> Expression? {
    if current.kind == .end { expected?.add(.file) }
    guard current.word == .file else { return nil }
    let next = peek()
    guard next.kind == .text else {
      let isName = next.kind == .word && next.word == nil || next.kind == .leftParenthesis || next.kind.isLiteral
      if isName, !next.startsLine { failBareFile(next) }
      return nil
    }
    advance()
    var reader = LiteralReader(source)
    let file = reader.text(advance())
    guard grow(over: below) else { return nil }
    return Expression(
      .inFile(left, file, fileSpan: next.span, negated: isNegated), at: Span(left.span.lower, lastEnd))
  }

  /// `in file suppress.csv`
  private mutating func failBareFile(_ first: Token) {
    var at = index + 1
    while at + 2 < tokens.count, tokens[at + 1].kind == .dot, tokens[at + 2].kind.isName { at += 2 }
    let mark = first.span.union(tokens[at].span)
    let isWord = first.kind == .word
    fail(
      "unexpected-token", "A file's name stands in quotation marks.", at: mark,
      notes: isWord ? [] : ["For instance: `in file \"suppress.csv\"`."],
      suggestion: isWord ? .init(SourceSpelling.text(source.text(mark)), at: mark) : nil)
  }
}
