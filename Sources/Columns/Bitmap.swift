/// A row of bits: which rows hold, or which values are known.
///
/// Invariant: the bits beyond `count` in the last word are zero, so counting needs no mask.
public struct Bitmap: Sendable {
  public let words: Buffer<UInt64>
  public let count: Int

  /// The number of words that hold `count` bits.
  public static func wordCount(_ count: Int) -> Int { (count + 63) >> 6 }

  /// Takes over words whose tail bits are already zero.
  public init(words: Buffer<UInt64>, count: Int) {
    self.words = words
    self.count = count
  }

  /// Bits written word by word by `fill`; the tail is cleared afterwards.
  public init(count: Int, filledBy fill: (UnsafeMutableBufferPointer<UInt64>) throws -> Void) rethrows {
    words = try Buffer(count: Bitmap.wordCount(count)) { target in
      try fill(target)
      if count & 63 != 0 { target[target.count - 1] &= (1 << UInt64(count & 63)) - 1 }
    }
    self.count = count
  }

  public init(repeating bit: Bool, count: Int) {
    self.init(count: count) { $0.initialize(repeating: bit ? ~0 : 0) }
  }

  public init(_ bits: [Bool]) {
    self.init(count: bits.count) { target in
      target.initialize(repeating: 0)
      for index in bits.indices where bits[index] { target[index >> 6] |= 1 << UInt64(index & 63) }
    }
  }

  public subscript(index: Int) -> Bool {
    precondition(index < count, "index beyond the bitmap")
    return words[index >> 6] & (1 << UInt64(index & 63)) != 0
  }
}
