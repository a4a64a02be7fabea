import Diagnostics

// Operands: literals, names with their dots and calls, brackets, and the operators that stand before an operand.

extension ParserState {
  mutating func operand(_ minimum: BindingPower) -> Expression? {
    let token = current
    switch token.kind {
    case .word: return wordOperand(minimum)
    case .quotedName: return dotted()
    case .parameter:
      height = 1
      return parameter()
    case .whole, .number: return number()
    case .text, .percent, .date, .time, .month, .duration:
      advance()
      return literal(token).map { leaf(.literal($0), token) }
    case .leftParenthesis: return group()
    case .minus: return negative()
    default:
      failOperand()
      return nil
    }
  }

  private mutating func leaf(_ kind: Expression.Kind, _ token: Token) -> Expression {
    height = 1
    return Expression(kind, at: token.span)
  }

  private mutating func wordOperand(_ minimum: BindingPower) -> Expression? {
    let token = current
    switch token.word {
    case nil: return dotted()
    case .not: return negation(minimum)
    case .in: return prefixMembership(minimum)
    case .true, .false:
      advance()
      return leaf(.literal(.truth(token.word == .true)), token)
    case .today:
      advance()
      return leaf(.literal(.today), token)
    case .now:
      advance()
      return leaf(.literal(.now), token)
    case .entered, .left:
      return beginsCrossing ? crossing(minimum) : dotted()
    default:
      if isForgottenOperand() {
        failOperand()
        return nil
      }
      return dotted()
    }
  }

  /// Whether a clause's or statement's word stands where an operand was forgotten: `where show name`.
  ///
  /// A word is a name here, but a name followed by an operand is a mistake anyway: this tells which.
  private func isForgottenOperand() -> Bool {
    guard let word = current.word, ClauseTable.begins(word) || current.startsLine && StatementTable.begins(word)
    else { return false }
    let next = peek()
    if word == .order || word == .group { return next.word == .by }
    return next.kind == .quotedName || next.kind == .parameter || next.kind.isLiteral
      || next.kind == .word && next.word == nil && (!next.startsLine || current.startsLine)
  }

  // MARK: Numbers

  private mutating func number() -> Expression? {
    let token = advance()
    let next = current
    guard next.kind == .word, next.word == nil, isCurrency(next) else {
      return literal(token).map { leaf(.literal($0), token) }
    }
    advance()
    var reader = LiteralReader(source)
    let money = reader.money(token, currency: next)
    if let mistake = reader.mistake { report(mistake) }
    height = 1
    return Expression(.literal(money ?? .whole(0)), at: token.span.union(next.span))
  }

  /// Three capital letters: `USD`.
  private func isCurrency(_ token: Token) -> Bool {
    token.upper - token.lower == 3
      && source.bytes[token.span.lower..<token.span.upper].allSatisfy { $0 &- UInt8(ascii: "A") < 26 }
  }

  /// `-x`; the least whole number is a literal, since it has no positive counterpart.
  private mutating func negative() -> Expression? {
    guard enter() else { return nil }
    defer { leave() }
    let sign = advance()
    if current.kind == .whole, text(current).filter({ $0 != "_" }) == "9223372036854775808" {
      let token = advance()
      height = 1
      return Expression(.literal(.whole(.min)), at: sign.span.union(token.span))
    }
    guard let value = operand(.postfix), grow(over: height) else { return nil }
    return Expression(.unary(.minus, value, operatorSpan: sign.span), at: sign.span.union(value.span))
  }

  // MARK: Conditions

  private mutating func negation(_ minimum: BindingPower) -> Expression? {
    if peek().word == .in { return prefixMembership(minimum) }
    guard enter() else { return nil }
    defer { leave() }
    let mark = advance()
    guard let value = expression(.not), grow(over: height) else { return nil }
    if minimum > .not {
      report(
        Diagnostic(
          "misplaced-not", "`not` stands before a whole condition; here it needs brackets around it.",
          at: mark.span.union(value.span),
          suggestion: .init("(\(source.text(mark.span.union(value.span))))", at: mark.span.union(value.span))))
    }
    return Expression(.unary(.not, value, operatorSpan: mark.span), at: mark.span.union(value.span))
  }

  /// `in champions`, `not in champions`: about the row itself.
  private mutating func prefixMembership(_ minimum: BindingPower) -> Expression? {
    let start = current.span.lower
    let isNegated = eat(.not)
    advance()
    if current.kind == .end { expected?.add(name: .segment) }
    guard minimum <= .comparison else {
      fail(
        "unexpected-token", "A value should stand here; `in` asks whether a row is in a segment.",
        at: span(from: start))
      return nil
    }
    if current.word == .file, peek().kind == .text {
      fail(
        "unexpected-token", "The text to look for stands before `in file`.", at: span(from: start),
        notes: ["For instance: `email in file \"suppress.csv\"`."])
      return nil
    }
    guard let segment = name(.segment, "A segment's name") else { return nil }
    height = 1
    return membership(nil, segment, isNegated, below: 0, from: start)
  }

  private mutating func group() -> Expression? {
    guard enter() else { return nil }
    defer { leave() }
    let open = advance()
    guard var inner = expression() else {
      // The mistake inside is told; what follows the closing bracket may have its own.
      recover(inBrackets: true)
      _ = eat(.rightParenthesis)
      isPanicking = true
      return nil
    }
    guard close(open.span) else { return nil }
    inner.span = span(from: open.span.lower)
    return inner
  }

  // MARK: Names

  /// `name`, `a.b.c`, `sum(x)`, `last(purchases).product`
  private mutating func dotted() -> Expression? {
    let first = makeName(advance())
    var base = Expression(.name(first), at: first.span)
    height = 1
    var isCallable = true
    while true {
      if current.kind == .dot {
        advance()
        guard let part = name(.expression, "A name"), grow(over: height) else { return nil }
        base = Expression(.member(base, part), at: base.span.union(part.span))
      } else if current.kind == .leftParenthesis, isCallable {
        if case .name(let name) = base.kind, isJourney(name) { return journey(from: first.span.lower) }
        guard let call = call(base) else { return nil }
        base = call
        isCallable = false
      } else {
        return base
      }
    }
  }

  /// `count(purchases during last 90d where channel = "web")`
  private mutating func call(_ callee: Expression) -> Expression? {
    guard enter() else { return nil }
    defer { leave() }
    var below = height
    let open = advance()
    var call = Call(callee: callee, arguments: [])
    if current.kind == .star { return starCall(callee) }
    if current.kind != .rightParenthesis {
      call.arguments =
        list(inBrackets: true) { state in
          let argument = state.expression()
          below = max(below, state.height)
          return argument
        } ?? []
    }
    if !call.arguments.isEmpty, eat(.per) {
      call.per =
        list(inBrackets: true) { state in
          let group = state.expression()
          below = max(below, state.height)
          return group
        } ?? []
    }
    if eat(.during) {
      guard let during = period() else { return nil }
      call.during = during
      below = max(below, height)
    }
    if eat(.where) {
      guard let filter = expression() else { return nil }
      call.filter = filter
      below = max(below, height)
    }
    guard close(open.span), grow(over: below) else { return nil }
    return Expression(.call(call), at: span(from: callee.span.lower))
  }

  /// `count(*)` as other languages write it.
  private mutating func starCall(_ callee: Expression) -> Expression? {
    advance()
    _ = eat(.rightParenthesis)
    let whole = span(from: callee.span.lower)
    report(
      Diagnostic(
        "foreign-syntax", "Rows are counted with the word `count` alone.", at: whole,
        suggestion: .init(source.text(callee.span), at: whole)))
    height = 1
    return callee
  }
}
