import Diagnostics

// Conditions about what snapshots of a segment recorded.

extension ParserState {
  /// What follows the segment of `in SEGMENT`: a member now, on another day, or as it was recorded.
  mutating func membership(
    _ left: Expression?, _ segment: Name, _ isNegated: Bool, below: Int, from start: Int
  ) -> Expression? {
    if let day = asOf() {
      guard grow(over: max(below, height)) else { return nil }
      return Expression(.inPast(left, segment, asOf: day, negated: isNegated), at: span(from: start))
    }
    if isPanicking { return nil }
    guard eat(.recorded) else {
      return Expression(.inSegment(left, segment, negated: isNegated), at: span(from: start))
    }
    guard let date = expression(.sum), grow(over: max(below, height)) else { return nil }
    return Expression(.inRecord(left, segment, on: date, negated: isNegated), at: span(from: start))
  }

  /// Whether `entered` or `left` is followed by a segment, and so is no column of that name.
  var beginsCrossing: Bool {
    let segment = peek()
    if segment.kind == .end { return expected != nil }
    guard segment.kind == .quotedName || segment.kind == .word && OperatorTable.infix(segment) == nil else {
      return false
    }
    let next = peek(2)
    if next.word == .in { return true }
    let isPlain = segment.word == nil && !segment.startsLine
    return isPlain && (next.kind == .end || next.kind == .semicolon)
  }

  /// `entered champions in last 30d`
  mutating func crossing(_ minimum: BindingPower) -> Expression? {
    let start = current.span.lower
    if peek().kind == .end { return crossingOrName() }
    guard minimum <= .comparison else {
      fail("unexpected-token", "A value should stand here; \(shown(current)) asks about a segment.")
      return nil
    }
    let way: Crossing = advance().word == .left ? .left : .entered
    guard let segment = name(.segment, "A segment's name") else { return nil }
    guard eat(.in) else {
      fail(expected: "`in`", notes: ["It says when: `\(way.rawValue) \(segment.text) in last 30d`."])
      return nil
    }
    guard let range = period(), grow(over: height) else { return nil }
    return Expression(.crossed(way, segment, range), at: span(from: start))
  }

  /// At the end of what has been typed it may become either.
  private mutating func crossingOrName() -> Expression? {
    let word = makeName(advance())
    expected?.add(name: .segment)
    height = 1
    return Expression(.name(word), at: word.span)
  }
}
