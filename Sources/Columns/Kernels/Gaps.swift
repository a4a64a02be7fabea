/// How far the values of a segment lie apart.
public enum Gaps {
  /// Microseconds in a day.
  private static let day: Int64 = 86_400_000_000

  /// For each segment the differences between neighbours among its distinct known values, in ascending order of the values.
  ///
  /// Dates give microseconds, times, durations, whole numbers and money their plain difference, floating point a number.
  /// A difference beyond 64 bits is unknown. The offsets that come back are those of the gaps.
  public static func gaps(_ values: Vector, offsets: Buffer<Int32>) -> (Vector, offsets: Buffer<Int32>) {
    let payloads = values.payloads ?? Buffer(repeating: 0, count: values.count)
    var pairs: [Pair] = []
    pairs.reserveCapacity(values.count)
    var own: [Int64] = []
    let starts = Buffer<Int32>(count: max(1, offsets.count)) { starts in
      starts[0] = 0
      payloads.withUnsafe { payloads in
        for segment in 0..<max(0, offsets.count - 1) {
          let rows = Int(offsets[segment])..<Int(offsets[segment + 1])
          if values.known == nil, isAscending(payloads, rows) {
            append(UnsafeBufferPointer(rebasing: payloads[rows]), to: &pairs)
          } else {
            own.removeAll(keepingCapacity: true)
            forEachSelected(values.known, rows) { own.append(payloads[$0]) }
            own.sort()
            own.withUnsafeBufferPointer { append($0, to: &pairs) }
          }
          starts[segment + 1] = Int32(truncatingIfNeeded: pairs.count)
        }
      }
    }
    return (vector(pairs, values), offsets: starts)
  }

  private struct Pair {
    var lower: Int64
    var upper: Int64
  }

  /// Mostly they lie in order already: children are kept by date.
  private static func isAscending(_ payloads: UnsafeBufferPointer<Int64>, _ rows: Range<Int>) -> Bool {
    var isAscending = true
    for row in rows.dropFirst() where payloads[row] < payloads[row &- 1] { isAscending = false }
    return isAscending
  }

  private static func append(_ ascending: UnsafeBufferPointer<Int64>, to pairs: inout [Pair]) {
    for index in 1..<max(1, ascending.count) where ascending[index] != ascending[index - 1] {
      pairs.append(Pair(lower: ascending[index - 1], upper: ascending[index]))
    }
  }

  private static func vector(_ pairs: [Pair], _ values: Vector) -> Vector {
    if values.isDouble {
      let numbers = pairs.map { number(orderedPayload: $0.upper) - number(orderedPayload: $0.lower) }
      return Arithmetic.real(Vector(count: pairs.count, .double(Lane(Buffer(numbers))))) { $0 }
    }
    let unit: Int64 = if case .int32 = values.data { day } else { 1 }
    var isWild = [Bool](repeating: false, count: pairs.count)
    let differences = Buffer<Int64>(count: pairs.count) { target in
      for (index, pair) in pairs.enumerated() {
        let difference = pair.upper.subtractingReportingOverflow(pair.lower)
        let scaled = difference.partialValue.multipliedReportingOverflow(by: unit)
        isWild[index] = difference.overflow || scaled.overflow
        target[index] = isWild[index] ? 0 : scaled.partialValue
      }
    }
    let known = isWild.contains(true) ? Bitmap(isWild).inverted : nil
    return Vector(count: pairs.count, .int64(Lane(differences)), known: known)
  }
}
