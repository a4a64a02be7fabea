import CKernels

/// What texts have in common that are a beginning and a number, such as `C0000123` or `4711`.
///
/// Only texts of at most eight bytes. Zeros in front of the number are taken where all numbers have as many digits, so
/// that no two texts have the same number.
struct NumberPattern: Equatable, Sendable {
  /// The bytes that texts begin with, and how many there are.
  private let prefix: UInt64
  private let prefixCount: UInt32
  /// How many bytes each text has if numbers have zeros in front, else 0.
  private let fixedCount: UInt32

  /// The pattern of a text, given as `TextKey` has it; nil for texts that do not end in digits.
  init?(like word: UInt64, count: UInt32) {
    guard count <= 8 else { return nil }
    let bytes = (0..<UInt64(count)).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
    let digits = bytes.reversed().prefix { (48..<58).contains($0) }.count
    guard digits > 0 else { return nil }
    prefixCount = count - UInt32(digits)
    prefix = word & NumberPattern.mask(prefixCount)
    fixedCount = digits > 1 && bytes[bytes.count - digits] == 48 ? count : 0
  }

  private static func mask(_ count: UInt32) -> UInt64 { (1 << (8 * UInt64(count))) - 1 }

  /// The number of a text; −1 for texts of another kind.
  @inline(__always)
  func number(_ word: UInt64, count: UInt32) -> Int {
    guard count > prefixCount, count <= 8 else { return -1 }
    let digits = count &- prefixCount
    let shift = 8 &* UInt64(prefixCount)
    let rest = word >> shift
    guard word ^ (rest << shift) == prefix else { return -1 }
    if fixedCount > 0 {
      if count != fixedCount { return -1 }
    } else if rest & 0xFF == 48, digits > 1 {
      return -1
    }
    return Int(csv_number(rest, Int(digits)))
  }

  /// Whether the beginning is of ASCII, whose texts are in Form C.
  var isASCII: Bool { prefix & 0x8080_8080_8080_8080 == 0 }

  /// What all texts begin with.
  var beginning: [UInt8] { (0..<UInt64(prefixCount)).map { UInt8(truncatingIfNeeded: prefix >> (8 * $0)) } }

  /// The text of a number that one has.
  func text(_ number: Int32) -> [UInt8] {
    var digits = Array(String(number).utf8)
    let missing = Int(fixedCount) - Int(prefixCount) - digits.count
    if missing > 0 { digits = [UInt8](repeating: 48, count: missing) + digits }
    return beginning + digits
  }

  /// How many digits numbers have that have zeros in front; 0 where they have none.
  var width: Int { fixedCount > 0 ? Int(fixedCount - prefixCount) : 0 }
}

/// The codes of texts that are a common beginning and a number, such as `C0000123` or `4711`, by that number: nothing is
/// hashed, and each takes four bytes.
struct NumberedKeys: Sendable {
  /// Nil if there are no texts, and none that could be added.
  private let pattern: NumberPattern?
  /// For each number its code plus one, 0 where there is none.
  private var codes: [Int32] = []

  /// No texts, and none that could be added.
  static let none = NumberedKeys(pattern: nil)

  /// For texts that are like this one.
  static func like(_ text: TextKey) -> NumberedKeys {
    NumberedKeys(pattern: NumberPattern(like: text.word, count: text.count))
  }

  private init(pattern: NumberPattern?) { self.pattern = pattern }

  /// Numbers below this have a place.
  var limit: Int { codes.count }

  /// The number of a text; −1 for texts of another kind.
  @inline(__always)
  func number(_ text: TextKey) -> Int { pattern?.number(text.word, count: text.count) ?? -1 }

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
