import Syntax

// A segment or measure that a script saves lives longer than the script: the script's parameters become the values that
// they had, so that the saved text means the same later.

extension Expression {
  /// The expression with each `$name` that has a value replaced by it.
  func binding(_ values: [String: Expression]) -> Expression {
    guard !values.isEmpty else { return self }
    func bind(_ expression: Expression) -> Expression { expression.binding(values) }
    let bound: Kind
    switch kind {
    case .literal, .name: return self
    case .parameter(let name): return values[name.text].map { Expression($0.kind, at: span) } ?? self
    case .member(let base, let name): bound = .member(bind(base), name)
    case .call(let call):
      bound = .call(
        Call(
          callee: bind(call.callee), arguments: call.arguments.map(bind), per: call.per.map(bind),
          during: call.during?.binding(values),
          filter: call.filter.map(bind)))
    case .unary(let sign, let operand, let place): bound = .unary(sign, bind(operand), operatorSpan: place)
    case .binary(let sign, let left, let right, let place):
      bound = .binary(sign, bind(left), bind(right), operatorSpan: place)
    case .chain(let sign, let parts): bound = .chain(sign, parts.map(bind))
    case .inList(let operand, let elements, let negated):
      bound = .inList(bind(operand), elements.map(bind), negated: negated)
    case .inRange(let operand, let range, let negated):
      bound = .inRange(bind(operand), range.binding(values), negated: negated)
    case .inFile(let operand, let file, let place, let negated):
      bound = .inFile(bind(operand), file, fileSpan: place, negated: negated)
    case .inSegment(let operand, let name, let negated):
      bound = .inSegment(operand.map(bind), name, negated: negated)
    case .inRecord(let operand, let name, let date, let negated):
      bound = .inRecord(operand.map(bind), name, on: bind(date), negated: negated)
    case .inPast(let operand, let name, let date, let negated):
      bound = .inPast(operand.map(bind), name, asOf: bind(date), negated: negated)
    case .crossed(let way, let name, let range): bound = .crossed(way, name, range.binding(values))
    case .journey(let steps): bound = .journey(steps.map { $0.binding(values) })
    case .isMissing(let operand, let negated): bound = .isMissing(bind(operand), negated: negated)
    case .has(let operand, let mode, let elements): bound = .has(bind(operand), mode, elements.map(bind))
    }
    return Expression(bound, at: span)
  }
}

extension RangeExpression {
  func binding(_ values: [String: Expression]) -> RangeExpression {
    switch self {
    case .last(let length, let span): .last(length.binding(values), at: span)
    case .next(let length, let span): .next(length.binding(values), at: span)
    case .period: self
    case .ago(let near, let far, let span): .ago(near.binding(values), far.binding(values), at: span)
    case .between(let lower, let upper, let span):
      .between(lower?.binding(values), upper?.binding(values), at: span)
    case .whole(let period, let span): .whole(period.binding(values), at: span)
    }
  }
}

extension JourneyStep {
  func binding(_ values: [String: Expression]) -> JourneyStep {
    mapped({ $0.binding(values) }, ranges: { $0.binding(values) })
  }
}

extension ShowItem {
  func binding(_ values: [String: Expression]) -> ShowItem {
    switch self {
    case .all: self
    case .expression(let expression, let name): .expression(expression.binding(values), as: name)
    }
  }
}

extension Clause {
  func binding(_ values: [String: Expression]) -> Clause {
    let bound: Kind
    switch kind {
    case .where(let condition): bound = .where(condition.binding(values))
    case .with(let assignments):
      bound = .with(assignments.map { Assignment(name: $0.name, value: $0.value.binding(values)) })
    case .show(let items): bound = .show(items.map { $0.binding(values) })
    case .group(let keys, let show):
      bound = .group(keys.map { $0.binding(values) }, show: show?.map { $0.binding(values) })
    case .order(let keys):
      bound = .order(keys.map { OrderKey(value: $0.value.binding(values), isDescending: $0.isDescending) })
    case .limit(let count, let offset): bound = .limit(count.binding(values), offset: offset?.binding(values))
    case .top(var top):
      top.count = top.count.binding(values)
      top.per = top.per?.binding(values)
      top.by = top.by.binding(values)
      bound = .top(top)
    case .sample(let count, let seed): bound = .sample(count.binding(values), seed: seed?.binding(values))
    case .cohort(let cohort):
      bound = .cohort(
        CohortClause(
          date: cohort.date.binding(values), period: cohort.period, events: cohort.events,
          length: cohort.length?.binding(values), measure: cohort.measure?.binding(values)))
    case .pivot(let key): bound = .pivot(key.binding(values))
    case .split(let shares, let seed):
      bound = .split(shares.map { $0.binding(values) }, seed: seed?.binding(values))
    case .funnel(var funnel):
      funnel.within = funnel.within?.binding(values)
      funnel.steps = funnel.steps.map { $0.binding(values) }
      bound = .funnel(funnel)
    case .chart(var chart):
      chart.column = chart.column?.binding(values)
      bound = .chart(chart)
    case .compare, .export, .compose: return self
    }
    return Clause(bound, at: span)
  }
}

extension SelectQuery {
  func binding(_ values: [String: Expression]) -> SelectQuery {
    SelectQuery(
      source: source, asOf: asOf?.binding(values), clauses: clauses.map { $0.binding(values) }, at: span)
  }
}

extension DefineStatement {
  func binding(_ values: [String: Expression]) -> DefineStatement {
    DefineStatement(name: name, parameters: parameters, table: table, body: body.binding(values))
  }
}
