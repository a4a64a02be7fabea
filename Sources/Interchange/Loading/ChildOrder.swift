import Synchronization

/// Sorts rows by (parent, event, order of loading): a counting sort by parent, then each parent's few rows by event.
///
/// Threads share the parents, and each looks for its own parents' rows. Complexity: O(rows + parents) where the rows of each
/// parent already lie in the order of their events.
struct ChildOrder {
  /// Rows in their new order; those without a parent are last.
  private(set) var rows: [Int32] = []
  /// The positions of parent p's rows are `offsets[p]..<offsets[p + 1]`.
  private(set) var offsets: [Int32] = [0]

  /// - Parameters:
  ///   - source: the rows to sort, in the order of loading.
  ///   - parentOf: for each of them its parent, −1 for none.
  ///   - eventOf: for each of them the value of its event, `Int64.max` where it has none; nil to keep the order of loading.
  init(
    _ source: [Int32], parentOf: [Int32], parentCount: Int, eventOf: [Int64]?, _ division: Division = Division()
  ) {
    // Most files are written day by day: then each parent's rows already lie in order.
    let events = eventOf.flatMap { ChildOrder.isAscending($0) ? nil : $0 }
    let shares = max(1, min(division.threads, parentCount))
    let made = Mutex<[Int: Part]>([:])
    division.perform(shares) { share in
      let part = Part(
        source, parentOf, parents: (parentCount * share / shares)..<(parentCount * (share + 1) / shares),
        isLast: share == shares - 1, events)
      made.withLock { $0[share] = part }
    }
    let parts = made.withLock { $0 }.sorted { $0.key < $1.key }.map(\.value)
    rows.reserveCapacity(source.count)
    offsets.reserveCapacity(parentCount + 1)
    for part in parts {
      let start = Int32(truncatingIfNeeded: rows.count)
      for offset in part.offsets.dropFirst() { offsets.append(start + offset) }
      rows += part.rows
    }
  }

  /// The rows of some parents that follow each other.
  private struct Part: Sendable {
    var rows: [Int32]
    var offsets: [Int32]

    /// The last part also takes the rows without a parent.
    init(_ source: [Int32], _ parentOf: [Int32], parents: Range<Int>, isLast: Bool, _ eventOf: [Int64]?) {
      let count = parents.count
      let first = Int32(truncatingIfNeeded: parents.lowerBound)
      let limit = UInt32(truncatingIfNeeded: count)
      // The run that a row belongs to; beyond the parents that of rows without one, and then that of all others.
      let run = { (parent: Int32) -> Int in
        let own = UInt32(bitPattern: parent &- first)
        if parent >= 0, own < limit { return Int(own) }
        return parent < 0 && isLast ? count : count + 1
      }
      var next = [Int32](repeating: 0, count: count + 3)
      for parent in parentOf { next[run(parent) + 1] += 1 }
      for index in 1..<next.count { next[index] += next[index - 1] }
      offsets = Array(next[0...count])
      rows = [Int32](repeating: 0, count: Int(next[count + 1]))
      for (index, parent) in parentOf.enumerated() {
        let run = run(parent)
        if run > count { continue }
        rows[Int(next[run])] = Int32(truncatingIfNeeded: index)
        next[run] &+= 1
      }
      if let eventOf {
        for parent in 0..<count {
          ChildOrder.sort(&rows, Int(offsets[parent])..<Int(offsets[parent + 1]), eventOf)
        }
      }
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
