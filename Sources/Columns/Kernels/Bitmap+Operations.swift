extension Bitmap {
  /// The rows that are in both. Both bitmaps have the same count.
  public func and(_ other: Bitmap) -> Bitmap { combined(other) { $0 & $1 } }

  /// The rows that are in either.
  public func or(_ other: Bitmap) -> Bitmap { combined(other) { $0 | $1 } }

  /// The rows that are in this one and not in the other.
  public func andNot(_ other: Bitmap) -> Bitmap { combined(other) { $0 & ~$1 } }

  /// The rows in which the two differ.
  public func xor(_ other: Bitmap) -> Bitmap { combined(other) { $0 ^ $1 } }

  /// The complement within `count`.
  public var inverted: Bitmap {
    words.withUnsafe { source in
      Bitmap(count: count) { target in
        for index in 0..<source.count { target[index] = ~source[index] }
      }
    }
  }

  @inline(__always)
  private func combined(_ other: Bitmap, _ operation: (UInt64, UInt64) -> UInt64) -> Bitmap {
    precondition(count == other.count, "bitmaps of different length")
    return words.withUnsafe { left in
      other.words.withUnsafe { right in
        Bitmap(
          words: Buffer(count: left.count) { target in
            for index in 0..<left.count { target[index] = operation(left[index], right[index]) }
          }, count: count)
      }
    }
  }

  /// How many bits are set.
  public var setCount: Int {
    words.withUnsafe { source in
      var total = 0
      for index in 0..<source.count { total &+= source[index].nonzeroBitCount }
      return total
    }
  }

  /// Whether no bit is set.
  public var isEmpty: Bool {
    words.withUnsafe { source in
      var seen: UInt64 = 0
      for index in 0..<source.count { seen |= source[index] }
      return seen == 0
    }
  }

  /// Whether every bit is set; true of a bitmap of no bits.
  public var allSet: Bool {
    words.withUnsafe { source in
      var seen: UInt64 = ~0
      let full = count >> 6
      for index in 0..<full { seen &= source[index] }
      guard seen == ~0 else { return false }
      return count & 63 == 0 || source[full] == (1 << UInt64(count & 63)) - 1
    }
  }

  /// The bits of some neighbouring rows, numbered from 0. Complexity: O(words); no copying where the words fit as they lie.
  public func slice(_ range: Range<Int>) -> Bitmap {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "range beyond the bitmap")
    let first = range.lowerBound >> 6
    let needed = Bitmap.wordCount(range.count)
    if range.lowerBound & 63 == 0, range.count & 63 == 0 || range.upperBound == count {
      return Bitmap(words: words[first..<first + needed], count: range.count)
    }
    let shift = UInt64(range.lowerBound & 63)
    return words.withUnsafe { source in
      Bitmap(count: range.count) { target in
        for index in 0..<needed {
          let low = source[first + index] >> shift
          let next = first + index + 1
          target[index] = shift == 0 || next >= source.count ? low : low | source[next] << (64 - shift)
        }
      }
    }
  }

  /// The bits at `positions`; 0 where a position is −1.
  public func gathered(_ positions: Buffer<Int32>) -> Bitmap {
    words.withUnsafe { source in
      positions.withUnsafe { positions in
        Bitmap(count: positions.count) { row in
          let position = Int(positions[row])
          guard position >= 0 else { return false }
          return source[position >> 6] >> UInt64(position & 63) & 1 != 0
        }
      }
    }
  }

  /// Bits asked for row by row, in order.
  @inline(__always)
  init(count: Int, _ isSet: (Int) -> Bool) {
    self.init(
      words: Buffer(count: Bitmap.wordCount(count)) { target in
        for word in 0..<target.count {
          var bits: UInt64 = 0
          let first = word << 6
          for row in first..<min(first + 64, count) {
            bits |= (isSet(row) ? 1 : 0) << UInt64(row & 63)
          }
          target[word] = bits
        }
      }, count: count)
  }

  /// Calls `body` with the number of each bit that is set, ascending.
  @inlinable
  public func forEachSet(_ body: (Int) -> Void) {
    words.withUnsafe { source in
      for word in 0..<source.count {
        var bits = source[word]
        while bits != 0 {
          body(word << 6 &+ bits.trailingZeroBitCount)
          bits &= bits &- 1
        }
      }
    }
  }

  /// The numbers of the bits that are set, ascending, each plus `offset`.
  public func positions(offset: Int = 0) -> Buffer<Int32> {
    let base = Int32(truncatingIfNeeded: offset)
    return Buffer(count: setCount) { target in
      var next = 0
      forEachSet { row in
        target[next] = base &+ Int32(truncatingIfNeeded: row)
        next &+= 1
      }
    }
  }

  /// The bits of all the parts, one after the other.
  public static func concatenated(_ parts: [Bitmap]) -> Bitmap {
    if parts.count == 1 { return parts[0] }
    let total = parts.reduce(0) { $0 + $1.count }
    return Bitmap(
      words: Buffer(count: wordCount(total)) { target in
        target.initialize(repeating: 0)
        var start = 0
        for part in parts {
          part.words.withUnsafe { or($0, into: target, at: start) }
          start += part.count
        }
      }, count: total)
  }

  /// Adds a part's bits from bit `start`; bits beyond the part are zero and so harmless.
  private static func or(
    _ part: UnsafeBufferPointer<UInt64>, into target: UnsafeMutableBufferPointer<UInt64>, at start: Int
  ) {
    let shift = UInt64(start & 63)
    var word = start >> 6
    for bits in part {
      target[word] |= bits << shift
      let rest = shift == 0 ? 0 : bits >> (64 - shift)
      if rest != 0 { target[word + 1] |= rest }
      word += 1
    }
  }

  /// How many bits are set in a range of rows.
  func setCount(in range: Range<Int>) -> Int {
    if range.isEmpty { return 0 }
    let first = range.lowerBound >> 6
    let last = (range.upperBound - 1) >> 6
    let head = ~UInt64(0) << UInt64(range.lowerBound & 63)
    let tail = ~UInt64(0) >> UInt64(63 - (range.upperBound - 1) & 63)
    return words.withUnsafe { source in
      if first == last { return (source[first] & head & tail).nonzeroBitCount }
      var total = (source[first] & head).nonzeroBitCount + (source[last] & tail).nonzeroBitCount
      for word in first + 1..<last { total &+= source[word].nonzeroBitCount }
      return total
    }
  }

  /// The rows in all of the given bitmaps, where nil stands for all rows.
  static func both(_ a: Bitmap?, _ b: Bitmap?) -> Bitmap? {
    guard let a else { return b }
    guard let b else { return a }
    return a.and(b)
  }

  /// Nil where every bit is set: the form in which a fully known block is cheapest.
  var unlessAllSet: Bitmap? { allSet ? nil : self }
}
