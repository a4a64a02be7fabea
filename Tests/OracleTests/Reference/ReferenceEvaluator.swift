import Book
import Columns
import Query

/// Answers typed queries row by row, in the most obvious way, without an index, a kernel or a rewrite.
///
/// It follows the language's reference and shares no evaluating code with the engine: that the two agree is the proof.
final class ReferenceEvaluator {
  let book: Book
  private var columns: [[Int]: [Value]] = [:]
  private var memberships: [SegmentQuery: Set<Int>] = [:]
  private var childLists: [Int: [[Int]]] = [:]

  init(_ book: Book) { self.book = book }

  /// The rows of the result, in order, a value for each field.
  func run(_ query: TypedQuery) throws -> [[Value]] {
    let places = try rows(of: query)
    return try places.map { place in try query.fields.map { try value($0.value, place) } }
  }

  /// The value of a column; of a reference, the key that a person reads.
  func cell(_ table: Int, _ column: Int, _ row: Int) -> Value {
    if let known = columns[[table, column]] { return known[row] }
    let readable = book.readable(table: table, column: column)
    let values = (0..<readable.count).map { readable.value($0) }
    columns[[table, column]] = values
    return values[row]
  }

  /// The rows that refer to each row of a way back's target, in the order of their events, undated ones last.
  func children(_ way: Int, _ row: Int) throws -> [Int] {
    if let known = childLists[way] { return known[row] }
    let back = book.waysBack[way]
    let references = book.tables[back.source].columns[back.sourceColumn].column
    var lists = [[Int]](repeating: [], count: book.tables[back.target].rowCount)
    for child in 0..<book.tables[back.source].rowCount {
      if case .reference(let parent) = references.value(child) { lists[Int(parent)].append(child) }
    }
    if let event = book.tables[back.source].eventColumn {
      lists = try lists.map { list in
        try list.enumerated().sorted { a, b in
          let (first, second) = (cell(back.source, event, a.element), cell(back.source, event, b.element))
          if first == .missing || second == .missing {
            return first != .missing || (second == .missing && a.offset < b.offset)
          }
          let order = try Values.order(first, second) ?? 0
          return order == 0 ? a.offset < b.offset : order < 0
        }.map(\.element)
      }
    }
    childLists[way] = lists
    return lists[row]
  }

  func isMember(_ segment: SegmentQuery, _ row: Int) throws -> Bool {
    if let recorded = segment.recorded { return recorded[row] }
    if let known = memberships[segment] { return known.contains(row) }
    let members = Set(try rows(of: segment.query).map(\.row))
    memberships[segment] = members
    return members.contains(row)
  }

  // MARK: Clauses

  private func rows(of query: TypedQuery) throws -> [Place] {
    var rows = (0..<book.tables[query.table].rowCount).map { Place(table: query.table, row: $0) }
    if let existing = query.existing { rows = try rows.filter { try holds(existing, $0) } }
    if let segment = query.segment { rows = try rows.filter { try isMember(segment, $0.row) } }
    for clause in query.clauses {
      for spanning in clause.spanning { try add(spanning, to: rows) }
      rows = try apply(clause.kind, rows)
    }
    return rows
  }

  private func apply(_ clause: TypedClause.Kind, _ rows: [Place]) throws -> [Place] {
    switch clause {
    case .filter(let condition): return try rows.filter { try holds(condition, $0) }
    case .add(let added):
      for column in added {
        for row in rows { row.slots[column.slot] = try value(column.value, row) }
      }
      return rows
    case .group(let grouping): return try groups(grouping, rows)
    case .order(let keys): return try sorted(rows, keys.map { ($0.value, $0.isDescending) })
    case .limit(let count, let offset): return Array(rows.dropFirst(offset).prefix(count))
    case .top(let top): return try self.top(top, rows)
    case .sample(let count, let seed): return try Sampler(evaluator: self, seed: seed).sample(count, rows)
    case .cohort(let cohort): return try self.cohort(cohort, rows)
    case .pivot(let pivot): return try self.pivot(pivot, rows)
    case .previous(let previous): return try self.previous(previous, rows)
    case .split(let split):
      for row in rows {
        row.slots[split.slot] = try Lots(split: split).part(try split.identity.map { try value($0, row) })
      }
      return rows
    case .funnel(let funnel):
      let stages = try ReferenceFunnel(evaluator: self, funnel: funnel).stages(rows)
      let slots = funnel.slots
      return stages.enumerated().map { index, values in
        let place = Place(table: nil, row: index)
        for (slot, value) in zip([slots.step, slots.count, slots.ofPrevious, slots.ofFirst, slots.medianTime], values) {
          place.slots[slot] = value
        }
        return place
      }
    case .show, .export: return rows
    }
  }

  /// Stable; missing values last whatever the direction.
  private func sorted(
    _ rows: [Place], _ keys: [(value: TypedExpression, isDescending: Bool)]
  ) throws -> [Place] {
    let values = try rows.map { row in try keys.map { try value($0.value, row) } }
    let order = try rows.indices.sorted { a, b in
      for (index, key) in keys.enumerated() {
        let (x, y) = (values[a][index], values[b][index])
        if (x == .missing) != (y == .missing) { return y == .missing }
        let order = try Values.order(x, y) ?? 0
        if order != 0 { return key.isDescending ? order > 0 : order < 0 }
      }
      return a < b
    }
    return order.map { rows[$0] }
  }

  private func top(_ top: TopRows, _ rows: [Place]) throws -> [Place] {
    let known = try rows.filter { try value(top.by, $0) != .missing }
    let ranked = try sorted(known, [(top.by, !top.isBottom)])
    guard let per = top.per else { return Array(ranked.prefix(allowed(top.amount, of: ranked.count))) }
    let parts = try ranked.map { try value(per, $0) }
    return try ranked.indices.filter { index in
      let same = try parts.indices.filter { try Values.areSame(parts[$0], parts[index]) }
      let place = same.filter { $0 < index }.count
      return place < allowed(top.amount, of: same.count)
    }.map { ranked[$0] }
  }

  /// A share of the rows is rounded up.
  private func allowed(_ amount: TopRows.Amount, of count: Int) -> Int {
    switch amount {
    case .rows(let rows): rows
    case .fraction(let share): Int((share * Double(count)).rounded(.up))
    }
  }

  // MARK: Groups

  private func groups(_ grouping: Grouping, _ rows: [Place]) throws -> [Place] {
    var groups: [(keys: [Value], rows: [Place])] = grouping.keys.isEmpty ? [([], [])] : []
    for row in rows {
      let keys = try grouping.keys.map { try value($0.value, row) }
      let found = try groups.firstIndex { group in
        try zip(group.keys, keys).allSatisfy { try Values.areSame($0, $1) }
      }
      if let found { groups[found].rows.append(row) } else { groups.append((keys, [row])) }
    }
    let places = try groups.enumerated().map { index, group in
      let place = Place(table: nil, row: index)
      for (key, value) in zip(grouping.keys, group.keys) { place.slots[key.slot] = value }
      for aggregate in grouping.aggregates { place.slots[aggregate.slot] = try self.aggregate(aggregate, group.rows) }
      return place
    }
    for aggregate in grouping.aggregates where aggregate.function == .share {
      for part in try parts(places, by: aggregate.per) { try share(aggregate.slot, part) }
    }
    return places
  }
}
