import Diagnostics

// Journeys and the steps that they and funnels are made of.

extension ParserState {
  /// `journey(STEP then STEP …)`; the current token is the bracket behind the word.
  mutating func journey(from start: Int) -> Expression? {
    guard enter() else { return nil }
    defer { leave() }
    let open = advance()
    guard let (steps, below) = steps(separatedBy: .then, inBrackets: true) else {
      recover(inBrackets: true)
      _ = eat(.rightParenthesis)
      isPanicking = true
      return nil
    }
    if current.kind == .comma { return failCommaBetweenSteps() }
    guard close(open.span, allowing: [.then, .within]), grow(over: below) else { return nil }
    return Expression(.journey(steps), at: span(from: start))
  }

  private mutating func failCommaBetweenSteps() -> Expression? {
    fail(
      "unexpected-token", "Between the steps of a journey stands `then`.",
      suggestion: .init(" then", at: current.span))
    return nil
  }

  /// Whether a call that begins here is a journey.
  func isJourney(_ name: Name) -> Bool { !name.isQuoted && name.text.lowercased() == Word.journey.rawValue }

  /// What stands between two steps.
  enum StepSeparator { case then, comma }

  /// Steps, and the greatest height of what they hold.
  mutating func steps(
    separatedBy separator: StepSeparator, inBrackets: Bool
  ) -> (steps: [JourneyStep], height: Int)? {
    var steps: [JourneyStep] = []
    var tallest = 0
    repeat {
      guard var step = step(inBrackets: inBrackets) else { return nil }
      tallest = max(tallest, height)
      if !inBrackets, eat(.as) {
        guard let label = name(.new, "A name for the step") else { return nil }
        step.label = label
      }
      steps.append(step)
    } while separator == .then ? eat(.then) : eat(.comma)
    return (steps, tallest)
  }

  /// One step, which may stand in brackets of its own.
  private mutating func step(inBrackets: Bool) -> JourneyStep? {
    guard current.kind == .leftParenthesis else { return bareStep(inBrackets: inBrackets) }
    guard enter() else { return nil }
    defer { leave() }
    let open = advance()
    guard let step = bareStep(inBrackets: true), close(open.span, allowing: [.within]) else { return nil }
    return step
  }

  private mutating func bareStep(inBrackets: Bool) -> JourneyStep? {
    let start = current.span.lower
    let isAbsent = beginsAbsence
    if isAbsent { advance() }
    if current.kind == .end, !isAbsent { expected?.add(.no) }
    guard let path = stepPath() else { return nil }
    var tallest = height
    var during: RangeExpression?
    if eat(.during) {
      guard let range = period() else { return nil }
      during = range
      tallest = max(tallest, height)
    }
    var filter: Expression?
    // A clause at the beginning of a line is the query's, as everywhere.
    if inBrackets || !current.startsLine, eat(.where) {
      guard let condition = expression() else { return nil }
      filter = condition
      tallest = max(tallest, height)
    }
    var within: Expression?
    if eat(.within) {
      guard let limit = stepLimit() else { return nil }
      within = limit
      tallest = max(tallest, height)
      if failMisplacedPart(inBrackets: inBrackets) { return nil }
    }
    if current.kind == .end { expected?.add(.then) }
    height = tallest
    return JourneyStep(
      isAbsent: isAbsent, path: path, during: during, filter: filter, within: within, at: span(from: start))
  }

  /// `no` before a name; a table of that name is followed by something else.
  private var beginsAbsence: Bool {
    guard current.word == .no else { return false }
    let next = peek()
    switch next.word {
    case .during, .where, .then, .within: return false
    default: return next.kind.isName || next.kind == .end
    }
  }

  /// The names that lead to the rows of a step.
  private mutating func stepPath() -> Expression? {
    if current.kind == .end { expected?.add(name: .event) }
    guard current.kind.isName else {
      fail(expected: "A step", notes: ["A step names rows: `purchases where channel = \"web\"`."])
      return nil
    }
    let first = makeName(advance())
    var path = Expression(.name(first), at: first.span)
    height = 1
    while eat(.dot) {
      guard let part = name(.event, "A name"), grow(over: height) else { return nil }
      path = Expression(.member(path, part), at: path.span.union(part.span))
    }
    if current.kind == .leftParenthesis {
      let call = source.text(path.span)
      fail(
        "unexpected-token", "A step names the rows themselves, without a function.", at: path.span,
        notes: [
          call.lowercased() == "no"
            ? "For instance: `then no purchases within 60d`." : "For instance: `then purchases`."
        ])
      return nil
    }
    return path
  }

  /// The length of time behind `within`.
  mutating func stepLimit() -> Expression? {
    if current.kind == .whole {
      let digits = text(current)
      fail(
        "unexpected-token", "\(digits) of what? A length of time needs its unit.",
        suggestion: .init("\(digits)d", at: current.span))
      return nil
    }
    guard current.kind == .duration || current.kind == .parameter || current.kind.isName else {
      fail(expected: "A length of time", notes: ["For instance: `within 30d`, `within 2mo`, `within 12h`."])
      return nil
    }
    if current.kind.isName {
      let name = makeName(advance())
      height = 1
      return Expression(.name(name), at: name.span)
    }
    return operand(.postfix)
  }

  /// `within 30d where …`: what narrows a step comes before its time.
  private mutating func failMisplacedPart(inBrackets: Bool) -> Bool {
    guard inBrackets, current.word == .where || current.word == .during else { return false }
    fail(
      "unexpected-token", "`within` is the last thing of a step.",
      notes: ["For instance: `then purchases where channel = \"web\" within 30d`."])
    return true
  }
}
