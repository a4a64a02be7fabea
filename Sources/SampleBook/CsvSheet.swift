import CivilTime

/// A reused buffer in which CSV rows are laid down byte by byte: no text is made for a cell.
///
/// The writer fills rows until `isFull`, the driver hands the bytes on and clears. A row must be shorter than `slack`.
struct CsvSheet {
  static let limit = 1 << 18
  static let slack = 1 << 13

  private var bytes = [UInt8](repeating: 0, count: limit + slack)
  private(set) var count = 0

  /// What has been written since the last `clear`.
  var written: ArraySlice<UInt8> { bytes[..<count] }

  /// Whether it is time to hand the bytes on.
  var isFull: Bool { count >= Self.limit }

  mutating func clear() { count = 0 }

  /// One byte.
  @inline(__always)
  mutating func byte(_ value: UInt8) {
    bytes[count] = value
    count &+= 1
  }

  /// Ends a cell.
  @inline(__always)
  mutating func next() { byte(0x2C) }

  /// Ends a row.
  @inline(__always)
  mutating func end() { byte(0x0A) }

  /// Ends `cells` empty cells.
  mutating func skip(_ cells: Int) {
    for _ in 0..<cells { next() }
  }

  /// The text at `index` of `phrases`.
  @inline(__always)
  mutating func text(_ phrases: Phrases, _ index: Int) {
    copy(phrases.bytes, phrases[index])
  }

  /// A whole cell: the text at `index`, and the cell's end.
  @inline(__always)
  mutating func cell(_ phrases: Phrases, _ index: Int) {
    copy(phrases.bytes, phrases[index])
    next()
  }

  /// A text known when the program is built.
  mutating func text(_ literal: String) {
    for value in literal.utf8 { byte(value) }
  }

  @inline(__always)
  private mutating func copy(_ source: [UInt8], _ range: Range<Int>) {
    let from = source.span
    var place = count
    var target = bytes.mutableSpan
    for index in range {
      target[place] = from[index]
      place &+= 1
    }
    count = place
  }

  /// A whole number, with at least `digits` digits.
  mutating func number(_ value: Int, digits: Int = 1) {
    if value < 0 { byte(0x2D) }
    let rest = value.magnitude
    var length = digits
    if rest >= 10 {
      var bound: UInt = 100
      var needed = 2
      while rest >= bound, needed < 19 {
        bound *= 10
        needed += 1
      }
      length = max(needed, digits)
    }
    lay(rest, length)
  }

  /// The last `length` digits of a number.
  @inline(__always)
  private mutating func lay(_ value: UInt, _ length: Int) {
    var place = count &+ length
    count = place
    var rest = value
    var target = bytes.mutableSpan
    for _ in 0..<length {
      place &-= 1
      let quotient = rest / 10
      target[place] = 0x30 &+ UInt8(truncatingIfNeeded: rest &- quotient &* 10)
      rest = quotient
    }
  }

  /// Two digits.
  @inline(__always)
  private mutating func pair(_ value: Int) {
    let tens = value / 10
    byte(0x30 &+ UInt8(truncatingIfNeeded: tens))
    byte(0x30 &+ UInt8(truncatingIfNeeded: value &- tens &* 10))
  }

  /// An amount with two decimals, from its hundredths.
  mutating func hundredths(_ value: Int) {
    if value < 0 { byte(0x2D) }
    let (whole, rest) = Int(value.magnitude).quotientAndRemainder(dividingBy: 100)
    number(whole)
    byte(0x2E)
    pair(rest)
  }

  /// A date as `2026-01-31`, from days since 1970.
  mutating func date(_ days: Int) {
    let date = CivilDate(days: Int32(days))
    number(date.year, digits: 4)
    byte(0x2D)
    pair(date.month)
    byte(0x2D)
    pair(date.day)
  }

  /// The time of day as `T09:30`, from minutes since midnight.
  mutating func clock(_ minute: Int) {
    byte(0x54)
    pair(minute / 60)
    byte(0x3A)
    pair(minute % 60)
  }

  /// A customer's key, `C000123` (more digits from a million on).
  mutating func customer(_ index: Int) {
    byte(0x43)
    number(index + 1, digits: 6)
  }
}
