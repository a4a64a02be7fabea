/// Whole numbers of few bits each, one behind the other, the least bit first: what each exceeds a common base by.
public enum PackedIntegers {
  /// Bytes behind the last value, so that every value can be read eight bytes at a time.
  private static let padding = 8

  /// The bits that every number of a range takes above its least.
  public static func bits(_ extent: ClosedRange<Int32>) -> Int {
    let span = UInt64(bitPattern: Int64(extent.upperBound) - Int64(extent.lowerBound))
    return max(1, UInt64.bitWidth - span.leadingZeroBitCount)
  }

  /// The bytes that so many values take; nil if no memory could hold them.
  public static func byteCount(_ count: Int, bits: Int) -> Int? {
    let (total, isOverflow) = count.multipliedReportingOverflow(by: bits)
    guard count >= 0, !isOverflow, total <= Int.max - 128 else { return nil }
    return (total + 7) / 8 + padding
  }

  /// Packs values none of which exceeds `base` by more than the bits hold. Complexity: O(values).
  public static func pack(_ values: Buffer<Int32>, base: Int32, bits: Int) -> Buffer<UInt8> {
    let length = byteCount(values.count, bits: bits) ?? 0
    return Buffer(count: length) { target in
      var pending: UInt64 = 0
      var held = 0
      var next = 0
      values.withUnsafe { values in
        for value in values {
          pending |= UInt64(UInt32(bitPattern: value &- base)) << UInt64(held)
          held &+= bits
          while held >= 8 {
            target[next] = UInt8(truncatingIfNeeded: pending)
            pending >>= 8
            held &-= 8
            next &+= 1
          }
        }
      }
      while next < length {
        target[next] = UInt8(truncatingIfNeeded: pending)
        pending >>= 8
        next &+= 1
      }
    }
  }

  /// Where the bytes lie that one value is read from: eight of them.
  public static func bytes(ofValue index: Int, bits: Int) -> Range<Int> {
    let start = (index * bits) >> 3
    return start..<start + 8
  }

  /// One value again, of those eight bytes; nil if it does not fit 32 bits.
  ///
  /// - Parameter bits: 1 to 32.
  public static func value(_ index: Int, in bytes: Buffer<UInt8>, base: Int32, bits: Int) -> Int32? {
    var word: UInt64 = 0
    for place in stride(from: 7, through: 0, by: -1) { word = word << 8 | UInt64(bytes[place]) }
    let above = Int64(word >> UInt64((index * bits) & 7) & ((1 << UInt64(bits)) - 1))
    return bits == 32 ? base &+ Int32(truncatingIfNeeded: above) : Int32(exactly: Int64(base) + above)
  }

  /// The values again; nil if the bytes are not as many as that takes, or a value does not fit 32 bits.
  ///
  /// - Parameter bits: 1 to 32.
  /// Complexity: O(values).
  public static func unpack(_ bytes: Buffer<UInt8>, count: Int, base: Int32, bits: Int) -> Buffer<Int32>? {
    guard (1...32).contains(bits), byteCount(count, bits: bits) == bytes.count else { return nil }
    guard Int64(base) + (1 << Int64(bits)) - 1 <= Int64(Int32.max) || bits == 32 else { return nil }
    let mask: UInt64 = (1 << UInt64(bits)) - 1
    return bytes.withUnsafe { bytes in
      let raw = UnsafeRawBufferPointer(bytes)
      return Buffer(count: count) { target in
        var place: UInt64 = 0
        for index in 0..<count {
          let word = raw.loadUnaligned(fromByteOffset: Int(truncatingIfNeeded: place >> 3), as: UInt64.self)
          target[index] = base &+ Int32(truncatingIfNeeded: word >> (place & 7) & mask)
          place &+= UInt64(bits)
        }
      }
    }
  }
}
