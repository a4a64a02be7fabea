/// What a stream of random numbers is for: each purpose has its own stream, so that one more draw in one place moves nothing in another.
enum Purpose: UInt64 {
  case layout = 1
  case life, profile, cells, buying, payment, contact, offer, interaction, complaint, fact, answer, consent, cost,
    loyalty,
    stage
}

/// A small, fast, seeded generator (SplitMix64): the same numbers on every machine.
struct SeededRandom {
  private var state: UInt64

  /// The stream of one `purpose` for one `subject` (a customer's index, say) of the shop with this `seed`.
  init(seed: UInt64, purpose: Purpose, subject: Int) {
    let shop = Self.mix(seed &+ 0x9E37_79B9_7F4A_7C15)
    let stream = Self.mix(shop ^ (UInt64(truncatingIfNeeded: subject) &* 0xD1B5_4A32_D192_ED03))
    state = Self.mix(stream &+ purpose.rawValue &* 0x9E37_79B9_7F4A_7C15)
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Sixty-four random bits.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mix(state)
  }

  /// A whole number from 0 up to, not including, `bound`; 0 where `bound` is below 2.
  mutating func below(_ bound: Int) -> Int {
    guard bound > 1 else { return 0 }
    return Int(((next() >> 32) &* UInt64(bound)) >> 32)
  }

  /// A whole number in `range`.
  mutating func within(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.count)
  }

  /// A number in [0, 1).
  mutating func unit() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// True with this probability.
  mutating func chance(_ probability: Double) -> Bool {
    unit() < probability
  }

  /// A draw from the exponential distribution with mean 1.
  mutating func exponential() -> Double {
    -RealMath.log(1 - unit())
  }

  /// A draw from the standard normal distribution (the polar method).
  mutating func normal() -> Double {
    while true {
      let x = 2 * unit() - 1
      let y = 2 * unit() - 1
      let square = x * x + y * y
      if square > 0, square < 1 {
        return x * (-2 * RealMath.log(square) / square).squareRoot()
      }
    }
  }

  /// A draw from the gamma distribution with this shape and scale 1 (Marsaglia and Tsang, 2000).
  mutating func gamma(shape: Double) -> Double {
    if shape < 1 {
      let boost = RealMath.exp(RealMath.log(1 - unit()) / shape)
      return gamma(shape: shape + 1) * boost
    }
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normal()
      let root = 1 + c * x
      guard root > 0 else { continue }
      let v = root * root * root
      if RealMath.log(1 - unit()) < x * x / 2 + d - d * v + d * RealMath.log(v) { return d * v }
    }
  }

  /// A draw from the beta distribution.
  mutating func beta(_ a: Double, _ b: Double) -> Double {
    let x = gamma(shape: a)
    return x / (x + gamma(shape: b))
  }

  /// How many failures come before the first success, each try succeeding with this probability; at most `limit`.
  mutating func failures(before probability: Double, limit: Int) -> Int {
    var count = 0
    while count < limit, !chance(probability) { count += 1 }
    return count
  }
}
