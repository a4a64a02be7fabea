import Query
import Syntax

/// Makes a failing query and its book as small as they can be while they still fail.
struct Shrinker {
  /// Whether a query still fails on a book, whatever the reason.
  let fails: (SelectQuery, BookText) -> Bool
  /// How many smaller ones are tried at most.
  let patience: Int

  init(patience: Int = 20_000, fails: @escaping (SelectQuery, BookText) -> Bool) {
    self.patience = patience
    self.fails = fails
  }

  func smallest(_ query: SelectQuery, _ book: BookText) -> (query: SelectQuery, book: BookText) {
    var (query, book) = (query, book)
    var tried = 0
    func stillFails(_ query: SelectQuery, _ book: BookText) -> Bool {
      tried += 1
      return tried <= patience && fails(query, book)
    }
    while tried < patience {
      if let smaller = candidates(query).first(where: { stillFails($0, book) }) {
        query = smaller
      } else if let smaller = cuts(book).first(where: { stillFails(query, $0) }) {
        book = smaller
      } else {
        break
      }
    }
    return (query, book)
  }

  // MARK: Smaller books

  private func cuts(_ book: BookText) -> [BookText] {
    var result: [BookText] = []
    for table in book.tables.indices {
      let count = book.tables[table].rows.count
      var size = count
      while size > 0 {
        for start in stride(from: 0, to: count, by: size) {
          var cut = book
          cut.tables[table].rows.removeSubrange(start..<min(count, start + size))
          result.append(cut)
        }
        size /= 2
      }
    }
    return result
  }

  // MARK: Smaller queries

  private func candidates(_ query: SelectQuery) -> [SelectQuery] {
    var result = query.clauses.indices.map { index in
      var smaller = query
      smaller.clauses.remove(at: index)
      return smaller
    }
    if query.asOf != nil {
      var smaller = query
      smaller.asOf = nil
      result.append(smaller)
    }
    for index in query.clauses.indices {
      for kind in smaller(query.clauses[index].kind) {
        var changed = query
        changed.clauses[index].kind = kind
        result.append(changed)
      }
    }
    return result
  }

  private func smaller(_ clause: Clause.Kind) -> [Clause.Kind] {
    switch clause {
    case .where(let condition): return smaller(condition).map { .where($0) }
    case .with(let assignments):
      return lists(assignments).map { .with($0) }
        + assignments.indices.flatMap { index in
          smaller(assignments[index].value).map { value in
            var changed = assignments
            changed[index].value = value
            return .with(changed)
          }
        }
    case .show(let items): return self.items(items).map { .show($0) }
    case .group(let keys, let show):
      return self.items(keys).map { .group($0, show: show) }
        + (show.map { self.items($0).map { .group(keys, show: $0) } } ?? [])
        + (show == nil ? [] : [.group(keys, show: nil)])
    case .order(let keys):
      return lists(keys).map { .order($0) }
        + keys.indices.flatMap { index in
          smaller(keys[index].value).map { value in
            var changed = keys
            changed[index].value = value
            return .order(changed)
          }
        }
    case .top(let top):
      return smaller(top.by).map { by in
        var changed = top
        changed.by = by
        return .top(changed)
      }
        + (top.per.map { smaller($0) } ?? []).map { per in
          var changed = top
          changed.per = per
          return .top(changed)
        }
    case .funnel(let funnel):
      return (steps(funnel.steps)).map { steps in
        var changed = funnel
        changed.steps = steps
        return .funnel(changed)
      }
        + (funnel.within == nil ? [] : [.funnel(FunnelClause(order: funnel.order, within: nil, steps: funnel.steps))])
    default: return []
    }
  }

  /// Fewer steps, and steps that say less; what then means nothing is not tried.
  private func steps(_ steps: [JourneyStep]) -> [[JourneyStep]] {
    lists(steps)
      + steps.indices.flatMap { index in
        smaller(steps[index]).map { step in
          var changed = steps
          changed[index] = step
          return changed
        }
      }
  }

  private func smaller(_ step: JourneyStep) -> [JourneyStep] {
    func with(_ change: (inout JourneyStep) -> Void) -> JourneyStep {
      var changed = step
      change(&changed)
      return changed
    }
    var all: [JourneyStep] = []
    if step.during != nil { all.append(with { $0.during = nil }) }
    if step.filter != nil { all.append(with { $0.filter = nil }) }
    if step.within != nil { all.append(with { $0.within = nil }) }
    return all + (step.filter.map(smaller) ?? []).map { filter in with { $0.filter = filter } }
  }

  private func items(_ items: [ShowItem]) -> [[ShowItem]] {
    lists(items)
      + items.indices.flatMap { index -> [[ShowItem]] in
        guard case .expression(let expression, let name) = items[index] else { return [] }
        return smaller(expression).map { value in
          var changed = items
          changed[index] = .expression(value, as: name)
          return changed
        }
      }
  }

  private func lists<T>(_ list: [T]) -> [[T]] {
    guard list.count > 1 else { return [] }
    return list.indices.map { index in
      var shorter = list
      shorter.remove(at: index)
      return shorter
    }
  }

  /// Each part in place of the whole, then the whole with one part made smaller.
  private func smaller(_ expression: Expression) -> [Expression] {
    var parts = expression.children
    if case .call(let call) = expression.kind { parts = call.arguments + (call.filter.map { [$0] } ?? []) }
    return parts + inside(expression)
  }

  private func inside(_ expression: Expression) -> [Expression] {
    func with(_ kind: Expression.Kind) -> Expression { Expression(kind, at: expression.span) }
    switch expression.kind {
    case .call(let call): return calls(call).map { with(.call($0)) }
    case .unary(let op, let operand, let span):
      return smaller(operand).map { with(.unary(op, $0, operatorSpan: span)) }
    case .binary(let op, let left, let right, let span):
      return smaller(left).map { with(.binary(op, $0, right, operatorSpan: span)) }
        + smaller(right).map { with(.binary(op, left, $0, operatorSpan: span)) }
    case .chain(let op, let parts):
      let shorter = parts.count > 2 ? lists(parts) : []
      return (shorter + each(parts)).map { with(.chain(op, $0)) }
    case .inList(let operand, let elements, let isNegated):
      return smaller(operand).map { with(.inList($0, elements, negated: isNegated)) }
        + lists(elements).map { with(.inList(operand, $0, negated: isNegated)) }
    case .inRange(let operand, let range, let isNegated):
      return smaller(operand).map { with(.inRange($0, range, negated: isNegated)) }
    case .isMissing(let operand, let isNegated):
      return smaller(operand).map { with(.isMissing($0, negated: isNegated)) }
    case .journey(let steps): return self.steps(steps).map { with(.journey($0)) }
    case .has(let operand, let mode, let elements): return lists(elements).map { with(.has(operand, mode, $0)) }
    default: return []
    }
  }

  private func each(_ parts: [Expression]) -> [[Expression]] {
    parts.indices.flatMap { index in
      smaller(parts[index]).map { part in
        var changed = parts
        changed[index] = part
        return changed
      }
    }
  }

  private func calls(_ call: Call) -> [Call] {
    var result: [Call] = []
    if call.filter != nil || call.during != nil {
      var plain = call
      (plain.filter, plain.during) = (nil, nil)
      result.append(plain)
    }
    for filter in call.filter.map(smaller) ?? [] {
      var changed = call
      changed.filter = filter
      result.append(changed)
    }
    for arguments in each(call.arguments) {
      var changed = call
      changed.arguments = arguments
      result.append(changed)
    }
    return result
  }
}
