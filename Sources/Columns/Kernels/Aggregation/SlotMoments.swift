/// Standard deviations of samples (Welford's method: no large squares are subtracted from each other).
final class SlotMoments {
  private struct Moments {
    var count = 0.0
    var mean = 0.0
    /// The sum of squared distances from the mean.
    var spread = 0.0

    @inline(__always)
    mutating func add(_ value: Double) {
      count += 1
      let distance = value - mean
      mean += distance / count
      spread += distance * (value - mean)
    }
  }

  private var moments: [Moments]

  init(_ slots: Int) { moments = Array(repeating: Moments(), count: slots) }

  func grow(_ slots: Int) { moments.grow(to: slots, filler: Moments()) }

  func add(_ values: Buffer<Double>, _ routing: Routing, _ selected: Bitmap?) {
    moments.withUnsafeMutableBufferPointer { moments in
      values.withUnsafe { values in
        routing.forEachRow(selected) { slot, row in moments[slot].add(values[row]) }
      }
    }
  }

  /// Unknown with fewer than two values.
  func finish(_ slots: Int) -> Vector {
    let results = Buffer<Double>(count: slots) { target in
      for slot in 0..<slots {
        let own = moments[slot]
        target[slot] = own.count < 2 ? .nan : (own.spread / (own.count - 1)).squareRoot()
      }
    }
    return Arithmetic.real(Vector(count: slots, .double(Lane(results)))) { $0 }
  }
}
