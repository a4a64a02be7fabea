import Columns

/// Sorts rows by (parent, event, order of loading): by parent (`ParentSort`), then each parent's few rows by event.
///
/// Threads share the rows, and then the parents. Complexity: O(rows + parents) where the rows of each parent already lie in
/// the order of their events.
struct ChildOrder {
  /// Rows in their new order; those without a parent are last.
  private(set) var rows: [Int32] = []
  /// The positions of parent p's rows are `offsets[p]..<offsets[p + 1]`.
  private(set) var offsets: [Int32] = [0]

  /// Shares of fewer rows are not worth a thread.
  private static let leastShare = 1 << 14

  /// - Parameters:
  ///   - source: the rows to sort, in the order of loading, which is that of their numbers.
  ///   - parents: gives for some of them, by their positions in `source`, their parents, −1 for none.
  ///   - eventOf: for each of them the value of its event, `Int64.max` where it has none; nil to keep the order of loading.
  init(
    _ source: [Int32], parentCount: Int, eventOf: [Int64]?, _ division: Division = Division(),
    parents: @Sendable (Range<Int>) -> Buffer<Int32>
  ) {
    // Most files are written day by day: then each parent's rows already lie in order.
    let events = eventOf.flatMap { ChildOrder.isAscending($0) ? nil : $0 }
    let sort = ParentSort(parentCount: parentCount)
    let shares = max(1, min(division.threads, source.count / ChildOrder.leastShare))
    let dealt = division.map(shares) { share in
      let first = source.count * share / shares
      return sort.deal(parents(first..<(source.count * (share + 1) / shares)), first: first)
    }
    // One more for the rows without a parent.
    let buckets = sort.bucketCount + 1
    let parts = division.map(shares) { share in
      Part(source, sort.sort((buckets * share / shares)..<(buckets * (share + 1) / shares), of: dealt), events)
    }
    rows.reserveCapacity(source.count)
    offsets.reserveCapacity(parentCount + 1)
    for part in parts {
      let start = Int32(truncatingIfNeeded: rows.count)
      for end in part.ends { offsets.append(start + end) }
      rows += part.rows
    }
  }

  /// The rows of some parents that follow each other.
  private struct Part: Sendable {
    var rows: [Int32]
    var ends: [Int32]

    init(_ source: [Int32], _ sorted: ParentSort.Sorted, _ eventOf: [Int64]?) {
      rows = sorted.positions.array
      ends = sorted.ends.array
      if let eventOf {
        var start = 0
        for end in ends {
          ChildOrder.sort(&rows, start..<Int(end), eventOf)
          start = Int(end)
        }
      }
      // Where no row is left out, positions are rows.
      guard source.last.map({ Int($0) != source.count - 1 }) ?? false else { return }
      for index in rows.indices { rows[index] = source[Int(rows[index])] }
    }
  }

  private static func isAscending(_ values: [Int64]) -> Bool {
    var last = Int64.min
    for value in values {
      if value < last { return false }
      last = value
    }
    return true
  }

  private struct Entry: Comparable {
    var event: Int64
    var row: Int32

    static func < (left: Entry, right: Entry) -> Bool {
      left.event == right.event ? left.row < right.row : left.event < right.event
    }
  }

  private static func insertionSort(_ order: inout [Int32], _ range: Range<Int>, _ eventOf: [Int64]) {
    for index in (range.lowerBound + 1)..<range.upperBound {
      let row = order[index]
      let event = eventOf[Int(row)]
      var place = index
      while place > range.lowerBound, eventOf[Int(order[place - 1])] > event {
        order[place] = order[place - 1]
        place -= 1
      }
      order[place] = row
    }
  }

  /// Sorts a run by event, then by order of loading.
  private static func sort(_ order: inout [Int32], _ range: Range<Int>, _ eventOf: [Int64]) {
    guard range.count > 1 else { return }
    var isSorted = true
    for index in (range.lowerBound + 1)..<range.upperBound
    where eventOf[Int(order[index - 1])] > eventOf[Int(order[index])] {
      isSorted = false
      break
    }
    if isSorted { return }
    if range.count <= 32 { return insertionSort(&order, range, eventOf) }
    // Each row with its event beside it, so that comparing touches no other memory.
    var run = range.map { Entry(event: eventOf[Int(order[$0])], row: order[$0]) }
    run.sort()
    for (index, entry) in run.enumerated() { order[range.lowerBound + index] = entry.row }
  }
}
