import Diagnostics

// Expressions, by operator precedence: an operand, then operators that bind at least as tightly as asked for.

extension ParserState {
  /// An expression whose operators bind at least as tightly as `minimum`. `height` is its height afterwards.
  mutating func expression(_ minimum: BindingPower = .or) -> Expression? {
    guard let first = operand(minimum) else { return nil }
    return continued(first, minimum)
  }

  /// What an operand and the operators behind it make.
  mutating func continued(_ first: Expression, _ minimum: BindingPower) -> Expression? {
    var left = first
    var isComparison = false
    var wasChained = false
    while let reading = infix(), reading.power >= minimum {
      let isChained = isComparison && reading.power == .comparison && !wasChained
      guard let next = apply(reading, to: left) else { return nil }
      if isChained { reportChained(left, next) }
      wasChained = wasChained || isChained
      left = next
      isComparison = reading.power == .comparison
    }
    return left
  }

  private mutating func infix() -> OperatorRow.Reading? {
    if current.kind == .end { expected?.addOperators() }
    return OperatorTable.infix(current)
  }

  private mutating func apply(_ reading: OperatorRow.Reading, to left: Expression) -> Expression? {
    switch reading.form {
    case .chain(let joint): return chain(joint, reading.power, first: left)
    case .binary(let binary): return self.binary(binary, reading.power, left)
    case .membership: return membership(of: left)
    case .state: return state(of: left)
    case .has: return has(left)
    case .prefix: return nil
    }
  }

  /// `a and b and c`: one flat node.
  private mutating func chain(_ joint: ChainOperator, _ power: BindingPower, first: Expression) -> Expression? {
    let word: Word = joint == .and ? .and : .or
    var parts = [first]
    var tallest = height
    while eat(word) {
      guard let part = expression(power.next) else { return nil }
      parts.append(part)
      tallest = max(tallest, height)
    }
    guard grow(over: tallest) else { return nil }
    let whole = Expression(.chain(joint, parts), at: first.span.union(parts[parts.count - 1].span))
    if joint == .or, parts.contains(where: \.isBareConjunction) { noteMixed(whole) }
    return whole
  }

  private mutating func noteMixed(_ whole: Expression) {
    let isShort = whole.span.upper - whole.span.lower <= 400
    let reading = isShort ? "This is read as \(Formatter.groupedText(of: whole))." : "`and` is read before `or`."
    report(
      Diagnostic(
        "mixed-and-or", reading, at: whole.span, severity: .note,
        notes: ["Parentheses say it without doubt."]))
  }

  private mutating func binary(_ binary: BinaryOperator, _ power: BindingPower, _ left: Expression) -> Expression? {
    let below = height
    let start = current.span
    let word = advance().word
    if word == .starts || word == .ends, !eat(.with) {
      fail(expected: "`with`", notes: ["The operators are `starts with` and `ends with`."])
      return nil
    }
    let mark = start.union(span(from: start.lower))
    let isPattern = binary == .matches && current.kind == .text
    guard let right = isPattern ? continued(pattern(), power.next) : expression(power.next),
      grow(over: max(below, height))
    else { return nil }
    return Expression(.binary(binary, left, right, operatorSpan: mark), at: left.span.union(right.span))
  }

  /// A text whose backslashes are its own.
  private mutating func pattern() -> Expression {
    let token = advance()
    height = 1
    return Expression(.literal(.text(LiteralReader(source).pattern(token))), at: token.span)
  }

  /// `x is missing`, `x is not known`
  private mutating func state(of left: Expression) -> Expression? {
    let start = current.span
    advance()
    let isDenied = eat(.not)
    let isMissing = sees(.missing)
    guard isMissing || sees(.known) else {
      failState(from: start.lower, isDenied: isDenied)
      return nil
    }
    advance()
    guard grow(over: height) else { return nil }
    return Expression(.isMissing(left, negated: isMissing == isDenied), at: left.span.union(span(from: start.lower)))
  }

  /// `tags has "vip"`, `tags has any ("a", "b")`
  private mutating func has(_ left: Expression) -> Expression? {
    let below = height
    advance()
    let mode: Expression.HasMode
    if current.kind == .end {
      expected?.add(.any)
      expected?.add(.all)
    }
    let isList = (current.word == .any || current.word == .all) && peek().kind == .leftParenthesis
    mode = !isList ? .one : current.word == .any ? .any : .all
    if isList { advance() }
    guard let values = isList ? bracketedList() : expression(.otherwise).map({ [$0] }),
      grow(over: max(below, height))
    else { return nil }
    return Expression(.has(left, mode, values), at: Span(left.span.lower, lastEnd))
  }

  /// `(a, b, c)`; `height` is the greatest of them.
  mutating func bracketedList() -> [Expression]? {
    let open = current.span
    guard enter() else { return nil }
    defer { leave() }
    advance()
    var tallest = 0
    let items = list(inBrackets: true) { state in
      let item = state.expression()
      tallest = max(tallest, state.height)
      return item
    }
    guard close(open) else { return nil }
    height = tallest
    return items ?? []
  }

  /// The closing bracket of the one that was opened at `open`.
  mutating func close(_ open: Span, allowing words: [Word] = []) -> Bool {
    if eat(.rightParenthesis) { return true }
    if isAtStatementEnd || current.kind == .unknown {
      fail(
        "unclosed-bracket", "This bracket is never closed.", at: open,
        suggestion: .init(")", at: placeAfterLast))
    } else {
      failUnexpected(closing: open, allowing: words)
    }
    return false
  }
}

extension Expression {
  /// `a and b` without brackets around it.
  fileprivate var isBareConjunction: Bool {
    guard case .chain(.and, let parts) = kind, let first = parts.first else { return false }
    return first.span.lower == span.lower
  }
}

extension ExpectedSyntax {
  mutating func addOperators() {
    for word: Word in [.and, .or, .not, .in, .is, .has, .contains, .starts, .ends, .matches, .resembles, .otherwise] {
      add(word)
    }
  }

  mutating func addOperand() {
    add(name: .expression)
    for word: Word in [.not, .in, .true, .false, .today, .now] { add(word) }
  }
}
