/// A whole number or an amount of money grew beyond 64 bits.
public struct ArithmeticOverflow: Error, Equatable {
  /// The first row of the block in which it happened.
  public var row: Int

  public init(row: Int) { self.row = row }
}

/// Arithmetic on blocks of numbers. A result is unknown where an operand is, and where it would be no finite number.
///
/// Whole numbers and money stay exact and 64 bits wide; as soon as one operand is floating point, so is the result.
/// Operands that are no numbers give unknown results.
public enum Arithmetic {
  /// Throws where a known sum exceeds 64 bits.
  public static func add(_ a: Vector, _ b: Vector) throws(ArithmeticOverflow) -> Vector {
    guard let x = a.wholeLane, let y = b.wholeLane else { return real(a, b) { $0 + $1 } }
    let sums = zipLanes(a.count, x, y) { $0 &+ $1 }
    // A sum that wrapped has a sign that neither operand has.
    return try checked(a, b, sums, overflowed: isAnyNegative(a.count, x, y, sums) { ($0 ^ $2) & ($1 ^ $2) }) {
      x[$0].addingReportingOverflow(y[$0]).overflow
    }
  }

  /// Throws where a known difference exceeds 64 bits.
  public static func subtract(_ a: Vector, _ b: Vector) throws(ArithmeticOverflow) -> Vector {
    guard let x = a.wholeLane, let y = b.wholeLane else { return real(a, b) { $0 - $1 } }
    let differences = zipLanes(a.count, x, y) { $0 &- $1 }
    return try checked(
      a, b, differences, overflowed: isAnyNegative(a.count, x, y, differences) { ($0 ^ $1) & ($0 ^ $2) }
    ) {
      x[$0].subtractingReportingOverflow(y[$0]).overflow
    }
  }

  /// Throws where a known product exceeds 64 bits.
  public static func multiply(_ a: Vector, _ b: Vector) throws(ArithmeticOverflow) -> Vector {
    guard let x = a.wholeLane, let y = b.wholeLane else { return real(a, b) { $0 * $1 } }
    var overflowed = false
    let products = zipLanes(a.count, x, y) { (left: Int64, right: Int64) -> Int64 in
      let product = left.multipliedReportingOverflow(by: right)
      if product.overflow { overflowed = true }
      return product.partialValue
    }
    return try checked(a, b, products, overflowed: overflowed) {
      x[$0].multipliedReportingOverflow(by: y[$0]).overflow
    }
  }

  /// Always floating point; unknown where the divisor is 0.
  public static func divide(_ a: Vector, _ b: Vector) -> Vector { real(a, b) { $0 / $1 } }

  /// What is left of `a` after whole multiples of `b`, with the sign of `a`; unknown where `b` is 0.
  public static func remainder(_ a: Vector, _ b: Vector) -> Vector {
    guard let x = a.wholeLane, let y = b.wholeLane else {
      return real(a, b) { $0.truncatingRemainder(dividingBy: $1) }
    }
    // By −1 nothing is left, and asking the processor for the least number by −1 would trap.
    let rests = zipLanes(a.count, x, y) { $1 == 0 || $1 == -1 ? 0 : $0 % $1 }
    let divisible = Vector(count: a.count, .int64(y), known: b.known)
      .compare(.notEqual, Vector(repeating: .whole(0), count: a.count))
    return Vector(count: a.count, .int64(rests), known: Bitmap.both(a.known, divisible.unlessAllSet))
  }

  /// Throws where the least 64-bit number is known.
  public static func negate(_ v: Vector) throws(ArithmeticOverflow) -> Vector {
    guard let lane = v.wholeLane else { return real(v) { -$0 } }
    return try changed(v, lane.map { 0 &- $0 }, lane)
  }

  /// The distance from 0. Throws where the least 64-bit number is known.
  public static func absolute(_ v: Vector) throws(ArithmeticOverflow) -> Vector {
    guard let lane = v.wholeLane else { return real(v) { abs($0) } }
    return try changed(v, lane.map { ($0 ^ ($0 >> 63)) &- ($0 >> 63) }, lane)
  }

  private static func changed(
    _ v: Vector, _ results: Lane<Int64>, _ lane: Lane<Int64>
  ) throws(ArithmeticOverflow) -> Vector {
    var overflowed = false
    lane.values.withUnsafe { values in
      for row in 0..<values.count {
        if values[row] == .min { overflowed = true }
      }
    }
    return try checked(v, v, results, overflowed: overflowed) { lane[$0] == .min }
  }

  /// The result, or the first known row that overflowed. `overflows` is asked only when some row, known or not, did.
  private static func checked(
    _ a: Vector, _ b: Vector, _ lane: Lane<Int64>, overflowed: Bool, _ overflows: (Int) -> Bool
  ) throws(ArithmeticOverflow) -> Vector {
    let known = Bitmap.both(a.known, b.known)
    if overflowed {
      for row in 0..<a.count where known?[row] ?? true {
        if overflows(row) { throw ArithmeticOverflow(row: row) }
      }
    }
    return Vector(count: a.count, .int64(lane), known: known)
  }

  /// Whether the sign bit of `signs` is set in any row.
  @inline(__always)
  private static func isAnyNegative(
    _ count: Int, _ a: Lane<Int64>, _ b: Lane<Int64>, _ results: Lane<Int64>,
    _ signs: (Int64, Int64, Int64) -> Int64
  ) -> Bool {
    a.values.withUnsafe { x in
      b.values.withUnsafe { y in
        results.values.withUnsafe { r in
          var seen: Int64 = 0
          switch (a.isConstant, b.isConstant) {
          case (false, false):
            for row in 0..<r.count { seen |= signs(x[row], y[row], r[row]) }
          case (false, true):
            let constant = y[0]
            for row in 0..<r.count { seen |= signs(x[row], constant, r[row]) }
          case (true, false):
            let constant = x[0]
            for row in 0..<r.count { seen |= signs(constant, y[row], r[row]) }
          case (true, true): seen = signs(x[0], y[0], r[0])
          }
          return seen < 0
        }
      }
    }
  }
}
