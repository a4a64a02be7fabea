import Columns

/// What the own order of a table goes by: a row's parent, its event, and for the rest how the rows lie; of a table without a
/// parent, how the rows lie.
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
  ///
  /// - Parameter arrivals: how many rows it will be asked for. For a few, columns that are not yet read stay in the file.
  func opened(for arrivals: Int) -> Opened {
    if arrivals > OwnOrder.few {
      _ = parents?.column
      _ = events?.column
    }
    return Opened(parents: parents, ranks: arrivedParents?.ranks, events: events)
  }

  private static let few = 8

  struct Opened {
    fileprivate let parents: LazyColumn?
    fileprivate let ranks: Buffer<Int32>?
    fileprivate let events: LazyColumn?
  }
}

extension OwnOrder.Opened {
  /// By what the rows of a table come: parent, event, how they lie.
  private func place(_ row: Int32) -> (parent: Int32, event: Int64, row: Int32) {
    parents == nil ? (0, 0, row) : (parent(row), event(row), row)
  }

  /// By what the rows come that refer to the same row: event, then the table's own order.
  private func sibling(_ row: Int32) -> (event: Int64, parent: Int32, row: Int32) { (event(row), parent(row), row) }

  /// The place of a row's parent in its table's own order; rows without one come last.
  private func parent(_ row: Int32) -> Int32 {
    guard case .reference(let parent)? = parents?.value(Int(row)) else { return parents == nil ? 0 : .max }
    guard parent >= 0 else { return .max }
    guard let ranks, Int(parent) < ranks.count else { return parent }
    return ranks[Int(parent)]
  }

  private func event(_ row: Int32) -> Int64 { events.map { $0.value(Int(row)).eventKey } ?? 0 }

  /// Rows that lie behind settled ones, in order, each with the settled row that it comes before; nil where that is how
  /// they lie.
  func places(of arrivals: Range<Int>) -> [(place: Int, row: Int32)]? {
    guard parents != nil else { return nil }
    let sorted = arrivals.map { place(Int32(truncatingIfNeeded: $0)) }.sorted { $0 < $1 }
    let places = sorted.map { arrival in
      let before = (0..<arrivals.lowerBound).end { place(Int32(truncatingIfNeeded: $0)) < arrival }
      return (place: before, row: arrival.row)
    }
    let isInPlace = places.enumerated().allSatisfy { $1.place == arrivals.lowerBound && Int($1.row) == $1.place + $0 }
    return isInPlace ? nil : places
  }

  /// Rows in order and more of them as one list in order.
  func merged(_ settled: [Int32], with arrivals: [Int32]) -> [Int32] {
    let arrivals = arrivals.map { place($0) }.sorted { $0 < $1 }
    return settled.merged(with: arrivals, row: \.row) { place($0) < $1 }
  }

  /// The same of rows that refer to the same row.
  func mergedSiblings(_ settled: [Int32], with arrivals: [Int32]) -> [Int32] {
    let arrivals = arrivals.map { sibling($0) }.sorted { $0 < $1 }
    return settled.merged(with: arrivals, row: \.row) { sibling($0) < $1 }
  }
}

extension Range<Int> {
  /// Where the numbers end for which something holds that holds for none behind one for which it does not.
  fileprivate func end(where holds: (Int) -> Bool) -> Int {
    var (low, high) = (lowerBound, upperBound)
    while low < high {
      let middle = (low + high) / 2
      if holds(middle) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension [Int32] {
  /// Complexity: O(rows), and for each arrival a logarithm.
  fileprivate func merged<Arrival>(
    with arrivals: [Arrival], row: (Arrival) -> Int32, isBefore: (Int32, Arrival) -> Bool
  ) -> [Int32] {
    var all: [Int32] = []
    all.reserveCapacity(count + arrivals.count)
    var next = 0
    for arrival in arrivals {
      let end = (next..<count).end { isBefore(self[$0], arrival) }
      all += self[next..<end]
      all.append(row(arrival))
      next = end
    }
    return all + self[next...]
  }
}

extension Value {
  /// A date or time as a number; the greatest where it is none.
  fileprivate var eventKey: Int64 {
    switch self {
    case .date(let days): Int64(days)
    case .time(let moment): moment
    default: .max
    }
  }
}
