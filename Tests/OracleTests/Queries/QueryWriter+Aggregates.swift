import Book
import Columns
import Query

extension QueryWriter {
  /// A way to many rows: how it is written and the table at its end.
  private mutating func path(_ scope: QueryScope) -> (text: String, table: Int)? {
    guard let start = scope.table, scope.hasChildren else { return nil }
    var table = start
    var text = ""
    if scope.hasFarChildren, dice.chance(12), scope.around == nil {
      let hops = references(table)
      if !hops.isEmpty {
        let hop = dice.pick(hops)
        text = hop.name + "."
        table = hop.target
      }
    }
    for step in 0...1 {
      let ways = book.waysBack.filter { $0.target == table && tables.contains($0.source) }
      if ways.isEmpty || (step == 1 && !dice.chance(25)) { break }
      let way = dice.pick(ways)
      text += (text.isEmpty || text.hasSuffix(".") ? "" : ".") + way.name
      table = way.source
    }
    guard !text.isEmpty, !text.hasSuffix(".") else { return nil }
    return (text, table)
  }

  /// An aggregate over the rows that refer to this one; nil where there are none or none of the type.
  mutating func childAggregate(_ type: ValueType, _ scope: QueryScope, _ depth: Int) -> String? {
    guard let path = path(scope) else { return nil }
    let inner = QueryScope(table: path.table, around: scope, isRelation: false)
    let share = ", " + dice.pick(["90%", "0%", "100%", "0.25"])
    switch type {
    case .truth:
      let word = dice.pick(["any", "no", "every"])
      return "\(word)(\(path.text)\(narrowing(path.table, inner, depth, always: word == "every")))"
    case .whole:
      if dice.chance(45) { return "count(\(path.text)\(narrowing(path.table, inner, depth)))" }
      let word = edgeless(["sum", "min", "max", "distinct", "first", "last"], scope)
      let value = word == "distinct" ? dice.pick([.text, .date, .money, .whole]) : ValueType.whole
      return aggregate(word, value, path, inner, depth)
    case .money: return aggregate(edgeless(["sum", "min", "max", "first", "last"], scope), .money, path, inner, depth)
    case .inexactMoney:
      if dice.chance(25) { return aggregate("percentile", .money, path, inner, depth, share) }
      return aggregate(dice.pick(["avg", "median", "stddev"]), .money, path, inner, depth)
    case .number: return aggregate(dice.pick(["avg", "median", "stddev"]), .whole, path, inner, depth)
    case .percent: return aggregate("avg", .percent, path, inner, depth)
    case .date: return aggregate(edgeless(["min", "max", "first", "last"], scope), .date, path, inner, depth)
    case .time: return aggregate(edgeless(["min", "max", "first", "last"], scope), .time, path, inner, depth)
    case .text: return aggregate(edgeless(["min", "max", "first", "last", "list"], scope), .text, path, inner, depth)
    case .duration: return gaps(path, inner, depth)
    default: return nil
    }
  }

  /// Over the children of many rows there is no first and no last.
  private mutating func edgeless(_ words: [String], _ scope: QueryScope) -> String {
    dice.pick(scope.hasFarChildren ? words : words.filter { $0 != "first" && $0 != "last" })
  }

  /// The value is a column of the rows at the path's end, or an expression that names one first.
  private mutating func aggregate(
    _ word: String, _ type: ValueType, _ path: (text: String, table: Int), _ inner: QueryScope, _ depth: Int,
    _ more: String = ""
  ) -> String? {
    let own = self.own(type, path.table)
    guard !own.isEmpty else { return nil }
    var value = "\(path.text).\(dice.pick(own))"
    if dice.chance(25) {
      switch type {
      case .money: value = "\(value) \(dice.pick(["+", "-"])) \(leaf(.money, inner))"
      case .whole: value = "\(value) * 2"
      case .text: value = "\(dice.pick(["lower", "upper", "trim"]))(\(value))"
      case .date: value = "month(\(value))"
      default: break
      }
    }
    return "\(word)(\(value)\(more)\(narrowing(path.table, inner, depth)))"
  }

  private mutating func gaps(_ path: (text: String, table: Int), _ inner: QueryScope, _ depth: Int) -> String? {
    let own = self.own(.date, path.table) + self.own(.time, path.table)
    guard !own.isEmpty else { return nil }
    let word = dice.pick(["median", "avg", "min", "max", "sum"])
    return "\(word)(gaps(\(path.text).\(dice.pick(own)))\(narrowing(path.table, inner, depth)))"
  }

  /// `during …` and `where …`
  private mutating func narrowing(_ table: Int, _ inner: QueryScope, _ depth: Int, always: Bool = false) -> String {
    var text = ""
    if book.tables[table].eventColumn != nil, dice.chance(25) { text += " during " + dateRange() }
    if always || dice.chance(40) { text += " where " + condition(inner, min(depth - 1, 2)) }
    return text
  }
}
