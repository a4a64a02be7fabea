/// The eight decimal digits of a number below a hundred million, all reckoned at once in the bytes of one word.
struct Decimals {
  /// The digits, the highest in the lowest byte.
  private let digits: UInt64

  @inline(__always)
  init(_ value: UInt64) {
    // Two halves of four digits, four quarters of two, eight digits: each step divides all lanes by one multiplication.
    let high = value / 10_000
    let halves = high | (value &- high &* 10_000) &<< 32
    let hundreds = (halves &* 10_486) &>> 20 & 0x0000_007F_0000_007F
    let quarters = hundreds | (halves &- hundreds &* 100) &<< 16
    let tens = (quarters &* 103) &>> 10 & 0x000F_000F_000F_000F
    digits = tens | (quarters &- tens &* 10) &<< 8
  }

  /// How many digits there are without the noughts before them; 0 for 0.
  @inline(__always)
  var significant: Int { 8 &- digits.trailingZeroBitCount / 8 }

  /// The last `length` digits, one to eight, as ASCII: the first in the lowest byte, noughts in the bytes above the last.
  @inline(__always)
  func last(_ length: Int) -> UInt64 {
    (digits &+ 0x3030_3030_3030_3030) &>> UInt64(truncatingIfNeeded: 64 &- 8 &* length)
  }
}
