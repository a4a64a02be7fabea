/// Texts that are a common beginning and a number, such as `C000001`, `C000002`: the numbers alone tell them.
public struct NumberedTexts: Sendable {
  /// What all texts begin with.
  public let prefix: [UInt8]
  /// How many digits each number has, zeros in front; 0 where numbers are written without zeros in front.
  public let width: Int
  public let numbers: Buffer<Int32>

  /// More digits than a 32-bit number always has room for.
  private static let mostDigits = 9

  public init(prefix: [UInt8], width: Int, numbers: Buffer<Int32>) {
    self.prefix = prefix
    self.width = width
    self.numbers = numbers
  }

  /// Numbers of at least one text; where all have as many digits, that is their width.
  ///
  /// - Parameter leastWidth: how many digits each number has where some have zeros in front, else 0.
  public init(prefix: [UInt8], leastWidth: Int, numbers: Buffer<Int32>) {
    let extent = numbers.extent ?? 0...0
    let least = NumberedTexts.digits(UInt32(bitPattern: extent.lowerBound))
    let greatest = NumberedTexts.digits(UInt32(bitPattern: extent.upperBound))
    self.init(prefix: prefix, width: leastWidth > 0 ? leastWidth : least == greatest ? least : 0, numbers: numbers)
  }

  /// The bytes that the texts and their places take in memory.
  public var textBytes: Int {
    let places = (numbers.count + 1) * 4
    if width > 0 { return places + numbers.count * (prefix.count + width) }
    var digits = 0
    for index in 0..<numbers.count { digits &+= NumberedTexts.digits(UInt32(bitPattern: numbers[index])) }
    return places + numbers.count * prefix.count + digits
  }

  /// Nil if the entries of the pool are not of this kind, or there are none. Complexity: O(bytes).
  public init?(_ pool: TextPool) {
    guard pool.count > 0 else { return nil }
    let first = pool.withBytes(0) { Array($0) }
    let digits = first.reversed().prefix { NumberedTexts.isDigit($0) }.count
    let own = min(digits, NumberedTexts.mostDigits)
    guard own > 0 else { return nil }
    let fixed = Array(first.dropLast(own))
    if let numbers = NumberedTexts.numbers(pool, fixed, width: own) {
      self.init(prefix: fixed, width: own, numbers: numbers)
    } else if let numbers = NumberedTexts.numbers(pool, Array(first.dropLast(digits)), width: 0) {
      self.init(prefix: Array(first.dropLast(digits)), width: 0, numbers: numbers)
    } else {
      return nil
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

  private static func numbers(_ pool: TextPool, _ prefix: [UInt8], width: Int) -> Buffer<Int32>? {
    var isNumbered = true
    let numbers = Buffer<Int32>(count: pool.count) { target in
      for entry in 0..<pool.count {
        let number = isNumbered ? pool.withBytes(entry) { self.number($0, prefix, width: width) } : 0
        target[entry] = number ?? 0
        if number == nil { isNumbered = false }
      }
    }
    return isNumbered ? numbers : nil
  }

  private static func number(_ text: UnsafeBufferPointer<UInt8>, _ prefix: [UInt8], width: Int) -> Int32? {
    let digits = text.count - prefix.count
    guard digits > 0, digits <= mostDigits, width == 0 || digits == width else { return nil }
    for index in prefix.indices where text[index] != prefix[index] { return nil }
    // Zeros in front would be lost.
    if width == 0, digits > 1, text[prefix.count] == 48 { return nil }
    var number: Int32 = 0
    for index in prefix.count..<text.count {
      guard isDigit(text[index]) else { return nil }
      number = number &* 10 &+ Int32(text[index] &- 48)
    }
    return number
  }

  /// The texts again; nil if a number is negative or has more digits than there is room for, or the texts are too long.
  ///
  /// Complexity: O(bytes).
  public func pool(isDistinct: Bool) -> TextPool? {
    let limit: Int64 = width == 0 ? 1_000_000_000 : width <= NumberedTexts.mostDigits ? NumberedTexts.power(width) : 0
    guard limit > 0, numbers.isWithin(0...Int32(truncatingIfNeeded: limit - 1)) else { return nil }
    guard let offsets else { return nil }
    let bytes = offsets.withUnsafe { offsets in
      numbers.withUnsafe { numbers in
        Buffer<UInt8>(count: Int(offsets[numbers.count])) { target in
          for entry in 0..<numbers.count {
            let start = Int(offsets[entry])
            for index in prefix.indices { target[start &+ index] = prefix[index] }
            NumberedTexts.write(numbers[entry], to: target, from: start &+ prefix.count, to: Int(offsets[entry &+ 1]))
          }
        }
      }
    }
    return TextPool(bytes: bytes, offsets: offsets, isDistinct: isDistinct)
  }

  /// Writes digits from the last one to the first.
  @inline(__always)
  private static func write(_ number: Int32, to target: UnsafeMutableBufferPointer<UInt8>, from start: Int, to end: Int)
  {
    var rest = UInt32(bitPattern: number)
    var place = end
    while place > start {
      place &-= 1
      target[place] = UInt8(truncatingIfNeeded: 48 &+ rest % 10)
      rest /= 10
    }
  }

  private static func power(_ exponent: Int) -> Int64 { (0..<exponent).reduce(1) { power, _ in power * 10 } }

  /// Where each text begins; nil if they are longer than a pool can be.
  private var offsets: Buffer<UInt32>? {
    var end: UInt64 = 0
    let offsets = numbers.withUnsafe { numbers in
      Buffer<UInt32>(count: numbers.count + 1) { target in
        target[0] = 0
        for entry in 0..<numbers.count {
          let digits = width > 0 ? width : NumberedTexts.digits(UInt32(bitPattern: numbers[entry]))
          end &+= UInt64(prefix.count &+ digits)
          target[entry &+ 1] = UInt32(truncatingIfNeeded: end)
        }
      }
    }
    return end <= UInt64(UInt32.max) ? offsets : nil
  }

  /// How many digits a number of at most nine has.
  @inline(__always)
  private static func digits(_ number: UInt32) -> Int {
    var digits = 1
    if number >= 10 { digits &+= 1 }
    if number >= 100 { digits &+= 1 }
    if number >= 1_000 { digits &+= 1 }
    if number >= 10_000 { digits &+= 1 }
    if number >= 100_000 { digits &+= 1 }
    if number >= 1_000_000 { digits &+= 1 }
    if number >= 10_000_000 { digits &+= 1 }
    if number >= 100_000_000 { digits &+= 1 }
    return digits
  }
}
