/// Sums of floating-point values with the rounding errors kept beside them (Neumaier's summation), so that the order of
/// the blocks does not show in the result.
final class DoubleSums {
  private struct Sum {
    var total = 0.0
    var error = 0.0
    var count: Int64 = 0

    @inline(__always)
    mutating func add(_ value: Double) {
      let next = total + value
      // What the addition lost: exact whichever of the two is greater (Knuth's two-sum).
      let rest = next - total
      error += (total - (next - rest)) + (value - rest)
      total = next
      count &+= 1
    }
  }

  private var sums: [Sum]

  init(_ slots: Int) { sums = Array(repeating: Sum(), count: slots) }

  func grow(_ slots: Int) { sums.grow(to: slots, filler: Sum()) }

  func add(_ values: Buffer<Double>, _ routing: Routing, _ selected: Bitmap?) {
    sums.withUnsafeMutableBufferPointer { sums in
      values.withUnsafe { values in
        if selected == nil, case .segments(let offsets, let base, let count) = routing {
          forEachRun(offsets, base, count) { slot, rows in
            var sum = sums[slot]
            for row in rows { sum.add(values[row]) }
            sums[slot] = sum
          }
          return
        }
        routing.forEachRow(selected) { slot, row in sums[slot].add(values[row]) }
      }
    }
  }

  /// 0 where there was nothing; unknown where the sum is beyond every finite number.
  func finishSums(_ slots: Int) -> Vector {
    result(slots) { $0.total + $0.error }
  }

  /// Unknown where there was nothing.
  func finishMeans(_ slots: Int) -> Vector {
    result(slots) { ($0.total + $0.error) / Double($0.count) }
  }

  private func result(_ slots: Int, _ value: (Sum) -> Double) -> Vector {
    let results = Buffer<Double>(count: slots) { target in
      for slot in 0..<slots { target[slot] = value(sums[slot]) }
    }
    return Arithmetic.real(Vector(count: slots, .double(Lane(results)))) { $0 }
  }
}
