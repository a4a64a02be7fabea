/// Medians and percentiles. Values that come slot after slot are worked off at once; others are kept until the end.
///
/// One object is fed in one of the two ways.
final class SlotQuantiles {
  private let fraction: Double
  private let isDouble: Bool
  private var slots: [Int32] = []
  private var payloads: [Int64] = []
  private var runs = SlotRuns()
  /// The results of the slots that came as segments; NaN for none.
  private var results: [Double] = []

  init(fraction: Double, isDouble: Bool) {
    self.fraction = min(max(fraction, 0), 1)
    self.isDouble = isDouble
  }

  func add(_ values: Buffer<Int64>, _ routing: Routing, _ selected: Bitmap?) {
    if case .segments(let offsets, let base, _) = routing {
      precondition(slots.isEmpty, "segments and scattered rows in one accumulator")
      results.grow(to: offsets.count - 1, filler: .nan)
      runs.add(values, offsets, base, selected) { results[$0] = quantile($1) }
      return
    }
    precondition(results.isEmpty, "segments and scattered rows in one accumulator")
    values.withUnsafe { values in
      routing.forEachRow(selected) { slot, row in
        slots.append(Int32(truncatingIfNeeded: slot))
        payloads.append(values[row])
      }
    }
  }

  func finish(_ slotCount: Int) -> Vector {
    runs.finish { results[$0] = quantile($1) }
    if results.isEmpty { workOff(slotCount) }
    results.grow(to: slotCount, filler: .nan)
    return Arithmetic.real(Vector(count: slotCount, .double(Lane(Buffer(results))))) { $0 }
  }

  /// Puts the kept values slot by slot and takes each slot's quantile.
  private func workOff(_ slotCount: Int) {
    var next = [Int](repeating: 0, count: slotCount + 1)
    for slot in slots { next[Int(slot) + 1] += 1 }
    for slot in 0..<slotCount { next[slot + 1] += next[slot] }
    let starts = next
    var grouped = [Int64](repeating: 0, count: payloads.count)
    for index in payloads.indices {
      let slot = Int(slots[index])
      grouped[next[slot]] = payloads[index]
      next[slot] += 1
    }
    results.grow(to: slotCount, filler: .nan)
    grouped.withUnsafeMutableBufferPointer { grouped in
      for slot in 0..<slotCount where starts[slot] < starts[slot + 1] {
        results[slot] = quantile(UnsafeMutableBufferPointer(rebasing: grouped[starts[slot]..<starts[slot + 1]]))
      }
    }
    slots = []
    payloads = []
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
