import Columns
import Query
import Syntax

/// Counts which parts of the language random queries reached, so that none is tested by name only.
struct Coverage {
  private(set) var counts: [String: Int] = [:]
  /// The table that is asked.
  private var source = ""

  /// What every run has to reach: taken from the tables that define the language.
  static let wanted: [String] = {
    let internals: Set = ["whole as number", "money as number", "whole as money", "date as time"]
    return Function.all.filter { !internals.contains($0.name) }.map { "function \($0.name)" }
      + AggregateFunction.all.map { "aggregate \($0.name)" } + Quantile.all.map { "quantile \($0.name)" }
      + ClauseTable.all.map { "clause \($0.word.rawValue)" }.filter { $0 != "clause export" }
      + OperatorTable.all.map { "operator \($0.spelling)" } + BookSetting.all.map { "setting \($0.name)" } + forms
  }()

  private static let forms = [
    "range last", "range next", "range period", "range ago", "range between", "range open", "range whole", "age",
    "month compared", "to-one path", "two to-one dots", "to-many path", "two-step path", "path behind a reference",
    "query as of", "anniversary in", "in file", "segment as of", "during", "filter in aggregate", "outer", "gaps",
    "origin.file", "origin.line", "origin.batch", "origin.at", "segment source", "segment condition",
    "segment of a reference",
    "measure", "measure with arguments", "has any", "has all", "with", "several wheres", "clause after group",
    "order by position", "top percent", "top per", "limit offset", "sample seed", "show *", "show except",
    "journey", "journey of many steps", "silence", "step within", "nothing since", "nothing between",
    "journey by the clock",
    "split in three", "pivot without rows' keys", "pivot of several", "compare day", "compare week", "compare month",
    "compare quarter", "compare year", "compare after pivot", "cohort day", "cohort week", "cohort month",
    "cohort quarter", "cohort year", "cohort for",
    "cohort on", "cohort show", "split seed", "aggregate per group", "quantile per group", "share per key",
    "funnel given", "funnel strict", "funnel any", "funnel within", "show aggregates alone",
    "pooled aggregate", "spanning aggregate", "count of the table asked", "parameter", "recorded segment",
    "crossed segment", "not in", "otherwise", "if without else",
  ]

  mutating func note(_ what: String) { counts[what, default: 0] += 1 }

  var missing: [String] { Coverage.wanted.filter { counts[$0] == nil } }

  var summary: String {
    Coverage.wanted.sorted { counts[$0, default: 0] < counts[$1, default: 0] }.map {
      "\($0): \(counts[$0, default: 0])"
    }
    .joined(separator: "\n")
  }

  // MARK: As written

  mutating func count(_ query: SelectQuery, _ typed: TypedQuery) {
    source = typed.book.tables[typed.table].name
    if query.asOf != nil { note("query as of") }
    if typed.segment != nil { note("segment source") }
    let wheres = query.clauses.filter { if case .where = $0.kind { true } else { false } }
    if wheres.count > 1 { note("several wheres") }
    var isGrouped = false
    for clause in query.clauses {
      if isGrouped { note("clause after group") }
      count(clause.kind, &isGrouped)
    }
    var isPivoted = false
    for clause in typed.clauses {
      if case .pivot(let pivot) = clause.kind {
        isPivoted = true
        if pivot.keys.isEmpty { note("pivot without rows' keys") }
        if pivot.cells.count > 1 { note("pivot of several") }
      }
      if case .previous = clause.kind, isPivoted { note("compare after pivot") }
      count(clause)
    }
    for field in typed.fields { count(field.value) }
  }

  private mutating func count(_ clause: Clause.Kind, _ isGrouped: inout Bool) {
    switch clause {
    case .where(let condition):
      note("clause where")
      count(condition)
    case .with(let assignments):
      note("clause with")
      note("with")
      for assignment in assignments { count(assignment.value) }
    case .show(let items):
      note("clause show")
      count(items)
    case .group(let keys, let show):
      note("clause group")
      isGrouped = true
      count(keys + (show ?? []))
    case .order(let keys):
      note("clause order")
      for key in keys {
        if case .literal(.whole) = key.value.kind { note("order by position") }
        count(key.value)
      }
    case .limit(_, let offset):
      note("clause limit")
      if offset != nil { note("limit offset") }
    case .top(let top):
      note(top.isBottom ? "clause bottom" : "clause top")
      if top.isPercent { note("top percent") }
      if top.per != nil { note("top per") }
      count(top.by)
      if let per = top.per { count(per) }
    case .sample(_, let seed):
      note("clause sample")
      if seed != nil { note("sample seed") }
    case .pivot: note("clause pivot")
    case .cohort(let cohort):
      note("clause cohort")
      note("cohort \(cohort.period.rawValue)")
      if cohort.length != nil { note("cohort for") }
      if cohort.events != nil { note("cohort on") }
      if cohort.measure != nil { note("cohort show") }
    case .compare(let period):
      note("clause compare")
      note("compare \(period.rawValue)")
    case .split(let shares, let seed):
      note("clause split")
      if shares.count > 2 { note("split in three") }
      if seed != nil { note("split seed") }
    case .funnel(let funnel):
      note("clause funnel")
      isGrouped = true
      note("funnel \(funnel.order)")
      if funnel.within != nil { note("funnel within") }
      count(funnel.steps)
    case .export: note("clause export")
    }
  }

  private mutating func count(_ items: [ShowItem]) {
    for item in items {
      switch item {
      case .all(let except, _): note(except.isEmpty ? "show *" : "show except")
      case .expression(let expression, _): count(expression)
      }
    }
  }

  private mutating func count(_ expression: Expression) {
    switch expression.kind {
    case .unary(let op, _, _): note("operator \(op.rawValue)")
    case .binary(let op, let left, let right, _):
      note("operator \(op.rawValue)")
      if case .literal(.duration) = right.kind, op != .add, op != .subtract { note("age") }
      if case .literal(.month) = right.kind { note("month compared") }
      _ = left
    case .chain(let op, _): note("operator \(op.rawValue)")
    case .inList(_, _, let isNegated):
      note("operator in")
      if isNegated { note("not in") }
    case .inRange(let operand, let range, let isNegated):
      if case .call(let call) = operand.kind, call.callee.dottedName?.first?.text == "anniversary" {
        note("anniversary in")
      }
      note("operator in")
      if isNegated { note("not in") }
      count(range)
    case .inFile: note("in file")
    case .inSegment(let operand, _, _):
      note("operator in")
      note(operand == nil ? "segment condition" : "segment of a reference")
    case .inPast: note("segment as of")
    case .inRecord: note("recorded segment")
    case .crossed: note("crossed segment")
    case .parameter: note("parameter")
    case .member: countSetting(expression)
    case .journey(let steps): count(steps)
    case .isMissing: note("operator is")
    case .has(_, let mode, _):
      note("operator has")
      if mode != .one { note("has \(mode.rawValue)") }
    case .call(let call): count(call)
    case .name(let name):
      if SavedNames.measures.contains(where: { $0.name == name.text }) { note("measure") }
    default: break
    }
    for child in expression.children { count(child) }
  }

  private mutating func count(_ call: Call) {
    let name = Formatter.text(of: call.callee).lowercased()
    if AggregateFunction.all.contains(where: { $0.name == name }) { note("aggregate \(name)") }
    if Quantile.all.contains(where: { $0.name == name }) { note("quantile \(name)") }
    if SavedNames.measures.contains(where: { $0.name.lowercased() == name }) { note("measure with arguments") }
    if name == "if", call.arguments.count == 2 { note("if without else") }
    if let table = call.arguments.first?.dottedName, table.count == 1, name == "count", table[0].text == source {
      note("count of the table asked")
    }
    if let during = call.during {
      note("during")
      count(during)
    }
  }

  private mutating func countSetting(_ expression: Expression) {
    guard let names = expression.dottedName, names.count == 2, names[0].text == "book" else { return }
    note("setting \(names[1].text)")
  }

  mutating func count(_ steps: [JourneyStep]) {
    note("journey")
    if steps.count > 2 { note("journey of many steps") }
    for (index, step) in steps.enumerated() {
      if step.within != nil { note(step.isAbsent ? "silence" : "step within") }
      if step.isAbsent, step.within == nil { note(index == steps.count - 1 ? "nothing since" : "nothing between") }
      if let during = step.during { count(during) }
    }
  }

  private mutating func count(_ range: RangeExpression) {
    switch range {
    case .last: note("range last")
    case .next: note("range next")
    case .period: note("range period")
    case .ago: note("range ago")
    case .between(let lower, let upper, _): note(lower == nil || upper == nil ? "range open" : "range between")
    case .whole: note("range whole")
    }
  }
}

// MARK: As typed

extension Coverage {
  fileprivate mutating func count(_ clause: TypedClause) {
    for spanning in clause.spanning {
      if case .aggregate = spanning.kind {
        note("spanning aggregate")
        if !spanning.per.isEmpty { note("aggregate per group") }
      } else if !spanning.per.isEmpty {
        note("quantile per group")
      }
    }
    switch clause.kind {
    case .filter(let condition): count(condition)
    case .add(let columns): for column in columns { count(column.value) }
    case .group(let grouping):
      if grouping.keys.isEmpty { note("show aggregates alone") }
      for key in grouping.keys { count(key.value) }
      for aggregate in grouping.aggregates {
        if !aggregate.path.isEmpty { note("pooled aggregate") }
        if !aggregate.per.isEmpty { note("share per key") }
        for part in [aggregate.value, aggregate.during, aggregate.filter].compactMap({ $0 }) { count(part) }
      }
    case .funnel(let funnel): for part in funnel.parts { count(part) }
    case .order(let keys): for key in keys { count(key.value) }
    case .top(let top):
      count(top.by)
      if let per = top.per { count(per) }
    default: break
    }
  }

  fileprivate mutating func count(_ expression: TypedExpression) {
    switch expression.kind {
    case .constant, .column, .slot, .member: break
    case .origin(_, let part, _): note(part.label)
    case .outer(let inner):
      note("outer")
      count(inner)
    case .hop(_, _, let inner):
      note("to-one path")
      if case .hop = inner.kind { note("two to-one dots") }
      if case .aggregate = inner.kind { note("path behind a reference") }
      count(inner)
    case .call(let function, let arguments):
      note("function \(function.name)")
      if function.name == "otherwise" { note("otherwise") }
      for argument in arguments { count(argument) }
    case .journey(let journey):
      if journey.steps.contains(where: { $0.within?.isByClock ?? false }) { note("journey by the clock") }
      for part in journey.parts { count(part) }
    case .aggregate(let aggregate):
      note("to-many path")
      if aggregate.path.count > 1 { note("two-step path") }
      if aggregate.overGaps { note("gaps") }
      if aggregate.filter != nil { note("filter in aggregate") }
      for part in [aggregate.value, aggregate.during, aggregate.filter].compactMap({ $0 }) { count(part) }
    }
  }
}
