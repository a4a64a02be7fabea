import CivilTime
import Columns
import Diagnostics
import Syntax

/// `cohort DATE by PERIOD`: a group by the period of a date, whose measures look at one period since after the other.
extension ClauseResolution {
  func cohort(_ clause: CohortClause, at span: Span) throws -> Cohort {
    guard let table = scope.table else {
      throw Diagnostic(
        "cohort-of-groups", "cohort makes groups of the rows of a table, and these are groups already.", at: span,
        notes: ["For instance: select customers cohort firstPurchase by month"])
    }
    let ages = CohortAges(clause.period, resolution, at: span)
    let date = try resolution.expression(clause.date, in: scope)
    guard date.type == .date || date.type == .time else {
      throw Diagnostic(
        "not-a-date", "A cohort goes by a date, and this is \(date.type.phrase).", at: clause.date.span,
        notes: ["For instance: cohort firstPurchase by month, cohort acquiredOn by quarter"])
    }
    let groups = GroupScope(rows: scope)
    groups.keys = [SlotColumn(slot: resolution.freshSlot(), name: "cohort", value: try ages.start(of: date))]
    let active = resolution.freshSlot()
    let (cell, size) = try self.cell(clause, groups, active: active, at: span)
    let measures = try self.measures(clause, groups, active: active, table, ages, cell: cell, at: span)
    let count = try periods(clause, groups.keys[0], ages, at: span)
    let columns = (0..<count).map { Pivot.NewColumn(slot: resolution.freshSlot(), name: "\($0)") }
    let key = TypedExpression(.slot(groups.keys[0].slot), groups.keys[0].value.type, at: span)
    let cohort = Cohort(
      key: groups.keys[0], size: Pivot.NewColumn(slot: size, name: "size"), columns: columns,
      measures: measures, cell: cell,
      reach: try ages.age(of: .constant(.date(resolution.context.today), .date, at: span), since: key),
      width: ages.width)
    show(cohort, groups, at: span)
    return cohort
  }

  /// What a cell shows, and the slot of the cohort's size.
  private func cell(
    _ clause: CohortClause, _ groups: GroupScope, active: Int, at span: Span
  ) throws -> (TypedExpression, size: Int) {
    let inner = Scope(table: nil)
    inner.groups = groups
    inner.slots = [Scope.Slot(number: active, name: "active", type: .whole)]
    let count = try resolution.spanningCount(at: span, in: inner)
    guard case .slot(let size) = count.kind else { throw Reported() }
    guard let written = clause.measure else {
      var share = try resolution.binary(
        .divide, TypedExpression(.slot(active), .whole, at: span), count, at: span, operatorSpan: span)
      share.type = .percent
      return (share, size)
    }
    return (try resolution.expression(written, in: inner), size)
  }

  private func measures(
    _ clause: CohortClause, _ groups: GroupScope, active: Int, _ table: Int, _ ages: CohortAges, cell: TypedExpression,
    at span: Span
  ) throws -> [CohortMeasure] {
    let place = clause.measure?.span ?? span
    var measures = try groups.aggregates.map { aggregate in
      guard !aggregate.overGaps, aggregate.function != .share else {
        throw Diagnostic(
          "wrong-arguments", "\(aggregate.name) looks beyond one period, so it has no place in a cohort's cells.",
          at: place)
      }
      let isOwn = aggregate.path.isEmpty
      return CohortMeasure(
        aggregate: aggregate, age: isOwn ? nil : try age(aggregate, groups, ages, at: place), countsRows: false)
    }
    if clause.measure == nil || cell.mentions(slot: active) || clause.events != nil {
      let aggregate = try self.active(clause, active, table, at: span)
      measures.append(
        CohortMeasure(aggregate: aggregate, age: try age(aggregate, groups, ages, at: span), countsRows: true))
    }
    guard measures.contains(where: { $0.age != nil }) else {
      throw Diagnostic(
        "nothing-to-show",
        "\(Formatter.text(of: clause.measure ?? clause.date)) does not change from period to period.",
        at: place, notes: ["For instance: show sum(purchases.amount), show count(purchases) / count, show active"])
    }
    return measures
  }

  /// How many rows of the cohort have an event in the table that says who is active.
  private func active(_ clause: CohortClause, _ slot: Int, _ table: Int, at span: Span) throws -> GroupAggregate {
    let name = clause.events?.text ?? "purchases"
    let book = resolution.book
    let dated = book.waysBack.filter { $0.target == table && book.tables[$0.source].eventColumn != nil }
    guard let way = resolution.wayBack(name, from: table), book.tables[book.waysBack[way].source].eventColumn != nil
    else {
      let nearest = Suggestions.nearest(name, among: dated.map(\.name))
      throw Diagnostic(
        "no-events", "\(resolution.tableName(table)) have no \(name) with a date that would show who is active.",
        at: clause.events?.span ?? span,
        notes: dated.isEmpty ? [] : ["Say whose events count: on \(dated.map(\.name).joined(separator: ", on "))"],
        suggestion: clause.events.flatMap { events in nearest.map { Diagnostic.Suggestion($0, at: events.span) } })
    }
    return GroupAggregate(
      slot: slot, name: "active", function: .count, path: [way], table: book.waysBack[way].source, value: nil,
      overGaps: false, during: resolution.existing([way], nil, at: span), filter: nil, type: .whole, span: span)
  }

  /// How far the events of an aggregate are from the cohort of the row that they belong to.
  private func age(
    _ aggregate: GroupAggregate, _ groups: GroupScope, _ ages: CohortAges, at span: Span
  ) throws -> TypedExpression {
    guard let table = aggregate.table, let event = resolution.book.tables[table].eventColumn else {
      throw Diagnostic(
        "no-event-date", "\(aggregate.name) is about rows without a date, so they belong to no period.", at: span)
    }
    let key = groups.keys[0].value
    return try ages.age(
      of: resolution.column(event, of: table, at: span), since: TypedExpression(.outer(key), key.type, at: span))
  }

  /// How many columns there are: as far as `for` says, else as far as today is from the first cohort.
  private func periods(_ clause: CohortClause, _ key: SlotColumn, _ ages: CohortAges, at span: Span) throws -> Int {
    let count: Int
    if let length = clause.length {
      count = 1 + (try ages.periods(in: length, in: scope))
    } else {
      let first = try values(of: key.value).first { $0 != .missing }
      let written = try first.map { first in
        try ages.age(
          of: .constant(.date(resolution.context.today), .date, at: span),
          since: .constant(first, key.value.type, at: span))
      }
      count = 1 + max(0, try written.map { try ages.value(of: $0) } ?? 0) / ages.width
    }
    guard count + 2 <= Pivot.mostColumns else {
      throw Diagnostic(
        "too-many-columns", "This would make \(count) columns; the most are \(Pivot.mostColumns).", at: span,
        notes: ["Say how far to look, as in: for \(ages.example)"])
    }
    return count
  }

  private func show(_ cohort: Cohort, _ groups: GroupScope, at span: Span) {
    let closed = GroupScope(rows: groups.rows)
    closed.keys = groups.keys
    closed.isClosed = true
    let inner = Scope(table: nil, isRelation: true)
    inner.groups = closed
    let named =
      [(cohort.key.slot, "cohort", cohort.key.value.type), (cohort.size.slot, cohort.size.name, ValueType.whole)]
      + cohort.columns.map { ($0.slot, $0.name, cohort.cell.type) }
    inner.slots = named.map { Scope.Slot(number: $0.0, name: $0.1, type: $0.2) }
    fields = named.map { TypedField(name: $0.1, value: TypedExpression(.slot($0.0), $0.2, at: span)) }
    scope = inner
    fieldsAreGroups = true
    mentioned = []
  }
}

extension TypedExpression {
  /// Whether the expression reads a column that a clause added.
  func mentions(slot: Int) -> Bool {
    switch kind {
    case .slot(let own): own == slot
    case .constant, .column, .origin, .member: false
    case .hop(_, _, let inner), .outer(let inner): inner.mentions(slot: slot)
    case .call(_, let arguments): arguments.contains { $0.mentions(slot: slot) }
    case .journey(let journey): journey.parts.contains { $0.mentions(slot: slot) }
    case .aggregate(let aggregate):
      [aggregate.value, aggregate.during, aggregate.filter].contains { $0?.mentions(slot: slot) ?? false }
    }
  }
}
