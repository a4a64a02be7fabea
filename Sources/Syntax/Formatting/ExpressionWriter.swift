import Diagnostics

/// Writes expressions as text that reads back to the same tree, with as few brackets as that needs.
struct ExpressionWriter {
  enum Brackets {
    /// Only where the tree needs them.
    case fewest
    /// Also around `and` inside `or`.
    case conjunctions
    /// Around every operator.
    case all
  }

  var text = ""
  let brackets: Brackets
  /// Where literals keep the spelling they were written with; nil for the canonical one.
  let source: SourceText?

  init(_ brackets: Brackets = .fewest, spelledAsIn source: SourceText? = nil) {
    self.brackets = brackets
    self.source = source
  }

  mutating func write(_ expression: Expression, atLeast minimum: BindingPower = .or) {
    let power = expression.power
    let isAtom = power == .postfix
    let needsBrackets = power < minimum || brackets == .all && !isAtom && minimum > .or
    if needsBrackets { text += "(" }
    writeBare(expression)
    if needsBrackets { text += ")" }
  }

  private mutating func writeBare(_ expression: Expression) {
    switch expression.kind {
    case .literal(let literal): text += spelling(literal, at: expression.span)
    case .name(let name): text += SourceSpelling.name(name)
    case .parameter(let name): text += "$" + name.text
    case .member(let base, let name):
      write(base, atLeast: .postfix)
      text += "." + SourceSpelling.name(name)
    case .call(let call): write(call)
    case .unary(let unary, let value, _): write(unary, value)
    case .binary(let binary, let left, let right, _): write(binary, left, right)
    case .chain(let joint, let parts): write(joint, parts)
    default: writeCondition(expression)
    }
  }

  private mutating func writeCondition(_ expression: Expression) {
    switch expression.kind {
    case .inList(let value, let items, let isNegated):
      write(value, atLeast: .otherwise)
      text += isNegated ? " not in " : " in "
      write(bracketed: items)
    case .inRange(let value, let range, let isNegated):
      write(value, atLeast: .otherwise)
      text += isNegated ? " not in " : " in "
      write(range)
    case .inFile(let value, let file, _, let isNegated):
      write(value, atLeast: .otherwise)
      text += (isNegated ? " not in file " : " in file ") + SourceSpelling.text(file)
    case .inSegment(let value, let segment, let isNegated):
      if let value {
        write(value, atLeast: .otherwise)
        text += " "
      }
      text += (isNegated ? "not in " : "in ") + SourceSpelling.name(segment)
    case .inRecord(let value, let segment, let date, let isNegated):
      writeBare(Expression(.inSegment(value, segment, negated: isNegated), at: expression.span))
      text += " recorded "
      write(date, atLeast: .sum)
    case .inPast(let value, let segment, let date, let isNegated):
      writeBare(Expression(.inSegment(value, segment, negated: isNegated), at: expression.span))
      text += " as of "
      write(date, atLeast: .sum)
    case .crossed(let way, let segment, let range):
      text += "\(way.rawValue) \(SourceSpelling.name(segment)) in "
      write(range)
    case .journey(let steps):
      text += "journey("
      write(steps)
      text += ")"
    case .isMissing(let value, let isNegated):
      write(value, atLeast: .otherwise)
      text += isNegated ? " is known" : " is missing"
    case .has(let value, let mode, let items):
      write(value, atLeast: .otherwise)
      text += mode == .one ? " has " : " has \(mode.rawValue) "
      if mode == .one { for item in items { write(item, atLeast: .otherwise) } } else { write(bracketed: items) }
    default: break
    }
  }

  private mutating func write(_ call: Call) {
    write(call.callee, atLeast: .postfix)
    text += "("
    write(list: call.arguments)
    if !call.per.isEmpty {
      text += " per "
      write(list: call.per)
    }
    if let during = call.during {
      text += " during "
      write(during)
    }
    if let filter = call.filter {
      text += " where "
      write(filter)
    }
    text += ")"
  }

  private mutating func write(_ steps: [JourneyStep]) {
    for (index, step) in steps.enumerated() {
      if index > 0 { text += " then " }
      write(step)
    }
  }

  mutating func write(_ step: JourneyStep) {
    if step.isAbsent { text += "no " }
    write(step.path)
    if let during = step.during {
      text += " during "
      write(during)
    }
    if let filter = step.filter {
      text += " where "
      write(filter)
    }
    if let within = step.within {
      text += " within "
      write(within, atLeast: .postfix)
    }
  }

  private mutating func write(_ unary: UnaryOperator, _ value: Expression) {
    switch unary {
    case .minus:
      text += "-"
      // `-9223372036854775808` is a literal of its own, and `--` would begin a comment.
      write(value, atLeast: .postfix)
    case .not:
      text += "not "
      if value.beginsWithIn {
        text += "("
        write(value)
        text += ")"
      } else {
        write(value, atLeast: .not)
      }
    }
  }

  private mutating func write(_ binary: BinaryOperator, _ left: Expression, _ right: Expression) {
    let power = OperatorTable.power(of: binary)
    // Comparisons do not chain, so neither side may be one without brackets.
    write(left, atLeast: power == .comparison ? power.next : power)
    text += " \(binary.rawValue) "
    if binary == .matches, case .literal(.text(let pattern)) = right.kind {
      text += SourceSpelling.pattern(pattern)
    } else {
      write(right, atLeast: power.next)
    }
  }

  private mutating func write(_ joint: ChainOperator, _ parts: [Expression]) {
    for (index, part) in parts.enumerated() {
      if index > 0 { text += " \(joint.rawValue) " }
      write(part: part, of: joint)
    }
  }

  /// One part of `a and b and c`.
  mutating func write(part: Expression, of joint: ChainOperator) {
    write(part, atLeast: joint == .and || brackets == .conjunctions ? .not : .and)
  }

  private mutating func write(bracketed items: [Expression]) {
    text += "("
    write(list: items)
    text += ")"
  }

  private mutating func write(list items: [Expression]) {
    for (index, item) in items.enumerated() {
      if index > 0 { text += ", " }
      write(item)
    }
  }

  mutating func write(_ range: RangeExpression) {
    switch range {
    case .last(let length, _):
      text += "last "
      write(length, atLeast: .postfix)
    case .next(let length, _):
      text += "next "
      write(length, atLeast: .postfix)
    case .period(let period, let offset, _):
      text += offset == 0 ? "this " : offset < 0 ? "previous " : "next "
      text += period.rawValue
    case .ago(let lower, let upper, _):
      write(lower, upper)
      text += " ago"
    case .between(let lower, let upper, _): write(lower, upper)
    case .whole(let value, _): write(value, atLeast: .sum)
    }
  }

  private mutating func write(_ lower: Expression?, _ upper: Expression?) {
    if let lower { write(lower, atLeast: .sum) }
    text += ".."
    if let upper { write(upper, atLeast: .sum) }
  }

  private func spelling(_ literal: Literal, at span: Span) -> String {
    guard let source, span.upper > span.lower, span.upper <= source.bytes.count else {
      return SourceSpelling.literal(literal)
    }
    switch literal {
    case .whole, .number, .percent, .date, .time, .month:
      let first = source.bytes[span.lower]
      return first.isDigit ? source.text(span) : SourceSpelling.literal(literal)
    case .duration:
      return source.bytes[span.lower].isDigit
        ? source.text(span).lowercased() : SourceSpelling.literal(literal)
    case .text, .money, .truth, .today, .now: return SourceSpelling.literal(literal)
    }
  }
}

extension Expression {
  /// How tightly the outermost operator binds.
  var power: BindingPower {
    switch kind {
    case .literal(.whole(let value)) where value < 0: return .minus
    case .literal, .name, .parameter, .member, .call, .journey: return .postfix
    case .unary(.minus, _, _): return .minus
    case .unary(.not, _, _): return .not
    case .binary(let binary, _, _, _): return OperatorTable.power(of: binary)
    case .chain(.and, _): return .and
    case .chain(.or, _): return .or
    case .inList, .inRange, .inFile, .inSegment, .inRecord, .inPast, .crossed, .isMissing, .has: return .comparison
    }
  }

  /// `in champions`: with `not` before it, it would read as `not in`.
  fileprivate var beginsWithIn: Bool {
    switch kind {
    case .inSegment(nil, _, _), .inRecord(nil, _, _, _), .inPast(nil, _, _, _): return true
    default: return false
    }
  }
}
