// Numbers, dates, times and truth values as 64-bit integers whose order is the order of the values, so that one loop
// serves them all.

/// The integer whose order among integers is that of the number among numbers. Both zeros are one; NaN is never known.
@inline(__always)
func orderedPayload(_ number: Double) -> Int64 {
  let bits = Int64(bitPattern: (number + 0).bitPattern)
  return bits ^ ((bits >> 63) & Int64.max)
}

@inline(__always)
func number(orderedPayload payload: Int64) -> Double {
  Double(bitPattern: UInt64(bitPattern: payload ^ ((payload >> 63) & Int64.max)))
}

extension Vector {
  /// One payload a row for numbers, dates, times and truth values; nil for text and sets.
  var payloads: Buffer<Int64>? {
    switch data {
    case .int32(let lane): lane.widened.expanded(count)
    case .int64(let lane): lane.expanded(count)
    case .double(let lane): lane.map { orderedPayload($0) }.expanded(count)
    case .truth(let bits): Buffer(count: count) { target in for row in 0..<count { target[row] = bits[row] ? 1 : 0 } }
    case .text, .textSet: nil
    }
  }

  /// Values of a type from their payloads.
  init(payloads: Buffer<Int64>, type: ValueType, known: Bitmap?) {
    let lane = Lane(payloads)
    switch type {
    case .truth:
      self.init(count: payloads.count, .truth(Bitmap(count: payloads.count) { payloads[$0] != 0 }), known: known)
    case .date, .reference:
      self.init(count: payloads.count, .int32(lane.map { Int32(truncatingIfNeeded: $0) }), known: known)
    case .number, .percent, .inexactMoney:
      self.init(count: payloads.count, .double(lane.map { Columns.number(orderedPayload: $0) }), known: known)
    case .whole, .money, .time, .duration, .text, .textSet:
      self.init(count: payloads.count, .int64(lane), known: known)
    }
  }
}
