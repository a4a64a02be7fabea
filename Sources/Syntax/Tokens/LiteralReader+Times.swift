import CivilTime
import Diagnostics

// Dates, times, months and durations.

extension LiteralReader {
  /// The runs of digits in a token, as numbers. Runs that do not fit count as -1.
  private func numbers(_ bytes: ArraySlice<UInt8>) -> [Int] {
    bytes.split(whereSeparator: { !$0.isDigit }).map { Self.digits($0).map(Int.init) ?? -1 }
  }

  mutating func dateOrTime(_ token: Token) -> Literal? {
    let all = bytes(token)
    let datePart = all.prefix { $0 | 0x20 != UInt8(ascii: "t") }
    guard let date = date(datePart, token) else { return nil }
    guard token.kind == .time else { return .date(date.days) }
    return time(all.dropFirst(datePart.count + 1), date, token)
  }

  private mutating func date(_ written: ArraySlice<UInt8>, _ token: Token) -> CivilDate? {
    let parts = numbers(written)
    guard parts.count == 3 else { return nil }
    let span = Span(written.startIndex, written.endIndex)
    guard let date = CivilDate(year: parts[0], month: parts[1], day: parts[2]) else {
      reportImpossible(parts[0], parts[1], parts[2], span)
      return nil
    }
    if written.count != 10 {
      fail(
        "malformed-date", "Months and days have two digits.", span,
        mend: SourceSpelling.date(date.days))
      return nil
    }
    return date
  }

  private mutating func reportImpossible(_ year: Int, _ month: Int, _ day: Int, _ span: Span) {
    let written = source.text(span)
    guard let first = CivilDate(year: year, month: month, day: 1) else {
      let notes = month > 12 && day <= 12 ? ["Dates are written year-month-day."] : []
      return fail(
        "impossible-date",
        year < 1 ? "Years begin at 0001." : "There is no month \(month): \(written) is no date.", span, notes)
    }
    let length = CivilDate.length(ofMonth: month, year: year)
    let last = CivilDate(year: year, month: month, day: length) ?? first
    fail(
      "impossible-date", "There is no \(written): that month has \(length) days.", span,
      mend: day > length ? SourceSpelling.date(last.days) : SourceSpelling.date(first.days))
  }

  mutating func month(_ token: Token) -> Literal? {
    let parts = numbers(bytes(token))
    guard parts.count == 2, let first = CivilDate(year: parts[0], month: parts[1], day: 1) else {
      fail(
        "impossible-date", "There is no month \(source.text(token.span)).", token.span,
        ["For a subtraction put spaces around the minus sign."])
      return nil
    }
    return .month(Int32(truncatingIfNeeded: first.monthNumber))
  }

  /// `09:30`, `09:30:15`, `09:30:15.250000` behind the `T`.
  private mutating func time(_ written: ArraySlice<UInt8>, _ date: CivilDate, _ token: Token) -> Literal? {
    let parts = written.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let hour = clock(parts[0], below: 24), let minute = clock(parts[1], below: 60),
      let (second, fraction) = parts.count == 3 ? seconds(parts[2]) : (0, 0)
    else {
      fail(
        "impossible-time", "There is no time \(source.text(Span(written.startIndex, written.endIndex))).", token.span,
        ["Times are written 2026-01-31T09:30 or 2026-01-31T09:30:15, on the clock of the book's zone."])
      return nil
    }
    let clock = (hour * 60 + minute) * 60 + second
    return .time((Int64(date.days) * 86_400 + Int64(clock)) * 1_000_000 + Int64(fraction))
  }

  private func clock(_ digits: ArraySlice<UInt8>, below limit: Int) -> Int? {
    guard digits.count == 2, digits.allSatisfy({ $0.isDigit }), let value = Self.digits(digits), value < limit
    else { return nil }
    return Int(value)
  }

  /// Seconds and microseconds.
  private func seconds(_ written: ArraySlice<UInt8>) -> (Int, Int)? {
    let parts = written.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard let second = clock(parts[0], below: 60) else { return nil }
    guard parts.count == 2 else { return parts.count == 1 ? (second, 0) : nil }
    let digits = parts[1]
    guard (1...6).contains(digits.count), digits.allSatisfy({ $0.isDigit }), let value = Self.digits(digits)
    else { return nil }
    return (second, (0..<(6 - digits.count)).reduce(Int(value)) { value, _ in value * 10 })
  }

  // MARK: Durations

  /// `90d`, `1y6mo`: numbers each with their unit.
  mutating func duration(_ token: Token) -> Literal? {
    var rest = bytes(token)
    var length = CalendarDuration()
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isDigit || $0 == UInt8(ascii: "_") }
      let letters = rest.dropFirst(digits.count).prefix { !$0.isDigit }
      guard let unit = unit(letters, count: digits, token) else { return nil }
      guard let value = Self.digits(digits), length.add(value, unit) else {
        fail("number-too-large", "This length of time is too long.", token.span)
        return nil
      }
      rest = rest.dropFirst(digits.count + letters.count)
    }
    return .duration(length)
  }

  private mutating func unit(
    _ letters: ArraySlice<UInt8>, count: ArraySlice<UInt8>, _ token: Token
  ) -> DurationUnit? {
    let spelled = String(decoding: letters, as: UTF8.self)
    let number = String(decoding: count, as: UTF8.self)
    if !number.isEmpty, let unit = DurationUnit.named(spelled) { return unit }
    let isWhole = bytes(token).count == count.count + letters.count
    if isWhole, spelled.lowercased() == "m" {
      fail(
        "ambiguous-duration", "`\(number)\(spelled)` could be months or minutes: \(number)mo or \(number)min?",
        token.span, ["Write \(number)mo for months, \(number)min for minutes."], mend: "\(number)mo")
    } else if isWhole, let meant = DurationUnit.meant(by: spelled) {
      fail("unknown-unit", "`\(spelled)` is no unit of time here.", token.span, mend: number + meant.symbol)
    } else {
      fail(
        "unknown-unit", "`\(source.text(token.span))` is neither a number nor a length of time.", token.span,
        ["Units of time: \(DurationUnit.all.map(\.symbol).joined(separator: " ")).", "Names begin with a letter."])
    }
    return nil
  }
}

extension CalendarDuration {
  /// Adds so many of a unit; false where the sum is beyond 64 bits or a million years.
  fileprivate mutating func add(_ count: Int64, _ unit: DurationUnit) -> Bool {
    func sum(_ old: Int64, _ factor: Int64, limit: Int64) -> Int64? {
      let (product, isOver) = count.multipliedReportingOverflow(by: factor)
      let (sum, isOverToo) = old.addingReportingOverflow(product)
      return isOver || isOverToo || sum > limit ? nil : sum
    }
    guard let months = sum(self.months, unit.months, limit: 12_000_000),
      let days = sum(self.days, unit.days, limit: 366_000_000),
      let clock = sum(microseconds, unit.minutes * 60_000_000, limit: .max)
    else { return false }
    (self.months, self.days, microseconds) = (months, days, clock)
    return true
  }
}
