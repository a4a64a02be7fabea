/// Logarithm and exponential from + − × ÷ alone.
///
/// A C library may choose other instructions on another processor and differ in the last bit, and one such bit could move a purchase
/// to another day. These cannot: every step is an exactly specified IEEE operation. They agree with the C library to about 1e-15.
enum RealMath {
  private static let logarithmOfTwo = 0.693_147_180_559_945_3

  /// The natural logarithm of a positive, finite number.
  static func log(_ x: Double) -> Double {
    var exponent = Double(x.exponent)
    var fraction = x.significand
    if fraction > 1.414_213_562_373_095_1 {
      fraction /= 2
      exponent += 1
    }
    // ln f = 2 artanh((f − 1)/(f + 1)); |z| ≤ 0.172, so that eleven odd powers reach the last bit.
    let z = (fraction - 1) / (fraction + 1)
    let square = z * z
    var sum = 1.0 / 21
    sum = sum * square + 1.0 / 19
    sum = sum * square + 1.0 / 17
    sum = sum * square + 1.0 / 15
    sum = sum * square + 1.0 / 13
    sum = sum * square + 1.0 / 11
    sum = sum * square + 1.0 / 9
    sum = sum * square + 1.0 / 7
    sum = sum * square + 1.0 / 5
    sum = sum * square + 1.0 / 3
    sum = sum * square + 1
    return exponent * logarithmOfTwo + 2 * z * sum
  }

  /// The exponential of a number; 0 below −700, and the value at 700 above it.
  static func exp(_ x: Double) -> Double {
    guard x > -700 else { return 0 }
    let argument = min(x, 700)
    let whole = (argument / logarithmOfTwo).rounded()
    let rest = argument - whole * logarithmOfTwo
    var sum = 1.0
    var divisor = 16.0
    while divisor >= 1 {
      sum = 1 + sum * rest / divisor
      divisor -= 1
    }
    return Double(sign: .plus, exponent: Int(whole), significand: sum)
  }
}
