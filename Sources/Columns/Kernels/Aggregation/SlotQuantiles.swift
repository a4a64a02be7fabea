/// Medians and percentiles: keeps every value, and looks for the ranks it needs at the end.
final class SlotQuantiles {
  private let fraction: Double
  private let isDouble: Bool
  private var slots: [Int32] = []
  private var payloads: [Int64] = []

  init(fraction: Double, isDouble: Bool) {
    self.fraction = min(max(fraction, 0), 1)
    self.isDouble = isDouble
  }

  func add(_ values: Buffer<Int64>, _ routing: Routing, _ selected: Bitmap?) {
    values.withUnsafe { values in
      routing.forEachRow(selected) { slot, row in
        slots.append(Int32(truncatingIfNeeded: slot))
        payloads.append(values[row])
      }
    }
  }

  func finish(_ slotCount: Int) -> Vector {
    let starts = segmentStarts(slots, slotCount)
    var sorted = grouped(starts)
    let results = Buffer<Double>(count: slotCount) { target in
      sorted.withUnsafeMutableBufferPointer { sorted in
        for slot in 0..<slotCount {
          let own = UnsafeMutableBufferPointer(rebasing: sorted[starts[slot]..<starts[slot + 1]])
          target[slot] = own.isEmpty ? 0 : quantile(own)
        }
      }
    }
    let known = Bitmap(count: slotCount) { starts[$0] < starts[$0 + 1] }
    return Vector(count: slotCount, .double(Lane(results)), known: known.unlessAllSet)
  }

  /// The payloads, slot by slot.
  private func grouped(_ starts: [Int]) -> [Int64] {
    var next = starts
    var result = [Int64](repeating: 0, count: payloads.count)
    for index in payloads.indices {
      let slot = Int(slots[index])
      result[next[slot]] = payloads[index]
      next[slot] += 1
    }
    return result
  }

  /// The value at `fraction` of the way from the first to the last in order, on the line between its two neighbours.
  private func quantile(_ values: UnsafeMutableBufferPointer<Int64>) -> Double {
    let place = fraction * Double(values.count - 1)
    let rank = min(Int(place), values.count - 1)
    let lower = number(select(values, rank: rank))
    let part = place - Double(rank)
    guard part > 0 else { return lower }
    // Selection leaves everything after the rank at least as great.
    var next = values[rank + 1]
    for index in rank + 1..<values.count { next = min(next, values[index]) }
    let upper = number(next)
    let distance = upper - lower
    return distance.isFinite ? lower + distance * part : lower * (1 - part) + upper * part
  }

  private func number(_ payload: Int64) -> Double {
    isDouble ? Columns.number(orderedPayload: payload) : Double(payload)
  }
}

/// Where the values of each slot begin when they are put slot by slot; one more than there are slots.
func segmentStarts(_ slots: [Int32], _ slotCount: Int) -> [Int] {
  var starts = [Int](repeating: 0, count: slotCount + 1)
  for slot in slots { starts[Int(slot) + 1] += 1 }
  for slot in 0..<slotCount { starts[slot + 1] += starts[slot] }
  return starts
}

/// Moves values until the one with this rank is in its place, with none greater before it and none less after it, and
/// returns it. Complexity: O(n) on average; sorts a part that keeps splitting badly, so O(n log n) at worst.
func select(_ values: UnsafeMutableBufferPointer<Int64>, rank: Int) -> Int64 {
  var lower = 0
  var upper = values.count - 1
  var patience = 64
  while upper - lower > 16, patience > 0 {
    patience -= 1
    let pivot = median(values[lower], values[(lower + upper) / 2], values[upper])
    var left = lower
    var right = upper
    while left <= right {
      while values[left] < pivot { left += 1 }
      while values[right] > pivot { right -= 1 }
      if left <= right {
        values.swapAt(left, right)
        left += 1
        right -= 1
      }
    }
    if rank <= right { upper = right } else if rank >= left { lower = left } else { return values[rank] }
  }
  var rest = UnsafeMutableBufferPointer(rebasing: values[lower...upper])
  rest.sort()
  return values[rank]
}

private func median(_ a: Int64, _ b: Int64, _ c: Int64) -> Int64 { max(min(a, b), min(max(a, b), c)) }
