import Book
import Columns

extension QueryWriter {
  /// A journey of the rows of a scope; nil where nothing happens to them.
  mutating func journey(_ scope: QueryScope, _ depth: Int) -> String? {
    guard let table = scope.table, scope.hasChildren else { return nil }
    guard let first = step(table, scope, depth, lacking: "", nil) else { return nil }
    var steps = [first.text]
    var isTimed = first.isTimed
    for _ in 0..<dice.pick([0, 1, 1, 1, 2, 2, 3]) {
      let word = dice.chance(30) ? "no " : ""
      guard let next = step(table, scope, depth, lacking: word, isTimed) else { continue }
      // A `no` without a time of its own reaches to something that happens.
      let isOpen = steps.last.map { $0.hasPrefix("no ") && !$0.contains(" within ") } ?? false
      if isOpen, next.text.hasPrefix("no "), next.text.contains(" within ") { continue }
      steps.append(next.text)
      isTimed = next.isTimed
    }
    return "journey(\(steps.joined(separator: " then ")))"
  }

  /// One step, and whether hours can be counted from it.
  private mutating func step(
    _ table: Int, _ scope: QueryScope, _ depth: Int, lacking word: String, _ wasTimed: Bool?
  ) -> (text: String, isTimed: Bool)? {
    let ways = book.waysBack.filter {
      $0.target == table && tables.contains($0.source) && book.tables[$0.source].eventColumn != nil
    }
    guard !ways.isEmpty else { return nil }
    var way = dice.pick(ways)
    var path = way.name
    let farther = book.waysBack.filter {
      $0.target == way.source && tables.contains($0.source) && book.tables[$0.source].eventColumn != nil
    }
    if !farther.isEmpty, dice.chance(15) {
      way = dice.pick(farther)
      path += "." + way.name
    }
    guard let event = book.tables[way.source].eventColumn else { return nil }
    let isTime = book.tables[way.source].columns[event].type == .time
    let inner = QueryScope(table: way.source, around: scope, isRelation: false)
    var text = word + path
    if dice.chance(15) { text += " during " + dateRange() }
    if dice.chance(45) { text += " where " + condition(inner, min(depth - 1, 1)) }
    guard let wasTimed, dice.chance(word.isEmpty ? 50 : 70) else {
      return (text, word.isEmpty ? isTime : wasTimed ?? false)
    }
    let isByClock = isTime && wasTimed && dice.chance(50)
    text +=
      " within " + dice.pick(isByClock ? ["12h", "36h", "1d6h", "90min"] : ["30d", "1d", "2w", "1mo", "90d", "1y"])
    return (text, word.isEmpty ? isTime : isByClock)
  }

  /// A funnel; nil where nothing happens to the rows.
  mutating func funnel(_ scope: inout QueryScope) -> String? {
    guard let table = scope.table else { return nil }
    let rows = scope.withoutSpans
    let isAnyOrder = dice.chance(25)
    guard let first = step(table, rows, 2, lacking: "", nil) else { return nil }
    var steps = [first.text]
    var (isTimed, areAllTimed) = (first.isTimed, first.isTimed)
    for _ in 0..<dice.pick(isAnyOrder ? [1, 1, 2] : [0, 1, 1, 2]) {
      if !isAnyOrder, dice.chance(25), let lacking = step(table, rows, 1, lacking: "no ", isTimed) {
        steps.append(lacking.text)
        isTimed = lacking.isTimed
        areAllTimed = areAllTimed && isTimed
      }
      guard let next = step(table, rows, 2, lacking: "", isAnyOrder ? nil : isTimed) else { continue }
      steps.append(next.text)
      isTimed = next.isTimed
      areAllTimed = areAllTimed && isTimed
    }
    scope = QueryScope(
      table: nil,
      added: [
        QueryScope.Named(name: "step", type: .text), QueryScope.Named(name: "count", type: .whole),
        QueryScope.Named(name: "ofPrevious", type: .percent), QueryScope.Named(name: "medianTime", type: .duration),
      ], isRelation: true)
    let order = isAnyOrder ? "in any order " : dice.chance(25) ? "strictly " : ""
    let limits = ["30d", "90d", "6mo", "2y"] + (areAllTimed ? ["36h", "400h"] : [])
    let within = dice.chance(30) ? "within \(dice.pick(limits)) " : ""
    let last = "(" + (steps.popLast() ?? "") + ")"
    return "funnel \(order)\(within)\((steps + [last]).joined(separator: isAnyOrder ? ", " : " then "))"
  }
}
