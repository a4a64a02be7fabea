import Columns
import Diagnostics
import Syntax

/// After `group by`: names are keys, and aggregates run over the rows of each group.
extension Resolution {
  /// A key of the groups, written as it was grouped by.
  func findInGroups(
    _ names: [Name], at span: Span, _ groups: GroupScope, _ scope: Scope
  ) throws -> TypedExpression? {
    let written = names.reduce(nil as Expression?) { base, name in
      guard let base else { return Expression(.name(name), at: name.span) }
      return Expression(.member(base, name), at: base.span.union(name.span))
    }
    if let written, let key = key(written, groups) { return key }
    if names.count == 1, names[0].text.lowercased() == "count" {
      return try spanningCount(at: span, in: scope)
    }
    if groups.isClosed { return nil }
    guard let inRows = quietly({ try resolve(names, at: span, in: groups.rows) }) else { return nil }
    // A setting of the book, such as book.discount, is one value whatever the group.
    if inRows.constant != nil { return inRows }
    if let measured = try aggregatedMeasure(names, inRows, groups, at: span) { return measured }
    let name = names.map(\.text).joined(separator: ".")
    let example = inRows.type.isNumeric ? "sum(\(name)), avg(\(name))" : "list(\(name)), distinct(\(name))"
    throw Diagnostic(
      "not-one-value", "\(name) can differ within a group.", at: place(span),
      notes: ["Add it to group by, or say what to make of it: \(example)."])
  }

  /// The slot of the key that an expression is, if it is one.
  func key(_ expression: Expression, _ groups: GroupScope) -> TypedExpression? {
    let before = spanning
    guard let typed = quietly({ try self.expression(expression, in: groups.rows) }) else { return nil }
    guard let key = groups.keys.first(where: { $0.value.isSame(as: typed) }) else {
      spanning = before
      return nil
    }
    return TypedExpression(.slot(key.slot), key.value.type, at: place(expression.span))
  }

  private func aggregatedMeasure(
    _ names: [Name], _ inRows: TypedExpression, _ groups: GroupScope, at span: Span
  ) throws -> TypedExpression? {
    guard names.count == 1, groups.rows.table == nil,
      let slot = groups.aggregates.first(where: { $0.name == names[0].text })
    else { return nil }
    return TypedExpression(.slot(slot.slot), slot.type, at: place(span))
  }

  /// An aggregate over each group's rows; nil when its argument means nothing there (but may among the groups).
  func inGroups(
    _ entry: AggregateFunction.Entry, _ call: Call, _ groups: GroupScope, at span: Span, in scope: Scope
  ) throws -> TypedExpression? {
    if groups.isClosed { return nil }
    let name = Formatter.text(of: Expression(.call(call), at: span))
    if let path = toManyPath(call.arguments.first, in: groups.rows) {
      guard entry.spansRows else {
        throw Diagnostic(
          "not-over-groups", "\(entry.name) asks one row at a time, and a group has many.", at: place(span),
          notes: [
            "Before group by, give it a name: with x = \(name). In a group, count(…) counts all its \(path.names.joined(separator: "."))."
          ])
      }
      guard path.hops.isEmpty else {
        throw Diagnostic(
          "path-too-long", "In a group, the rows to aggregate must belong to the group's own rows.", at: place(span))
      }
      let rows = Scope(table: path.table, parent: groups.rows, path: path.names)
      var parts = try self.parts(entry, call, rows: rows, at: span)
      parts.during = existing(path.ways, parts.during, at: place(span))
      guard let per = perOfGroups(entry, call, groups, in: scope) else {
        throw Diagnostic(
          "not-a-key",
          "group by has made the groups already; \(entry.name) of \(path.names.joined(separator: ".")) is one value for each.",
          at: place(call.per[0].span),
          notes: ["In share, per takes keys of group by: share(purchases.amount per city)."])
      }
      return groupSlot(groups, parts, path: path.ways, table: path.table, name: name, per: per, at: span)
    }
    guard entry.spansRows, let per = perOfGroups(entry, call, groups, in: scope) else { return nil }
    let rows = Scope(table: groups.rows.table)
    rows.slots = groups.rows.slots
    rows.groups = groups.rows.groups
    if let parts = quietly({ try self.parts(entry, call, rows: rows, at: span) }) {
      return groupSlot(groups, parts, path: [], table: groups.rows.table, name: name, per: per, at: span)
    }
    let amongGroups = Scope(table: nil)
    amongGroups.slots = scope.slots
    if scope.isRelation { amongGroups.groups = groups }
    if quietly({ try self.parts(entry, call, rows: amongGroups, at: span) }) != nil { return nil }
    _ = try parts(entry, call, rows: rows, at: span)
    return nil
  }

  /// `share(amount per city)` of groups: the keys within which it is taken; nil where the groups are to be compared.
  private func perOfGroups(
    _ entry: AggregateFunction.Entry, _ call: Call, _ groups: GroupScope, in scope: Scope
  ) -> [TypedExpression]? {
    if call.per.isEmpty { return [] }
    guard entry.function == .share else { return nil }
    let keys = groups.keys.map { TypedExpression.Kind.slot($0.slot) }
    let typed = call.per.compactMap { key($0, groups) ?? slot($0, in: scope) }
    return typed.count == call.per.count && typed.allSatisfy { keys.contains($0.kind) } ? typed : nil
  }

  private func slot(_ written: Expression, in scope: Scope) -> TypedExpression? {
    guard case .name(let name) = written.kind, let slot = scope.slot(named: name.text) else { return nil }
    return TypedExpression(.slot(slot.number), slot.type, at: place(written.span))
  }

  /// The slot of an aggregate, computed once however often it is asked for.
  func groupSlot(
    _ groups: GroupScope, _ parts: AggregateParts, path: [Int], table: Int?, name: String,
    per: [TypedExpression] = [], at span: Span
  ) -> TypedExpression {
    let found = groups.aggregates.first { known in
      known.function == parts.function && known.path == path && known.overGaps == parts.overGaps
        && same(known.value, parts.value) && same(known.during, parts.during) && same(known.filter, parts.filter)
        && known.per.map(\.withoutPlaces) == per.map(\.withoutPlaces)
    }
    if let found { return TypedExpression(.slot(found.slot), found.type, at: place(span)) }
    let slot = freshSlot()
    groups.aggregates.append(
      GroupAggregate(
        slot: slot, name: name, function: parts.function, path: path, table: table, value: parts.value,
        overGaps: parts.overGaps, during: parts.during, filter: parts.filter, type: parts.type, span: place(span),
        per: per))
    return TypedExpression(.slot(slot), parts.type, at: place(span))
  }

  private func same(_ a: TypedExpression?, _ b: TypedExpression?) -> Bool {
    switch (a, b) {
    case (nil, nil): true
    case (let a?, let b?): a.isSame(as: b)
    default: false
    }
  }
}

extension TypedExpression {
  /// The same meaning, wherever it was written.
  func isSame(as other: TypedExpression) -> Bool { withoutPlaces == other.withoutPlaces }

  /// The expression with every span emptied, for comparing meanings.
  var withoutPlaces: TypedExpression {
    let nowhere = Span(0, 0)
    func plain(_ expression: TypedExpression?) -> TypedExpression? { expression?.withoutPlaces }
    switch kind {
    case .constant, .column, .origin, .slot, .member: return TypedExpression(kind, type, at: nowhere)
    case .hop(let table, let column, let inner):
      return TypedExpression(.hop(table: table, column: column, inner.withoutPlaces), type, at: nowhere)
    case .call(let function, let arguments):
      return TypedExpression(.call(function, arguments.map(\.withoutPlaces)), type, at: nowhere)
    case .outer(let inner): return TypedExpression(.outer(inner.withoutPlaces), type, at: nowhere)
    case .aggregate(var aggregate):
      aggregate.value = plain(aggregate.value)
      aggregate.during = plain(aggregate.during)
      aggregate.filter = plain(aggregate.filter)
      return TypedExpression(.aggregate(aggregate), type, at: nowhere)
    case .journey(let journey):
      return TypedExpression(.journey(journey.mapped(\.withoutPlaces)), type, at: nowhere)
    }
  }
}
