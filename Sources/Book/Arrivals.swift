import Columns

/// The rows of a table that were added behind the others since the table was last put in order.
///
/// Adding a row costs no more than the row this way, whatever the size of the table: nothing moves. Who needs the table's own
/// order, or a parent's children, finds the few arrivals among the many settled rows.
public final class Arrivals: Sendable {
  /// Beyond so many arrivals a table is put in order: each costs those who ask a little.
  static let limit = 4_096

  /// The first row that is an arrival.
  let start: Int
  private let places: Lazy<Buffer<Int32>?>

  init(start: Int, order: @escaping @Sendable () -> Buffer<Int32>?) {
    self.start = start
    places = Lazy(make: order)
  }

  /// All rows in the table's own order; nil where they lie in it.
  public var order: Buffer<Int32>? { places.value }
}

extension Arrivals {
  /// All rows of a child table in its own order: the settled ones, each arrival behind the last of its parent's rows that
  /// have an event as early.
  ///
  /// - Parameters:
  ///   - settled: the link of the table's parent, of the settled rows.
  ///   - start: the first arrival.
  static func order(_ settled: ChildLink, references: Column, events: Column?, from start: Int) -> Buffer<Int32>? {
    guard case .int32(let parents) = references.storage else { return nil }
    let settledParents = settled.offsets.count - 1
    let withParents = Int(settled.offsets[settledParents])
    let arrivals = (start..<references.count).map { row -> (place: Int, parent: Int32, event: Int64, row: Int32) in
      let parent = parents[row]
      let event = events?.eventKey(row) ?? 0
      let row = Int32(truncatingIfNeeded: row)
      guard parent >= 0 else { return (start, .max, event, row) }
      guard Int(parent) < settledParents else { return (withParents, parent, event, row) }
      let range = settled.offsets[Int(parent)]..<settled.offsets[Int(parent) + 1]
      let siblings = Array(range)
      return (Int(range.lowerBound) + siblings.placeAfterEqual(row, events), parent, event, row)
    }
    let sorted = arrivals.sorted { ($0.place, $0.parent, $0.event, $0.row) < ($1.place, $1.parent, $1.event, $1.row) }
    return Buffer(count: references.count) { target in
      var (next, written) = (0, 0)
      for arrival in sorted {
        while next < arrival.place {
          target[written] = Int32(truncatingIfNeeded: next)
          (next, written) = (next + 1, written + 1)
        }
        target[written] = arrival.row
        written += 1
      }
      while next < start {
        target[written] = Int32(truncatingIfNeeded: next)
        (next, written) = (next + 1, written + 1)
      }
    }
  }
}

/// All children of the parents that some arrivals belong to.
public struct ExtendedParents: Sendable {
  let children: [Int32: [Int32]]
  /// How many parents the offsets of the link tell of.
  private let settledCount: Int
  private let bits: Bitmap

  init(_ children: [Int32: [Int32]], settledCount: Int) {
    self.children = children
    self.settledCount = settledCount
    var isExtended = [Bool](repeating: false, count: settledCount)
    for parent in children.keys where Int(parent) < settledCount { isExtended[Int(parent)] = true }
    bits = Bitmap(isExtended)
  }

  /// Whether the offsets do not tell all about a parent.
  @inline(__always)
  func contains(_ parent: Int32) -> Bool { Int(parent) >= settledCount || (parent >= 0 && bits[Int(parent)]) }
}

extension ChildLink {
  /// The children of each row of a batch of the parents' table.
  ///
  /// Complexity: as `Segments.init`; with arrivals O(parents) to find out whether any of these has some.
  public func segments(of parents: RowBatch) -> Segments {
    guard let extended, extended.concerns(parents) else {
      return Segments(parents: parents, offsets: offsets, rows: rows)
    }
    var ends: [Int32] = [0]
    var all: [Int32] = []
    for index in 0..<parents.count {
      let parent = parents.row(index)
      if let children = extended.children[parent] {
        all += children
      } else if parent >= 0, !extended.contains(parent) {
        for position in offsets[Int(parent)]..<offsets[Int(parent) + 1] { all.append(rows?[Int(position)] ?? position) }
      }
      ends.append(Int32(truncatingIfNeeded: all.count))
    }
    return Segments(offsets: Buffer(ends), children: .list(Buffer(all)))
  }

  /// The link with the rows that were added behind those that it tells of.
  ///
  /// - Parameters:
  ///   - references: the parent of each row, as a column of references.
  ///   - events: the rows' events; nil where they have none.
  ///   - start: the first row that the link does not tell of.
  func extended(references: Column, events: Column?, from start: Int) -> ChildLink {
    guard case .int32(let parents) = references.storage else { return self }
    var added: [Int32: [Int32]] = [:]
    for row in start..<max(start, references.count) where parents[row] >= 0 {
      added[parents[row], default: []].append(Int32(truncatingIfNeeded: row))
    }
    let settledCount = offsets.count - 1
    for (parent, arrivals) in added {
      var all: [Int32] = []
      if Int(parent) < settledCount {
        all = (offsets[Int(parent)]..<offsets[Int(parent) + 1]).map { rows?[Int($0)] ?? $0 }
      }
      for row in arrivals { all.insert(row, at: all.placeAfterEqual(row, events)) }
      added[parent] = all
    }
    return ChildLink(offsets: offsets, rows: rows, extended: ExtendedParents(added, settledCount: settledCount))
  }
}

extension ExtendedParents {
  fileprivate func concerns(_ parents: RowBatch) -> Bool {
    switch parents {
    case .range(let range):
      if range.upperBound > settledCount { return true }
      return children.count < range.count
        ? children.keys.contains { range.contains(Int($0)) }
        : range.contains { contains(Int32(truncatingIfNeeded: $0)) }
    case .list(let rows): return rows.withUnsafe { rows in rows.contains { contains($0) } }
    }
  }
}

extension [Int32] {
  /// Where a row goes among rows in the order of their events: behind those of the same event or an earlier one.
  func placeAfterEqual(_ row: Int32, _ events: Column?) -> Int {
    guard let events else { return count }
    let event = events.eventKey(Int(row))
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if events.eventKey(Int(self[middle])) <= event { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Column {
  /// A row's date or time as a number; the greatest where it has none.
  func eventKey(_ row: Int) -> Int64 {
    if let known, !known[row] { return .max }
    switch storage {
    case .int32(let values): return Int64(values[row])
    case .int64(let values): return values[row]
    default: return .max
    }
  }
}
