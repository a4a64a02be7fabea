import Glibc

extension Arithmetic {
  /// Floating-point values of whole numbers or amounts (or numbers), each times `factor`.
  ///
  /// A factor such as 0.01 that is one part of a whole number divides by it, so that 7 becomes exactly 0.07.
  public static func double(_ v: Vector, times factor: Double = 1) -> Vector {
    if factor == 1, v.isDouble { return v }
    let parts = (1 / factor).rounded()
    if factor > 0, factor < 1, 1 / parts == factor { return real(v) { $0 / parts } }
    return real(v) { $0 * factor }
  }

  /// The nearest number with so many decimals, halves away from 0. Whole numbers stay as they are.
  public static func round(_ v: Vector, digits: Int = 0) -> Vector {
    guard v.isDouble else { return v }
    if digits == 0 { return real(v) { $0.rounded(.toNearestOrAwayFromZero) } }
    // Beyond 2^53 every number is whole, and scaling could only harm it.
    let scale = pow(10, Double(min(max(digits, -308), 308)))
    return real(v) { value in
      let scaled = value * scale
      return scaled.isFinite && abs(scaled) < 0x1p53 ? scaled.rounded(.toNearestOrAwayFromZero) / scale : value
    }
  }

  /// The greatest whole number that is not above. Whole numbers stay as they are.
  public static func floor(_ v: Vector) -> Vector { v.isDouble ? real(v) { $0.rounded(.down) } : v }

  /// The least whole number that is not below. Whole numbers stay as they are.
  public static func ceil(_ v: Vector) -> Vector { v.isDouble ? real(v) { $0.rounded(.up) } : v }

  /// Unknown for negative numbers.
  public static func sqrt(_ v: Vector) -> Vector { real(v) { $0.squareRoot() } }

  /// The natural logarithm; unknown for 0 and below.
  public static func ln(_ v: Vector) -> Vector { real(v) { log($0) } }

  /// e to the power of each number; unknown where that exceeds what a number can hold.
  public static func exp(_ v: Vector) -> Vector { real(v) { Glibc.exp($0) } }

  /// `a` to the power of `b`, always floating point; unknown where there is no finite real result.
  public static func power(_ a: Vector, _ b: Vector) -> Vector { real(a, b) { pow($0, $1) } }

  /// A function of floating-point values; results that are not finite become unknown.
  @inline(__always)
  static func real(_ v: Vector, _ operation: (Double) -> Double) -> Vector {
    guard let lane = v.doubleLane else { return .missing(count: v.count) }
    return finite(v.count, lane.map(operation), v.known)
  }

  @inline(__always)
  static func real(_ a: Vector, _ b: Vector, _ operation: (Double, Double) -> Double) -> Vector {
    guard let x = a.doubleLane, let y = b.doubleLane else { return .missing(count: a.count) }
    return finite(a.count, zipLanes(a.count, x, y, operation), Bitmap.both(a.known, b.known))
  }

  /// The values, with those that are not finite unknown and replaced by 0.
  private static func finite(_ count: Int, _ lane: Lane<Double>, _ known: Bitmap?) -> Vector {
    let isWild = lane.values.withUnsafe { values in
      var wild = false
      for row in 0..<values.count {
        // Infinity less itself, like anything with NaN, is NaN, which alone differs from itself.
        let difference = values[row] - values[row]
        if difference != difference { wild = true }
      }
      return wild
    }
    if !isWild { return Vector(count: count, .double(lane), known: known) }
    let isFinite = Bitmap(count: count) { lane[$0].isFinite }
    let tamed = lane.map { $0.isFinite ? $0 : 0 }
    return Vector(count: count, .double(tamed), known: Bitmap.both(known, isFinite))
  }
}
