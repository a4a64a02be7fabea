import Book
import Columns

/// Sorts rows by (parent, event, order of loading): a counting sort by parent, then each parent's few rows by event.
///
/// Complexity: O(rows + parents) where the rows of each parent already lie in the order of their events.
struct ChildOrder {
  /// Rows in their new order; those without a parent are last.
  private(set) var rows: [Int32]
  /// The positions of parent p's rows are `offsets[p]..<offsets[p + 1]`.
  private(set) var offsets: [Int32]

  /// - Parameters:
  ///   - rows: the rows to sort, in the order of loading.
  ///   - parentOf: for each of them its parent, −1 for none.
  ///   - eventOf: for each of them the value of its event, `Int64.max` where it has none; nil to keep the order of loading.
  init(_ source: [Int32], parentOf: [Int32], parentCount: Int, eventOf: [Int64]?) {
    var next = [Int32](repeating: 0, count: parentCount + 2)
    for parent in parentOf { next[Int(parent < 0 ? Int32(truncatingIfNeeded: parentCount) : parent) + 1] += 1 }
    for index in 1..<next.count { next[index] += next[index - 1] }
    offsets = Array(next[0...parentCount])
    var order = [Int32](repeating: 0, count: source.count)
    for index in source.indices {
      let parent = Int(parentOf[index] < 0 ? Int32(truncatingIfNeeded: parentCount) : parentOf[index])
      order[Int(next[parent])] = Int32(truncatingIfNeeded: index)
      next[parent] += 1
    }
    if let eventOf {
      for parent in 0..<parentCount {
        ChildOrder.sort(&order, Int(offsets[parent])..<Int(offsets[parent + 1]), eventOf)
      }
    }
    for index in order.indices { order[index] = source[Int(order[index])] }
    rows = order
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
