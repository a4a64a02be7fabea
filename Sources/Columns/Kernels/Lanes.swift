// How kernels walk lanes: one straight loop for each shape of the operands, so that constants cost nothing a row.

extension Lane {
  /// One value a row, constants written out.
  func expanded(_ count: Int) -> Buffer<Element> {
    isConstant ? Buffer(repeating: values[0], count: count) : values
  }

  /// The lane with each value changed; a constant stays one.
  @inline(__always)
  func map<R: BitwiseCopyable>(_ change: (Element) -> R) -> Lane<R> {
    let results = values.withUnsafe { source in
      Buffer<R>(count: source.count) { target in
        for row in 0..<source.count { target[row] = change(source[row]) }
      }
    }
    return isConstant ? Lane<R>(constant: results[0]) : Lane<R>(results)
  }

  /// The values at `positions`; `filler` where a position is −1.
  func gathered(_ positions: Buffer<Int32>, filler: Element) -> Lane {
    if isConstant { return self }
    return Lane(values.gathered(positions, filler: filler))
  }
}

extension Buffer {
  /// The values at `positions`; `filler` where a position is −1.
  @inline(__always)
  func gathered(_ positions: Buffer<Int32>, filler: Element) -> Buffer {
    withUnsafe { source in
      positions.withUnsafe { positions in
        Buffer(count: positions.count) { target in
          for row in 0..<positions.count {
            let position = Int(positions[row])
            target[row] = position >= 0 ? source[position] : filler
          }
        }
      }
    }
  }

  /// All the parts, one after the other.
  static func concatenated(_ parts: [Buffer]) -> Buffer {
    if parts.count == 1 { return parts[0] }
    return Buffer(count: parts.reduce(0) { $0 + $1.count }) { target in
      var start = 0
      for part in parts {
        part.withUnsafe { source in
          for row in 0..<source.count { target[start &+ row] = source[row] }
        }
        start += part.count
      }
    }
  }
}

/// The results of `operation` on the rows of two lanes.
@inline(__always)
func zipLanes<A: BitwiseCopyable, B: BitwiseCopyable, R: BitwiseCopyable>(
  _ count: Int, _ a: Lane<A>, _ b: Lane<B>, _ operation: (A, B) -> R
) -> Lane<R> {
  a.values.withUnsafe { x in
    b.values.withUnsafe { y in
      switch (a.isConstant, b.isConstant) {
      case (true, true): return Lane(constant: operation(x[0], y[0]))
      case (true, false):
        let constant = x[0]
        return Lane(
          Buffer(count: count) { target in
            for row in 0..<count { target[row] = operation(constant, y[row]) }
          })
      case (false, true):
        let constant = y[0]
        return Lane(
          Buffer(count: count) { target in
            for row in 0..<count { target[row] = operation(x[row], constant) }
          })
      case (false, false):
        return Lane(
          Buffer(count: count) { target in
            for row in 0..<count { target[row] = operation(x[row], y[row]) }
          })
      }
    }
  }
}

extension Lane<Int32> {
  var widened: Lane<Int64> { map { Int64($0) } }
  var asDouble: Lane<Double> { map { Double($0) } }
}

extension Lane<Int64> {
  var asDouble: Lane<Double> { map { Double($0) } }
}

extension Vector {
  /// The values as 64-bit integers, where they are integers.
  var wholeLane: Lane<Int64>? {
    switch data {
    case .int32(let lane): lane.widened
    case .int64(let lane): lane
    default: nil
    }
  }

  /// The values as floating point, where they are numbers.
  var doubleLane: Lane<Double>? {
    switch data {
    case .int32(let lane): lane.asDouble
    case .int64(let lane): lane.asDouble
    case .double(let lane): lane
    default: nil
    }
  }

  var isDouble: Bool {
    if case .double = data { true } else { false }
  }

  /// A block in which every value is missing.
  static func missing(count: Int) -> Vector {
    Vector(count: count, .double(Lane(constant: 0)), known: Bitmap(repeating: false, count: count))
  }
}
