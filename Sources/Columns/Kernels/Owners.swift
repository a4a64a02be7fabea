extension Buffer<Int32> {
  /// For each of `count` rows, the number of the range of offsets that it lies in, −1 where it lies in none.
  ///
  /// The values are offsets into that many rows. Complexity: O(rows + offsets).
  public func owners(count: Int) -> Buffer<Int32> {
    withUnsafe { offsets in
      Buffer(count: count) { target in
        target.initialize(repeating: -1)
        for owner in 0..<Swift.max(0, offsets.count - 1) {
          for row in Int(offsets[owner])..<Int(offsets[owner + 1]) { target[row] = Int32(truncatingIfNeeded: owner) }
        }
      }
    }
  }

  /// Which of the values are rows rather than −1.
  public var areRows: Bitmap { notNegative }
}
