/// Numbers texts from 0, equal bytes getting the same number.
///
/// One that adopts takes the codes of the first dictionary as its numbers, at no cost a text, as long as that dictionary's
/// entries are distinct and no other pool comes. Otherwise each text is collected once and numbers follow the order in which
/// texts were first seen.
final class TextInterner {
  private let adopts: Bool
  private var adopted: TextPool?
  private var builder = TextPoolBuilder()
  private var hashes: [UInt32] = []
  /// Open addressing: the hash of a text above its number plus one; 0 for free. At most half full.
  private var table: [UInt64] = Array(repeating: 0, count: 64)
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

  init(adopts: Bool) { self.adopts = adopts }

  /// One more than the greatest number so far.
  var count: Int { adopted?.count ?? hashes.count }

  /// The texts so far as a pool; it holds one empty text where there are none.
  func pool() -> TextPool { adopted ?? builder.filledPool(isDistinct: true) }

  /// The number of each row's text; −1 where the row is not known.
  func intern(_ lane: TextLane, count: Int, known: Bitmap?) -> Buffer<Int32> {
    if lane.codes.isConstant { return internConstant(lane, count, known) }
    if isAdopted(lane.pool) { return lane.codes.values.masked(known) }
    if lane.isDictionary, let translation = translation(of: lane.pool, rows: count) {
      return translated(lane, translation, count, known)
    }
    let codes = lane.codes.values.masked(known)
    return codes.withUnsafe { codes in
      Buffer(count: count) { target in
        for row in 0..<count { target[row] = lane.pool.has(codes[row]) ? intern(lane.pool, Int(codes[row])) : -1 }
      }
    }
  }

  private func internConstant(_ lane: TextLane, _ count: Int, _ known: Bitmap?) -> Buffer<Int32> {
    let code = lane.codes.values[0]
    let isUsed = lane.pool.has(code) && !(known?.isEmpty ?? false) && count > 0
    let number = isUsed ? intern(lane.pool, Int(code)) : -1
    return Buffer(repeating: number, count: count).masked(known)
  }

  private func translated(
    _ lane: TextLane, _ translation: Translation, _ count: Int, _ known: Bitmap?
  ) -> Buffer<Int32> {
    let codes = lane.codes.values.masked(known)
    return codes.withUnsafe { codes in
      Buffer(count: count) { target in
        translation.numbers.withUnsafeMutableBufferPointer { numbers in
          for row in 0..<count {
            let code = Int(codes[row])
            guard code >= 0, code < numbers.count else {
              target[row] = -1
              continue
            }
            if numbers[code] < 0 { numbers[code] = intern(lane.pool, code) }
            target[row] = numbers[code]
          }
        }
      }
    }
  }

  /// The translation of a dictionary; nil where it is so large, or one of so many, that looking texts up costs less.
  private func translation(of pool: TextPool, rows: Int) -> Translation? {
    if let translation = translations[ObjectIdentifier(pool)] { return translation }
    guard translations.count < 16, !adopts || pool.count <= 8 * rows else { return nil }
    let translation = Translation(pool)
    translations[ObjectIdentifier(pool)] = translation
    return translation
  }

  /// Whether the pool's codes are the numbers, because it is the first pool to come and its entries are distinct.
  private func isAdopted(_ pool: TextPool) -> Bool {
    if adopted === pool { return true }
    guard adopts, pool.isDistinct, adopted == nil, hashes.isEmpty else { return false }
    adopted = pool
    return true
  }

  /// Collects the texts of the adopted pool under the numbers that they have, once another pool comes.
  private func collectAdopted() {
    guard let pool = adopted else { return }
    adopted = nil
    for entry in 0..<pool.count { _ = pool.withBytes(entry) { intern($0) } }
  }

  func intern(_ pool: TextPool, _ entry: Int) -> Int32 {
    if isAdopted(pool) { return Int32(truncatingIfNeeded: entry) }
    return pool.withBytes(entry) { intern($0) }
  }

  func intern(_ text: UnsafeBufferPointer<UInt8>) -> Int32 {
    if adopted != nil { collectAdopted() }
    let hash = UInt32(truncatingIfNeeded: byteHash(text) >> 32)
    let tag = UInt64(hash) << 32
    let found = table.withUnsafeBufferPointer { table in
      let mask = table.count &- 1
      var place = Int(hash) & mask
      while table[place] != 0 {
        let number = Int(truncatingIfNeeded: table[place] & 0xFFFF_FFFF) &- 1
        if table[place] & ~0xFFFF_FFFF == tag, isEqual(number, text) { return (place, number) }
        place = (place &+ 1) & mask
      }
      return (place, -1)
    }
    if found.1 >= 0 { return Int32(truncatingIfNeeded: found.1) }
    return insert(text, hash, found.0)
  }

  private func insert(_ text: UnsafeBufferPointer<UInt8>, _ hash: UInt32, _ place: Int) -> Int32 {
    let number = hashes.count
    table[place] = UInt64(hash) << 32 | UInt64(number + 1)
    hashes.append(hash)
    builder.append(text)
    if hashes.count * 2 > table.count { grow() }
    return Int32(truncatingIfNeeded: number)
  }

  /// The bytes of a text by its number.
  func withBytes<R>(_ number: Int, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    if let adopted { return adopted.withBytes(number, body) }
    let range = Int(builder.offsets[number])..<Int(builder.offsets[number + 1])
    return builder.bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
  }

  private func isEqual(_ number: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    withBytes(number) { byteOrder($0, text) == 0 }
  }

  private func grow() {
    table = Array(repeating: 0, count: table.count * 4)
    table.withUnsafeMutableBufferPointer { table in
      let mask = table.count - 1
      for (number, hash) in hashes.enumerated() {
        var place = Int(hash) & mask
        while table[place] != 0 { place = (place &+ 1) & mask }
        table[place] = UInt64(hash) << 32 | UInt64(number + 1)
      }
    }
  }
}

extension Buffer<Int32> {
  /// The values, −1 where a row is not known.
  func masked(_ known: Bitmap?) -> Buffer {
    guard let known else { return self }
    return withUnsafe { source in
      known.words.withUnsafe { words in
        Buffer(count: count) { target in
          for row in 0..<source.count {
            // A mask of ones for an unknown row: or-ing it gives −1.
            let unknown = Int32(truncatingIfNeeded: words[row >> 6] >> UInt64(row & 63) & 1) &- 1
            target[row] = source[row] | unknown
          }
        }
      }
    }
  }
}
