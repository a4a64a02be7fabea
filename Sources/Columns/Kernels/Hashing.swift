/// The hash of a run of bytes (multiply and fold, eight bytes at a time).
@inline(__always)
func byteHash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
  let raw = UnsafeRawBufferPointer(text)
  var hash = UInt64(truncatingIfNeeded: text.count) &* 0x9E37_79B9_7F4A_7C15
  var position = 0
  while position &+ 8 <= raw.count {
    hash = mixed(hash ^ raw.loadUnaligned(fromByteOffset: position, as: UInt64.self))
    position &+= 8
  }
  var rest: UInt64 = 0
  while position < raw.count {
    rest = rest << 8 | UInt64(raw[position])
    position &+= 1
  }
  return mixed(hash ^ rest)
}

/// Spreads every bit of the input over the whole word.
@inline(__always)
func mixed(_ value: UInt64) -> UInt64 {
  let product = (value ^ 0xD6E8_FEB8_6659_FD93).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
  return product.high ^ product.low
}
