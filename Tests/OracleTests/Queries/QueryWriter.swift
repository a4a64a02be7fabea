import Book
import Columns
import Query

/// Writes random queries that mean something: a grammar that knows the book's columns, their types and what may follow.
struct QueryWriter {
  var dice: Dice
  let book: Book
  /// Tables that have columns of interest, by position.
  let tables: [Int]
  var names = 0
  /// Counts the queries; where it begins says with which function.
  var asked: Int

  init(seed: UInt64, book: Book) {
    dice = Dice(seed: seed)
    asked = Int(seed % 1_000_003) * 3
    self.book = book
    let wanted = ["customers", "purchases", "products", "interactions", "cases", "consents", "campaigns"]
    tables = wanted.compactMap { book.table(named: $0) }
  }

  mutating func freshName() -> String {
    names += 1
    return "v\(names)"
  }

  // MARK: A query

  /// Every third query shows one function in turn on every row of a table; the others are anything.
  mutating func query() -> String {
    asked += 1
    return asked % 3 == 0 ? functionQuery(asked / 3) : anyQuery()
  }

  private static let functions: [(Function, Signature)] = Function.all.filter { !$0.isOperator }.flatMap { function in
    function.signatures.map { (function, $0) }
  }

  private mutating func functionQuery(_ number: Int) -> String {
    let (function, signature) = Self.functions[number % Self.functions.count]
    let table = dice.pick(tables.prefix(dice.chance(70) ? 2 : tables.count).map { $0 })
    let scope = QueryScope(table: table, isRelation: true)
    let type =
      switch signature.result {
      case .type(let type): type
      case .like: gives(.percent, signature) ? dice.pick([.whole, .money, .number, .percent]) : ValueType.duration
      }
    let columns = (0...1).map { _ in call(function, signature, type, scope, 2) }
    return "select \(book.tables[table].name) with a = \(columns[0]), b = \(columns[1])"
  }

  private mutating func anyQuery() -> String {
    let segments = SavedNames.segments.keys.sorted()
    var source = dice.chance(45) ? "customers" : book.tables[dice.pick(tables)].name
    var table = book.table(named: source) ?? 0
    if dice.chance(10) {
      source = dice.pick(segments)
      table = book.table(named: SavedNames.segments[source] ?? "") ?? 0
    }
    var scope = QueryScope(table: table, isRelation: true)
    var text = "select \(source)" + (dice.chance(15) ? asOf() : "")
    for _ in 0..<dice.within(0...4) { text += " " + clause(&scope) }
    return text
  }

  /// ` as of 2025-06-30`
  mutating func asOf() -> String {
    " as of "
      + dice.pick(["2025-06-30", "2025-01", "2024-02-29", "2025", "today", "today - 90d", "today - 1y", "today + 10d"])
  }

  /// One more clause; grouping changes the scope.
  private mutating func clause(_ scope: inout QueryScope) -> String {
    if scope.table == nil, !scope.isPivoted, let name = scope.keys.last, dice.chance(12) { return pivot(name, &scope) }
    switch dice.below(scope.table == nil ? 9 : 17) {
    case 0, 1: return "where " + condition(scope, 3)
    case 2: return with(scope)
    case 3: return order(scope)
    case 4: return "limit \(dice.within(0...20))" + (dice.chance(40) ? " offset \(dice.below(8))" : "")
    case 5, 6: return top(scope)
    case 7: return show(scope)
    case 8 where dice.chance(30): return split(scope)
    case 8: return "sample \(dice.below(12))" + (dice.chance(60) ? " seed \(dice.below(99))" : "")
    case 9: return "where " + condition(scope, 3)
    case 13: return split(scope)
    case 14: return compared(&scope)
    case 15: return cohort(&scope) ?? compared(&scope)
    case 10: return aggregatesAlone(&scope)
    case 16: return funnel(&scope) ?? "where " + condition(scope, 3)
    default: return group(&scope)
    }
  }

  private mutating func with(_ scope: QueryScope) -> String {
    var parts: [String] = []
    if dice.chance(12) {
      // Not to be named again: sums of fractions differ in their last digits, which must not decide anything.
      let value = expression(dice.pick([.money, .whole]), scope.aggregated, 2)
      parts.append("\(freshName()) = running(\(dice.pick(["share(\(value)\(per(scope)))", "\(value) / 3"])))")
    }
    for _ in 0...dice.below(2) {
      let type = anyType()
      let value = expression(type, scope, 3)
      let name = freshName()
      parts.append("\(name) = \(value)")
      scope.added.append(QueryScope.Named(name: name, type: type))
    }
    return "with " + parts.joined(separator: ", ")
  }

  /// Where nothing tells the rows apart (one row of aggregates), there is nothing to split.
  private mutating func split(_ scope: QueryScope) -> String {
    guard scope.table != nil || !scope.keys.isEmpty else { return "limit 3" }
    scope.added.append(QueryScope.Named(name: "part", type: .text))
    let seed = dice.chance(60) ? " seed \(dice.below(99))" : ""
    return "split " + dice.pick(["90/10", "1/1", "40/40/20", "0/5", "1/2/3/4"]) + seed
  }

  private mutating func show(_ scope: QueryScope) -> String {
    if dice.chance(20) { return "show *" }
    if dice.chance(15), let table = scope.table {
      return "show * except \(book.tables[table].columns[dice.below(3)].name)"
    }
    let inner = scope.withoutSpans
    let items = (0...dice.below(3)).map { _ in
      expression(anyType(), inner, 2) + (dice.chance(40) ? " as \(freshName())" : "")
    }
    let orders = dice.chance(30) ? " order by \(dice.within(1...items.count))\(direction())" : ""
    return "show " + items.joined(separator: ", ") + (items.contains { $0.contains("tags") } ? "" : orders)
  }

  private mutating func direction() -> String { dice.pick(["", " asc", " desc"]) }

  private mutating func order(_ scope: QueryScope) -> String {
    let keys = (0...dice.below(2)).map { _ in ordering(scope) + direction() }
    return "order by " + keys.joined(separator: ", ")
  }

  /// Not a bare whole number, which would be the position of a column.
  private mutating func ordering(_ scope: QueryScope) -> String {
    let key = expression(orderedType(), scope, 2)
    return Int(key) == nil ? key : "\(key) + 0"
  }

  private mutating func top(_ scope: QueryScope) -> String {
    let word = dice.pick(["top", "bottom"])
    let count = dice.chance(50) ? "\(dice.below(8))" : dice.pick(["0%", "10%", "33%", "50%", "100%", "25 %"])
    let per =
      dice.chance(35)
      ? " per "
        + expression(dice.pick([.text, .whole, .date, .truth]), scope.withoutSpans, 1).replacing(
          /^order$/, with: "(order)") : ""
    let type = dice.pick([.money, .whole, .date, .text, .time, .duration, .percent] as [ValueType])
    return "\(word) \(count)\(per) by " + expression(type, scope, 2)
  }

  // MARK: Groups

  private mutating func group(_ scope: inout QueryScope) -> String {
    var groups = QueryScope(table: nil, isRelation: true)
    var keys: [String] = []
    for _ in 0...dice.below(2) {
      let type = dice.pick([.text, .text, .whole, .date, .truth, .money] as [ValueType])
      let name = freshName()
      keys.append(expression(type, scope, 1) + " as " + name)
      groups.added.append(QueryScope.Named(name: name, type: type))
    }
    groups.keys = groups.added.map(\.name)
    var text = "group by " + keys.joined(separator: ", ")
    if dice.chance(85) {
      text += " show " + aggregates(over: scope, &groups, isGrouped: true)
    }
    if dice.chance(20) { text += " order by \(dice.within(1...keys.count))\(direction())" }
    scope = groups
    return text
  }

  private mutating func aggregatesAlone(_ scope: inout QueryScope) -> String {
    var groups = QueryScope(table: nil, isRelation: true)
    let text = "show " + aggregates(over: scope, &groups, isGrouped: false)
    scope = groups
    return text
  }

  private mutating func aggregates(
    over rows: QueryScope, _ groups: inout QueryScope, isGrouped: Bool
  ) -> String {
    var items: [String] = []
    for _ in 0...dice.below(3) {
      let types: [ValueType] = [.whole, .money, .inexactMoney, .number, .date, .text, .duration, .percent]
      let isPooled = isGrouped && rows.table != nil && dice.chance(40)
      let type = dice.pick(isGrouped ? types : types.dropLast())
      let name = freshName()
      let pooled = isPooled ? childAggregate(type, rows.pooled, 2) : nil
      let within = isGrouped && type == .percent ? shareWithinKey(of: groups, rows) : nil
      guard let aggregate = within ?? pooled ?? rowAggregate(type, rows) else { continue }
      items.append("\(aggregate) as \(name)")
      groups.added.append(QueryScope.Named(name: name, type: type))
    }
    if items.isEmpty || dice.chance(30) {
      items.append("count")
      if !groups.added.contains(where: { $0.name == "count" }) {
        groups.added.append(QueryScope.Named(name: "count", type: .whole))
      }
    }
    return items.joined(separator: ", ")
  }

  /// `share(amount per v1)`: of the groups that have the same first key.
  private mutating func shareWithinKey(of groups: QueryScope, _ rows: QueryScope) -> String? {
    guard !groups.keys.isEmpty, dice.chance(50) else { return nil }
    return "share(\(expression(.money, rows.aggregated, 1)) per \(dice.pick(groups.keys)))"
  }

  /// ` per city`, where the rows are compared with each other.
  mutating func per(_ scope: QueryScope) -> String {
    guard dice.chance(35) else { return "" }
    let keys = (0...dice.below(2)).map { _ in
      expression(dice.pick([.text, .text, .whole, .date, .truth]), scope.withoutSpans, 1)
    }
    return " per " + keys.joined(separator: ", ")
  }

  /// An aggregate over the rows that enter a clause or form a group.
  mutating func rowAggregate(_ type: ValueType, _ rows: QueryScope, per: String = "") -> String? {
    let inner = rows.aggregated
    func filtered(_ writer: inout QueryWriter, _ name: String, _ value: ValueType, _ more: String = "") -> String {
      let filter = writer.dice.chance(25) ? " where " + writer.condition(inner, 1) : ""
      return "\(name)(\(writer.expression(value, inner, 2))\(more)\(per)\(filter))"
    }
    let share = ", " + dice.pick(["90%", "0%", "100%", "0.25", "75%"])
    switch type {
    case .whole:
      // The name of the rows' own table counts those that meet a condition.
      if let table = rows.table, per.isEmpty, dice.chance(15) {
        let name = book.tables[table].name
        if !rows.added.contains(where: { $0.name == name }), !hasColumn(name, table) {
          return "count(\(name) where \(condition(inner, 1)))"
        }
      }
      return dice.pick([
        filtered(&self, "count", anyType()), filtered(&self, "sum", .whole), filtered(&self, "max", .whole),
        filtered(&self, "distinct", dice.pick([.text, .date, .whole])), filtered(&self, "min", .whole),
      ])
    case .money:
      return filtered(&self, dice.pick(["sum", "min", "max"]), .money)
    case .inexactMoney:
      return dice.chance(30)
        ? filtered(&self, "percentile", .money, share)
        : filtered(&self, dice.pick(["avg", "median", "stddev"]), .money)
    case .number:
      return dice.chance(30)
        ? filtered(&self, "percentile", .whole, share)
        : filtered(&self, dice.pick(["avg", "median", "stddev"]), .whole)
    case .date: return filtered(&self, dice.pick(["min", "max"]), .date)
    case .text: return filtered(&self, dice.pick(["list", "min", "max"]), .text)
    case .percent:
      return dice.chance(50) ? filtered(&self, "share", dice.pick([.money, .whole])) : filtered(&self, "avg", .percent)
    case .duration: return filtered(&self, dice.pick(["avg", "sum", "max", "median"]), .duration)
    case .time: return filtered(&self, dice.pick(["min", "max"]), .time)
    default: return nil
    }
  }

  private func hasColumn(_ name: String, _ table: Int) -> Bool {
    book.tables[table].columns.contains { $0.name.lowercased() == name.lowercased() }
  }

  // MARK: Types

  mutating func anyType() -> ValueType {
    dice.pick([
      .text, .text, .whole, .number, .percent, .money, .inexactMoney, .date, .time, .duration, .truth,
    ])
  }

  mutating func orderedType() -> ValueType {
    dice.pick([.text, .whole, .money, .date, .time, .duration, .truth, .percent])
  }
}
