/// A row and the number that says where it belongs.
struct RankedRow {
  var rank: UInt64
  var row: Int32
}

/// Stable sorting by rank, digit by digit from the least, leaving out digits in which all agree.
enum RadixSort {
  /// Complexity: O(n × digits in which the ranks differ).
  static func sort(_ items: inout [RankedRow]) {
    guard items.count > 1 else { return }
    let bounds = bounds(items)
    guard bounds.lower != bounds.upper else { return }
    if bounds.upper - bounds.lower < 1 << 32 {
      sortNarrow(&items, bounds.lower, bounds.upper - bounds.lower)
    } else {
      sortWide(&items)
    }
  }

  private static func bounds(_ items: [RankedRow]) -> (lower: UInt64, upper: UInt64) {
    var lower = UInt64.max
    var upper: UInt64 = 0
    items.withUnsafeBufferPointer { items in
      for item in items {
        lower = min(lower, item.rank)
        upper = max(upper, item.rank)
      }
    }
    return (lower, upper)
  }

  /// Ranks within 32 bits of each other travel with their row in one word.
  private static func sortNarrow(_ items: inout [RankedRow], _ base: UInt64, _ range: UInt64) {
    var words = items.map { ($0.rank &- base) << 32 | UInt64(UInt32(bitPattern: $0.row)) }
    var scratch = words
    words.withUnsafeMutableBufferPointer { words in
      scratch.withUnsafeMutableBufferPointer { scratch in
        var source = words
        var target = scratch
        var shift: UInt64 = 32
        while shift < 64, range >> (shift - 32) != 0 {
          if pass(source, target, shift) { swap(&source, &target) }
          shift += digitBits
        }
        items.withUnsafeMutableBufferPointer { items in
          for index in 0..<items.count {
            items[index] = RankedRow(
              rank: source[index] >> 32 &+ base, row: Int32(bitPattern: UInt32(truncatingIfNeeded: source[index])))
          }
        }
      }
    }
  }

  private static let digitBits: UInt64 = 11
  private static let digitMask: UInt64 = 1 << 11 - 1

  /// One pass over words; false where all agree in the digit and nothing was moved.
  private static func pass(
    _ source: UnsafeMutableBufferPointer<UInt64>, _ target: UnsafeMutableBufferPointer<UInt64>, _ shift: UInt64
  ) -> Bool {
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 1 << 11) { next in
      next.initialize(repeating: 0)
      for word in source { next[Int(truncatingIfNeeded: word >> shift & digitMask)] &+= 1 }
      guard place(next, source.count) else { return false }
      for word in source {
        let digit = Int(truncatingIfNeeded: word >> shift & digitMask)
        target[next[digit]] = word
        next[digit] &+= 1
      }
      return true
    }
  }

  private static func sortWide(_ items: inout [RankedRow]) {
    var scratch = items
    var isSwapped = false
    items.withUnsafeMutableBufferPointer { items in
      scratch.withUnsafeMutableBufferPointer { scratch in
        var source = items
        var target = scratch
        for shift in stride(from: UInt64(0), to: 64, by: Int(digitBits)) where pass(source, target, shift) {
          swap(&source, &target)
          isSwapped.toggle()
        }
      }
    }
    if isSwapped { items = scratch }
  }

  private static func pass(
    _ source: UnsafeMutableBufferPointer<RankedRow>, _ target: UnsafeMutableBufferPointer<RankedRow>, _ shift: UInt64
  ) -> Bool {
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 1 << 11) { next in
      next.initialize(repeating: 0)
      for item in source { next[Int(truncatingIfNeeded: item.rank >> shift & digitMask)] &+= 1 }
      guard place(next, source.count) else { return false }
      for item in source {
        let digit = Int(truncatingIfNeeded: item.rank >> shift & digitMask)
        target[next[digit]] = item
        next[digit] &+= 1
      }
      return true
    }
  }

  /// Turns the counts of the digits into where each begins; false where one digit has all.
  private static func place(_ next: UnsafeMutableBufferPointer<Int>, _ count: Int) -> Bool {
    var start = 0
    for digit in 0..<next.count {
      let own = next[digit]
      if own == count { return false }
      next[digit] = start
      start &+= own
    }
    return true
  }
}
