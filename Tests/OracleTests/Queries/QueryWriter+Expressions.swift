import Book
import Columns
import Query

extension QueryWriter {
  /// An expression of a type, at most so deep.
  mutating func expression(_ type: ValueType, _ scope: QueryScope, _ depth: Int) -> String {
    if depth <= 0 || dice.chance(25) { return leaf(type, scope) }
    if type == .truth { return "(" + condition(scope, depth - 1) + ")" }
    switch dice.below(10) {
    case 0: return choice(type, scope, depth)
    case 1, 2, 3: return function(type, scope, depth) ?? leaf(type, scope)
    case 4, 5: return childAggregate(type, scope, depth) ?? leaf(type, scope)
    case 6: return spanning(type, scope, depth) ?? operation(type, scope, depth)
    case 7: return leaf(type, scope)
    default: return operation(type, scope, depth)
    }
  }

  private mutating func choice(_ type: ValueType, _ scope: QueryScope, _ depth: Int) -> String {
    let (a, b) = (expression(type, scope, depth - 1), expression(type, scope, depth - 1))
    switch dice.below(3) {
    case 0: return "(\(a) otherwise \(b))"
    case 1: return "if(\(condition(scope, depth - 1)), \(a))"
    default: return "if(\(condition(scope, depth - 1)), \(a), \(b))"
    }
  }

  // MARK: Leaves

  mutating func leaf(_ type: ValueType, _ scope: QueryScope) -> String {
    if dice.chance(75), let name = column(type, scope) { return name }
    return literal(type) ?? column(type, scope) ?? substitute(type)
  }

  /// Types without a literal of their own.
  private func substitute(_ type: ValueType) -> String {
    switch type {
    case .truth: "(1 = 1)"
    case .duration: "2d"
    default: "missing"
    }
  }

  mutating func literal(_ type: ValueType) -> String? {
    if dice.chance(6) {
      switch type {
      case .text: return "$place"
      case .whole: return "$least"
      case .percent: return dice.pick(["$part", "book.discount"])
      default: break
      }
    }
    return plainLiteral(type)
  }

  private mutating func plainLiteral(_ type: ValueType) -> String? {
    switch type {
    case .text:
      "\"\(dice.pick(RandomBook.cities + RandomBook.channels + ["Budi", "o", "ma", "", " ", "2026-01-31", "12.5"]))\""
    case .whole: "\(dice.pick([0, 1, 2, 3, 5, 7, 10, 100]))"
    case .number: dice.pick(["0.5", "1.25", "2.75", "1e3", "10.1"])
    case .percent: dice.pick(["0%", "10%", "12.5%", "100%"])
    case .money: dice.pick(["12.50 USD", "500 USD", "0.01 USD", "1999.99 USD"])
    case .inexactMoney: dice.pick(["(500 USD / 3)", "(0.01 USD * 1.5)"])
    case .date: dice.pick(["today", "2025-06-15", "2024-02-29", "2026-01-31", "(today - 30d)"])
    case .time: dice.pick(["now", "2025-12-31T23:59", "2026-01-31T09:30:15"])
    case .duration: dice.pick(["90d", "12h", "1w", "30min", "2d"])
    case .truth: dice.pick(["true", "false"])
    default: nil
    }
  }

  /// A column of the type: of the rows, behind a reference, added by a clause, of the rows around, or a measure.
  mutating func column(_ type: ValueType, _ scope: QueryScope) -> String? {
    var found = scope.added.filter { $0.type == type }.map(\.name)
    if let table = scope.table {
      found += OriginPart.allCases.filter { $0.type == type && dice.chance(8) }.map(\.label)
      found += own(type, table)
      if dice.chance(40) { found = behindReferences(type, table) + found }
      if dice.chance(30) { found = measures(type, table) + found }
    }
    if dice.chance(25), let around = scope.around, let inner = scope.table {
      let outside = (around.table.map { own(type, $0) } ?? []) + around.added.filter { $0.type == type }.map(\.name)
      found = outside.filter { !hasName($0, inner) } + found
    }
    return found.isEmpty ? nil : dice.pick(found)
  }

  /// Columns by name; references are the texts of their keys.
  func own(_ type: ValueType, _ table: Int) -> [String] {
    book.tables[table].columns.filter { column in
      if case .reference = column.column.type { return type == .text }
      return column.column.type == type
    }.map(\.name).filter { isFilled($0, table) }
  }

  /// Columns that the random books fill; the others of the standard schema are not of interest.
  private func isFilled(_ name: String, _ table: Int) -> Bool {
    book.tables[table].columns.first { $0.name == name }.map { $0.column.count == book.tables[table].rowCount } ?? false
  }

  private func hasName(_ name: String, _ table: Int) -> Bool {
    book.tables[table].columns.contains { $0.name == name } || book.tables[table].name == name
  }

  private func behindReferences(_ type: ValueType, _ table: Int) -> [String] {
    references(table).flatMap { reference -> [String] in
      let near = own(type, reference.target).map { "\(reference.name).\($0)" }
      let far = references(reference.target).prefix(2).flatMap { next in
        own(type, next.target).prefix(2).map { "\(reference.name).\(next.name).\($0)" }
      }
      return near + far
    }
  }

  func references(_ table: Int) -> [(name: String, target: Int)] {
    book.tables[table].columns.compactMap { column in
      guard case .reference(let target) = column.column.type, tables.contains(target) else { return nil }
      return (column.name, target)
    }
  }

  private mutating func measures(_ type: ValueType, _ table: Int) -> [String] {
    var found: [String] = []
    for measure in SavedNames.measures where measure.type == type {
      let call = measure.name + dice.pick(measure.arguments)
      if measure.table == book.tables[table].name { found.append(call) }
      for reference in references(table) where book.tables[reference.target].name == measure.table {
        if dice.chance(30) { found.append("\(reference.name).\(call)") }
      }
    }
    return found
  }

  // MARK: Operators

  private mutating func operation(_ type: ValueType, _ scope: QueryScope, _ depth: Int) -> String {
    func side(_ writer: inout QueryWriter, _ type: ValueType) -> String { writer.expression(type, scope, depth - 1) }
    let sum = dice.pick(["+", "-"])
    switch type {
    case .text: return "(\(side(&self, .text)) & \(side(&self, dice.pick([.text, .whole, .date, .truth]))))"
    case .whole:
      switch dice.below(4) {
      case 0: return "(\(side(&self, .whole)) \(sum) \(side(&self, .whole)))"
      case 1: return "(\(side(&self, .whole)) * \(dice.within(-3...9)))"
      case 2:
        return
          "(\(side(&self, .whole)) % \(dice.pick(["2", "3", "-3", "0", "quantity", "7"].filter { $0 != "quantity" })))"
      default: return "-\(leaf(.whole, scope))"
      }
    case .number:
      switch dice.below(4) {
      case 0: return "(\(side(&self, .duration)) / \(side(&self, .duration)))"
      case 1: return "(\(side(&self, .money)) / \(side(&self, .money)))"
      case 2: return "(\(side(&self, .whole)) / \(side(&self, dice.pick([.whole, .number, .percent]))))"
      default:
        return "(\(side(&self, .number)) \(dice.pick(["+", "-", "*"])) \(side(&self, dice.pick([.number, .whole]))))"
      }
    case .percent: return "(\(side(&self, .percent)) \(sum) \(side(&self, .percent)))"
    case .money:
      if dice.chance(40) { return "(\(side(&self, .money)) * \(dice.within(-2...4)))" }
      return "(\(side(&self, .money)) \(sum) \(dice.chance(70) ? side(&self, .money) : leaf(.whole, scope)))"
    case .inexactMoney:
      if dice.chance(40) { return "(\(side(&self, .money)) / \(dice.pick(["2", "3", "0", "0.7"])))" }
      return "(\(side(&self, .money)) * \(side(&self, dice.pick([.number, .percent]))))"
    case .date:
      return
        "(\(side(&self, .date)) \(sum) \(dice.pick(["1d", "30d", "2w", "1mo", "3mo", "1q", "1y", "1y2mo3d", "book.horizon", "$length"])))"
    case .time:
      let length = dice.pick(["1h", "90min", "1mo", "2d", "1d12h"])
      return dice.chance(20)
        ? "(\(side(&self, dice.pick([.date, .time]))) + (\(leaf(.date, scope)) - \(leaf(.date, scope))))"
        : "(\(side(&self, .time)) \(sum) \(length))"
    case .duration:
      switch dice.below(4) {
      case 0: return "(\(side(&self, .date)) - \(side(&self, .date)))"
      case 1: return "(\(side(&self, .time)) - \(side(&self, dice.pick([.time, .date]))))"
      case 2: return "(\(leaf(.duration, scope)) * \(dice.within(-2...3)))"
      default: return "(\(side(&self, .duration)) \(sum) \(leaf(.duration, scope)))"
      }
    default: return leaf(type, scope)
    }
  }

  // MARK: Functions

  /// A call of any function that gives the type, with arguments that its signature asks for.
  private mutating func function(_ type: ValueType, _ scope: QueryScope, _ depth: Int) -> String? {
    var fitting: [(Function, Signature)] = []
    for function in Function.all where !function.isOperator && function.name != "if" {
      fitting += function.signatures.filter { gives(type, $0) }.map { (function, $0) }
    }
    guard !fitting.isEmpty else { return nil }
    let (function, signature) = dice.pick(fitting)
    return call(function, signature, type, scope, depth)
  }

  func gives(_ type: ValueType, _ signature: Signature) -> Bool {
    switch signature.result {
    case .type(let fixed): return fixed == type
    case .like(let index):
      switch signature.parameters[index] {
      case .type(let fixed): return fixed == type
      case .numeric: return type.isNumeric
      case .same: return type != .textSet
      default: return false
      }
    }
  }

  mutating func call(
    _ function: Function, _ signature: Signature, _ type: ValueType, _ scope: QueryScope, _ depth: Int
  ) -> String {
    var parameters = signature.parameters
    if function.needsToday { parameters.removeLast() }
    if signature.isVariadic, dice.chance(50), let last = parameters.last { parameters.append(last) }
    var arguments = parameters.enumerated().map { index, parameter -> String in
      switch parameter {
      case .type(.whole) where index > 0: return dice.chance(70) ? "\(dice.within(-4...9))" : leaf(.whole, scope)
      case .type(let fixed): return expression(fixed, scope, depth - 1)
      case .numeric: return expression(type, scope, depth - 1)
      case .floating: return expression(dice.pick([.number, .whole, .money, .percent]), scope, depth - 1)
      case .dateOrTime: return expression(dice.pick([.date, .time]), scope, depth - 1)
      case .same: return expression(type, scope, depth - 1)
      case .condition: return condition(scope, depth - 1)
      case .any: return expression(anyType(), scope, depth - 1)
      }
    }
    // Not the same column twice: `PeerDifference.failing` says why.
    if signature.isVariadic {
      arguments = arguments.enumerated().filter { arguments.firstIndex(of: $1) == $0 }.map(\.1)
    }
    if arguments.count < parameters.count, arguments.count < 2 {
      arguments.append("if(1 = 2, \(arguments[0]))")
    }
    return "\(function.name)(\(arguments.joined(separator: ", ")))"
  }

  // MARK: Over all rows

  /// Quantiles and aggregates over the rows that enter the clause.
  private mutating func spanning(_ type: ValueType, _ scope: QueryScope, _ depth: Int) -> String? {
    guard scope.isRelation else { return nil }
    // A whole number, an amount or a date: what has ties and no rounding.
    let ranked = expression(dice.pick([.money, .whole, .date]), scope.withoutSpans, depth - 1)
    let per = per(scope)
    switch type {
    case .whole where dice.chance(75):
      return dice.pick([
        "ntile(\(ranked), \(dice.within(1...12))\(per))", "quintile(\(ranked)\(per))", "decile(\(ranked)\(per))",
        "rank(\(ranked)\(per))", "running(\(expression(.whole, scope.withoutSpans, depth - 1))\(per))",
      ])
    case .percent where dice.chance(60):
      return dice.pick([
        "percentrank(\(ranked)\(per))", "share(\(expression(.money, scope.aggregated, depth - 1))\(per))",
      ])
    case .money where dice.chance(40), .duration where dice.chance(30):
      return "running(\(expression(type, scope.withoutSpans, depth - 1))\(per))"
    default: return rowAggregate(type, scope, per: per)
    }
  }
}
