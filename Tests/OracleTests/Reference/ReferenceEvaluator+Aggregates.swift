import Book
import Columns
import Query

extension ReferenceEvaluator {
  /// An aggregate over the rows that refer to this one.
  func aggregate(_ aggregate: ChildAggregate, _ type: ValueType, _ place: Place) throws -> Value {
    guard place.table != nil else { throw NotInReference(what: "children of groups") }
    let rows = try descendants(of: place.row, aggregate.path).map {
      Place(table: aggregate.table, row: $0, around: place)
    }
    return try fold(
      Folding(
        function: aggregate.function, value: aggregate.value, overGaps: aggregate.overGaps, during: aggregate.during,
        filter: aggregate.filter, type: type, table: aggregate.table), [rows])
  }

  /// An aggregate over the rows of a group or a clause, or over all their children.
  func aggregate(_ aggregate: GroupAggregate, _ rows: [Place]) throws -> Value {
    let folding = Folding(
      function: aggregate.function == .share ? .sum : aggregate.function, value: aggregate.value,
      overGaps: aggregate.overGaps, during: aggregate.during, filter: aggregate.filter,
      type: aggregate.function == .share ? aggregate.value?.type ?? .whole : aggregate.type,
      table: aggregate.path.isEmpty ? nil : aggregate.table)
    guard let table = aggregate.table, !aggregate.path.isEmpty else { return try fold(folding, [rows]) }
    return try fold(
      folding,
      rows.map { row in
        try descendants(of: row.row, aggregate.path).map { Place(table: table, row: $0, around: row) }
      })
  }

  /// An aggregate over those children of all rows that are asked for.
  func aggregate(
    _ aggregate: GroupAggregate, _ rows: [Place], where isAsked: (Place) throws -> Bool
  ) throws -> (value: Value, rows: Int) {
    guard let table = aggregate.table else { throw NotInReference(what: "children of groups") }
    let families = try rows.map { row in
      try descendants(of: row.row, aggregate.path).map { Place(table: table, row: $0, around: row) }.filter(isAsked)
    }
    let folding = Folding(
      function: aggregate.function, value: aggregate.value, overGaps: false, during: aggregate.during,
      filter: aggregate.filter, type: aggregate.type, table: table)
    let counting = [aggregate.during, aggregate.filter].compactMap { $0 }
    let active = try families.filter { try $0.contains { row in try counting.allSatisfy { try holds($0, row) } } }
    return (try fold(folding, families), active.count)
  }

  func descendants(of row: Int, _ path: [Int]) throws -> [Int] {
    var rows = [row]
    for way in path { rows = try rows.flatMap { try children(way, $0) } }
    return rows
  }

  /// What an aggregate does with rows, wherever they come from.
  struct Folding {
    var function: AggregateFunction
    var value: TypedExpression?
    var overGaps: Bool
    var during: TypedExpression?
    var filter: TypedExpression?
    var type: ValueType
    /// The table whose event date says what is first and last.
    var table: Int?
  }

  /// `families`: the rows, those of one parent together. Gaps lie within a family; everything else pools them all.
  private func fold(_ folding: Folding, _ families: [[Place]]) throws -> Value {
    if folding.overGaps { return try foldGaps(folding, families) }
    var rows = families.flatMap { $0 }
    if let during = folding.during { rows = try rows.filter { try holds(during, $0) } }
    if folding.function != .every, let filter = folding.filter { rows = try rows.filter { try holds(filter, $0) } }
    var values: [Value]?
    if let value = folding.value {
      let all = try rows.map { ($0, try self.value(value, $0)) }.filter { $0.1 != .missing }
      rows = all.map(\.0)
      values = all.map(\.1)
    }
    switch folding.function {
    case .count: return .whole(Int64(rows.count))
    case .any: return .truth(!rows.isEmpty)
    case .no: return .truth(rows.isEmpty)
    case .every: return .truth(try rows.allSatisfy { row in try folding.filter.map { try holds($0, row) } ?? true })
    case .first, .last: return try edge(folding, rows, values ?? [])
    default: break
    }
    guard let values else { throw NotInReference(what: "\(folding.function) of rows") }
    return try Statistics(values: values, type: folding.type).value(folding.function)
  }

  private func foldGaps(_ folding: Folding, _ families: [[Place]]) throws -> Value {
    guard let value = folding.value else { throw NotInReference(what: "gaps of rows") }
    let counting = [folding.during, folding.filter].compactMap { $0 }
    let gaps = try families.flatMap { family in
      let rows = try family.filter { row in try counting.allSatisfy { try holds($0, row) } }
      return try self.gaps(rows.map { try self.value(value, $0) })
    }
    return try Statistics(values: gaps, type: folding.type).value(folding.function)
  }

  /// By the event date; ties, and rows of a table without one, by the order in which the rows lie.
  private func edge(_ folding: Folding, _ rows: [Place], _ values: [Value]) throws -> Value {
    let event = folding.table.flatMap { book.tables[$0].eventColumn }
    let dated = zip(rows, values).enumerated().compactMap { index, pair -> (date: Value, index: Int, value: Value)? in
      guard let event, let table = folding.table else { return (.whole(0), index, pair.1) }
      let date = cell(table, event, pair.0.row)
      return date == .missing ? nil : (date, index, pair.1)
    }
    let ordered = try dated.sorted { a, b in
      let order = try Values.order(a.date, b.date) ?? 0
      return order == 0 ? a.index < b.index : order < 0
    }
    return (folding.function == .first ? ordered.first : ordered.last)?.value ?? .missing
  }

  /// The differences between neighbours among the different values; between dates, lengths of time.
  private func gaps(_ values: [Value]) throws -> [Value] {
    let ordered = try Values.sorted(Values.distinct(values))
    return try zip(ordered, ordered.dropFirst()).map { lower, upper -> Value in
      switch (lower, upper) {
      case (.date(let a), .date(let b)): .duration((Int64(b) - Int64(a)) * Calendar.dayLength)
      case (.time(let a), .time(let b)), (.duration(let a), .duration(let b)):
        Self.difference(b, a).map { .duration($0) } ?? .missing
      case (.whole(let a), .whole(let b)): Self.difference(b, a).map { .whole($0) } ?? .missing
      case (.money(let a), .money(let b)): Self.difference(b, a).map { .money($0) } ?? .missing
      case (.number(let a), .number(let b)): .number(b - a)
      default: throw NotInReference(what: "the gap from \(lower) to \(upper)")
      }
    }.filter { $0 != .missing }
  }

  /// A gap that 64 bits do not hold is left out.
  private static func difference(_ a: Int64, _ b: Int64) -> Int64? {
    let (difference, overflow) = a.subtractingReportingOverflow(b)
    return overflow ? nil : difference
  }
}

/// One value from many known ones.
struct Statistics {
  let values: [Value]
  /// The type of the result.
  let type: ValueType

  func value(_ function: AggregateFunction) throws -> Value {
    switch function {
    case .count: return .whole(Int64(values.count))
    case .sum: return try sum()
    case .average: return try settled(mean())
    case .minimum: return try Values.sorted(values).first ?? .missing
    case .maximum: return try Values.sorted(values).last ?? .missing
    case .median: return try settled(percentile(0.5))
    case .percentile(let share): return try settled(percentile(share))
    case .deviation: return try settled(deviation())
    case .distinct: return .whole(Int64(try Values.distinct(values).count))
    case .list:
      let texts = try Values.distinct(values).map { value -> String in
        guard case .text(let text) = value else { throw NotInReference(what: "a list of \(value)") }
        return text
      }
      return texts.isEmpty ? .missing : .text(texts.joined(separator: ", "))
    default: throw NotInReference(what: "\(function)")
    }
  }

  /// Exact, and 0 over nothing.
  private func sum() throws -> Value {
    switch type {
    case .whole: return .whole(try wholeSum())
    case .money: return .money(try wholeSum())
    case .duration: return .duration(try wholeSum())
    default: return Values.finite(try values.reduce(0) { try $0 + Values.double($1) })
    }
  }

  private func wholeSum() throws -> Int64 {
    var sum = Int128(0)
    for value in values {
      switch value {
      case .whole(let x), .money(let x), .duration(let x): sum += Int128(x)
      default: throw NotInReference(what: "the sum of \(value)")
      }
    }
    guard let fits = Int64(exactly: sum) else { throw Overflow() }
    return fits
  }

  private func mean() throws -> Double? {
    guard !values.isEmpty else { return nil }
    return try values.reduce(0) { try $0 + Values.double($1) } / Double(values.count)
  }

  /// Interpolated between the two values nearest to the place.
  private func percentile(_ share: Double) throws -> Double? {
    let sorted = try Values.sorted(values).map(Values.double)
    guard !sorted.isEmpty else { return nil }
    let place = share * Double(sorted.count - 1)
    let lower = Int(place.rounded(.down))
    let upper = min(lower + 1, sorted.count - 1)
    return sorted[lower] + (sorted[upper] - sorted[lower]) * (place - Double(lower))
  }

  private func deviation() throws -> Double? {
    guard values.count > 1, let mean = try mean() else { return nil }
    let squares = try values.reduce(0) { try $0 + (Values.double($1) - mean) * (Values.double($1) - mean) }
    return (squares / Double(values.count - 1)).squareRoot()
  }

  /// Amounts come in hundredths and become whole units; lengths of time become whole microseconds.
  private func settled(_ number: Double?) throws -> Value {
    guard let number else { return .missing }
    if type == .duration { return .duration(Int64(number.rounded())) }
    if case .money? = values.first { return Values.finite(number / 100) }
    return Values.finite(number)
  }
}
