import Columns
import Diagnostics
import Syntax

/// The clauses of one query as they are resolved: the scope that grows, and the columns to show.
final class ClauseResolution {
  let resolution: Resolution
  let table: Int
  let segment: SegmentQuery?
  var scope: Scope
  var clauses: [TypedClause] = []
  /// Where each `group by` stands among the clauses: later clauses may still add aggregates to it.
  var groupings: [(index: Int, groups: GroupScope)] = []
  var fields: [TypedField]?
  /// The columns come from a `group by`, so that a later `with` adds to them.
  var fieldsAreGroups = false
  /// Columns that the `show` of a `group by` computes from all groups.
  var overGroups: [SpanningColumn] = []
  /// Columns that `with` added, and everything else the query mentions, for the default columns.
  var mentioned: [TypedField] = []
  /// As it was written, everything mentioned so far.
  var noted: Set<String> = []

  init(_ resolution: Resolution, table: Int, segment: SegmentQuery? = nil) {
    self.resolution = resolution
    self.table = table
    self.segment = segment
    scope = Scope(table: table, isRelation: true)
  }

  func finishedClauses() -> [TypedClause] {
    var finished = clauses
    for (index, groups) in groupings {
      finished[index].kind = .group(Grouping(keys: groups.keys, aggregates: groups.aggregates))
    }
    return finished
  }

  /// The columns of the result: the last `show`, or the key, the name and what the query mentions.
  func finishedFields() -> [TypedField] { withCurrencies(chosenFields()) }

  private func chosenFields() -> [TypedField] {
    if let fields { return fields }
    let own = resolution.book.tables[table]
    let named = own.columns.firstIndex { $0.name == "name" }
    let standing = [own.keyColumn, named].compactMap { $0 }
    if mentioned.isEmpty, standing.count < 2 { return everyColumn(except: []) }
    var result = standing.map(field)
    for field in mentioned where !result.contains(where: { $0.value.isSame(as: field.value) }) { result.append(field) }
    return result
  }

  func field(_ column: Int) -> TypedField {
    let span = Span(0, 0)
    return TypedField(
      name: resolution.book.tables[table].columns[column].name,
      value: resolution.column(column, of: table, at: span))
  }

  // MARK: One clause

  func add(_ clause: Clause) throws {
    resolution.spanning = []
    if case .with(let assignments) = clause.kind { return try addColumns(assignments, at: clause.span) }
    if case .compare(let period) = clause.kind { return try compare(to: period, at: clause.span) }
    let kind = try kind(of: clause)
    clauses.append(TypedClause(kind: kind, span: clause.span, spanning: resolution.spanning))
    if !overGroups.isEmpty { clauses.append(TypedClause(kind: .show, span: clause.span, spanning: overGroups)) }
    (resolution.spanning, overGroups) = ([], [])
  }

  func kind(of clause: Clause) throws -> TypedClause.Kind {
    switch clause.kind {
    case .where(let condition):
      let typed = try resolution.condition(condition, in: scope)
      mention(condition)
      return .filter(typed)
    case .with(let assignments): return .add(try assignments.map(column))
    case .show(let items): return try show(items)
    case .group(let keys, let show): return try group(keys, show: show)
    case .order(let keys): return .order(try keys.map(orderKey))
    case .limit(let count, let offset):
      return .limit(count: try whole(count), offset: try offset.map(whole) ?? 0)
    case .top(let top): return .top(try self.top(top))
    case .sample(let count, let seed):
      return .sample(count: try whole(count), seed: try seed.map { Int64(try whole($0)) } ?? 0)
    case .pivot(let key): return .pivot(try pivot(key, at: clause.span))
    case .cohort(let cohort): return .cohort(try self.cohort(cohort, at: clause.span))
    case .compare: throw Reported()
    case .split(let shares, let seed): return .split(try split(shares, seed: seed, at: clause.span))
    case .funnel(let funnel): return try self.funnel(funnel, at: clause.span)
    case .chart(let chart): return .chart(try self.chart(chart))
    case .compose: return .compose
    case .export: return .export
    }
  }

  /// A column that spans rows may look at the columns before it, so it begins a clause of its own.
  func addColumns(_ assignments: [Assignment], at span: Span) throws {
    var failed = false
    var open: TypedClause?
    for assignment in assignments {
      resolution.spanning = []
      guard let column = resolution.attempt({ try self.column(assignment) }) else {
        failed = true
        continue
      }
      let spanning = resolution.spanning
      if let begun = open, spanning.isEmpty, case .add(let columns) = begun.kind {
        open?.kind = .add(columns + [column])
      } else {
        if let begun = open { clauses.append(begun) }
        open = TypedClause(kind: .add([column]), span: span, spanning: spanning)
      }
    }
    resolution.spanning = []
    if let open { clauses.append(open) }
    if failed { throw Reported() }
  }

  func column(_ assignment: Assignment) throws -> SlotColumn {
    let value = try resolution.expression(assignment.value, in: scope)
    let slot = resolution.freshSlot()
    let name = assignment.name.text
    scope.slots.append(Scope.Slot(number: slot, name: name, type: value.type))
    let field = TypedField(name: name, value: TypedExpression(.slot(slot), value.type, at: assignment.name.span))
    mentioned.append(field)
    if fieldsAreGroups { fields?.append(field) }
    return SlotColumn(slot: slot, name: name, value: value)
  }

  func orderKey(_ key: OrderKey) throws -> TypedOrderKey {
    if case .literal(.whole(let position)) = key.value.kind {
      guard let fields, position >= 1, position <= fields.count else {
        throw Diagnostic(
          "no-such-column",
          fields.map { "There are \($0.count) columns to order by." }
            ?? "A position counts the columns of a show or group by before it.", at: key.value.span)
      }
      return TypedOrderKey(value: fields[Int(position) - 1].value, isDescending: key.isDescending)
    }
    let value = try named(key.value) ?? resolution.expression(key.value, in: scope)
    guard value.type != .textSet else {
      throw Diagnostic("units-do-not-meet", "Sets have no order.", at: key.value.span)
    }
    mention(key.value)
    return TypedOrderKey(value: value, isDescending: key.isDescending)
  }

  /// A column of the `show` before, by the name it was given there.
  func named(_ expression: Expression) throws -> TypedExpression? {
    guard case .name(let name) = expression.kind, scope.slot(named: name.text) == nil else { return nil }
    return fields?.first { $0.name == name.text }?.value
  }

  func top(_ top: TopClause) throws -> TopRows {
    let by = try named(top.by) ?? resolution.expression(top.by, in: scope)
    guard by.type != .textSet, by.type != .truth else {
      throw Diagnostic("units-do-not-meet", "\(by.type.label.capitalizedFirst) cannot be ranked.", at: top.by.span)
    }
    mention(top.by)
    let per = try top.per.map { try resolution.expression($0, in: scope) }
    if let group = top.per { mention(group) }
    guard top.isPercent else {
      return TopRows(isBottom: top.isBottom, amount: .rows(try whole(top.count)), per: per, by: by)
    }
    let typed = try resolution.expression(top.count, in: scope)
    guard case .number(let share)? = Conversion.floating(typed)?.constant else {
      throw Diagnostic(
        "not-a-number", "A percentage belongs here.", at: top.count.span, notes: ["For instance: top 10% by spent"])
    }
    let fraction = typed.type == .percent ? share : share / 100
    guard (0...1).contains(fraction) else {
      throw Diagnostic("not-a-number", "A percentage lies between 0% and 100%.", at: top.count.span)
    }
    return TopRows(isBottom: top.isBottom, amount: .fraction(fraction), per: per, by: by)
  }

  func whole(_ expression: Expression) throws -> Int {
    guard case .whole(let value)? = try resolution.expression(expression, in: scope).constant, value >= 0,
      value <= Int32.max
    else {
      throw Diagnostic("not-a-number", "A whole number from 0 belongs here.", at: expression.span)
    }
    return Int(value)
  }
}

extension Scope {
  /// A scope of the same rows over which nothing spans.
  convenience init(around other: Scope) {
    self.init(table: other.table)
    slots = other.slots
    groups = other.groups
  }
}

extension ShowItem {
  var span: Span {
    switch self {
    case .all(_, let span): span
    case .expression(let expression, _): expression.span
    }
  }
}
