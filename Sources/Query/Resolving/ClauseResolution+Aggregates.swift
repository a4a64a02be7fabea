import Columns
import Diagnostics
import Syntax

/// `show` of aggregates without `group by`: one row over all rows.
extension ClauseResolution {
  /// True when all items aggregate over rows, nil when none does; a mixture is a mistake.
  func aggregatesAlone(_ items: [ShowItem]) throws -> Bool? {
    var aggregates: [Expression] = []
    var plain: [Expression] = []
    for item in items {
      guard case .expression(let expression, _) = item else { return nil }
      if spansRows(expression) { aggregates.append(expression) } else { plain.append(expression) }
    }
    guard let first = aggregates.first else { return nil }
    guard let odd = plain.first else { return true }
    let (one, other) = (Formatter.text(of: first), Formatter.text(of: odd))
    throw Diagnostic(
      "mixed-show", "\(one) is one value for all rows, and \(other) is one for each.", at: first.span.union(odd.span),
      notes: [
        "To have \(one) for each \(other): group by \(other) show \(one)",
        "To have it beside every row: with total = \(one) show \(other), total",
      ])
  }

  /// Whether an expression is one value for all rows: aggregates over rows and literals, and no column of a row.
  private func spansRows(_ expression: Expression) -> Bool {
    var found = false
    return onlyAggregates(expression, &found) && found
  }

  private func onlyAggregates(_ expression: Expression, _ found: inout Bool) -> Bool {
    switch expression.kind {
    case .literal, .parameter: return true
    case .name(let name):
      guard name.text.lowercased() == "count", scope.slot(named: name.text) == nil,
        scope.table.flatMap({ resolution.column(name, of: $0) }) == nil
      else { return false }
      found = true
      return true
    case .member: return false
    case .call(let call) where !call.per.isEmpty: return false
    case .call(let call):
      let name = call.callee.dottedName?.map(\.text).joined(separator: ".").lowercased()
      if let entry = AggregateFunction.all.first(where: { $0.name == name }), entry.function != .share {
        guard entry.spansRows, resolution.toManyPath(call.arguments.first, in: scope) == nil else { return false }
        found = true
        return true
      }
      return !call.arguments.isEmpty && call.arguments.allSatisfy { onlyAggregates($0, &found) }
    default: return !expression.children.isEmpty && expression.children.allSatisfy { onlyAggregates($0, &found) }
    }
  }

  /// After `group by`: whether every item aggregates over the groups themselves.
  func spansGroups(_ items: [ShowItem]) -> Bool {
    items.allSatisfy { item in
      guard case .expression(let expression, _) = item, case .call(let call) = expression.kind,
        let argument = call.arguments.first, spansRows(expression), let groups = scope.groups
      else { return false }
      let inRows = resolution.quietly { try resolution.expression(argument, in: Scope(around: groups.rows)) }
      return inRows == nil
    }
  }
}
