import Diagnostics

// Everything that begins with a digit: numbers, percents, dates, times, months and durations.
// Only the extent and the kind are decided here; `LiteralReader` reads the value.

extension LexerState {
  mutating func scanNumber(from start: Int? = nil) {
    let start = start ?? position
    if start == position, let kind = scanDate() { return emit(kind, from: start) }
    var kind: Token.Kind = bytes[start] == UInt8(ascii: ".") ? .number : .whole
    skipDigits()
    if kind == .whole, byte() == UInt8(ascii: "."), byte(1).isDigit {
      kind = .number
      position += 1
      skipDigits()
    }
    if skipExponent() { kind = .number }
    if byte() == UInt8(ascii: "%") {
      position += 1
      kind = .percent
    } else if byte().isNameByte || byte() >= 0x80 {
      // Units stand directly behind the number; further number-unit pairs may follow: `1y6mo`.
      let before = position
      skipNameCharacters()
      if position > before { kind = .duration }
    }
    emit(kind, from: start)
  }

  private mutating func skipDigits() {
    while byte().isDigit || (byte() == UInt8(ascii: "_") && byte(1).isDigit) { position += 1 }
  }

  private mutating func skipExponent() -> Bool {
    guard byte() | 0x20 == UInt8(ascii: "e") else { return false }
    let isSigned = byte(1) == UInt8(ascii: "-") || byte(1) == UInt8(ascii: "+")
    guard byte(isSigned ? 2 : 1).isDigit else { return false }
    position += isSigned ? 2 : 1
    skipDigits()
    return true
  }

  /// Whether so many digits stand some places ahead, and no further digit.
  private func hasDigits(_ count: Int, ahead: Int) -> Bool {
    for offset in 0..<count where !byte(ahead + offset).isDigit { return false }
    return !byte(ahead + count).isDigit
  }

  /// `2026-01`, `2026-01-31`, `2026-01-31T09:30`, `2026-01-31T09:30:15.25`; also dates with digits left out, to mend.
  private mutating func scanDate() -> Token.Kind? {
    let dash = UInt8(ascii: "-")
    guard byte(4) == dash, hasDigits(4, ahead: 0) else { return nil }
    if let length = looseDateLength() {
      position += length
      guard byte() == UInt8(ascii: "T") || byte() == UInt8(ascii: "t"), byte(1).isDigit else { return .date }
      position += 1
      skipClock()
      return .time
    }
    guard hasDigits(2, ahead: 5), !byte(7).isNameByte else { return nil }
    position += 7
    return .month
  }

  /// The length of `2026-01-31`, `2026-1-5` and the like.
  private func looseDateLength() -> Int? {
    for monthDigits in 1...2 where hasDigits(monthDigits, ahead: 5) {
      let second = 5 + monthDigits
      guard byte(second) == UInt8(ascii: "-") else { return nil }
      for dayDigits in 1...2 where hasDigits(dayDigits, ahead: second + 1) { return second + 1 + dayDigits }
    }
    return nil
  }

  private mutating func skipClock() {
    while byte().isNameByte || byte() == UInt8(ascii: ":") || (byte() == UInt8(ascii: ".") && byte(1).isDigit)
      || (byte() == UInt8(ascii: "+") && byte(1).isDigit)
    {
      position += 1
    }
  }
}
