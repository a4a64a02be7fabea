/// A set of Unicode scalars as ascending ranges, two numbers a range.
struct ScalarRanges: Sendable {
  private let bounds: [UInt32]

  /// First and last scalar of each range in turn; ranges ascend and do not touch.
  init(_ bounds: [UInt32]) { self.bounds = bounds }

  /// Whether a scalar lies in one of the ranges. Complexity: O(log n).
  func contains(_ scalar: UInt32) -> Bool {
    var low = 0
    var high = bounds.count / 2
    while low < high {
      let middle = (low + high) / 2
      if scalar > bounds[2 * middle + 1] { low = middle + 1 } else { high = middle }
    }
    return low < bounds.count / 2 && bounds[2 * low] <= scalar
  }
}
