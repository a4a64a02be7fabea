import Query

extension TypedQuery {
  /// The columns added by clauses that something in the query reads: the others need not be worked out.
  var mentionedSlots: Set<Int> {
    var slots: Set<Int> = []
    for field in fields { field.value.mentionSlots(&slots) }
    for clause in clauses {
      for spanning in clause.spanning { spanning.mentionSlots(&slots) }
      clause.mentionSlots(&slots)
    }
    return slots
  }
}

extension TypedClause {
  fileprivate func mentionSlots(_ slots: inout Set<Int>) {
    switch kind {
    case .filter(let condition): condition.mentionSlots(&slots)
    case .add(let columns): for column in columns { column.value.mentionSlots(&slots) }
    case .group(let grouping):
      for key in grouping.keys { key.value.mentionSlots(&slots) }
      for aggregate in grouping.aggregates { aggregate.mentionSlots(&slots) }
    case .order(let keys): for key in keys { key.value.mentionSlots(&slots) }
    case .top(let top):
      top.by.mentionSlots(&slots)
      top.per?.mentionSlots(&slots)
    case .pivot(let pivot):
      for value in [pivot.column] + pivot.cells { value.mentionSlots(&slots) }
    case .cohort(let cohort):
      for value in [cohort.key.value, cohort.cell, cohort.reach] { value.mentionSlots(&slots) }
      for measure in cohort.measures {
        measure.aggregate.mentionSlots(&slots)
        measure.age?.mentionSlots(&slots)
      }
    case .previous(let previous):
      for value in previous.keys + [previous.time, previous.earlier] + previous.columns.map(\.value) {
        value.mentionSlots(&slots)
      }
    case .split(let split): for value in split.identity { value.mentionSlots(&slots) }
    case .funnel(let funnel): for part in funnel.parts { part.mentionSlots(&slots) }
    case .limit, .sample, .show, .export, .chart, .compose: break
    }
  }
}

extension SpanningColumn {
  fileprivate func mentionSlots(_ slots: inout Set<Int>) {
    for value in per { value.mentionSlots(&slots) }
    switch kind {
    case .aggregate(let aggregate): aggregate.mentionSlots(&slots)
    case .share(let value), .bins(let value, _), .percentRank(let value), .rank(let value), .running(let value):
      value.mentionSlots(&slots)
    }
  }
}

extension GroupAggregate {
  fileprivate func mentionSlots(_ slots: inout Set<Int>) {
    for part in [value, during, filter] + per { part?.mentionSlots(&slots) }
  }
}

extension TypedExpression {
  fileprivate func mentionSlots(_ slots: inout Set<Int>) {
    switch kind {
    case .slot(let slot): slots.insert(slot)
    case .constant, .column, .origin, .member: break
    case .hop(_, _, let inner), .outer(let inner): inner.mentionSlots(&slots)
    case .call(_, let arguments): for argument in arguments { argument.mentionSlots(&slots) }
    case .journey(let journey): for part in journey.parts { part.mentionSlots(&slots) }
    case .aggregate(let aggregate):
      for part in [aggregate.value, aggregate.during, aggregate.filter] { part?.mentionSlots(&slots) }
    }
  }
}
