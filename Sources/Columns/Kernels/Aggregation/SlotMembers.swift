/// The different values of each slot: how many, or all of them as a text. A set gives its members.
///
/// Counting values that come slot after slot needs no table; one object is fed in one of the two ways.
final class SlotMembers {
  private let isList: Bool
  private let texts = TextInterner(adopts: true)
  private let integers = IntegerTable()
  /// Slot and value number together: each pair once, in first-seen order.
  private let pairs = IntegerTable()
  private var runs = SlotRuns()
  private var counts: [Int64]

  init(_ slots: Int, isList: Bool) {
    self.isList = isList
    counts = Array(repeating: 0, count: slots)
  }

  func grow(_ slots: Int) { counts.grow(to: slots, filler: 0) }

  func add(_ values: Vector, _ payloads: Buffer<Int64>?, _ routing: Routing, _ selected: Bitmap?) {
    if let lane = values.setLane { return addSets(lane, routing, selected) }
    if !isList, case .segments(let offsets, let base, _) = routing {
      precondition(pairs.count == 0, "segments and scattered rows in one accumulator")
      let identities = payloads ?? Lane(numbers(values, nil, selected)).widened.values
      runs.add(identities, offsets, base, selected) { counts[$0] = Int64(distinctCount($1)) }
      return
    }
    let numbers = numbers(values, payloads, selected)
    numbers.withUnsafe { numbers in
      routing.forEachRow(selected) { slot, row in
        if numbers[row] >= 0 { note(slot, numbers[row]) }
      }
    }
  }

  private func addSets(_ lane: SetLane, _ routing: Routing, _ selected: Bitmap?) {
    routing.forEachRow(selected) { slot, row in
      for member in lane.offsets[row]..<lane.offsets[row + 1] {
        note(slot, texts.intern(lane.pool, Int(lane.codes[Int(member)])))
      }
    }
  }

  private func numbers(_ values: Vector, _ payloads: Buffer<Int64>?, _ selected: Bitmap?) -> Buffer<Int32> {
    if let lane = values.textLane { return texts.intern(lane, count: values.count, known: selected) }
    guard let payloads else { return Buffer(repeating: -1, count: values.count) }
    return integers.numbers(of: payloads, known: selected)
  }

  @inline(__always)
  private func note(_ slot: Int, _ number: Int32) {
    if pairs.insert(Int64(slot) << 32 | Int64(number)) { counts[slot] &+= 1 }
  }

  func finishCounts(_ slots: Int) -> Vector {
    runs.finish { counts[$0] = Int64(distinctCount($1)) }
    return Vector(count: slots, .int64(Lane(Buffer(Array(counts[0..<slots])))))
  }

  /// The members of each slot joined; unknown where there are none.
  func finishLists(_ slots: Int) -> Vector {
    let members = membersBySlot(slots)
    var builder = TextPoolBuilder()
    for slot in 0..<slots {
      for (index, number) in members[slot].enumerated() {
        if index > 0 { builder.bytes.append(contentsOf: [UInt8(ascii: ","), UInt8(ascii: " ")]) }
        append(number, to: &builder.bytes)
      }
      builder.finishEntry()
    }
    let lane = TextLane(
      pool: builder.filledPool(), codes: Lane(Buffer(ascendingFrom: 0, count: slots)), isDictionary: false)
    return Vector(count: slots, .text(lane), known: Bitmap(count: slots) { counts[$0] > 0 }.unlessAllSet)
  }

  private func membersBySlot(_ slots: Int) -> [[Int32]] {
    var members = [[Int32]](repeating: [], count: slots)
    for pair in pairs.keys { members[Int(pair >> 32)].append(Int32(truncatingIfNeeded: pair)) }
    return members
  }

  private func append(_ number: Int32, to bytes: inout [UInt8]) {
    if texts.count > 0 {
      texts.withBytes(Int(number)) { bytes.append(contentsOf: $0) }
    } else {
      bytes.append(contentsOf: String(integers.keys[Int(number)]).utf8)
    }
  }
}
