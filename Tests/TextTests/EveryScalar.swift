/// Every scalar of the planes that hold characters of many kinds, and every 251st of those that hold none or only ideographs.
func everyScalar(from first: UInt32 = 0) -> [Unicode.Scalar] {
  var scalars: [Unicode.Scalar] = []
  for value in first...0x10FFFF {
    let holdsCharacters = value < 0x20000 || (0xE0000..<0xE2000).contains(value)
    guard holdsCharacters || value % 251 == 0 || value == 0x10FFFF else { continue }
    if let scalar = Unicode.Scalar(value) { scalars.append(scalar) }
  }
  return scalars
}
