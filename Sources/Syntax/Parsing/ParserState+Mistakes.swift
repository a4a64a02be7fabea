import Diagnostics

// What is said about the mistakes that people make in expressions.

extension ParserState {
  /// No operand where one is needed.
  mutating func failOperand() {
    if current.kind == .end { expected?.addOperand() }
    switch current.kind {
    case .star where source.text(Span(lastEnd, current.span.lower)).isEmpty == false:
      fail(expected: "A value", notes: ["`*` is a whole item of `show`, or times between two values."])
    case .plus:
      fail(
        "unexpected-token", "A `+` cannot stand before a value.",
        suggestion: .init("", at: current.span))
    case .equal, .exactlyEqual, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      fail("unexpected-token", "A value is missing before \(shown(current)).")
    case .rightParenthesis:
      fail("unexpected-token", "A value is missing before this bracket.")
    default:
      if let word = current.word, ClauseTable.begins(word) {
        fail("unexpected-token", "A value is missing before \(shown(current)).")
      } else {
        fail(expected: "A value")
      }
    }
  }

  /// Something that cannot follow a complete expression; `closing` is the bracket that is still open.
  mutating func failUnexpected(closing: Span? = nil, allowing words: [Word] = []) {
    let token = current
    if closing == nil, token.kind == .rightParenthesis {
      return fail(
        "unexpected-bracket", "This bracket closes nothing.", suggestion: .init("", at: token.span))
    }
    if token.kind == .word, failHabit() { return }
    if failLateAsOf() { return }
    if token.kind.isName || token.kind.isLiteral || token.kind == .parameter {
      return failJuxtaposed(inBrackets: closing != nil, words)
    }
    if closing != nil { return fail(expected: "A comma or the closing bracket") }
    if token.kind == .comma {
      return fail(
        "unexpected-token", "A comma cannot stand here.", notes: ["Conditions are joined with `and` or `or`."])
    }
    fail("unexpected-token", "\(shown(token)) cannot stand here.")
  }

  /// Two operands side by side: a missing comma or operator, or a word misspelled.
  private mutating func failJuxtaposed(inBrackets: Bool, _ words: [Word]) {
    let token = current
    if token.kind == .word, token.word == nil {
      let written = text(token)
      let clauses = ClauseTable.all.map(\.word).filter { $0 != .split || peek().kind == .whole }
      let candidates = (words + Word.operators + (inBrackets ? [.during, .where] : clauses))
        .map(\.rawValue)
      if let nearest = Suggestions.nearest(written, among: candidates) {
        return fail(
          "unexpected-token", "\(shown(token)) cannot stand here.",
          suggestion: .init(nearest, at: token.span))
      }
      if let unit = DurationUnit.meant(by: written) ?? DurationUnit.named(written), index > 0,
        tokens[index - 1].kind == .whole
      {
        let number = tokens[index - 1]
        return fail(
          "unknown-unit", "A length of time is written without a space.", at: number.span.union(token.span),
          suggestion: .init(text(number) + unit.symbol, at: number.span.union(token.span)))
      }
    }
    let notes =
      token.word.map { ["`\($0.rawValue)` is a word of the language; a column of that name stands in backticks."] }
      ?? ["Between two values stands a comma or an operator."]
    fail("unexpected-token", "\(shown(token)) cannot stand here.", notes: notes)
  }

  mutating func failMisplacedNot(_ left: Expression) {
    let operand = source.text(left.span)
    let mark = Span(left.span.lower, current.span.upper)
    fail(
      "misplaced-not", "`not` stands before the whole condition.", at: current.span,
      notes: ["Or is `not in` meant?"], suggestion: .init("not \(operand)", at: mark))
  }

  /// `is null`, `is not null`, `is "x"`
  mutating func failState(from start: Int, isDenied: Bool) {
    let written = current.kind.isName ? text(current).lowercased() : ""
    let mark = Span(start, current.span.upper)
    if ["null", "nil", "none", "empty", "blank", "unknown"].contains(written) {
      fail(
        "foreign-syntax", "A value that is not there is `missing`.", at: mark,
        suggestion: .init(isDenied ? "is known" : "is missing", at: mark))
    } else if current.kind.isLiteral || current.word == .true || current.word == .false {
      let isMark = Span(start, max(start + 2, tokens[index - 1].span.upper))
      fail(
        "foreign-syntax", "Values are compared with `=`.", at: isMark,
        suggestion: .init(isDenied ? "!=" : "=", at: isMark))
    } else {
      if current.kind == .end {
        for word: Word in isDenied ? [.missing, .known] : [.missing, .known, .not] { expected?.add(word) }
      }
      fail(expected: "`missing` or `known`", notes: ["Values are compared with `=`."])
    }
  }

  /// `1 < x < 5`
  mutating func reportChained(_ left: Expression, _ whole: Expression) {
    var middle: Expression?
    if case .binary(_, _, let right, _) = left.kind { middle = right }
    let mend = middle.map {
      "\(source.text(left.span)) and \(source.text(Span($0.span.lower, whole.span.upper)))"
    }
    report(
      Diagnostic(
        "chained-comparison", "Comparisons cannot be chained.", at: whole.span,
        notes: ["Join two of them with `and`, or ask for a range: `x in 1..5`."],
        suggestion: mend.map { .init($0, at: whole.span) }))
  }
}

extension Word {
  static let operators: [Word] = [.and, .or, .not, .in, .is, .has, .contains, .starts, .ends, .otherwise]
}
