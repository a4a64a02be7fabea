/// Collects sets of texts, each once, numbered from 0 in the order in which they were first seen.
final class SetInterner {
  private let members = TextInterner(adopts: true)
  /// The sets as runs of their members' numbers, ascending, four bytes each.
  private let sets = TextInterner(adopts: false)

  /// How many sets there are so far.
  var count: Int { sets.count }

  /// The number of the set in each row; −1 where the row is not known.
  func intern(_ lane: SetLane, count: Int, known: Bitmap?) -> Buffer<Int32> {
    Buffer(count: count) { target in
      for row in 0..<count { target[row] = known?[row] ?? true ? intern(lane, row) : -1 }
    }
  }

  private func intern(_ lane: SetLane, _ row: Int) -> Int32 {
    let numbers = (lane.offsets[row]..<lane.offsets[row + 1])
      .map { members.intern(lane.pool, Int(lane.codes[Int($0)])) }.sorted()
    return numbers.withUnsafeBytes { raw in raw.withMemoryRebound(to: UInt8.self) { sets.intern($0) } }
  }

  /// The sets with these numbers; an empty set for −1.
  func lane(_ numbers: Buffer<Int32>) -> SetLane {
    var offsets: [Int32] = [0]
    var codes: [Int32] = []
    for row in 0..<numbers.count {
      if numbers[row] >= 0 {
        sets.withBytes(Int(numbers[row])) { run in
          let raw = UnsafeRawBufferPointer(run)
          for start in stride(from: 0, to: raw.count, by: 4) {
            codes.append(raw.loadUnaligned(fromByteOffset: start, as: Int32.self))
          }
        }
      }
      offsets.append(Int32(truncatingIfNeeded: codes.count))
    }
    return SetLane(pool: members.pool(), offsets: Buffer(offsets), codes: Buffer(codes))
  }
}
