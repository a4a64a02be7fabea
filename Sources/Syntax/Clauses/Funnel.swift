import Diagnostics

/// `funnel [strictly | in any order] [within 90d] STEP [as NAME] then STEP …`
public struct FunnelClause: Hashable, Sendable {
  /// In which order the steps have to happen.
  public enum Order: String, Hashable, Sendable, CaseIterable {
    /// One after another, whatever else happens between.
    case given
    /// One after another, with nothing between.
    case strict = "strictly"
    case any = "in any order"
  }

  public var order: Order
  /// The longest time from the first step to any other.
  public var within: Expression?
  public var steps: [JourneyStep]

  public init(order: Order, within: Expression?, steps: [JourneyStep]) {
    self.order = order
    self.within = within
    self.steps = steps
  }
}

extension FunnelClause {
  static let row = ClauseRow(
    .funnel, usage: "funnel [strictly | in any order] [within LENGTH] STEP [as NAME] then STEP …",
    help: "counts how many rows come from step to step, and how fast",
    example: "select customers funnel cases where severity >= 3 then purchases within 30d"
  ) { state in
    guard let order = state.funnelOrder() else { return nil }
    var within: Expression?
    if state.eat(.within) {
      guard let limit = state.stepLimit() else { return nil }
      within = limit
    }
    let separator: ParserState.StepSeparator = order == .any ? .comma : .then
    guard let steps = state.steps(separatedBy: separator, inBrackets: false)?.steps else { return nil }
    if state.failMixedSeparator(order) { return nil }
    return .funnel(FunnelClause(order: order, within: within, steps: steps))
  }
}

extension ParserState {
  fileprivate mutating func funnelOrder() -> FunnelClause.Order? {
    if current.kind == .end {
      for word: Word in [.strictly, .in, .within] { expected?.add(word) }
    }
    if current.word == .strictly, !(peek().word.map { [.then, .where, .during].contains($0) } ?? false) {
      advance()
      return .strict
    }
    if current.kind == .word, text(current).lowercased() == "strict", peek().kind.isName, peek().word != .then {
      fail(
        "unexpected-token", "The order is asked for with `strictly`.", suggestion: .init("strictly", at: current.span))
      return nil
    }
    guard current.word == .in else { return .given }
    advance()
    guard eat(.any), eat(.order) else {
      fail(expected: "`any order`", notes: ["A funnel runs in the order written, `strictly` or `in any order`."])
      return nil
    }
    return .any
  }

  /// In any order nothing comes `then`; and in order, no comma.
  fileprivate mutating func failMixedSeparator(_ order: FunnelClause.Order) -> Bool {
    if order == .any, current.word == .then {
      fail(
        "unexpected-token", "In any order, a comma stands between the steps.",
        suggestion: .init(",", at: Span(lastEnd, current.span.upper)))
      return true
    }
    guard order != .any, current.kind == .comma else {
      if current.word == .then, !isPanicking { fail("unexpected-token", "A step stands before `then`, on its line.") }
      return isPanicking
    }
    fail(
      "unexpected-token", "Between the steps of a funnel stands `then`.",
      notes: ["Steps in any order have commas: `funnel in any order purchases, cases`."],
      suggestion: .init(" then", at: current.span))
    return true
  }
}
