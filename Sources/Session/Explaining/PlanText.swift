import Book
import CivilTime
import Columns
import Query

/// A typed query as text: what each clause computes, with every measure written out down to the columns it reads.
struct PlanText {
  let query: TypedQuery

  private var book: Book { query.book }

  var lines: [String] {
    let table = book.tables[query.table]
    let segment = query.segment.map { " in \($0.name)" } ?? ""
    let day = query.asOf.map { " as of \(IsoText.date($0))" } ?? ""
    let source = "from \(table.name)\(segment)\(day), \(Wording.count(table.rowCount, of: "rows"))"
    let existing = query.existing.map { ["keep rows where \(text($0))"] } ?? []
    let clauses = query.clauses.indices.flatMap { index in
      query.clauses[index].spanning.map { "first over all rows: \(spanning($0))" } + lines(ofClause: index)
    }
    let fields = query.fields.map { "\($0.name): \(BookProfile.typeName($0.value.type, book)) = \(text($0.value))" }
    return [source] + existing + clauses.filter { !$0.isEmpty } + ["columns"] + fields.map { "  " + $0 }
  }

  private func lines(ofClause index: Int) -> [String] {
    guard let lookup = query.keyLookup(inClause: index) else {
      return [text(query.clauses[index].kind)] + query.clauses[index].likenesses.map(likeness)
    }
    return ["find the row of key \"\(lookup.key)\" through the index of \(text(lookup.column))"]
      + (lookup.rest.map { ["keep it where \(text($0))"] } ?? [])
  }

  /// How a comparison of a column with one text by `resembles` is worked out.
  private func likeness(_ column: TypedExpression) -> String {
    let name = text(column)
    guard case .column(let table, let index) = column.kind,
      case .text(let pool, let codes) = book.tables[table].columns[index].column.storage
    else { return "  compare each row's \(name)" }
    return switch LikenessWay(pool, isDictionary: codes != nil) {
    case .index(let texts):
      "  find \(name) through the index of the letter pairs of \(Wording.count(texts, of: "texts")), unless few rows are left"
    case .dictionary(let texts): "  compare each of \(Wording.count(texts, of: "texts")) of \(name) once"
    case .rows: "  compare each row's \(name)"
    }
  }

  private func text(_ kind: TypedClause.Kind) -> String {
    switch kind {
    case .filter(let condition): "keep rows where \(text(condition))"
    case .add(let columns): "add " + columns.map { "\($0.name) = \(text($0.value))" }.joined(separator: ", ")
    case .group(let grouping): group(grouping)
    case .order(let keys):
      "sort by " + keys.map { text($0.value) + ($0.isDescending ? " descending" : "") }.joined(separator: ", ")
    case .limit(let count, let offset): offset == 0 ? "keep \(count) rows" : "skip \(offset) rows, keep \(count)"
    case .top(let top): self.top(top)
    case .sample(let count, let seed): "draw \(count) rows with seed \(seed)"
    case .split(let split): self.split(split)
    case .funnel(let funnel): self.funnel(funnel)
    case .pivot(let pivot): self.pivot(pivot)
    case .cohort(let cohort): self.cohort(cohort)
    case .previous(let previous):
      "add " + previous.columns.map { "\($0.name) = \(text($0.value))" }.joined(separator: ", ")
        + " of the row where \(text(previous.time)) is \(text(previous.earlier))"
    case .chart(let chart): self.chart(chart)
    case .compose: "write a text for each row"
    case .show, .export: ""
    }
  }

  private func group(_ grouping: Grouping) -> String {
    let keys = grouping.keys.map { text($0.value) }.joined(separator: ", ")
    let aggregates = grouping.aggregates.map { "\($0.name) = \(aggregate($0))" }.joined(separator: ", ")
    return (keys.isEmpty ? "all rows become one" : "one row for each \(keys)")
      + (aggregates.isEmpty ? "" : ": \(aggregates)")
  }

  private func top(_ top: TopRows) -> String {
    let amount =
      switch top.amount {
      case .rows(let count): "\(count) rows"
      case .fraction(let share): "\(share * 100)% of the rows"
      }
    let end = top.isBottom ? "least" : "greatest"
    return "keep the \(amount) of \(end) \(text(top.by))" + (top.per.map { " for each \(text($0))" } ?? "")
  }

  private func chart(_ chart: ChartRequest) -> String {
    "draw a \(chart.kind.map { $0.lowercased() + " " } ?? "")chart"
      + (chart.column.map { " of \(query.fields[$0].name)" } ?? "")
  }

  private func pivot(_ pivot: Pivot) -> String {
    let keys = pivot.keys.map(\.name).joined(separator: ", ")
    return (keys.isEmpty ? "all rows become one" : "one row for each \(keys)")
      + ", a column for each of \(pivot.values.count) values of \(text(pivot.column))"
  }

  private func cohort(_ cohort: Cohort) -> String {
    let measures = cohort.measures.map { measure in
      measure.countsRows
        ? "active = rows with \(aggregate(measure.aggregate))"
        : "\(measure.aggregate.name) = \(aggregate(measure.aggregate))"
    }
    return "one row for each \(text(cohort.key.value)), a column for each of \(cohort.columns.count) periods since: "
      + measures.joined(separator: ", ")
  }

  private func split(_ split: Split) -> String {
    let key = split.identity.map { text($0) }.joined(separator: ", ")
    return "add part: \(split.shares.map(String.init).joined(separator: "/")) by \(key) with seed \(split.seed)"
  }

  private func spanning(_ column: SpanningColumn) -> String {
    let per = column.per.isEmpty ? "" : " for each " + column.per.map { text($0) }.joined(separator: ", ")
    return spanning(column.kind) + per
  }

  private func spanning(_ kind: SpanningColumn.Kind) -> String {
    switch kind {
    case .running(let value): "running sum of \(text(value))"
    case .aggregate(let aggregate): self.aggregate(aggregate)
    case .share(let value): "share of \(text(value))"
    case .bins(let value, let count): "\(count) bins of \(text(value))"
    case .percentRank(let value): "percent rank of \(text(value))"
    case .rank(let value): "rank of \(text(value))"
    }
  }

  private func aggregate(_ aggregate: GroupAggregate) -> String {
    call(
      aggregate.function, path: aggregate.path, value: aggregate.value, overGaps: aggregate.overGaps,
      during: aggregate.during, filter: aggregate.filter)
  }

  private func call(
    _ function: AggregateFunction, path: [Int], value: TypedExpression?, overGaps: Bool, during: TypedExpression?,
    filter: TypedExpression?
  ) -> String {
    let way = path.map { book.waysBack[$0].name }.joined(separator: ".")
    var inside = [[way, value.map(text) ?? ""].filter { !$0.isEmpty }.joined(separator: ": ")].filter { !$0.isEmpty }
    if overGaps { inside = ["gaps of \(inside.joined())"] }
    if let during { inside.append("while \(text(during))") }
    if let filter { inside.append("where \(text(filter))") }
    return "\(PlanText.name(of: function))(\(inside.joined(separator: " ")))"
  }

  static func name(of function: AggregateFunction) -> String {
    if case .percentile(let share) = function { return "percentile \(share)" }
    return AggregateFunction.all.first { $0.function == function }?.name ?? "\(function)"
  }

  func text(_ expression: TypedExpression) -> String {
    switch expression.kind {
    case .constant(let value): constant(value, expression.type)
    case .column(let table, let column): "\(book.tables[table].name).\(book.tables[table].columns[column].name)"
    case .origin(let table, let part, _): "\(book.tables[table].name).\(part.label)"
    case .slot(let slot): slotNames[slot] ?? "column \(slot)"
    case .hop(let table, let column, let inner): "\(book.tables[table].columns[column].name) → \(text(inner))"
    case .call(let function, let arguments): call(function, arguments)
    case .aggregate(let aggregate):
      call(
        aggregate.function, path: aggregate.path, value: aggregate.value, overGaps: aggregate.overGaps,
        during: aggregate.during, filter: aggregate.filter)
    case .journey(let journey): "journey(\(journey.steps.map(step).joined(separator: " then ")))"
    case .outer(let inner): text(inner)
    case .member(let segment):
      segment.condition + (segment.query.asOf.map { $0 == query.asOf ? "" : " as of \(IsoText.date($0))" } ?? "")
    }
  }

  private func funnel(_ funnel: TypedFunnel) -> String {
    let stages = funnel.stages.map { $0.steps.map(step).joined(separator: " then ") }
    let within = funnel.within.map { " within \($0.text)" } ?? ""
    return funnel.isAnyOrder
      ? "count who had, in any order\(within): " + stages.joined(separator: ", ")
      : "follow from step to step\(within): " + stages.joined(separator: " then ")
  }

  /// A step of a journey or a funnel: which rows, and how long after the step before.
  func step(_ step: TypedStep) -> String {
    let way = step.path.map { book.waysBack[$0].name }.joined(separator: ".")
    var parts = [step.isAbsent ? "no \(way)" : way]
    if let during = step.during { parts.append("while \(text(during))") }
    if let filter = step.filter { parts.append("where \(text(filter))") }
    if let within = step.within { parts.append("within \(within.text)") }
    return parts.joined(separator: " ")
  }

  private func constant(_ value: Value, _ type: ValueType) -> String {
    if case .text(let text) = value { return "\"\(text)\"" }
    return ProfileText.text(value, type: type, book) ?? "missing"
  }

  private func call(_ function: Function, _ arguments: [TypedExpression]) -> String {
    let parts = arguments.map(text)
    if function.isConversion { return "\(parts[0]) in \(book.currency)" }
    guard function.isOperator else { return "\(function.name)(\(parts.joined(separator: ", ")))" }
    if function.name.hasPrefix("in file "), parts.count == 1 { return "(\(parts[0]) \(function.name))" }
    if function.name == "in range", parts.count == 3 { return "(\(parts[0]) in \(parts[1])..\(parts[2]))" }
    return parts.count == 1
      ? "(\(function.name) \(parts[0]))" : "(" + parts.joined(separator: " \(function.name) ") + ")"
  }

  /// The names of the columns that clauses add, by number.
  private var slotNames: [Int: String] {
    var names: [Int: String] = [:]
    for clause in query.clauses {
      for column in clause.spanning { names[column.slot] = column.name }
      switch clause.kind {
      case .add(let columns): for column in columns { names[column.slot] = column.name }
      case .split(let split): names[split.slot] = Split.name
      case .cohort(let cohort):
        names[cohort.key.slot] = cohort.key.name
        names[cohort.size.slot] = cohort.size.name
        for column in cohort.columns { names[column.slot] = column.name }
      case .pivot(let pivot): for column in pivot.columns.joined() { names[column.slot] = column.name }
      case .previous(let previous): for column in previous.columns { names[column.slot] = column.name }
      case .group(let grouping):
        for key in grouping.keys { names[key.slot] = key.name }
        for aggregate in grouping.aggregates { names[aggregate.slot] = aggregate.name }
      case .funnel(let funnel): names.merge(funnel.slots.names) { $1 }
      default: continue
      }
    }
    return names
  }
}
