import Diagnostics

// What may follow `in` and `during`: lists, windows, periods, ranges, segments.

extension ParserState {
  private enum Range {
    case range(RangeExpression)
    case name(Name)
  }

  /// `x in …`, `x not in …`; the current token is `in` or `not`.
  mutating func membership(of left: Expression) -> Expression? {
    let below = height
    let isNegated = current.word == .not
    if isNegated {
      guard peek().word == .in || peek().kind == .end else {
        failMisplacedNot(left)
        return nil
      }
      advance()
    }
    guard eat(.in) else {
      fail(expected: "`in`")
      return nil
    }
    if current.kind == .leftParenthesis { return list(of: left, below, isNegated) }
    if let file = file(of: left, below, isNegated) { return file }
    if isPanicking { return nil }
    guard let range = range(allowing: nil), grow(over: max(below, height)) else { return nil }
    let span = Span(left.span.lower, lastEnd)
    switch range {
    case .range(let range): return Expression(.inRange(left, range, negated: isNegated), at: span)
    case .name(let name): return membership(left, name, isNegated, below: height, from: left.span.lower)
    }
  }

  /// `x in (a, b)`; also `x in (a + b) * 2..c`, where the bracket only begins the range.
  private mutating func list(of left: Expression, _ below: Int, _ isNegated: Bool) -> Expression? {
    let start = current.span.lower
    guard var items = bracketedList() else { return nil }
    if items.count == 1, current.kind == .range || OperatorTable.infix(current).map({ $0.power >= .sum }) == true {
      items[0].span = span(from: start)
      guard let lower = continued(items[0], .sum), case .range(let range)? = range(allowing: lower, from: start),
        grow(over: max(below, height))
      else { return nil }
      return Expression(.inRange(left, range, negated: isNegated), at: Span(left.span.lower, lastEnd))
    }
    guard !isPanicking, grow(over: max(below, height)) else { return nil }
    return Expression(.inList(left, items, negated: isNegated), at: Span(left.span.lower, lastEnd))
  }

  /// What follows `during`: a range, or the name of a definition's parameter.
  mutating func period() -> RangeExpression? {
    switch range(allowing: nil) {
    case .range(let range): return range
    case .name(let name): return .whole(Expression(.name(name), at: name.span), at: name.span)
    case nil: return nil
    }
  }

  private mutating func range(allowing read: Expression?, from start: Int? = nil) -> Range? {
    let start = start ?? current.span.lower
    if read == nil {
      expectRange()
      if let word = current.word {
        if word == .last || word == .next, let window = window(word) { return .range(window) }
        if isPanicking { return nil }
        if let offset = word.periodOffset, let period = peek().word?.period {
          advance()
          advance()
          height = 1
          return .range(.period(period, offset: offset, at: span(from: start)))
        }
      }
      if current.kind == .range { return openRange(nil, start) }
    }
    guard let lower = read ?? expression(.sum) else { return nil }
    return current.kind == .range ? openRange(lower, start) : single(lower)
  }

  private mutating func expectRange() {
    if peek().kind == .end, current.word?.periodOffset != nil {
      for word: Word in [.day, .week, .month, .quarter, .year] { expected?.add(word) }
    }
    guard current.kind == .end else { return }
    for word: Word in [.last, .next, .this, .previous] { expected?.add(word) }
    expected?.add(name: .segment)
  }

  /// `last 90d`, `next $days`; nil without a mistake where the word is a segment's name.
  private mutating func window(_ word: Word) -> RangeExpression? {
    let start = current.span.lower
    let next = peek()
    switch next.kind {
    case .duration, .parameter, .quotedName: break
    case .word where next.word == nil: break
    case .word where next.word.map(\.isPlainBehindWindow) == true && !next.startsLine: break
    case .word where word == .last && next.word?.period != nil:
      failLastPeriod(start, next)
      return nil
    case .whole:
      failBareWindow(word, start, next)
      return nil
    default: return nil
    }
    advance()
    guard let length = operand(.postfix) else { return nil }
    let span = span(from: start)
    return word == .last ? .last(length, at: span) : .next(length, at: span)
  }

  /// `A..B`, `A..`, `..B`, `A..B ago`; the current token is `..`.
  private mutating func openRange(_ lower: Expression?, _ start: Int) -> Range? {
    let below = lower == nil ? 0 : height
    advance()
    var upper: Expression?
    if lower == nil || beginsBound {
      guard let bound = expression(.sum) else { return nil }
      upper = bound
    }
    height = max(below, upper == nil ? 0 : height)
    if let lower, let upper, eat(.ago) { return .range(.ago(lower, upper, at: span(from: start))) }
    return .range(.between(lower, upper, at: span(from: start)))
  }

  /// Whether the upper end of a range stands here; words that go on with the query are not names here.
  private var beginsBound: Bool {
    switch current.kind {
    case .word: return current.word?.endsOperand != true && !isAtStatementEnd
    case .leftParenthesis, .minus, .parameter, .quotedName: return true
    default: return current.kind.isLiteral
    }
  }

  /// `2026-01`, `2026`, a date, a parameter, or a segment's name.
  private mutating func single(_ value: Expression) -> Range? {
    switch value.kind {
    case .name(let name): return .name(name)
    case .parameter, .literal(.whole), .literal(.date), .literal(.month), .literal(.today):
      return .range(.whole(value, at: value.span))
    case .literal(.duration):
      let written = source.text(value.span)
      fail(
        "ambiguous-window", "The last \(written) or the next \(written)?", at: value.span,
        suggestion: .init("last \(written)", at: value.span))
    case .literal(.text), .literal(.number), .literal(.money), .literal(.percent), .literal(.truth):
      fail(
        "unexpected-token", "A list of values stands in brackets.", at: value.span,
        suggestion: .init("(\(source.text(value.span)))", at: value.span))
    default:
      fail(
        "unexpected-token", "A list in brackets, a range, a time or a segment's name should stand here.",
        at: value.span,
        notes: ["For instance: `in (\"a\", \"b\")`, `in 5..10`, `in last 90d`, `in 2026-01`, `in champions`."])
    }
    return nil
  }

  private mutating func failLastPeriod(_ start: Int, _ period: Token) {
    let span = Span(start, period.span.upper)
    let name = text(period).lowercased()
    let unit = DurationUnit.meant(by: name)?.symbol ?? "d"
    fail(
      "ambiguous-window", "The calendar \(name) before this one, or the \(name) that ends today?", at: span,
      notes: ["Write `previous \(name)` for the former, `last 1\(unit)` for the latter."],
      suggestion: .init("previous \(name)", at: span))
  }

  private mutating func failBareWindow(_ word: Word, _ start: Int, _ number: Token) {
    let digits = text(number)
    fail(
      "unexpected-token", "\(digits) of what? A length of time needs its unit.", at: number.span,
      notes: ["Units of time: \(DurationUnit.all.map { "\($0.symbol) (\($0.help))" }.joined(separator: ", "))."],
      suggestion: .init("\(digits)d", at: number.span))
  }
}

extension Word {
  /// Behind `last` and `next`, this word is a name: that of a definition's parameter.
  fileprivate var isPlainBehindWindow: Bool { !endsOperand && period == nil && !StatementTable.begins(self) }

  /// `this`, `previous`, `next` before a period, as a number of periods from now.
  fileprivate var periodOffset: Int? {
    switch self {
    case .this: return 0
    case .previous: return -1
    case .next: return 1
    default: return nil
    }
  }
}
