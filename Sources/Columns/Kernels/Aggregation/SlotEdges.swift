/// The first or the last known value of each slot, in the order in which rows are added or in that of their events.
final class SlotEdges {
  private let isLast: Bool
  private let texts = TextInterner(adopts: true)
  private let sets = SetInterner()
  /// The payload of a number, or the number of a text or set.
  private var edges: [Int64]
  private var isSeen: [Bool]
  /// The payload of the event at each edge, where events decide.
  private var events: [Int64] = []

  init(_ slots: Int, isLast: Bool) {
    self.isLast = isLast
    edges = Array(repeating: 0, count: slots)
    isSeen = Array(repeating: false, count: slots)
  }

  func grow(_ slots: Int) {
    edges.grow(to: slots, filler: 0)
    isSeen.grow(to: slots, filler: false)
  }

  func add(_ values: Vector, _ payloads: Buffer<Int64>?, _ routing: Routing, _ selected: Bitmap?) {
    if selected == nil, case .segments(let offsets, let base, let count) = routing {
      addRuns(values, payloads, offsets, base, count)
      return
    }
    let payloads = payloads ?? numbers(values, selected)
    payloads.withUnsafe { payloads in
      edges.withUnsafeMutableBufferPointer { edges in
        isSeen.withUnsafeMutableBufferPointer { isSeen in
          if isLast {
            routing.forEachRow(selected) { slot, row in
              edges[slot] = payloads[row]
              isSeen[slot] = true
            }
          } else {
            routing.forEachRow(selected) { slot, row in
              if isSeen[slot] { return }
              edges[slot] = payloads[row]
              isSeen[slot] = true
            }
          }
        }
      }
    }
  }

  /// Of equal events the one added first is the first, and the one added last the last.
  func add(
    _ values: Vector, _ payloads: Buffer<Int64>?, events: Buffer<Int64>, _ routing: Routing, _ selected: Bitmap?
  ) {
    self.events.grow(to: edges.count, filler: 0)
    let payloads = payloads ?? numbers(values, selected)
    routing.forEachRow(selected) { slot, row in
      let isBetter = isLast ? events[row] >= self.events[slot] : events[row] < self.events[slot]
      if isSeen[slot], !isBetter { return }
      edges[slot] = payloads[row]
      self.events[slot] = events[row]
      isSeen[slot] = true
    }
  }

  /// Of a run of neighbours only one row matters.
  private func addRuns(
    _ values: Vector, _ payloads: Buffer<Int64>?, _ offsets: Buffer<Int32>, _ base: Int, _ count: Int
  ) {
    let payloads = payloads ?? numbers(values, nil)
    let isLast = isLast
    payloads.withUnsafe { payloads in
      edges.withUnsafeMutableBufferPointer { edges in
        isSeen.withUnsafeMutableBufferPointer { isSeen in
          forEachRun(offsets, base, count) { slot, rows in
            if isLast || !isSeen[slot] { edges[slot] = payloads[isLast ? rows.upperBound &- 1 : rows.lowerBound] }
            isSeen[slot] = true
          }
        }
      }
    }
  }

  private func numbers(_ values: Vector, _ selected: Bitmap?) -> Buffer<Int64> {
    switch values.data {
    case .text(let lane):
      Lane(texts.intern(lane, count: values.count, known: selected)).widened.values
    case .textSet(let lane):
      Lane(sets.intern(lane, count: values.count, known: selected)).widened.values
    default: Buffer(repeating: 0, count: values.count)
    }
  }

  func finish(_ slots: Int, _ type: ValueType) -> Vector {
    let payloads = Buffer(Array(edges[0..<slots]))
    let known = Bitmap(Array(isSeen[0..<slots])).unlessAllSet
    guard type == .text || type == .textSet else { return Vector(payloads: payloads, type: type, known: known) }
    let numbers = Buffer<Int32>(count: slots) { target in
      for slot in 0..<slots { target[slot] = isSeen[slot] ? Int32(truncatingIfNeeded: edges[slot]) : -1 }
    }
    if type == .text { return texts.vector(numbers) }
    return Vector(count: slots, .textSet(sets.lane(numbers)), known: known)
  }
}
