/// Collects the values of one slot after the other from blocks of segments; a slot may span blocks.
struct SlotRuns {
  private var open = -1
  private var values: [Int64] = []

  /// Adds the selected values of a block, and calls `close` with the values of each slot that is complete.
  @inline(__always)
  mutating func add(
    _ payloads: Buffer<Int64>, _ offsets: Buffer<Int32>, _ base: Int, _ selected: Bitmap?,
    _ close: (Int, UnsafeMutableBufferPointer<Int64>) -> Void
  ) {
    payloads.withUnsafe { payloads in
      forEachRun(offsets, base, payloads.count) { slot, rows in
        if slot != open {
          finish(close)
          open = slot
        }
        if selected == nil {
          values.append(contentsOf: payloads[rows])
        } else {
          forEachSelected(selected, rows) { values.append(payloads[$0]) }
        }
      }
    }
  }

  /// Calls `close` with the values of the last slot.
  @inline(__always)
  mutating func finish(_ close: (Int, UnsafeMutableBufferPointer<Int64>) -> Void) {
    if !values.isEmpty { values.withUnsafeMutableBufferPointer { close(open, $0) } }
    values.removeAll(keepingCapacity: true)
    open = -1
  }
}

/// How many different numbers there are. Complexity: O(n log n); few are compared with each other instead.
func distinctCount(_ values: UnsafeMutableBufferPointer<Int64>) -> Int {
  if values.count <= 16 {
    var count = 0
    for index in 0..<values.count {
      var isNew = true
      for earlier in 0..<index where values[earlier] == values[index] { isNew = false }
      if isNew { count &+= 1 }
    }
    return count
  }
  var sorted = values
  sorted.sort()
  var count = 1
  for index in 1..<sorted.count where sorted[index] != sorted[index - 1] { count &+= 1 }
  return count
}
