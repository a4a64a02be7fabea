extension Buffer<Int32> {
  /// The rows that refer to each row of a target, where the values are rows of the target or negative for none.
  ///
  /// - Parameters:
  ///   - targetCount: more than the greatest value.
  ///   - order: all rows, in the order in which those of one target shall lie; nil for their own order.
  /// - Returns: where the rows of each target begin among `rows`, one more than there are targets; and the rows.
  ///
  /// Complexity: O(rows + targets), a counting sort.
  public func referrers(targetCount: Int, order: Buffer<Int32>?) -> (offsets: Buffer<Int32>, rows: Buffer<Int32>) {
    var next = [Int32](repeating: 0, count: targetCount + 1)
    withUnsafe { targets in
      for target in targets where target >= 0 { next[Int(target) + 1] &+= 1 }
    }
    for target in 0..<targetCount { next[target + 1] &+= next[target] }
    let offsets = Buffer(next)
    let rows = Buffer(count: Int(next[targetCount])) { rows in
      withUnsafe { targets in
        for position in 0..<targets.count {
          let row = order?[position] ?? Int32(truncatingIfNeeded: position)
          let target = targets[Int(row)]
          guard target >= 0 else { continue }
          rows[Int(next[Int(target)])] = row
          next[Int(target)] &+= 1
        }
      }
    }
    return (offsets, rows)
  }
}
