import Syntax

/// Which names a piece of syntax mentions, dotted names both whole and by their first part.
enum Mentions {
  static func names(in query: SelectQuery) -> Set<String> {
    var names: Set<String> = [query.source.text]
    if let day = query.asOf { collect(day, into: &names) }
    for clause in query.clauses {
      for expression in expressions(of: clause) { collect(expression, into: &names) }
    }
    return names
  }

  static func names(in expression: Expression) -> Set<String> {
    var names: Set<String> = []
    collect(expression, into: &names)
    return names
  }

  static func expressions(of clause: Clause) -> [Expression] {
    switch clause.kind {
    case .where(let condition): return [condition]
    case .with(let assignments): return assignments.map(\.value)
    case .show(let items): return items.compactMap(expression)
    case .group(let keys, let show): return (keys + (show ?? [])).compactMap(expression)
    case .order(let keys): return keys.map(\.value)
    case .limit(let count, let offset): return [count] + (offset.map { [$0] } ?? [])
    case .top(let top): return [top.count, top.by] + (top.per.map { [$0] } ?? [])
    case .sample(let count, let seed): return [count] + (seed.map { [$0] } ?? [])
    case .split(let shares, let seed): return shares + (seed.map { [$0] } ?? [])
    case .funnel(let funnel): return funnel.steps.flatMap(\.parts) + (funnel.within.map { [$0] } ?? [])
    case .pivot(let key): return [key]
    case .cohort(let cohort): return [cohort.date] + [cohort.length, cohort.measure].compactMap { $0 }
    case .chart(let chart): return chart.column.map { [$0] } ?? []
    case .compare, .export, .compose: return []
    }
  }

  private static func expression(_ item: ShowItem) -> Expression? {
    if case .expression(let expression, _) = item { return expression }
    return nil
  }

  private static func collect(_ expression: Expression, into names: inout Set<String>) {
    if let dotted = expression.dottedName {
      names.insert(dotted.map(\.text).joined(separator: "."))
      names.insert(dotted[0].text)
    }
    switch expression.kind {
    case .inSegment(_, let name, _), .inRecord(_, let name, _, _), .inPast(_, let name, _, _), .crossed(_, let name, _):
      names.insert(name.text)
    default: break
    }
    for child in expression.children { collect(child, into: &names) }
  }
}

extension SelectQuery {
  /// The names that the query mentions, dotted names both whole and by their first part.
  public var mentionedNames: Set<String> { Mentions.names(in: self) }
}

extension Expression {
  /// The parts of a name or a chain of dots; nil for anything else.
  public var dottedName: [Name]? {
    switch kind {
    case .name(let name): return [name]
    case .member(let base, let name): return base.dottedName.map { $0 + [name] }
    default: return nil
    }
  }

  /// The expressions directly inside this one, ranges included.
  public var children: [Expression] {
    switch kind {
    case .literal, .name, .parameter: return []
    case .member(let base, _): return [base]
    case .call(let call):
      return [call.callee] + call.arguments + call.per + (call.during?.bounds ?? []) + (call.filter.map { [$0] } ?? [])
    case .unary(_, let operand, _): return [operand]
    case .binary(_, let left, let right, _): return [left, right]
    case .chain(_, let parts): return parts
    case .inList(let operand, let elements, _): return [operand] + elements
    case .inRange(let operand, let range, _): return [operand] + range.bounds
    case .inFile(let operand, _, _, _): return [operand]
    case .inSegment(let operand, _, _): return operand.map { [$0] } ?? []
    case .inRecord(let operand, _, let date, _), .inPast(let operand, _, let date, _):
      return (operand.map { [$0] } ?? []) + [date]
    case .crossed(_, _, let range): return range.bounds
    case .journey(let steps): return steps.flatMap(\.parts)
    case .isMissing(let operand, _): return [operand]
    case .has(let operand, _, let elements): return [operand] + elements
    }
  }
}

extension JourneyStep {
  /// The expressions directly inside the step.
  var parts: [Expression] { [path] + (during?.bounds ?? []) + [filter, within].compactMap { $0 } }
}

extension RangeExpression {
  /// The expressions that bound the range.
  public var bounds: [Expression] {
    switch self {
    case .last(let length, _), .next(let length, _), .whole(let length, _): [length]
    case .period: []
    case .ago(let near, let far, _): [near, far]
    case .between(let lower, let upper, _): [lower, upper].compactMap { $0 }
    }
  }
}
