import CivilTime

/// A reused buffer in which CSV rows are laid down byte by byte: no text is made for a cell.
///
/// Whoever fills it makes room before each row, which must be shorter than `slack`.
struct CsvSheet: Sendable {
  /// What ends a cell, a part of one, or a row.
  enum Mark: UInt8 {
    case comma = 0x2C
    case dash = 0x2D
    case lineEnd = 0x0A
  }

  static let slack = 1 << 13

  /// The first `count` are written, the rest is room.
  private(set) var bytes = [UInt8](repeating: 0, count: 1 << 19)
  private(set) var count = 0

  /// What has been written since the last `clear`.
  var written: ArraySlice<UInt8> { bytes[..<count] }

  /// Makes room for one more row.
  mutating func makeRoom() {
    if bytes.count - count < Self.slack { bytes += [UInt8](repeating: 0, count: bytes.count) }
  }

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

  /// Lays down eight bytes, the first in the lowest place, of which the first `length` count: what follows covers the others.
  @inline(__always)
  private mutating func word(_ value: UInt64, _ length: Int) {
    let place = count
    var room = bytes.mutableSpan
    var target = room.mutableBytes
    target.storeBytes(of: value.littleEndian, toByteOffset: place, as: UInt64.self)
    count = place &+ length
  }

  /// The text at `index` of `phrases`.
  @inline(__always)
  mutating func text(_ phrases: Phrases, _ index: Int) {
    copy(phrases, phrases[index])
  }

  /// A whole cell: the text at `index`, and the cell's end.
  @inline(__always)
  mutating func cell(_ phrases: Phrases, _ index: Int) {
    copy(phrases, phrases[index])
    count &+= 1
  }

  /// Lays down a text and the comma behind it, which does not count.
  @inline(__always)
  private mutating func copy(_ phrases: Phrases, _ place: Phrases.Place) {
    let from = phrases.words.span
    var offset = count
    let end = offset &+ place.length
    var room = bytes.mutableSpan
    var target = room.mutableBytes
    for index in place.words {
      target.storeBytes(of: from[index].littleEndian, toByteOffset: offset, as: UInt64.self)
      offset &+= 8
    }
    count = end
  }

  /// A text known when the program is built.
  mutating func text(_ literal: String) {
    let from = literal.utf8.span
    var place = count
    var target = bytes.mutableSpan
    for index in from.indices {
      target[place] = from[index]
      place &+= 1
    }
    count = place
  }

  /// A whole number with at least `digits` digits, at most seven, and the mark behind it.
  mutating func number(_ value: Int, digits: Int = 1, then mark: Mark? = nil) {
    if value < 0 { byte(0x2D) }
    let rest = UInt64(value.magnitude)
    guard rest < 10_000_000 else { return longNumber(rest, then: mark) }
    let decimals = Decimals(rest)
    let length = max(decimals.significant, digits)
    lay(decimals.last(length), length, then: mark)
  }

  /// Lays down at most seven bytes and the mark behind them.
  @inline(__always)
  private mutating func lay(_ value: UInt64, _ length: Int, then mark: Mark?) {
    if let mark {
      word(value | UInt64(mark.rawValue) &<< UInt64(truncatingIfNeeded: 8 &* length), length &+ 1)
    } else {
      word(value, length)
    }
  }

  /// A whole number of any size.
  private mutating func longNumber(_ value: UInt64, then mark: Mark?) {
    var power: UInt64 = 1
    while value / power >= 10 { power *= 10 }
    while power > 0 {
      byte(0x30 &+ UInt8(truncatingIfNeeded: value / power % 10))
      power /= 10
    }
    if let mark { byte(mark.rawValue) }
  }

  /// An amount with two decimals, from its hundredths, and the mark behind it.
  mutating func hundredths(_ value: Int, then mark: Mark? = nil) {
    if value < 0 { byte(0x2D) }
    var rest = UInt64(value.magnitude)
    if rest >= 100_000_000 {
      longNumber(rest / 100, then: nil)
      rest %= 100
    } else {
      let decimals = Decimals(rest)
      let length = max(decimals.significant, 3)
      word(decimals.last(length), length &- 2)
    }
    lay(0x2E | Decimals(rest).last(2) &<< 8, 3, then: mark)
  }

  /// A date as `2026-01-31`, from days since 1970.
  mutating func date(_ days: Int) {
    let date = CivilDate(days: Int32(days))
    number(date.year, digits: 4, then: .dash)
    number(date.month, digits: 2, then: .dash)
    number(date.day, digits: 2)
  }

  /// The time of day as `T09:30`, from minutes since midnight, and the mark behind it.
  mutating func clock(_ minute: Int, then mark: Mark? = nil) {
    let hour = UInt64(minute / 60)
    let clock = Decimals(hour * 1_000 + UInt64(minute) - hour * 60).last(5) &<< 8
    // The nought between hour and minute becomes a colon, which lies ten places above it.
    lay(clock | 0x0A00_0000 | 0x54, 6, then: mark)
  }

  /// A key, a letter and a number as `C000123` (more digits from a million on), and the mark behind it.
  mutating func key(_ letter: UInt8, _ number: Int, then mark: Mark? = nil) {
    guard number < 1_000_000 else {
      byte(letter)
      return self.number(number, then: mark)
    }
    lay(Decimals(UInt64(number)).last(6) &<< 8 | UInt64(letter), 7, then: mark)
  }

  /// A short key, a letter and a number as `K01`, or nothing for number 0, and the mark behind it.
  mutating func shortKey(_ letter: UInt8, _ number: Int, then mark: Mark? = nil) {
    guard number > 0 else { return lay(0, 0, then: mark) }
    guard number < 100 else {
      byte(letter)
      return self.number(number, then: mark)
    }
    lay(Decimals(UInt64(number)).last(2) &<< 8 | UInt64(letter), 3, then: mark)
  }

  /// A customer's key, `C000123`, and the mark behind it.
  mutating func customer(_ index: Int, then mark: Mark? = nil) {
    key(0x43, index + 1, then: mark)
  }
}
