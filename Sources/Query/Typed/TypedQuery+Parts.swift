// Everything that a query works out, for those who look for something in all of it.

extension TypedQuery {
  /// The expressions of all clauses and columns, each as a whole.
  public var parts: [TypedExpression] {
    (existing.map { [$0] } ?? []) + clauses.flatMap(\.parts) + fields.map(\.value)
  }
}

extension TypedClause {
  /// The expressions of the clause, each as a whole.
  public var parts: [TypedExpression] { spanning.flatMap(\.parts) + kind.parts }
}

extension TypedClause.Kind {
  fileprivate var parts: [TypedExpression] {
    switch self {
    case .filter(let condition): [condition]
    case .add(let columns): columns.map(\.value)
    case .group(let grouping): grouping.keys.map(\.value) + grouping.aggregates.flatMap(\.parts)
    case .order(let keys): keys.map(\.value)
    case .top(let top): [top.by] + (top.per.map { [$0] } ?? [])
    case .pivot(let pivot): [pivot.column] + pivot.cells
    case .cohort(let cohort):
      [cohort.key.value, cohort.cell, cohort.reach]
        + cohort.measures.flatMap { $0.aggregate.parts + ($0.age.map { [$0] } ?? []) }
    case .previous(let previous):
      previous.keys + [previous.time, previous.earlier] + previous.columns.map(\.value)
    case .split(let split): split.identity
    case .funnel(let funnel): funnel.parts
    case .limit, .sample, .show, .chart, .compose, .export: []
    }
  }
}

extension SpanningColumn {
  fileprivate var parts: [TypedExpression] {
    switch kind {
    case .aggregate(let aggregate): per + aggregate.parts
    case .share(let value), .bins(let value, _), .percentRank(let value), .rank(let value), .running(let value):
      per + [value]
    }
  }
}

extension GroupAggregate {
  fileprivate var parts: [TypedExpression] { [value, during, filter].compactMap(\.self) + per }
}

extension TypedExpression {
  /// The expressions directly inside this one.
  public var children: [TypedExpression] {
    switch kind {
    case .constant, .column, .origin, .slot, .member: []
    case .hop(_, _, let inner), .outer(let inner): [inner]
    case .call(_, let arguments): arguments
    case .journey(let journey): journey.parts
    case .aggregate(let aggregate): [aggregate.value, aggregate.during, aggregate.filter].compactMap(\.self)
    }
  }
}
