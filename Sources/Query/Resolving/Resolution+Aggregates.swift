import Columns
import Diagnostics
import Syntax

/// An aggregate's parts, whatever rows it runs over.
struct AggregateParts {
  var function: AggregateFunction
  var value: TypedExpression?
  var overGaps = false
  var during: TypedExpression?
  var filter: TypedExpression?
  var type: ValueType
}

extension Resolution {
  /// An aggregate: over the children that its argument leads to, else over the rows of the group or the clause.
  func aggregate(
    _ entry: AggregateFunction.Entry, _ call: Call, at span: Span, in scope: Scope
  ) throws -> TypedExpression {
    if let path = toManyPath(call.arguments.first, in: scope) {
      return try overChildren(entry, call, path, at: span, in: scope)
    }
    if let nothing = try overNoRows(entry, call, at: span, in: scope) { return nothing }
    if let groups = scope.groups, let slot = try inGroups(entry, call, groups, at: span, in: scope) { return slot }
    guard scope.isRelation else { throw nothingToAggregate(entry, call, at: place(span)) }
    guard entry.spansRows else { throw nothingToAggregate(entry, call, at: place(span)) }
    return try spanning(entry, call, at: span, in: scope)
  }

  private func nothingToAggregate(_ entry: AggregateFunction.Entry, _ call: Call, at span: Span) -> Diagnostic {
    let what = call.arguments.first.map { Formatter.text(of: $0) } ?? ""
    return Diagnostic(
      "nothing-to-aggregate",
      "\(entry.name)(\(what)) has no rows to work on: \(what.isEmpty ? "it needs" : "\(what) is not") a table of many rows.",
      at: span, notes: ["For instance: \(entry.example)"])
  }

  // MARK: Children

  /// A path to many rows: the names that lead there, the ways back, and the table at the end.
  struct ToManyPath {
    var names: [String]
    var ways: [Int]
    var table: Int
    /// To-one references to follow before the first way back.
    var hops: [(table: Int, column: Int)] = []
  }

  /// The first path to many rows in an argument, searched left to right.
  func toManyPath(_ argument: Expression?, in scope: Scope) -> ToManyPath? {
    guard let argument else { return nil }
    if let names = argument.dottedName { return toManyPath(names, in: scope) }
    if case .call(let call) = argument.kind, isAggregate(call) { return nil }
    if case .journey = argument.kind { return nil }
    for child in argument.children {
      if let path = toManyPath(child, in: scope) { return path }
    }
    return nil
  }

  /// An aggregate within an argument is one value of its own; its path is not the argument's.
  private func isAggregate(_ call: Call) -> Bool {
    guard let names = call.callee.dottedName, names.count == 1 else { return false }
    return AggregateFunction.all.contains { $0.name == names[0].text.lowercased() }
  }

  func toManyPath(_ names: [Name], in scope: Scope) -> ToManyPath? {
    guard let start = scope.table else { return nil }
    var table = start
    var path = ToManyPath(names: [], ways: [], table: start)
    if names.count == 1, scope.slot(named: names[0].text) != nil || scope.arguments[names[0].text] != nil { return nil }
    for name in names {
      if let column = column(name, of: table) {
        guard path.ways.isEmpty, case .reference(let target) = book.tables[table].columns[column].type
        else { break }
        path.hops.append((table, column))
        path.names.append(name.text)
        table = target
      } else if let way = wayBack(name.text, from: table) {
        path.ways.append(way)
        path.names.append(name.text)
        table = book.waysBack[way].source
      } else {
        break
      }
    }
    guard !path.ways.isEmpty else { return nil }
    path.table = table
    return path
  }

  private func overChildren(
    _ entry: AggregateFunction.Entry, _ call: Call, _ path: ToManyPath, at span: Span, in scope: Scope
  ) throws -> TypedExpression {
    if let per = call.per.first {
      throw Diagnostic(
        "per-over-children", "\(entry.name) of \(path.names.joined(separator: ".")) is for each row already.",
        at: place(per.span), notes: ["per compares rows with each other: share(spent per city), rank(spent per city)"])
    }
    guard entry.spansChildren else {
      throw Diagnostic(
        "not-over-children", "\(entry.name) works on rows, not on their \(path.names.joined(separator: ".")).",
        at: place(span))
    }
    // Behind a reference lies one row more between the children and the row they are asked of.
    let around = path.hops.reduce(scope) { around, _ in Scope(table: nil, parent: around) }
    let inner = Scope(table: path.table, parent: around, path: path.names)
    let parts = try self.parts(entry, call, rows: inner, at: span)
    var typed = TypedExpression(
      .aggregate(
        ChildAggregate(
          function: parts.function, path: path.ways, table: path.table, value: parts.value, overGaps: parts.overGaps,
          during: existing(path.ways, parts.during, at: place(span)), filter: parts.filter)), parts.type,
      at: place(span))
    for (table, column) in path.hops.reversed() { typed = hop(table, column, typed, at: typed.span) }
    return typed
  }

  /// The parts of an aggregate whose rows are those of a scope.
  func parts(_ entry: AggregateFunction.Entry, _ call: Call, rows: Scope, at span: Span) throws -> AggregateParts {
    let function = try function(entry, call, in: rows, at: span)
    let expected = entry.function == nil ? 2 : 1
    guard call.arguments.count <= expected else {
      throw Diagnostic("too-many-arguments", "\(entry.name) takes one value: \(entry.example)", at: place(span))
    }
    let (value, overGaps) = try aggregated(call.arguments.first, rows: rows)
    if overGaps, [.any, .no, .every, .first, .last].contains(function) {
      throw Diagnostic(
        "wrong-arguments", "\(entry.name) asks about rows, and gaps are lengths of time.", at: place(span),
        notes: ["For instance: median(gaps(purchases.date)), max(gaps(purchases.date))"])
    }
    let during: TypedExpression?? =
      call.during.map { range in attempt { try eventRange(range, rows: rows, at: span) } }
      ?? dated(function, rows: rows, at: place(span)).map { .some($0) }
    let filter = call.filter.map { condition in attempt { try self.condition(condition, in: rows) } }
    guard !(during.map { $0 == nil } ?? false), !(filter.map { $0 == nil } ?? false) else { throw Reported() }
    let type = overGaps ? gapType(value?.type) : value?.type
    guard let result = function.resultType(of: type) else { throw wrongValue(entry, call, type, rows, at: place(span)) }
    return AggregateParts(
      function: function, value: value, overGaps: overGaps, during: during ?? nil, filter: filter ?? nil, type: result)
  }

  private func function(
    _ entry: AggregateFunction.Entry, _ call: Call, in scope: Scope, at span: Span
  ) throws -> AggregateFunction {
    if let function = entry.function { return function }
    guard call.arguments.count == 2,
      case .number(let share)? = Conversion.floating(try expression(call.arguments[1], in: scope))?.constant,
      (0...1).contains(share)
    else {
      throw Diagnostic(
        "wrong-arguments", "percentile takes a value and a share between 0% and 100%.", at: place(span),
        notes: ["For instance: \(entry.example)"])
    }
    return .percentile(share)
  }

  /// What is aggregated: nothing but rows, a value, or the gaps between values.
  private func aggregated(
    _ argument: Expression?, rows: Scope
  ) throws -> (value: TypedExpression?, overGaps: Bool) {
    guard let argument else { return (nil, false) }
    if let names = argument.dottedName, names.map({ $0.text.lowercased() }) == rows.path.map({ $0.lowercased() }) {
      return (nil, false)
    }
    if argument.dottedName.map({ isTable($0, of: rows) }) ?? false { return (nil, false) }
    if case .call(let inner) = argument.kind, inner.callee.dottedName?.map(\.text) == ["gaps"] {
      guard inner.arguments.count == 1, rows.parent != nil else {
        throw Diagnostic(
          "wrong-arguments", "gaps takes the dates of many rows.", at: place(argument.span),
          notes: ["For instance: median(gaps(purchases.date))"])
      }
      return (try expression(inner.arguments[0], in: rows), true)
    }
    return (try expression(argument, in: rows), false)
  }

  /// Whether the names are that of the rows' own table and nothing else: `count(customers where city = "Depok")` in a group.
  private func isTable(_ names: [Name], of rows: Scope) -> Bool {
    guard names.count == 1, rows.path.isEmpty, let table = rows.table, rows.slot(named: names[0].text) == nil else {
      return false
    }
    return names[0].text.lowercased() == tableName(table).lowercased() && column(names[0], of: table) == nil
  }

  /// First and last go by the event date: rows without one do not count.
  private func dated(_ function: AggregateFunction, rows: Scope, at span: Span) -> TypedExpression? {
    guard function == .first || function == .last, let table = rows.table, let event = book.tables[table].eventColumn,
      !book.tables[table].columns[event].values.isComplete
    else { return nil }
    return TypedExpression(.call(LogicFunctions.isKnown, [column(event, of: table, at: span)]), .truth, at: span)
  }

  private func gapType(_ type: ValueType?) -> ValueType? {
    type == .date || type == .time ? .duration : type
  }

  /// `during`: the event date of the rows lies in the range.
  func eventRange(_ range: RangeExpression, rows: Scope, at span: Span) throws -> TypedExpression {
    guard let table = rows.table, let event = book.tables[table].eventColumn else {
      throw Diagnostic(
        "no-event-date", "These rows have no date that during could look at.", at: place(range.span))
    }
    return try inRange(column(event, of: table, at: place(range.span)), range, at: place(range.span), in: rows)
  }

  private func wrongValue(
    _ entry: AggregateFunction.Entry, _ call: Call, _ type: ValueType?, _ rows: Scope, at span: Span
  ) -> Diagnostic {
    guard let type else {
      let path = rows.path.joined(separator: ".")
      let column = rows.table.flatMap { table in
        book.tables[table].columns.first { entry.function?.resultType(of: $0.type) != nil }?.name
      }
      return Diagnostic(
        "nothing-to-aggregate", "\(entry.name) of what? Name a column.", at: span,
        notes: column.map { ["For instance: \(entry.name)(\(path.isEmpty ? $0 : "\(path).\($0)"))"] } ?? [])
    }
    return Diagnostic("units-do-not-meet", "\(entry.name) cannot work on \(type.phrase).", at: span)
  }

  // MARK: All rows that enter the clause

  /// `count` alone among a query's own rows.
  func spanningCount(at span: Span, in scope: Scope) throws -> TypedExpression {
    if let groups = scope.groups, !groups.isClosed {
      return groupSlot(
        groups, AggregateParts(function: .count, type: .whole), path: [], table: groups.rows.table, name: "count",
        at: span)
    }
    return spanningSlot(AggregateParts(function: .count, type: .whole), name: "count", scope: scope, at: span)
  }

  private func spanning(
    _ entry: AggregateFunction.Entry, _ call: Call, at span: Span, in scope: Scope
  ) throws -> TypedExpression {
    let rows = Scope(table: scope.table)
    rows.slots = scope.slots
    rows.groups = scope.groups
    rows.arguments = scope.arguments
    let parts = try self.parts(entry, call, rows: rows, at: span)
    let name = Formatter.text(of: Expression(.call(call), at: span))
    let per = try self.per(call, in: scope)
    if parts.function == .share, let value = parts.value {
      return addSpanning(.share(value), .percent, name, per: per, at: span)
    }
    return spanningSlot(parts, name: name, scope: scope, per: per, at: span)
  }

  /// The values within whose groups of rows a function works; empty for all rows.
  func per(_ call: Call, in scope: Scope) throws -> [TypedExpression] {
    try call.per.map { written in
      let typed = try expression(written, in: scope)
      guard typed.type != .textSet else {
        throw Diagnostic("units-do-not-meet", "Sets cannot be grouped by.", at: place(written.span))
      }
      return typed
    }
  }

  private func spanningSlot(
    _ parts: AggregateParts, name: String, scope: Scope, per: [TypedExpression] = [], at span: Span
  ) -> TypedExpression {
    let aggregate = GroupAggregate(
      slot: 0, name: name, function: parts.function, path: [], table: scope.table, value: parts.value,
      overGaps: parts.overGaps, during: parts.during, filter: parts.filter, type: parts.type, span: place(span))
    return addSpanning(.aggregate(aggregate), parts.type, name, per: per, at: span)
  }

  func addSpanning(
    _ kind: SpanningColumn.Kind, _ type: ValueType, _ name: String, per: [TypedExpression], at span: Span
  ) -> TypedExpression {
    let slot = freshSlot()
    spanning.append(
      SpanningColumn(slot: slot, name: name, type: type, kind: kind, per: per, span: place(span)))
    return TypedExpression(.slot(slot), type, at: place(span))
  }
}
