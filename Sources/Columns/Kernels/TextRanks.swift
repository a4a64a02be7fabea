extension TextPool {
  /// For each entry, how many different texts come before it by bytes.
  ///
  /// Sorts by the first eight bytes as one number; entries that agree in them go on with the next eight, and so on: each
  /// byte of the pool is looked at once or twice, and nothing recurs however long the common beginnings are.
  func rankedByBytes() -> Buffer<Int32> {
    var order = [Int32](0..<Int32(truncatingIfNeeded: count))
    var pending: [(range: Range<Int>, depth: Int)] = [(0..<count, 0)]
    while let (range, depth) = pending.popLast() {
      if range.count < 24 {
        order[range].sort { self.order(Int($0), self, Int($1)) < 0 }
      } else {
        pending += sort(&order, range, depth)
      }
    }
    return Buffer(count: count) { target in
      var rank: Int32 = 0
      for place in order.indices {
        if place > 0, !isEqual(Int(order[place - 1]), self, Int(order[place])) { rank += 1 }
        target[Int(order[place])] = rank
      }
    }
  }

  /// Sorts entries that agree in their first `depth` bytes by the next eight; gives back the runs that agree in those as
  /// well and go on beyond them.
  private func sort(_ order: inout [Int32], _ range: Range<Int>, _ depth: Int) -> [(range: Range<Int>, depth: Int)] {
    var items = order[range].map { RankedRow(rank: word(Int($0), depth), row: $0) }
    RadixSort.sort(&items)
    var open: [(range: Range<Int>, depth: Int)] = []
    var lower = 0
    while lower < items.count {
      var upper = lower + 1
      while upper < items.count, items[upper].rank == items[lower].rank { upper += 1 }
      if upper - lower > 1 {
        // Zero bytes at the end of one text and no bytes at the end of another look alike: the shorter comes first.
        items[lower..<upper].sort { beyond($0, depth) < beyond($1, depth) }
        let longer = items[lower..<upper].firstIndex { beyond($0, depth) == 8 + 1 } ?? upper
        if upper - longer > 1 {
          open.append((range.lowerBound + longer..<range.lowerBound + upper, depth + 8))
        }
      }
      lower = upper
    }
    for (place, item) in zip(range, items) { order[place] = item.row }
    return open
  }

  /// How many of the eight bytes from `depth` on the text has; one more where it goes on after them.
  private func beyond(_ item: RankedRow, _ depth: Int) -> Int {
    min(Int(offsets[Int(item.row) + 1]) - Int(offsets[Int(item.row)]) - depth, 8 + 1)
  }

  /// Eight bytes from `depth` on as a number whose order is theirs; bytes that are not there count as 0.
  private func word(_ entry: Int, _ depth: Int) -> UInt64 {
    withBytes(entry) { text in
      var word: UInt64 = 0
      let end = min(text.count, depth + 8)
      for position in depth..<max(depth, end) { word |= UInt64(text[position]) << UInt64(56 - (position - depth) * 8) }
      return word
    }
  }
}
