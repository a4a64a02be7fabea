extension Buffer<Int32> {
  /// The values at some positions, all of which are within the buffer.
  public func listed(at positions: Buffer<Int32>) -> Buffer<Int32> { gathered(positions, filler: -1) }

  /// The whole numbers from `start`, `count` of them.
  public static func ascending(from start: Int32, count: Int) -> Buffer<Int32> {
    Buffer(count: count) { target in
      for index in 0..<count { target[index] = start &+ Int32(truncatingIfNeeded: index) }
    }
  }
}

extension Lane<Int32> {
  /// The lane as a list of rows, −1 where it is not known.
  public func rows(known: Bitmap?, count: Int) -> Buffer<Int32> {
    let values = expanded(count)
    guard let known else { return values }
    return values.withUnsafe { source in
      Buffer(count: count) { target in
        for row in 0..<count { target[row] = known[row] ? source[row] : -1 }
      }
    }
  }
}
