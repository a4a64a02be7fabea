/// The least or the greatest payload of each slot.
final class SlotExtremes {
  private let isMaximum: Bool
  private var best: [Int64]
  private var isSeen: [Bool]

  init(_ slots: Int, isMaximum: Bool) {
    self.isMaximum = isMaximum
    best = Array(repeating: isMaximum ? .min : .max, count: slots)
    isSeen = Array(repeating: false, count: slots)
  }

  func grow(_ slots: Int) {
    best.grow(to: slots, filler: isMaximum ? .min : .max)
    isSeen.grow(to: slots, filler: false)
  }

  func add(_ payloads: Buffer<Int64>, _ routing: Routing, _ selected: Bitmap?) {
    if isMaximum {
      add(payloads, routing, selected) { max($0, $1) }
    } else {
      add(payloads, routing, selected) { min($0, $1) }
    }
  }

  @inline(__always)
  private func add(
    _ payloads: Buffer<Int64>, _ routing: Routing, _ selected: Bitmap?, _ better: (Int64, Int64) -> Int64
  ) {
    best.withUnsafeMutableBufferPointer { best in
      isSeen.withUnsafeMutableBufferPointer { isSeen in
        payloads.withUnsafe { payloads in
          if selected == nil, case .segments(let offsets, let base, let count) = routing {
            forEachRun(offsets, base, count) { slot, rows in
              var own = best[slot]
              for row in rows { own = better(own, payloads[row]) }
              best[slot] = own
              isSeen[slot] = true
            }
            return
          }
          routing.forEachRow(selected) { slot, row in
            best[slot] = better(best[slot], payloads[row])
            isSeen[slot] = true
          }
        }
      }
    }
  }

  func finish(_ slots: Int, _ type: ValueType) -> Vector {
    let payloads = Buffer<Int64>(count: slots) { target in
      for slot in 0..<slots { target[slot] = isSeen[slot] ? best[slot] : 0 }
    }
    return Vector(payloads: payloads, type: type, known: Bitmap(Array(isSeen[0..<slots])).unlessAllSet)
  }
}

/// The least or the greatest text of each slot by bytes.
final class TextExtremes {
  private let isMaximum: Bool
  private let texts = TextInterner(adopts: true)
  /// The number of each slot's text, −1 for none yet.
  private var best: [Int32]

  init(_ slots: Int, isMaximum: Bool) {
    self.isMaximum = isMaximum
    best = Array(repeating: -1, count: slots)
  }

  func grow(_ slots: Int) { best.grow(to: slots, filler: -1) }

  func add(_ lane: TextLane, _ routing: Routing, _ selected: Bitmap?) {
    let numbers = texts.intern(lane, count: routing.count, known: selected)
    routing.forEachRow(selected) { slot, row in
      let number = numbers[row]
      guard number >= 0, number != best[slot] else { return }
      if best[slot] < 0 || isBetter(Int(number), Int(best[slot])) { best[slot] = number }
    }
  }

  private func isBetter(_ candidate: Int, _ own: Int) -> Bool {
    let order = texts.withBytes(candidate) { candidate in texts.withBytes(own) { byteOrder(candidate, $0) } }
    return isMaximum ? order > 0 : order < 0
  }

  func finish(_ slots: Int) -> Vector { texts.vector(Buffer(Array(best[0..<slots]))) }
}

extension TextInterner {
  /// The texts with these numbers; unknown for −1.
  func vector(_ numbers: Buffer<Int32>) -> Vector {
    let lane = TextLane(pool: pool(), codes: Lane(numbers.withoutNegatives), isDictionary: true)
    return Vector(count: numbers.count, .text(lane), known: numbers.notNegative.unlessAllSet)
  }
}
