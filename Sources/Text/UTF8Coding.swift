/// Reading and writing single scalars of UTF-8 without making a String.
enum UTF8Coding {
  /// The scalar that begins at `index`, which moves behind it; nil where the bytes are not UTF-8.
  ///
  /// After nil, `index` stands behind the longest prefix that could have begun a scalar (at least one byte), so a caller
  /// that puts U+FFFD there repairs exactly as `String(decoding:as:)` does.
  static func decode(_ bytes: Span<UInt8>, at index: inout Int) -> UInt32? {
    let lead = bytes[index]
    index += 1
    if lead < 0x80 { return UInt32(lead) }
    guard let form = form(ofLead: lead) else { return nil }
    var value = UInt32(lead & form.mask)
    var allowed = form.second
    for _ in 0..<form.more {
      guard index < bytes.count, allowed.contains(bytes[index]) else { return nil }
      value = value << 6 | UInt32(bytes[index] & 0x3F)
      index += 1
      allowed = 0x80...0xBF
    }
    return value
  }

  /// How many bytes follow a lead byte, which bits of it count, and what the second byte may be (this shuts out overlong
  /// forms, surrogates and numbers beyond U+10FFFF).
  private static func form(ofLead lead: UInt8) -> (more: Int, mask: UInt8, second: ClosedRange<UInt8>)? {
    switch lead {
    case 0xC2...0xDF: (1, 0x1F, 0x80...0xBF)
    case 0xE0: (2, 0x0F, 0xA0...0xBF)
    case 0xED: (2, 0x0F, 0x80...0x9F)
    case 0xE1...0xEF: (2, 0x0F, 0x80...0xBF)
    case 0xF0: (3, 0x07, 0x90...0xBF)
    case 0xF1...0xF3: (3, 0x07, 0x80...0xBF)
    case 0xF4: (3, 0x07, 0x80...0x8F)
    default: nil
    }
  }

  /// Appends a scalar as UTF-8. The value must be a Unicode scalar.
  static func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
    switch scalar {
    case 0..<0x80:
      bytes.append(UInt8(truncatingIfNeeded: scalar))
    case 0x80..<0x800:
      bytes.append(0xC0 | UInt8(truncatingIfNeeded: scalar >> 6))
      bytes.append(tail(scalar))
    case 0x800..<0x10000:
      bytes.append(0xE0 | UInt8(truncatingIfNeeded: scalar >> 12))
      bytes.append(tail(scalar >> 6))
      bytes.append(tail(scalar))
    default:
      bytes.append(0xF0 | UInt8(truncatingIfNeeded: scalar >> 18))
      bytes.append(tail(scalar >> 12))
      bytes.append(tail(scalar >> 6))
      bytes.append(tail(scalar))
    }
  }

  private static func tail(_ bits: UInt32) -> UInt8 { 0x80 | UInt8(truncatingIfNeeded: bits & 0x3F) }
}
