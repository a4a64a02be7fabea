/// The sums of the first 0, 1, 2 … values of a block, from which the sum of any run of rows is one subtraction.
///
/// Most segments are short, and a loop over each would spend its time on guessing where it ends. Wrapping is harmless:
/// differences come out right as long as the sum of a run itself fits, which `fill` makes sure of.
struct RunningSums {
  private var sums: [Int64] = []

  /// Sums up the selected values; false where they are so large that a run's sum might not fit in 64 bits.
  mutating func fill(_ values: Buffer<Int64>, _ selected: Bitmap?) -> Bool {
    sums.grow(to: values.count + 1, filler: 0)
    return sums.withUnsafeMutableBufferPointer { sums in
      values.withUnsafe { values in
        let magnitude =
          selected.map { $0.words.withUnsafe { RunningSums.fill(sums, values, $0) } } ?? RunningSums.fill(sums, values)
        let countBits = Int.bitWidth - values.count.leadingZeroBitCount
        return magnitude.leadingZeroBitCount > countBits + 1
      }
    }
  }

  /// Returns a number with as many bits as the greatest value needs.
  private static func fill(
    _ sums: UnsafeMutableBufferPointer<Int64>, _ values: UnsafeBufferPointer<Int64>
  ) -> Int64 {
    var running: Int64 = 0
    var magnitude: Int64 = 0
    sums[0] = 0
    for row in 0..<values.count {
      let value = values[row]
      magnitude |= value ^ (value >> 63)
      running &+= value
      sums[row &+ 1] = running
    }
    return magnitude
  }

  private static func fill(
    _ sums: UnsafeMutableBufferPointer<Int64>, _ values: UnsafeBufferPointer<Int64>,
    _ words: UnsafeBufferPointer<UInt64>
  ) -> Int64 {
    var running: Int64 = 0
    var magnitude: Int64 = 0
    sums[0] = 0
    for word in 0..<words.count {
      var bits = words[word]
      for row in word << 6..<min(values.count, word << 6 &+ 64) {
        let value = values[row] & (0 &- Int64(truncatingIfNeeded: bits & 1))
        bits >>= 1
        magnitude |= value ^ (value >> 63)
        running &+= value
        sums[row &+ 1] = running
      }
    }
    return magnitude
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
