import CKernels

/// The codes of texts that are a common beginning and a number, such as `C0000123` or `4711`, by that number: nothing is
/// hashed, and each takes four bytes.
///
/// Only texts of at most eight bytes. Zeros in front of the number are taken where all numbers have as many digits, so
/// that no two texts have the same number.
struct NumberedKeys: Sendable {
  /// The bytes that texts begin with, and how many there are; no text has as many if there are no numbers.
  private let prefix: UInt64
  private let prefixCount: UInt32
  /// How many bytes each text has if numbers have zeros in front, else 0.
  private let fixedCount: UInt32
  /// For each number its code plus one, 0 where there is none.
  private var codes: [Int32] = []

  /// No texts, and none that could be added.
  static let none = NumberedKeys(prefix: 0, prefixCount: .max, fixedCount: 0)

  /// For texts that are like this one.
  static func like(_ text: TextKey) -> NumberedKeys {
    guard text.count <= 8 else { return none }
    let bytes = (0..<UInt64(text.count)).map { UInt8(truncatingIfNeeded: text.word >> (8 * $0)) }
    let digits = bytes.reversed().prefix { (48..<58).contains($0) }.count
    guard digits > 0 else { return none }
    let prefixCount = text.count - UInt32(digits)
    let hasZero = digits > 1 && bytes[bytes.count - digits] == 48
    return NumberedKeys(
      prefix: text.word & mask(prefixCount), prefixCount: prefixCount, fixedCount: hasZero ? text.count : 0)
  }

  private init(prefix: UInt64, prefixCount: UInt32, fixedCount: UInt32) {
    self.prefix = prefix
    self.prefixCount = prefixCount
    self.fixedCount = fixedCount
  }

  private static func mask(_ count: UInt32) -> UInt64 { (1 << (8 * UInt64(count))) - 1 }

  /// Numbers below this have a place.
  var limit: Int { codes.count }

  /// The number of a text; −1 for texts of another kind.
  @inline(__always)
  func number(_ text: TextKey) -> Int {
    guard text.count > prefixCount, text.count <= 8 else { return -1 }
    let digits = text.count &- prefixCount
    let rest = text.word >> (8 &* UInt64(prefixCount))
    guard text.word ^ (rest << (8 &* UInt64(prefixCount))) == prefix else { return -1 }
    if fixedCount > 0 {
      if text.count != fixedCount { return -1 }
    } else if rest & 0xFF == 48, digits > 1 {
      return -1
    }
    return Int(csv_number(rest, Int(digits)))
  }

  /// The code of a number below the limit; −1 if there is none.
  @inline(__always)
  func code(_ number: Int) -> Int32 { codes[number] &- 1 }

  @inline(__always)
  mutating func set(_ number: Int, to code: Int32) { codes[number] = code &+ 1 }

  /// Makes room for a number beyond the limit, unless that would be far more than so many texts need.
  mutating func makeRoom(for number: Int, texts: Int) -> Bool {
    guard number < 65_536 + 16 * texts else { return false }
    var count = max(1024, texts, 2 * codes.count)
    while count <= number { count *= 2 }
    codes.append(contentsOf: repeatElement(0, count: count - codes.count))
    return true
  }

  /// Brings the place of a number near.
  @inline(__always)
  func prefetch(_ number: Int) {
    codes.withUnsafeBufferPointer { codes in
      if number < codes.count, let base = codes.baseAddress { csv_prefetch(base + number) }
    }
  }
}
