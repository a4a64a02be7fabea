/// When something happened to each row of a block: a run of moments for each, in ascending order.
public struct EventRuns: Sendable {
  /// One more than there are rows: row i has the moments `offsets[i]..<offsets[i + 1]`.
  public let offsets: Buffer<Int32>
  /// Microseconds since 1970-01-01T00:00; of a date its beginning.
  public let moments: Buffer<Int64>
  /// The moments are whole days.
  public let areDates: Bool

  /// How long after a moment its event lasts: a date to the end of its day.
  public var length: Int64 { areDates ? EventRuns.day - 1 : 0 }

  /// Microseconds in a day.
  fileprivate static let day: Int64 = 86_400_000_000
}

/// Makes event runs of the rows' children, given piece by piece in their order.
public struct EventRunCollector {
  /// Where each row's children begin among all.
  private let segments: Buffer<Int32>
  private let areDates: Bool
  private var moments: [Int64] = []
  private var offsets: [Int32] = [0]

  /// - Parameters:
  ///   - segments: one more than there are rows, from 0.
  ///   - areDates: the events are dates, not times.
  public init(segments: Buffer<Int32>, areDates: Bool) {
    self.segments = segments
    self.areDates = areDates
    offsets.reserveCapacity(segments.count)
  }

  /// Adds the events of the children from position `base` on. Those without one, and those not selected, are left out.
  ///
  /// Complexity: O(children given).
  public mutating func add(_ events: Vector, selected: Bitmap?, base: Int) {
    let counting = events.known.map { known in selected.map { $0.and(known) } ?? known } ?? selected
    forEachRun(segments, base, events.count) { row, positions in
      finish(until: row)
      switch events.data {
      case .int32(let lane): forEachSelected(counting, positions) { moments.append(Int64(lane[$0]) &* EventRuns.day) }
      case .int64(let lane): forEachSelected(counting, positions) { moments.append(lane[$0]) }
      default: break
      }
    }
  }

  /// Ends the runs of all rows before this one.
  private mutating func finish(until row: Int) {
    while offsets.count <= row { offsets.append(Int32(truncatingIfNeeded: moments.count)) }
  }

  /// All runs. Complexity: O(children), and for rows whose children do not lie in order the sorting of them.
  public consuming func runs() -> EventRuns {
    finish(until: max(0, segments.count - 1))
    moments.withUnsafeMutableBufferPointer { moments in
      for row in 1..<max(1, offsets.count) {
        var run = UnsafeMutableBufferPointer(rebasing: moments[Int(offsets[row - 1])..<Int(offsets[row])])
        if !run.isAscending { run.sort() }
      }
    }
    return EventRuns(offsets: Buffer(offsets), moments: Buffer(moments), areDates: areDates)
  }
}

extension UnsafeMutableBufferPointer<Int64> {
  fileprivate var isAscending: Bool {
    for index in indices.dropFirst() where self[index] < self[index - 1] { return false }
    return true
  }
}
