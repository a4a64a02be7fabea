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

/// Collects texts, each once, numbered from 0 in the order in which they were first seen.
final class TextInterner {
  private var builder = TextPoolBuilder()
  private var hashes: [UInt32] = []
  /// Open addressing: the number of a text plus one, 0 for free. The size is a power of two, at most half full.
  private var table: [UInt32] = Array(repeating: 0, count: 64)
  /// For the dictionaries met so far, each entry's number or −1. Keeps them alive, so that an identity is never reused.
  private var translations: [ObjectIdentifier: Translation] = [:]

  private final class Translation {
    let pool: TextPool
    var numbers: [Int32]

    init(_ pool: TextPool) {
      self.pool = pool
      numbers = Array(repeating: -1, count: pool.count)
    }
  }

  var count: Int { hashes.count }

  /// The texts so far as a pool; it holds one empty text where there are none.
  func pool() -> TextPool { builder.filledPool() }

  /// The number of each row's text; −1 where the row is not known.
  func intern(_ lane: TextLane, count: Int, known: Bitmap?) -> Buffer<Int32> {
    if lane.codes.isConstant {
      let code = lane.codes.values[0]
      let isUsed = lane.pool.has(code) && !(known?.isEmpty ?? false) && count > 0
      let number = isUsed ? intern(lane.pool, Int(code)) : -1
      return Buffer(count: count) { target in
        for row in 0..<count { target[row] = known?[row] ?? true ? number : -1 }
      }
    }
    if lane.isDictionary, let translation = translation(of: lane.pool) {
      return translated(lane, translation, count, known)
    }
    return Buffer(count: count) { target in
      for row in 0..<count {
        let code = lane.codes.values[row]
        let isUsed = known?[row] ?? true && lane.pool.has(code)
        target[row] = isUsed ? intern(lane.pool, Int(code)) : -1
      }
    }
  }

  private func translated(
    _ lane: TextLane, _ translation: Translation, _ count: Int, _ known: Bitmap?
  ) -> Buffer<Int32> {
    lane.codes.values.withUnsafe { codes in
      Buffer(count: count) { target in
        translation.numbers.withUnsafeMutableBufferPointer { numbers in
          for row in 0..<count {
            let code = codes[row]
            guard known?[row] ?? true, Int(code) < numbers.count, code >= 0 else {
              target[row] = -1
              continue
            }
            var number = numbers[Int(code)]
            if number < 0 {
              number = intern(lane.pool, Int(code))
              numbers[Int(code)] = number
            }
            target[row] = number
          }
        }
      }
    }
  }

  /// The translation of a dictionary; nil once so many were met that they are hardly columns' dictionaries.
  private func translation(of pool: TextPool) -> Translation? {
    if let translation = translations[ObjectIdentifier(pool)] { return translation }
    guard translations.count < 16 else { return nil }
    let translation = Translation(pool)
    translations[ObjectIdentifier(pool)] = translation
    return translation
  }

  func intern(_ pool: TextPool, _ entry: Int) -> Int32 { pool.withBytes(entry) { intern($0) } }

  func intern(_ text: UnsafeBufferPointer<UInt8>) -> Int32 {
    let hash = UInt32(truncatingIfNeeded: byteHash(text) >> 32)
    let mask = table.count - 1
    var place = Int(hash) & mask
    while table[place] != 0 {
      let number = Int(table[place]) - 1
      if hashes[number] == hash, isEqual(number, text) { return Int32(truncatingIfNeeded: number) }
      place = (place + 1) & mask
    }
    table[place] = UInt32(truncatingIfNeeded: hashes.count + 1)
    hashes.append(hash)
    builder.append(text)
    if hashes.count * 2 > table.count { grow() }
    return Int32(truncatingIfNeeded: hashes.count - 1)
  }

  /// The bytes of a text by its number.
  func withBytes<R>(_ number: Int, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    let range = Int(builder.offsets[number])..<Int(builder.offsets[number + 1])
    return builder.bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
  }

  private func isEqual(_ number: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    withBytes(number) { byteOrder($0, text) == 0 }
  }

  private func grow() {
    table = Array(repeating: 0, count: table.count * 2)
    let mask = table.count - 1
    for (number, hash) in hashes.enumerated() {
      var place = Int(hash) & mask
      while table[place] != 0 { place = (place + 1) & mask }
      table[place] = UInt32(truncatingIfNeeded: number + 1)
    }
  }
}
