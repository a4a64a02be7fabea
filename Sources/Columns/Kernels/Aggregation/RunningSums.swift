/// The sums of the first 0, 1, 2 … values of a block, from which the sum of any run of rows is one subtraction.
///
/// Most segments are short, and a loop over each would spend its time on guessing where it ends. Wrapping is harmless:
/// differences come out right as long as the sum of a run itself fits, which `fill` makes sure of.
struct RunningSums {
  private var sums: [Int64] = []

  /// Sums up the selected values; false where they are so large that a run's sum might not fit in 64 bits.
  mutating func fill(_ values: Buffer<Int64>, _ selected: Bitmap?) -> Bool {
    sums.grow(to: values.count + 1, filler: 0)
    // So many values between −limit and limit cannot add up to 64 bits.
    let countBits = Int.bitWidth - values.count.leadingZeroBitCount
    let limit = Int64(1) << Int64(62 - countBits)
    return sums.withUnsafeMutableBufferPointer { sums in
      values.withUnsafe { values in
        guard let selected else { return RunningSums.fill(sums, values, limit) }
        return selected.words.withUnsafe { RunningSums.fill(sums, values, limit, $0) }
      }
    }
  }

  /// Whether all values lie within the limit: lifted by it, each is at least 0 and below twice the limit, and so no bit
  /// from there on is ever set.
  private static func fill(
    _ sums: UnsafeMutableBufferPointer<Int64>, _ values: UnsafeBufferPointer<Int64>, _ limit: Int64
  ) -> Bool {
    var running: Int64 = 0
    var lifted: Int64 = 0
    sums[0] = 0
    for row in 0..<values.count {
      let value = values[row]
      lifted |= value &+ limit
      running &+= value
      sums[row &+ 1] = running
    }
    return lifted >= 0 && lifted < limit &* 2
  }

  private static func fill(
    _ sums: UnsafeMutableBufferPointer<Int64>, _ values: UnsafeBufferPointer<Int64>, _ limit: Int64,
    _ words: UnsafeBufferPointer<UInt64>
  ) -> Bool {
    var running: Int64 = 0
    var lifted: Int64 = 0
    sums[0] = 0
    for word in 0..<words.count {
      var bits = words[word]
      for row in word << 6..<min(values.count, word << 6 &+ 64) {
        let value = values[row] & (0 &- Int64(truncatingIfNeeded: bits & 1))
        bits >>= 1
        lifted |= value &+ limit
        running &+= value
        sums[row &+ 1] = running
      }
    }
    return lifted >= 0 && lifted < limit &* 2
  }

  /// Calls `body` with each slot of the segments, the sum of its run and the run.
  @inline(__always)
  func forEachRunSum(
    _ offsets: Buffer<Int32>, _ base: Int, _ count: Int, _ body: (Int, Int64, Range<Int>) -> Void
  ) {
    sums.withUnsafeBufferPointer { sums in
      forEachRun(offsets, base, count) { slot, rows in
        body(slot, sums[rows.upperBound] &- sums[rows.lowerBound], rows)
      }
    }
  }
}
