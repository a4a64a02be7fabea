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
    var starts: [Int32] = [0]
    var gaps: [(lower: Int64, upper: Int64)] = []
    starts.reserveCapacity(offsets.count)
    var own: [Int64] = []
    for segment in 0..<max(0, offsets.count - 1) {
      own.removeAll(keepingCapacity: true)
      for row in Int(offsets[segment])..<Int(offsets[segment + 1]) where values.known?[row] ?? true {
        own.append(payloads[row])
      }
      // Mostly they lie in order already: children are kept by date.
      if zip(own, own.dropFirst()).contains(where: >) { own.sort() }
      for (lower, upper) in zip(own, own.dropFirst()) where lower != upper { gaps.append((lower, upper)) }
      starts.append(Int32(truncatingIfNeeded: gaps.count))
    }
    return (vector(gaps, values), offsets: Buffer(starts))
  }

  private static func vector(_ gaps: [(lower: Int64, upper: Int64)], _ values: Vector) -> Vector {
    if values.isDouble {
      let numbers = gaps.map { number(orderedPayload: $0.upper) - number(orderedPayload: $0.lower) }
      return Arithmetic.real(Vector(count: gaps.count, .double(Lane(Buffer(numbers))))) { $0 }
    }
    let unit: Int64 = if case .int32 = values.data { day } else { 1 }
    let differences = gaps.map { gap -> Int64? in
      let difference = gap.upper.subtractingReportingOverflow(gap.lower)
      let scaled = difference.partialValue.multipliedReportingOverflow(by: unit)
      return difference.overflow || scaled.overflow ? nil : scaled.partialValue
    }
    return Vector(
      count: gaps.count, .int64(Lane(Buffer(differences.map { $0 ?? 0 }))),
      known: Bitmap(differences.map { $0 != nil }).unlessAllSet)
  }
}
