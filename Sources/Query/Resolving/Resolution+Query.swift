import Columns
import Diagnostics
import Syntax

extension Resolution {
  /// A whole query: its source, then its clauses in order, then the columns it shows.
  func query(_ query: SelectQuery) throws -> TypedQuery {
    let (table, segment) = try source(query.source)
    let resolution = ClauseResolution(self, table: table)
    var failed = false
    for clause in query.clauses where attempt({ try resolution.add(clause) }) == nil { failed = true }
    if failed { throw Reported() }
    return TypedQuery(
      book: book, table: table, segment: segment, clauses: resolution.finishedClauses(),
      fields: resolution.finishedFields(), today: context.today)
  }

  private func source(_ name: Name) throws -> (table: Int, segment: SegmentQuery?) {
    if let table = book.table(named: name.text) { return (table, nil) }
    if let segment = try segment(name) { return (segment.query.table, segment) }
    let known = book.tables.map(\.name) + context.catalog.segments.map(\.name)
    let nearest = Suggestions.nearest(name.text, among: known)
    throw Diagnostic(
      "unknown-source", "There is no table or segment \(name.text).", at: place(name.span),
      notes: nearest == nil ? ["There are: \(book.tables.map(\.name).joined(separator: ", "))."] : [],
      suggestion: nearest.map { Diagnostic.Suggestion($0, at: place(name.span)) })
  }
}

/// The clauses of one query as they are resolved: the scope that grows, and the columns to show.
final class ClauseResolution {
  let resolution: Resolution
  let table: Int
  var scope: Scope
  private var clauses: [TypedClause] = []
  /// Where each `group by` stands among the clauses: later clauses may still add aggregates to it.
  private var groupings: [(index: Int, groups: GroupScope)] = []
  var fields: [TypedField]?
  /// The columns come from a `group by`, so that a later `with` adds to them.
  private var fieldsAreGroups = false
  /// Columns that `with` added, and everything else the query mentions, for the default columns.
  var mentioned: [TypedField] = []

  init(_ resolution: Resolution, table: Int) {
    self.resolution = resolution
    self.table = table
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
  func finishedFields() -> [TypedField] {
    if let fields { return fields }
    let own = resolution.book.tables[table]
    let named = own.columns.firstIndex { $0.name == "name" }
    let standing = [own.keyColumn, named].compactMap { $0 }
    if mentioned.isEmpty, standing.count < 2 { return everyColumn(except: []) }
    var result = standing.map(field)
    for field in mentioned where !result.contains(where: { $0.value.isSame(as: field.value) }) { result.append(field) }
    return result
  }

  private func field(_ column: Int) -> TypedField {
    let span = Span(0, 0)
    return TypedField(
      name: resolution.book.tables[table].columns[column].name,
      value: resolution.column(column, of: table, at: span))
  }

  // MARK: One clause

  func add(_ clause: Clause) throws {
    resolution.spanning = []
    if case .with(let assignments) = clause.kind { return try addColumns(assignments, at: clause.span) }
    let kind = try kind(of: clause)
    clauses.append(TypedClause(kind: kind, span: clause.span, spanning: resolution.spanning))
    resolution.spanning = []
  }

  private func kind(of clause: Clause) throws -> TypedClause.Kind {
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
    case .export(let export):
      return .export(
        ExportRequest(
          file: export.file, format: export.format?.text, isRaw: export.isRaw, isForced: export.isForced,
          span: clause.span))
    }
  }

  /// A column that spans rows may look at the columns before it, so it begins a clause of its own.
  private func addColumns(_ assignments: [Assignment], at span: Span) throws {
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

  private func column(_ assignment: Assignment) throws -> SlotColumn {
    let value = try resolution.expression(assignment.value, in: scope)
    let slot = resolution.freshSlot()
    let name = assignment.name.text
    scope.slots.append(Scope.Slot(number: slot, name: name, type: value.type))
    let field = TypedField(name: name, value: TypedExpression(.slot(slot), value.type, at: assignment.name.span))
    mentioned.append(field)
    if fieldsAreGroups { fields?.append(field) }
    return SlotColumn(slot: slot, name: name, value: value)
  }

  private func orderKey(_ key: OrderKey) throws -> TypedOrderKey {
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
  private func named(_ expression: Expression) throws -> TypedExpression? {
    guard case .name(let name) = expression.kind, scope.slot(named: name.text) == nil else { return nil }
    return fields?.first { $0.name == name.text }?.value
  }

  private func top(_ top: TopClause) throws -> TopRows {
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

  private func whole(_ expression: Expression) throws -> Int {
    guard case .whole(let value)? = try resolution.expression(expression, in: scope).constant, value >= 0,
      value <= Int32.max
    else {
      throw Diagnostic("not-a-number", "A whole number from 0 belongs here.", at: expression.span)
    }
    return Int(value)
  }

  // MARK: Columns to show

  private func show(_ items: [ShowItem]) throws -> TypedClause.Kind {
    if scope.groups == nil, let mixed = try aggregatesAlone(items) {
      if mixed { return try group([], show: items) }
    } else if scope.groups != nil, spansGroups(items) {
      return try group([], show: items)
    }
    fields = try self.fields(items)
    fieldsAreGroups = false
    return .show
  }

  private func fields(_ items: [ShowItem]) throws -> [TypedField] {
    var result: [TypedField] = []
    var failed = false
    for item in items {
      switch item {
      case .all(let except, _):
        if resolution.attempt({ try checkExcepted(except) }) == nil { failed = true }
        result += everyColumn(except: Set(except.map { $0.text.lowercased() }))
      case .expression(let expression, let alias):
        guard let typed = resolution.attempt({ try resolution.expression(expression, in: scope) }) else {
          failed = true
          continue
        }
        result.append(TypedField(name: alias?.text ?? label(expression), value: typed))
      }
    }
    if failed { throw Reported() }
    return result
  }

  private func checkExcepted(_ names: [Name]) throws {
    let known = everyColumn(except: []).map(\.name)
    for name in names where !known.contains(where: { $0.lowercased() == name.text.lowercased() }) {
      throw Diagnostic(
        "unknown-name", "There is no column \(name.text) to leave out.", at: name.span,
        suggestion: Suggestions.nearest(name.text, among: known).map { Diagnostic.Suggestion($0, at: name.span) })
    }
  }

  private func everyColumn(except: Set<String>) -> [TypedField] {
    var result: [TypedField] = []
    if let table = scope.table { result += resolution.book.tables[table].columns.indices.map(field) }
    result += scope.slots.map {
      TypedField(name: $0.name, value: TypedExpression(.slot($0.number), $0.type, at: Span(0, 0)))
    }
    return result.filter { !except.contains($0.name.lowercased()) }
  }

  func label(_ expression: Expression) -> String {
    if case .name(let name) = expression.kind { return name.text }
    return Formatter.text(of: expression)
  }

  // MARK: Aggregates without group by

  /// True when all items aggregate over rows, nil when none does; a mixture is a mistake.
  private func aggregatesAlone(_ items: [ShowItem]) throws -> Bool? {
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
        scope.table.flatMap({ resolution.column(name, of: $0, in: scope) }) == nil
      else { return false }
      found = true
      return true
    case .member: return false
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
  private func spansGroups(_ items: [ShowItem]) -> Bool {
    items.allSatisfy { item in
      guard case .expression(let expression, _) = item, case .call(let call) = expression.kind,
        let argument = call.arguments.first, spansRows(expression), let groups = scope.groups
      else { return false }
      let inRows = resolution.quietly { try resolution.expression(argument, in: Scope(around: groups.rows)) }
      return inRows == nil
    }
  }

  // MARK: Groups

  private func group(_ keys: [ShowItem], show: [ShowItem]?) throws -> TypedClause.Kind {
    let groups = GroupScope(rows: scope)
    for key in keys {
      guard case .expression(let expression, let alias) = key else {
        throw Diagnostic("group-by-all", "Name the columns to group by; * is for show.", at: key.span)
      }
      let value = try resolution.expression(expression, in: scope)
      guard value.type != .textSet else {
        throw Diagnostic("units-do-not-meet", "Sets cannot be grouped by.", at: expression.span)
      }
      groups.keys.append(
        SlotColumn(slot: resolution.freshSlot(), name: alias?.text ?? label(expression), value: value))
    }
    let spanningHere = resolution.spanning
    let inner = Scope(table: nil, isRelation: true)
    inner.groups = groups
    inner.slots = groups.keys.map { Scope.Slot(number: $0.slot, name: $0.name, type: $0.value.type) }
    scope = inner
    groupings.append((clauses.count, groups))
    try showGroups(show, groups)
    resolution.spanning = spanningHere + resolution.spanning.dropFirst(spanningHere.count)
    return .group(Grouping(keys: [], aggregates: []))
  }

  /// The keys that `show` does not name come first, then what it asks for.
  private func showGroups(_ show: [ShowItem]?, _ groups: GroupScope) throws {
    let keys = groups.keys.map {
      TypedField(name: $0.name, value: TypedExpression(.slot($0.slot), $0.value.type, at: $0.value.span))
    }
    let counted: [ShowItem] = [
      .expression(Expression(.name(Name("count", at: Span(0, 0))), at: Span(0, 0)), as: nil)
    ]
    let asked = try fields(show ?? counted)
    let unnamed = keys.filter { key in !asked.contains { $0.value.isSame(as: key.value) } }
    fields = unnamed + asked
    fieldsAreGroups = true
    mentioned = []
    for field in asked {
      guard case .slot(let slot) = field.value.kind,
        !scope.slots.contains(where: { $0.number == slot && $0.name == field.name })
      else { continue }
      scope.slots.append(Scope.Slot(number: slot, name: field.name, type: field.value.type))
    }
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
