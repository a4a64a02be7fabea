/// Which slot each row of a block belongs to.
enum Routing {
  /// Row i goes to slot `slots[i]`; −1 is nowhere.
  case scattered(Buffer<Int32>)
  /// The block is positions `base..<base + count` of segments that lie end to end; slot s owns `offsets[s]..<offsets[s + 1]`.
  case segments(Buffer<Int32>, base: Int, count: Int)

  var count: Int {
    switch self {
    case .scattered(let slots): slots.count
    case .segments(_, _, let count): count
    }
  }

  /// Calls `body` with the slot and the number of each row that is selected and has a slot, in order.
  @inline(__always)
  func forEachRow(_ selected: Bitmap?, _ body: (Int, Int) -> Void) {
    switch self {
    case .scattered(let slots):
      slots.withUnsafe { slots in
        forEachSelected(selected, 0..<slots.count) { row in
          let slot = Int(slots[row])
          if slot >= 0 { body(slot, row) }
        }
      }
    case .segments(let offsets, let base, let count):
      forEachRun(offsets, base, count) { slot, rows in
        forEachSelected(selected, rows) { body(slot, $0) }
      }
    }
  }
}

/// Calls `body` with each slot that owns rows of the block and with those rows.
@inline(__always)
func forEachRun(_ offsets: Buffer<Int32>, _ base: Int, _ count: Int, _ body: (Int, Range<Int>) -> Void) {
  offsets.withUnsafe { offsets in
    var slot = firstSlot(offsets, holding: base)
    var lower = 0
    while lower < count, slot &+ 1 < offsets.count {
      let upper = min(count, Int(offsets[slot &+ 1]) &- base)
      if upper > lower {
        body(slot, lower..<upper)
        lower = upper
      }
      slot &+= 1
    }
  }
}

/// The last slot that begins at or before a position. Complexity: O(log slots).
private func firstSlot(_ offsets: UnsafeBufferPointer<Int32>, holding position: Int) -> Int {
  var lower = 0
  var upper = max(0, offsets.count - 1)
  while lower + 1 < upper {
    let middle = (lower + upper) / 2
    if Int(offsets[middle]) <= position { lower = middle } else { upper = middle }
  }
  return lower
}

/// Calls `body` with each row of a range whose bit is set, ascending; nil selects all.
@inline(__always)
func forEachSelected(_ selected: Bitmap?, _ rows: Range<Int>, _ body: (Int) -> Void) {
  guard let selected else {
    for row in rows { body(row) }
    return
  }
  if rows.isEmpty { return }
  selected.words.withUnsafe { words in
    let last = (rows.upperBound &- 1) >> 6
    var word = rows.lowerBound >> 6
    var bits = words[word] & (~0 << UInt64(rows.lowerBound & 63))
    while true {
      if word == last { bits &= ~0 >> UInt64(63 &- (rows.upperBound &- 1) & 63) }
      while bits != 0 {
        body(word << 6 &+ bits.trailingZeroBitCount)
        bits &= bits &- 1
      }
      if word == last { return }
      word &+= 1
      bits = words[word]
    }
  }
}
