import Book
import Columns
import Query

extension QueryWriter {
  mutating func condition(_ scope: QueryScope, _ depth: Int) -> String {
    if depth > 0, dice.chance(30) { return connected(scope, depth) }
    switch dice.below(13) {
    case 11: return journey(scope, depth) ?? comparison(scope, depth)
    case 0, 1, 2: return comparison(scope, depth)
    case 3: return textCondition(scope, depth)
    case 4: return list(scope, depth)
    case 5: return dateCondition(scope, depth)
    case 6: return range(scope, depth)
    case 7: return expression(anyType(), scope, depth - 1) + dice.pick([" is missing", " is known", " is not missing"])
    case 8: return setCondition(scope) ?? comparison(scope, depth)
    case 9: return childAggregate(.truth, scope, depth) ?? comparison(scope, depth)
    case 10: return membership(scope) ?? comparison(scope, depth)
    default: return column(.truth, scope) ?? comparison(scope, depth)
    }
  }

  private mutating func connected(_ scope: QueryScope, _ depth: Int) -> String {
    let parts = (0...1 + dice.below(2)).map { _ in condition(scope, depth - 1) }
    switch dice.below(4) {
    case 0: return "not (\(parts[0]))"
    case 1: return parts.map { "(\($0))" }.joined(separator: " or ")
    case 2: return parts.map { "(\($0))" }.joined(separator: " and ")
    default: return "(\(parts[0]) and \(parts[1])) or not (\(parts[0]))"
    }
  }

  private mutating func comparison(_ scope: QueryScope, _ depth: Int) -> String {
    let op = dice.pick(["=", "!=", "==", "<", "<=", ">", ">="])
    // Floating-point numbers are compared with what they do not meet exactly.
    let (left, right): (ValueType, ValueType) = dice.pick([
      (.text, .text), (.text, .text), (.whole, .whole), (.money, .money), (.date, .date), (.time, .time),
      (.duration, .duration), (.money, .whole), (.time, .date), (.truth, .truth), (.inexactMoney, .money),
      (.percent, .percent),
    ])
    let isOrdered = left != .truth
    let isRounded = left == .inexactMoney
    let used = !isOrdered ? dice.pick(["=", "!="]) : isRounded ? dice.pick(["<", ">"]) : op
    let second = isRounded ? dice.pick(["123.45 USD", "77.77 USD"]) : expression(right, scope, depth - 1)
    return "\(expression(left, scope, depth - 1)) \(used) \(second)"
  }

  private mutating func textCondition(_ scope: QueryScope, _ depth: Int) -> String {
    if dice.chance(20) {
      return "\(expression(.text, scope, depth - 1)) resembles \(leaf(.text, scope))"
    }
    if dice.chance(35) { return "\(expression(.text, scope, depth - 1)) matches \"\(pattern())\"" }
    let part =
      dice.chance(70)
      ? "\"\(dice.pick(["b", "De", "MA", "ö", "東", " ", "", "il.", "%", "_", "o'"]))\"" : leaf(.text, scope)
    return "\(expression(.text, scope, depth - 1)) \(dice.pick(["contains", "starts with", "ends with"])) \(part)"
  }

  private mutating func list(_ scope: QueryScope, _ depth: Int) -> String {
    if dice.chance(15) {
      let text = dice.chance(20) ? leaf(.text, scope) : expression(.text, scope, depth - 1)
      return "\(text) \(dice.pick(["in", "not in"])) file \"list.csv\""
    }
    let type = dice.pick([.text, .text, .whole, .money, .date] as [ValueType])
    let elements = (0...dice.below(3)).map { _ in dice.chance(80) ? literal(type) ?? "1" : leaf(type, scope) }
    let operand = expression(type, scope, depth - 1)
    return "\(operand) \(dice.pick(["in", "not in"])) (\(elements.joined(separator: ", ")))"
  }

  private mutating func range(_ scope: QueryScope, _ depth: Int) -> String {
    let (low, high) = dice.pick([("1", "3"), ("-5", "5"), ("3", "1"), ("0", "100")])
    let form = dice.pick(["\(low)..\(high)", "..\(high)", "\(low).."])
    if dice.chance(20) {
      let texts = dice.pick(["\"A\"..\"M\"", "\"a\"..", "..\"budi\""])
      return "\(expression(.text, scope, depth - 1)) in \(texts)"
    }
    let type = dice.pick([.whole, .money, .inexactMoney, .percent] as [ValueType])
    return
      "\(expression(type, scope, depth - 1)) \(dice.pick(["in", "not in"])) \(type == .inexactMoney ? "12.34..567.89" : form)"
  }

  private mutating func dateCondition(_ scope: QueryScope, _ depth: Int) -> String {
    let value = expression(dice.pick([.date, .date, .time]), scope, depth - 1)
    switch dice.below(6) {
    case 5: return "anniversary(\(value)) \(dice.pick(["in", "not in"])) \(dateRange())"
    case 0:
      return
        "\(value) \(dice.pick(["<", "<=", ">", ">=", "=", "!="])) \(dice.pick(["90d", "30d", "1mo", "12mo", "1y", "1w", "2q", "$length"]))"
    case 1:
      return "\(value) \(dice.pick(["<", "<=", ">", ">=", "=", "!="])) \(dice.pick(["2026-01", "2025-02", "2024-12"]))"
    case 2:
      let time = expression(.time, scope, depth - 1)
      return "\(time) \(dice.pick(["< 12h", ">= 36h", "in last 48h", "in next 90min", "<= 1d12h"]))"
    default: return "\(value) \(dice.pick(["in", "not in"])) \(dateRange())"
    }
  }

  mutating func dateRange() -> String {
    let length = dice.pick(["90d", "2w", "3mo", "1q", "1y", "1d"])
    switch dice.below(8) {
    case 0: return "last \(length)"
    case 1: return "next \(length)"
    case 2, 3:
      return "\(dice.pick(["this", "previous", "next"])) \(dice.pick(["day", "week", "month", "quarter", "year"]))"
    case 4: return dice.pick(["12mo..24mo ago", "0d..90d ago", "1mo..1y ago", "30d..60d ago"])
    case 5: return dice.pick(["2026-01", "2025", "2025-06-15", "today"])
    case 6: return dice.pick(["2025-01-01..2025-12-31", "2025-03..2025-09", "2024..2025"])
    default: return dice.pick(["2025-06-01..", "..2025-06-30", "..today"])
    }
  }

  private mutating func setCondition(_ scope: QueryScope) -> String? {
    let sets = (scope.table.map { own(.textSet, $0) } ?? [])
    guard !sets.isEmpty else { return nil }
    let set = dice.pick(sets)
    let words = (0...dice.below(2)).map { _ in
      dice.chance(85) ? "\"\(dice.pick(RandomBook.words))\"" : leaf(.text, scope)
    }
    switch dice.below(3) {
    case 0: return "\(set) has \(words[0])"
    case 1: return "\(set) has any (\(words.joined(separator: ", ")))"
    default: return "\(set) has all (\(words.joined(separator: ", ")))"
    }
  }

  /// `in champions`, `customer in champions`
  private mutating func membership(_ scope: QueryScope) -> String? {
    guard let table = scope.table else { return nil }
    var segment = dice.pick(SavedNames.segments.keys.sorted())
    let wanted = book.table(named: SavedNames.segments[segment] ?? "")
    let isOwn = wanted == table || (scope.around?.table == wanted && scope.around?.table != nil)
    if isOwn, wanted == table, dice.chance(20) {
      let range = dice.pick(["last 90d", "2y ago..today", "last 2y", "next 1y"].filter { $0 != "2y ago..today" })
      return "\(dice.pick(["entered", "left"])) \(segment) in \(range)"
    }
    if dice.chance(25) {
      segment += dice.chance(50) ? asOf() : " recorded \(dice.pick(["today", "today - 30d", "today - 100d"]))"
    }
    let word = dice.pick(["in", "not in"])
    let ways = references(table).filter { $0.target == wanted }.map(\.name)
    if !ways.isEmpty, dice.chance(60) { return "\(dice.pick(ways)) \(word) \(segment)" }
    if isOwn { return "\(word) \(segment)" }
    return nil
  }
}
