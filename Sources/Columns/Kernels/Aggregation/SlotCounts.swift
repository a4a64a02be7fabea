/// How many rows each slot got.
final class SlotCounts {
  private var counts: [Int64]

  init(_ slots: Int) { counts = Array(repeating: 0, count: slots) }

  func grow(_ slots: Int) { counts.grow(to: slots, filler: 0) }

  func add(_ routing: Routing, _ selected: Bitmap?) {
    counts.withUnsafeMutableBufferPointer { counts in
      switch routing {
      case .scattered: routing.forEachRow(selected) { slot, _ in counts[slot] &+= 1 }
      case .segments(let offsets, let base, let count):
        forEachRun(offsets, base, count) { slot, rows in
          counts[slot] &+= Int64(selected?.setCount(in: rows) ?? rows.count)
        }
      }
    }
  }

  func finish(_ slots: Int) -> Vector {
    Vector(count: slots, .int64(Lane(Buffer(Array(counts[0..<slots])))))
  }
}
