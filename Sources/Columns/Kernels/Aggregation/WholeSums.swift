/// Exact sums of whole numbers and money in 64 bits; growing beyond them is found, never wrapped.
final class WholeSums {
  private var sums: [Int64]
  private var running = RunningSums()

  init(_ slots: Int) { sums = Array(repeating: 0, count: slots) }

  func grow(_ slots: Int) { sums.grow(to: slots, filler: 0) }

  func add(_ values: Buffer<Int64>, _ routing: Routing, _ selected: Bitmap?) throws(ArithmeticOverflow) {
    var overflowRow = Int.max
    sums.withUnsafeMutableBufferPointer { sums in
      if case .segments(let offsets, let base, let count) = routing, running.fill(values, selected) {
        running.forEachRunSum(offsets, base, count) { slot, sum, rows in
          let next = sums[slot].addingReportingOverflow(sum)
          if next.overflow { overflowRow = min(overflowRow, rows.lowerBound) }
          sums[slot] = next.partialValue
        }
        return
      }
      values.withUnsafe { values in
        routing.forEachRow(selected) { slot, row in
          let next = sums[slot].addingReportingOverflow(values[row])
          if next.overflow { overflowRow = min(overflowRow, row) }
          sums[slot] = next.partialValue
        }
      }
    }
    if overflowRow != Int.max { throw ArithmeticOverflow(row: overflowRow) }
  }

  func finish(_ slots: Int) -> Vector {
    Vector(count: slots, .int64(Lane(Buffer(Array(sums[0..<slots])))))
  }
}

/// Means of whole numbers and money: sums in 128 bits, which no number of rows fills, divided once.
final class WholeMeans {
  private var sums: [Int128]
  private var counts: [Int64]
  private var running = RunningSums()

  init(_ slots: Int) {
    sums = Array(repeating: 0, count: slots)
    counts = Array(repeating: 0, count: slots)
  }

  func grow(_ slots: Int) {
    sums.grow(to: slots, filler: 0)
    counts.grow(to: slots, filler: 0)
  }

  func add(_ values: Buffer<Int64>, _ routing: Routing, _ selected: Bitmap?) {
    sums.withUnsafeMutableBufferPointer { sums in
      counts.withUnsafeMutableBufferPointer { counts in
        if case .segments(let offsets, let base, let count) = routing, running.fill(values, selected) {
          running.forEachRunSum(offsets, base, count) { slot, sum, rows in
            sums[slot] &+= Int128(sum)
            counts[slot] &+= Int64(selected?.setCount(in: rows) ?? rows.count)
          }
          return
        }
        values.withUnsafe { values in
          routing.forEachRow(selected) { slot, row in
            sums[slot] &+= Int128(values[row])
            counts[slot] &+= 1
          }
        }
      }
    }
  }

  func finish(_ slots: Int) -> Vector {
    let means = Buffer<Double>(count: slots) { target in
      for slot in 0..<slots {
        target[slot] = counts[slot] == 0 ? 0 : WholeMeans.double(sums[slot]) / Double(counts[slot])
      }
    }
    let known = Bitmap(count: slots) { counts[$0] > 0 }
    return Vector(count: slots, .double(Lane(means)), known: known.unlessAllSet)
  }

  /// The conversion of 128 bits is slow, and hardly ever needed.
  private static func double(_ sum: Int128) -> Double {
    if let whole = Int64(exactly: sum) { return Double(whole) }
    return Double(Int64(truncatingIfNeeded: sum >> 64)) * 0x1p64 + Double(UInt64(truncatingIfNeeded: sum))
  }
}
