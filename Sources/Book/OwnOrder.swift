import Columns

/// What the own order of a table goes by: a row's parent, its event, and for the rest how the rows lie.
///
/// Rows of a new batch lie behind the others, so among rows of the same parent and event they lie as they belong.
struct OwnOrder: Sendable {
  private let parents: LazyColumn?
  /// Whose rows the parents are, where some of them arrived.
  private let arrivedParents: Arrivals?
  private let events: LazyColumn?

  init(of table: Table, in book: Book) {
    parents = table.parentColumn.map { table.columns[$0].values }
    events = table.eventColumn.map { table.columns[$0].values }
    arrivedParents =
      if let column = table.parentColumn, case .reference(let parent) = table.columns[column].type {
        book.tables[parent].arrivals
      } else { nil }
  }

  /// The order in a form that is quick to ask.
  func opened() -> Opened {
    Opened(parents: parents?.column, ranks: arrivedParents?.ranks, events: events?.column)
  }

  struct Opened {
    let parents: Buffer<Int32>?
    let ranks: Buffer<Int32>?
    let events: Column?

    fileprivate init(parents: Column?, ranks: Buffer<Int32>?, events: Column?) {
      if case .int32(let rows)? = parents?.storage { self.parents = rows } else { self.parents = nil }
      self.ranks = ranks
      self.events = events
    }

    /// The place of a parent in its table's own order; rows without one come last.
    func rank(ofParent parent: Int32) -> Int32 {
      guard parent >= 0 else { return .max }
      guard let ranks, Int(parent) < ranks.count else { return parent }
      return ranks[Int(parent)]
    }

    /// By what rows come that refer to the same row: their event, then the table's own order.
    func sibling(_ row: Int32) -> (event: Int64, parent: Int32, row: Int32) {
      let event = events?.eventKey(Int(row)) ?? 0
      return (event, parents.map { rank(ofParent: $0[Int(row)]) } ?? 0, row)
    }
  }
}

extension OwnOrder.Opened {
  /// All rows of a child table in its own order; nil where they lie in it.
  ///
  /// - Parameters:
  ///   - settled: the link of the table's parent, of the settled rows.
  ///   - count: how many rows the table has.
  ///   - start: the first arrival.
  ///   - parents: all rows of the parent's table in its own order; nil where they lie in it.
  func order(_ settled: ChildLink, count: Int, from start: Int, parents order: Buffer<Int32>?) -> Buffer<Int32>? {
    guard let parents else { return nil }
    let arrivals = (start..<count).map { row -> (place: Int, parent: Int32, event: Int64, row: Int32) in
      let parent = parents[row]
      let row = Int32(truncatingIfNeeded: row)
      let place = placeAfterEqual(row, within: places(of: parent, settled, start, order))
      return (place, rank(ofParent: parent), sibling(row).event, row)
    }
    let sorted = arrivals.sorted { ($0.place, $0.parent, $0.event, $0.row) < ($1.place, $1.parent, $1.event, $1.row) }
    let isInPlace = sorted.enumerated().allSatisfy { $1.place == start && Int($1.row) == start + $0 }
    return isInPlace ? nil : merged(sorted.map { ($0.place, $0.row) }, count: count, start: start)
  }

  /// Where the settled children of a parent lie, or an empty range where they would lie.
  private func places(of parent: Int32, _ settled: ChildLink, _ start: Int, _ order: Buffer<Int32>?) -> Range<Int> {
    let settledParents = settled.offsets.count - 1
    let end = Int(settled.offsets[settledParents])
    guard parent >= 0 else { return end..<start }
    if Int(parent) < settledParents {
      return Int(settled.offsets[Int(parent)])..<Int(settled.offsets[Int(parent) + 1])
    }
    guard let order, Int(parent) < order.count else { return end..<end }
    var next = Int(rank(ofParent: parent)) + 1
    while next < order.count, Int(order[next]) >= settledParents { next += 1 }
    guard next < order.count else { return end..<end }
    let place = Int(settled.offsets[Int(order[next])])
    return place..<place
  }

  private func placeAfterEqual(_ row: Int32, within range: Range<Int>) -> Int {
    guard events != nil else { return range.upperBound }
    let event = sibling(row).event
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if sibling(Int32(truncatingIfNeeded: middle)).event <= event { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func merged(_ arrivals: [(place: Int, row: Int32)], count: Int, start: Int) -> Buffer<Int32> {
    Buffer(count: count) { target in
      var (next, written) = (0, 0)
      func settle(until end: Int) {
        while next < end {
          target[written] = Int32(truncatingIfNeeded: next)
          (next, written) = (next + 1, written + 1)
        }
      }
      for arrival in arrivals {
        settle(until: arrival.place)
        target[written] = arrival.row
        written += 1
      }
      settle(until: start)
    }
  }

  /// Rows that refer to the same row, and more of them, as one list in order.
  func merged(_ settled: [Int32], with arrivals: [Int32]) -> [Int32] {
    var all: [Int32] = []
    all.reserveCapacity(settled.count + arrivals.count)
    var next = 0
    for arrival in arrivals.map({ sibling($0) }).sorted(by: { $0 < $1 }) {
      var (low, high) = (next, settled.count)
      while low < high {
        let middle = (low + high) / 2
        if sibling(settled[middle]) < arrival { low = middle + 1 } else { high = middle }
      }
      all += settled[next..<low]
      all.append(arrival.row)
      next = low
    }
    return all + settled[next...]
  }
}
