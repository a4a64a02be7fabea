import Book

extension TypedQuery {
  /// For each column of the result, whether its values are taken or worked out from a column that tells who somebody is.
  ///
  /// What only decides which rows there are does not count: a count of rows tells nobody's name. Complexity: O(expressions).
  public func personalFields(_ isPersonal: (_ table: Int, _ column: Int) -> Bool) -> [Bool] {
    let slots = slotSources
    return fields.map { field in
      var seen: Set<Int> = []
      return field.value.isPersonal(isPersonal, slots, &seen)
    }
  }

  /// Whether a pivot's headings, which are values too, tell who somebody is.
  public func hasPersonalHeadings(_ isPersonal: (_ table: Int, _ column: Int) -> Bool) -> Bool {
    let slots = slotSources
    return clauses.contains { clause in
      guard case .pivot(let pivot) = clause.kind else { return false }
      var seen: Set<Int> = []
      return pivot.column.isPersonal(isPersonal, slots, &seen)
    }
  }

  /// What the columns that clauses added were made of; nothing for those that no value of a row goes into.
  private var slotSources: [Int: [TypedExpression]] {
    var sources: [Int: [TypedExpression]] = [:]
    for clause in clauses {
      for spanning in clause.spanning {
        if case .aggregate(let aggregate) = spanning.kind {
          sources[spanning.slot] = aggregate.values
        } else {
          sources[spanning.slot] = []
        }
      }
      sources.merge(clause.kind.slotSources) { $1 }
    }
    return sources
  }
}

extension TypedClause.Kind {
  fileprivate var slotSources: [Int: [TypedExpression]] {
    var sources: [Int: [TypedExpression]] = [:]
    switch self {
    case .add(let columns): for column in columns { sources[column.slot] = [column.value] }
    case .group(let grouping):
      for key in grouping.keys { sources[key.slot] = [key.value] }
      for aggregate in grouping.aggregates { sources[aggregate.slot] = aggregate.values }
    case .pivot(let pivot):
      for columns in pivot.columns {
        for (column, cell) in zip(columns, pivot.cells) { sources[column.slot] = [cell] }
      }
    case .previous(let previous): for column in previous.columns { sources[column.slot] = [column.value] }
    case .cohort(let cohort):
      sources[cohort.key.slot] = [cohort.key.value]
      sources[cohort.size.slot] = []
      for measure in cohort.measures { sources[measure.aggregate.slot] = measure.aggregate.values }
      for column in cohort.columns { sources[column.slot] = [cohort.cell] }
    case .split(let split): sources[split.slot] = []
    case .funnel(let funnel): for slot in funnel.slots.names.keys { sources[slot] = [] }
    case .filter, .order, .limit, .top, .sample, .show, .chart, .compose, .export: break
    }
    return sources
  }
}

extension GroupAggregate {
  /// What its result is made of: not what only decides which rows count.
  fileprivate var values: [TypedExpression] { value.map { [$0] } ?? [] }
}

extension TypedExpression {
  fileprivate func isPersonal(
    _ isPersonal: (Int, Int) -> Bool, _ slots: [Int: [TypedExpression]], _ seen: inout Set<Int>
  ) -> Bool {
    switch kind {
    case .constant, .origin, .member, .journey: return false
    case .column(let table, let column): return isPersonal(table, column)
    case .slot(let slot):
      guard seen.insert(slot).inserted else { return false }
      // What is made of nobody knows what is rather hidden than shown.
      return slots[slot]?.contains { $0.isPersonal(isPersonal, slots, &seen) } ?? true
    case .hop(_, _, let inner), .outer(let inner): return inner.isPersonal(isPersonal, slots, &seen)
    case .call(_, let arguments): return arguments.contains { $0.isPersonal(isPersonal, slots, &seen) }
    case .aggregate(let aggregate): return aggregate.value?.isPersonal(isPersonal, slots, &seen) ?? false
    }
  }
}
