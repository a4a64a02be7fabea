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
  private let inverse: Lazy<Buffer<Int32>?>

  init(start: Int, order: @escaping @Sendable () -> Buffer<Int32>?) {
    self.start = start
    let places = Lazy(make: order)
    self.places = places
    inverse = Lazy { places.value?.inverse }
  }

  /// All rows in the table's own order; nil where they lie in it. Complexity: O(rows) the first time.
  public var order: Buffer<Int32>? { places.value }

  /// The place of each row in the table's own order; nil where they lie in it. Complexity: O(rows) the first time.
  public var ranks: Buffer<Int32>? { inverse.value }
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
  ///   - references: the target's row of each row, as a column of references.
  ///   - order: by what rows come that refer to the same row.
  ///   - start: the first row that the link does not tell of.
  ///   - targetCount: how many rows the target has by now.
  func extended(references: Column, order: OwnOrder, from start: Int, targetCount: Int) -> ChildLink {
    guard case .int32(let targets) = references.storage else { return self }
    var added: [Int32: [Int32]] = [:]
    for row in start..<max(start, references.count) where targets[row] >= 0 {
      added[targets[row], default: []].append(Int32(truncatingIfNeeded: row))
    }
    let settledCount = offsets.count - 1
    if added.isEmpty, targetCount == settledCount { return self }
    let order = order.opened()
    for (target, arrivals) in added {
      var all: [Int32] = []
      if Int(target) < settledCount {
        all = (offsets[Int(target)]..<offsets[Int(target) + 1]).map { rows?[Int($0)] ?? $0 }
      }
      added[target] = order.merged(all, with: arrivals)
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

extension Buffer<Int32> {
  /// Of a permutation, the place of each number.
  fileprivate var inverse: Buffer {
    withUnsafe { order in
      Buffer(count: count) { target in
        for place in order.indices { target[Int(order[place])] = Int32(truncatingIfNeeded: place) }
      }
    }
  }
}
