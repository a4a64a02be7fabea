import Columns
import Diagnostics
import Syntax

/// `compare to previous PERIOD`: for each number shown, `.previous`, `.change` and `.growth`.
extension ClauseResolution {
  func compare(to period: CalendarPeriod, at span: Span) throws {
    guard let groups = scope.groups, !groups.keys.isEmpty else {
      throw Diagnostic(
        "compare-without-groups", "compare works on groups by time, and there is no group by before it.", at: span,
        notes: ["For instance: group by month(date) as month show sum(amount) compare to previous month"])
    }
    let cells = try shownCells("compare", groups, at: span).filter { isCompared($0.value.type) }
    guard !cells.isEmpty || groups.isClosed else {
      throw Diagnostic(
        "nothing-to-show", "None of the columns shown is a number that could be compared.", at: span,
        notes: ["For instance: group by month(date) as month show sum(amount) compare to previous month"])
    }
    let key = try timeKey(of: groups, period, at: span)
    let time = TypedExpression(.slot(key.slot), key.value.type, at: span)
    let others = groups.keys.filter { $0.slot != key.slot }.map {
      TypedExpression(.slot($0.slot), $0.value.type, at: span)
    }
    let previous = cells.map {
      SlotColumn(slot: resolution.freshSlot(), name: $0.name + ".previous", value: $0.value)
    }
    clauses.append(
      TypedClause(
        kind: .previous(
          PreviousRows(keys: others, time: time, earlier: try earlier(time, period, at: span), columns: previous)),
        span: span, spanning: []))
    var changes: [SlotColumn] = []
    for (cell, before) in zip(cells, previous) { changes += try self.changes(cell, before, at: span) }
    clauses.append(TypedClause(kind: .add(changes), span: span, spanning: []))
    show(previous, changes, beside: cells, at: span)
  }

  private func isCompared(_ type: ValueType) -> Bool { type.isNumeric || type == .duration }

  /// The change, and the change over what was before.
  private func changes(_ cell: TypedField, _ before: SlotColumn, at span: Span) throws -> [SlotColumn] {
    let previous = TypedExpression(.slot(before.slot), before.value.type, at: span)
    let change = SlotColumn(
      slot: resolution.freshSlot(), name: cell.name + ".change",
      value: try resolution.binary(.subtract, cell.value, previous, at: span, operatorSpan: span))
    var growth = try resolution.binary(
      .divide, TypedExpression(.slot(change.slot), change.value.type, at: span), previous, at: span, operatorSpan: span)
    growth.type = .percent
    return [change, SlotColumn(slot: resolution.freshSlot(), name: cell.name + ".growth", value: growth)]
  }

  /// Each number's three columns stand behind it.
  private func show(_ previous: [SlotColumn], _ changes: [SlotColumn], beside cells: [TypedField], at span: Span) {
    var shown: [TypedField] = []
    for field in fields ?? [] {
      shown.append(field)
      guard let index = cells.firstIndex(where: { $0.name == field.name && $0.value.isSame(as: field.value) }) else {
        continue
      }
      for column in [previous[index], changes[2 * index], changes[2 * index + 1]] {
        scope.slots.append(Scope.Slot(number: column.slot, name: column.name, type: column.value.type))
        shown.append(
          TypedField(name: column.name, value: TypedExpression(.slot(column.slot), column.value.type, at: span)))
      }
    }
    fields = shown
    fieldsAreGroups = true
  }

  // MARK: Time

  /// The one key that tells time in steps that the period is made of.
  private func timeKey(of groups: GroupScope, _ period: CalendarPeriod, at span: Span) throws -> SlotColumn {
    let timed = groups.keys.compactMap { key in granularity(of: key.value).map { (key, $0) } }
    let example = "For instance: group by month(date) as month show sum(amount) compare to previous month"
    guard let (key, step) = timed.first else {
      throw Diagnostic(
        "no-time-key", "None of the keys is a date, so there is no previous \(period.rawValue).", at: span,
        notes: [example])
    }
    guard timed.count == 1 else {
      throw Diagnostic(
        "two-time-keys", "Two keys are dates, \(timed.map(\.0.name).joined(separator: " and ")); compare needs one.",
        at: span, notes: [example])
    }
    guard step.fits(into: period) else {
      throw Diagnostic(
        "units-do-not-meet", "\(key.name) goes by the \(step.rawValue), which makes up no whole \(period.rawValue).",
        at: span,
        notes: ["Group by \(period.rawValue)(…), or compare to previous \(step.rawValue)."])
    }
    return key
  }

  /// In which steps a key tells time; nil if it does not.
  private func granularity(of key: TypedExpression) -> CalendarPeriod? {
    switch key.kind {
    case .slot(let slot):
      for clause in clauses {
        if case .add(let columns) = clause.kind, let column = columns.first(where: { $0.slot == slot }) {
          return granularity(of: column.value)
        }
      }
    case .call(let function, _):
      if key.type == .date { return CalendarPeriod(rawValue: function.name) ?? .day }
      return function == DateParts.year ? .year : nil
    default: break
    }
    return key.type == .date ? .day : nil
  }

  /// The time a period before, by the calendar; of a year, the number before.
  private func earlier(
    _ time: TypedExpression, _ period: CalendarPeriod, at span: Span
  ) throws -> TypedExpression {
    guard time.type == .date else {
      let one = TypedExpression.constant(.whole(1), .whole, at: span)
      return try resolution.binary(.subtract, time, one, at: span, operatorSpan: span)
    }
    let (months, days) = period.length
    let parts = [-months, -days, 0].map { TypedExpression.constant(.whole($0), .whole, at: span) }
    return try resolution.apply(DateFunctions.shift, [time] + parts, at: span)
  }
}

extension CalendarPeriod {
  /// Months and days.
  var length: (months: Int64, days: Int64) {
    switch self {
    case .day: (0, 1)
    case .week: (0, 7)
    case .month: (1, 0)
    case .quarter: (3, 0)
    case .year: (12, 0)
    }
  }

  /// Whether whole steps of this make up a period.
  func fits(into period: CalendarPeriod) -> Bool {
    switch self {
    case .day: true
    case .week: period == .week
    case .month: [.month, .quarter, .year].contains(period)
    case .quarter: [.quarter, .year].contains(period)
    case .year: period == .year
    }
  }
}
