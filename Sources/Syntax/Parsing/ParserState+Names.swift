import Diagnostics

// Names, texts, counts: the smallest things that clauses and statements are made of.

extension ParserState {
  /// A name; any word is one here. `what` says in messages whose name it is: `a table's name`.
  mutating func name(_ role: ExpectedSyntax.Role, _ what: String) -> Name? {
    if current.kind == .end { expected?.add(name: role) }
    guard current.kind.isName else {
      if current.kind == .text { failQuotedName(what) } else { fail(expected: what) }
      return nil
    }
    return makeName(advance())
  }

  /// The name that a token spells.
  func makeName(_ token: Token) -> Name {
    guard token.kind == .quotedName else { return Name(text(token), at: token.span) }
    var inner = Span(token.span.lower + 1, token.span.upper)
    if inner.upper > inner.lower, source.bytes[inner.upper - 1] == UInt8(ascii: "`") { inner.upper -= 1 }
    return Name(source.text(inner), at: token.span, isQuoted: true)
  }

  private mutating func failQuotedName(_ what: String) {
    var reader = LiteralReader(source)
    let inner = reader.text(current)
    let isPlain = !inner.isEmpty && !inner.contains("`") && !inner.contains("\n")
    fail(
      "unexpected-token", "\(what) should stand here, not a text.",
      notes: ["Quotation marks make a text; a name with spaces or signs in it stands in backticks."],
      suggestion: isPlain ? .init(inner.utf8.allSatisfy(\.isNameByte) ? inner : "`\(inner)`", at: current.span) : nil)
  }

  /// Names with dots between them: `customers.city`.
  mutating func path(_ role: ExpectedSyntax.Role, _ what: String) -> [Name]? {
    guard let first = name(role, what) else { return nil }
    var parts = [first]
    while eat(.dot) {
      guard let part = name(role, "A name") else { return nil }
      parts.append(part)
    }
    return parts
  }

  /// A text literal, such as a file's name, and its span.
  mutating func text(_ what: String) -> (String, Span)? {
    guard current.kind == .text else {
      let notes = current.kind.isName ? ["It stands in quotation marks."] : []
      if current.kind.isName, peek().kind != .dot {
        fail(
          "unexpected-token", "\(what) should stand here in quotation marks.",
          suggestion: .init(SourceSpelling.text(text(current)), at: current.span))
      } else {
        fail(expected: what, notes: notes)
      }
      return nil
    }
    let token = advance()
    guard case .text(let value)? = literal(token) else { return nil }
    return (value, token.span)
  }

  /// A key: a text, or anything up to white space or `;`.
  mutating func rowKey(_ what: String) -> Key? {
    if current.kind == .end { expected?.add(name: .key) }
    switch current.kind {
    case .text:
      return text(what).map { Key($0.0, at: $0.1, isQuoted: true) }
    case .rowKey:
      let token = advance()
      return Key(text(token), at: token.span, isQuoted: false)
    case .word where !isAtStatementEnd, .whole:
      // The lexer took it for something else: what stands side by side belongs together.
      let start = advance().span.lower
      while current.span.lower == lastEnd, [.word, .whole, .number, .dot, .minus].contains(current.kind) { advance() }
      return Key(source.text(span(from: start)), at: span(from: start), isQuoted: false)
    default:
      fail(expected: what, notes: ["A key with spaces in it stands in quotation marks."])
      return nil
    }
  }

  /// A literal's value; reports what is wrong with it.
  mutating func literal(_ token: Token) -> Literal? {
    var reader = LiteralReader(source)
    let value = reader.read(token)
    if let mistake = reader.mistake {
      if endedTooEarly == nil { endedTooEarly = false }
      report(mistake)
      // The mistake is known and its place is clear: what follows is read as if the value were there.
      return value ?? .whole(0)
    }
    return value
  }

  /// A whole number or a parameter.
  mutating func count(_ what: String) -> Expression? {
    switch current.kind {
    case .whole:
      let token = advance()
      return literal(token).map { Expression(.literal($0), at: token.span) }
    case .parameter:
      return parameter()
    default:
      fail(expected: what)
      return nil
    }
  }

  /// `$days`
  mutating func parameter() -> Expression {
    let token = advance()
    let inner = Span(token.span.lower + 1, token.span.upper)
    return Expression(.parameter(Name(source.text(inner), at: inner)), at: token.span)
  }

  /// Items with commas between them; mistakes in one leave the others whole.
  ///
  /// Nil where no item could be read.
  mutating func list<Item>(inBrackets: Bool = false, _ item: (inout ParserState) -> Item?) -> [Item]? {
    var items: [Item] = []
    repeat {
      if let next = item(&self) {
        items.append(next)
      } else {
        recover(inBrackets: inBrackets)
      }
    } while eat(.comma)
    return items.isEmpty ? nil : items
  }
}
