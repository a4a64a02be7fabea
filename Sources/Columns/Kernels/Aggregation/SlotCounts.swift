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
        guard let selected else {
          forEachRun(offsets, base, count) { slot, rows in counts[slot] &+= Int64(rows.count) }
          return
        }
        let before = selected.wordRanks
        before.withUnsafe { before in
          selected.words.withUnsafe { words in
            var last: Int64 = 0
            forEachRun(offsets, base, count) { slot, rows in
              let end = rows.upperBound
              let within = end & 63 == 0 ? 0 : words[end >> 6] & ((1 << UInt64(end & 63)) - 1)
              let rank = Int64(before[end >> 6]) &+ Int64(within.nonzeroBitCount)
              counts[slot] &+= rank &- last
              last = rank
            }
          }
        }
      }
    }
  }

  func finish(_ slots: Int) -> Vector {
    Vector(count: slots, .int64(Lane(Buffer(Array(counts[0..<slots])))))
  }
}

extension Bitmap {
  /// How many bits are set before each word, and in all.
  fileprivate var wordRanks: Buffer<Int32> {
    words.withUnsafe { words in
      Buffer(count: words.count + 1) { target in
        var rank: Int32 = 0
        for word in 0..<words.count {
          target[word] = rank
          rank &+= Int32(truncatingIfNeeded: words[word].nonzeroBitCount)
        }
        target[words.count] = rank
      }
    }
  }
}
