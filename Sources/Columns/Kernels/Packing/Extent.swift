// What a column that comes from a file has to satisfy before loops rely on it, and what tells how narrow it can lie there.

extension Buffer<Int32> {
  /// The least and the greatest value; nil if there is none. Complexity: O(values), vectorised.
  public var extent: ClosedRange<Int32>? { leastToGreatest() }

  /// Whether all values lie within the bounds.
  public func isWithin(_ bounds: ClosedRange<Int32>) -> Bool {
    guard let extent else { return true }
    return bounds.contains(extent.lowerBound) && bounds.contains(extent.upperBound)
  }

  /// Whether the values are offsets into so many elements: never negative, never falling, none beyond the end.
  public func areOffsets(into count: Int) -> Bool {
    withUnsafe { values in
      guard let first = values.first, let last = values.last, first >= 0, Int(last) <= count else { return false }
      var falls: Int32 = 0
      for index in 1..<Swift.max(1, values.count) { falls |= values[index - 1] > values[index] ? 1 : 0 }
      return falls == 0
    }
  }
}

extension Buffer<Int32> {
  /// Whether each value is one more than the one before.
  public var isAscendingByOne: Bool {
    withUnsafe { values in
      var differs: Int32 = 0
      for index in 1..<Swift.max(1, values.count) { differs |= values[index] &- values[index - 1] ^ 1 }
      return differs == 0
    }
  }

  /// Whether both hold the same values.
  public func equals(_ other: Buffer<Int32>) -> Bool {
    guard count == other.count else { return false }
    return withUnsafe { left in
      other.withUnsafe { right in
        var differs: Int32 = 0
        for index in left.indices { differs |= left[index] ^ right[index] }
        return differs == 0
      }
    }
  }

  /// The values, −1 where a row has none.
  public func orNone(_ known: Bitmap?) -> Buffer<Int32> { masked(known) }
}

extension Buffer<Int64> {
  /// The least and the greatest value; nil if there is none.
  public var extent: ClosedRange<Int64>? { leastToGreatest() }

  /// The values in half the width, which is enough for all of them.
  public var narrowed: Buffer<Int32> {
    withUnsafe { source in
      Buffer<Int32>(count: count) { target in
        for index in 0..<source.count { target[index] = Int32(truncatingIfNeeded: source[index]) }
      }
    }
  }
}

extension Buffer<UInt32> {
  /// Whether the values are offsets into so many elements: never falling, none beyond the end.
  public func areOffsets(into count: Int) -> Bool {
    withUnsafe { values in
      guard let last = values.last, Int(last) <= count else { return false }
      var falls: UInt32 = 0
      for index in 1..<Swift.max(1, values.count) { falls |= values[index - 1] > values[index] ? 1 : 0 }
      return falls == 0
    }
  }
}

extension Bitmap {
  /// Words from elsewhere as a bitmap; nil if there are too few or too many, or bits are set beyond the end.
  public init?(checked words: Buffer<UInt64>, count: Int) {
    guard words.count == Bitmap.wordCount(count) else { return nil }
    if count & 63 != 0, words[words.count - 1] >> UInt64(count & 63) != 0 { return nil }
    self.init(words: words, count: count)
  }
}

extension Buffer where Element: FixedWidthInteger {
  /// For the concrete `extent`s alone, which have it in line: called across modules as it is, it would not be vectorised.
  @inline(__always)
  fileprivate func leastToGreatest() -> ClosedRange<Element>? {
    withUnsafe { values in
      guard var least = values.first else { return nil }
      var greatest = least
      for value in values {
        least = Swift.min(least, value)
        greatest = Swift.max(greatest, value)
      }
      return least...greatest
    }
  }
}
