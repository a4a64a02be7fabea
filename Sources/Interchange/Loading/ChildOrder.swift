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
  ///   - source: the rows to sort, in the order of loading.
  ///   - parentOf: for each of them its parent, −1 for none.
  ///   - eventOf: for each of them the value of its event, `Int64.max` where it has none; nil to keep the order of loading.
  init(_ source: [Int32], parentOf: [Int32], parentCount: Int, eventOf: [Int64]?) {
    var next = [Int32](repeating: 0, count: parentCount + 2)
    for parent in parentOf { next[parent < 0 ? parentCount + 1 : Int(parent) + 1] += 1 }
    for index in 1..<next.count { next[index] += next[index - 1] }
    offsets = Array(next[0...parentCount])
    rows = [Int32](repeating: 0, count: parentOf.count)
    for (index, parent) in parentOf.enumerated() {
      let run = parent < 0 ? parentCount : Int(parent)
      rows[Int(next[run])] = Int32(truncatingIfNeeded: index)
      next[run] &+= 1
    }
    // Most files are written day by day: then each parent's rows already lie in order.
    if let eventOf, !ChildOrder.isAscending(eventOf) {
      for parent in 0..<parentCount {
        ChildOrder.sort(&rows, Int(offsets[parent])..<Int(offsets[parent + 1]), eventOf)
      }
    }
    for index in rows.indices { rows[index] = source[Int(rows[index])] }
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
