import Book
import Columns

/// Groups side by side: `pivot`, `compare to previous`.
extension QueryWriter {
  /// A key of the groups becomes columns, whose names only the book knows: later clauses go on with the keys that are left.
  mutating func pivot(_ key: String, _ scope: inout QueryScope) -> String {
    let names = scope.keys.filter { $0 != key }
    let groups = QueryScope(table: nil, isRelation: true)
    groups.keys = names
    groups.isPivoted = true
    groups.added = scope.added.filter { names.contains($0.name) }
    scope = groups
    // Few enough groups that there are not too many columns.
    return "limit 40 pivot \(key)"
  }

  /// A triangle of the rows; nil where nothing dated belongs to them.
  mutating func cohort(_ scope: inout QueryScope) -> String? {
    guard let table = scope.table else { return nil }
    let dated = book.waysBack.filter {
      $0.target == table && tables.contains($0.source) && book.tables[$0.source].eventColumn != nil
    }
    guard !dated.isEmpty else { return nil }
    let (period, lengths) = dice.pick([
      ("day", ["5d", "0d"]), ("week", ["3w", "14d"]), ("month", ["6mo", "1y"]), ("quarter", ["4q", "1y"]),
      ("year", ["2y"]),
    ])
    let way = dice.pick(dated)
    var text =
      "cohort \(expression(dice.pick([.date, .date, .time]), scope.withoutSpans, 1)) by \(period) on \(way.name)"
    if way.name == "purchases", dice.chance(40) { text = String(text.dropLast(" on purchases".count)) }
    if ["day", "week", "month"].contains(period) || dice.chance(50) { text += " for \(dice.pick(lengths))" }
    let groups = QueryScope(table: nil, isRelation: true)
    groups.added = [QueryScope.Named(name: "cohort", type: period == "year" ? .whole : .date)]
    groups.added.append(QueryScope.Named(name: "size", type: .whole))
    groups.keys = ["cohort"]
    groups.isPivoted = true
    // A show directly behind it would be its own.
    text += dice.chance(50) ? " show " + cohortMeasure(way, scope) : dice.pick([" order by cohort desc", " limit 9"])
    scope = groups
    return text
  }

  private mutating func cohortMeasure(_ way: WayBack, _ scope: QueryScope) -> String {
    let amounts = own(.money, way.source)
    var choices = ["active", "count(\(way.name))", "count(\(way.name)) / count", "count(\(way.name)) / active"]
    if let amount = amounts.first { choices += ["sum(\(way.name).\(amount))", "avg(\(way.name).\(amount)) * count"] }
    let inner = QueryScope(table: way.source, around: scope.pooled, isRelation: false)
    choices.append("count(\(way.name) where \(condition(inner, 1)))")
    return dice.pick(choices)
  }

  /// Groups by time, whose numbers are compared with those of an earlier period.
  mutating func compared(_ scope: inout QueryScope) -> String {
    let (step, periods) = dice.pick([
      ("month", ["month", "quarter", "year"]), ("day", ["day", "week", "month", "quarter", "year"]),
      ("week", ["week"]), ("quarter", ["quarter", "year"]), ("year", ["year"]),
    ])
    var groups = QueryScope(table: nil, isRelation: true)
    let (time, other) = (freshName(), freshName())
    var keys = ["\(step)(\(expression(.date, scope.withoutSpans, 1))) as \(time)"]
    groups.added = [QueryScope.Named(name: time, type: step == "year" ? .whole : .date)]
    groups.keys = [time]
    let isPivoted = dice.chance(40)
    if isPivoted || dice.chance(50) {
      keys.append("\(expression(.text, scope.withoutSpans, 1)) as \(other)")
      groups.added.append(QueryScope.Named(name: other, type: .text))
      groups.keys.append(other)
    }
    var items = ["count as \(freshName())"]
    for type in [.money, .whole, .percent, .inexactMoney, .duration] as [ValueType] where dice.chance(30) {
      guard let aggregate = rowAggregate(type, scope) else { continue }
      items.append("\(aggregate) as \(freshName())")
    }
    var text = "group by \(keys.joined(separator: ", ")) show \(items.joined(separator: ", "))"
    if isPivoted { text += " " + pivot(other, &groups) }
    scope = groups
    return text + " compare to previous \(dice.pick(periods))"
  }
}
