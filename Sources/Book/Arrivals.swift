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
  /// How many rows the table has in all.
  private let count: Int
  private let rule: OwnOrder
  /// The arrivals in the table's own order, each with the settled row that it comes before; nil where all come last.
  private let places: Lazy<[(place: Int, row: Int32)]?>
  private let rows: Lazy<Buffer<Int32>?>
  private let inverse: Lazy<Buffer<Int32>?>

  init(start: Int, count: Int, rule: OwnOrder) {
    self.start = start
    self.count = count
    self.rule = rule
    let places = Lazy { rule.opened(for: count - start).places(of: start..<count) }
    let rows = Lazy { places.value.map { Arrivals.merged($0, count: count, start: start) } }
    self.places = places
    self.rows = rows
    inverse = Lazy { rows.value?.inverse }
  }

  /// Whether all rows lie in the table's own order. Complexity: O(arrivals) and a logarithm, once.
  public var areInPlace: Bool { places.value == nil }

  /// All rows in the table's own order; nil where they lie in it. Complexity: O(rows), once.
  public var order: Buffer<Int32>? { rows.value }

  /// The place of each row in the table's own order; nil where they lie in it. Complexity: O(rows), once.
  public var ranks: Buffer<Int32>? { inverse.value }

  /// Some rows, given as they lie, in the table's own order. Complexity: O(rows given).
  public func ordered(_ rows: Buffer<Int32>) -> Buffer<Int32> {
    guard !areInPlace, let last = rows.count > 0 ? rows[rows.count - 1] : nil, Int(last) >= start else { return rows }
    let all = rows.array
    let settled = all.firstIndex { Int($0) >= start } ?? all.count
    return Buffer(rule.opened(for: count - start).merged(Array(all[..<settled]), with: Array(all[settled...])))
  }

  private static func merged(_ arrivals: [(place: Int, row: Int32)], count: Int, start: Int) -> Buffer<Int32> {
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
    bits = Bitmap(count: settledCount) { words in
      words.initialize(repeating: 0)
      for parent in children.keys where Int(parent) < settledCount {
        words[Int(parent) >> 6] |= 1 << UInt64(parent & 63)
      }
    }
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
  ///   - references: the target's row of each row that the link does not tell of, as a column of references.
  ///   - order: by what rows come that refer to the same row.
  ///   - start: the first of those rows.
  ///   - targetCount: how many rows the target has by now.
  func extended(added references: Column, order: OwnOrder, from start: Int, targetCount: Int) -> ChildLink {
    guard case .int32(let targets) = references.storage else { return self }
    var added: [Int32: [Int32]] = [:]
    for index in 0..<references.count where targets[index] >= 0 {
      added[targets[index], default: []].append(Int32(truncatingIfNeeded: start + index))
    }
    let settledCount = offsets.count - 1
    if added.isEmpty, targetCount == settledCount { return self }
    let order = order.opened(for: references.count)
    for (target, arrivals) in added {
      var all: [Int32] = []
      if Int(target) < settledCount {
        all = (offsets[Int(target)]..<offsets[Int(target) + 1]).map { rows?[Int($0)] ?? $0 }
      }
      added[target] = order.mergedSiblings(all, with: arrivals)
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
    case .list(let rows): return (0..<rows.count).contains { contains(rows[$0]) }
    }
  }
}

extension Buffer<Int32> {
  /// Of a permutation, the place of each number.
  fileprivate var inverse: Buffer {
    Buffer(count: count) { target in
      for place in 0..<count { target[Int(self[place])] = Int32(truncatingIfNeeded: place) }
    }
  }
}
