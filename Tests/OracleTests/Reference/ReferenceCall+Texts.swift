import Columns

/// Functions on text, code point by code point.
extension ReferenceCall {
  private static let longest = 1_048_576

  func textParts() throws -> Value? {
    switch name {
    case "length": return .whole(Int64(try scalars(0).count))
    case "left":
      guard let count = try count(1) else { return .missing }
      let all = try scalars(0)
      return Self.text(count < 0 ? all.dropLast(-count) : all.prefix(count))
    case "right":
      guard let count = try count(1) else { return .missing }
      let all = try scalars(0)
      return Self.text(count < 0 ? all.dropFirst(-count) : all.suffix(count))
    case "substring": return try substring()
    case "before": return try separator().map { Self.text($0.before) } ?? .missing
    case "after": return try separator().map { Self.text($0.after) } ?? .missing
    case "position": return try separator().map { .whole(Int64($0.before.count + 1)) } ?? .missing
    case "word":
      guard let place = try count(1) else { return .missing }
      let words = try words()
      let index = place > 0 ? place - 1 : place < 0 ? words.count + place : -1
      return words.indices.contains(index) ? Self.text(words[index]) : .missing
    case "words": return .whole(Int64(try words().count))
    case "initials":
      let words = try words()
      return words.isEmpty ? .missing : .text(words.map { Self.upper($0[0]) }.joined())
    case "domain":
      let all = try scalars(0)
      guard let at = all.lastIndex(of: "@"), at + 1 < all.count else { return .missing }
      return .text(all[(at + 1)...].map(Self.lower).joined())
    case "similarity": return .number(Self.likeness(arguments))
    case "digits": return Self.text(try scalars(0).filter { ("0"..."9").contains($0) })
    default: return nil
    }
  }

  /// Twice the pairs of letters that two texts share, each counted once, by those of both.
  static func likeness(_ texts: [Value]) -> Double {
    let pairs = texts.map { text -> Set<String> in
      guard case .text(let text) = text else { return [] }
      let folded = String(decoding: Values.folded(text), as: UTF8.self).unicodeScalars
      let words = folded.split { !isLetter($0) }.map { [" "] + Array($0) + [" "] }
      return Set(words.flatMap { word in zip(word, word.dropFirst()).map { "\($0)\($1)" } })
    }
    if pairs[0].isEmpty || pairs[1].isEmpty { return 0 }
    return Double(2 * pairs[0].intersection(pairs[1]).count) / Double(pairs[0].count + pairs[1].count)
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
      .spacingMark, .enclosingMark, .decimalNumber:
      true
    default: false
    }
  }

  /// Positions count from 1, negative ones from the end; those outside the text hold nothing.
  private func substring() throws -> Value {
    guard let position = try count(1), position != 0 else { return .missing }
    let all = try scalars(0)
    let first = position > 0 ? position - 1 : all.count + position
    guard arguments.count > 2 else { return Self.text(all.dropFirst(max(0, first))) }
    guard let length = try count(2), length >= 0 else { return .missing }
    return Self.text(all.indices.filter { $0 >= first && $0 < first + length }.map { all[$0] })
  }

  /// What stands before and after the first occurrence of a part; nil where it is empty or does not occur.
  private func separator() throws -> (before: [Unicode.Scalar], after: [Unicode.Scalar])? {
    let (all, part) = (try scalars(0), try scalars(1))
    guard !part.isEmpty, let start = all.indices.first(where: { all[$0...].starts(with: part) }) else { return nil }
    return (Array(all[..<start]), Array(all[(start + part.count)...]))
  }

  private func words() throws -> [[Unicode.Scalar]] {
    try scalars(0).split { $0.properties.isWhitespace }.map(Array.init)
  }

  func textShapes() throws -> Value? {
    switch name {
    case "lower": return .text(try scalars(0).map(Self.lower).joined())
    case "upper": return .text(try scalars(0).map(Self.upper).joined())
    case "title":
      var startsWord = true
      var result = ""
      for scalar in try scalars(0) {
        result += startsWord ? Self.upper(scalar) : Self.lower(scalar)
        startsWord = scalar == "-" || scalar.properties.isWhitespace
      }
      return .text(result)
    case "trim":
      let all = try scalars(0)
      let start = all.firstIndex { !$0.properties.isWhitespace } ?? all.endIndex
      let end = all.lastIndex { !$0.properties.isWhitespace } ?? -1
      return Self.text(start <= end ? all[start...end] : [])
    case "replace": return try replace()
    case "repeat":
      let (text, count) = (try text(0), try whole(1))
      guard Double(max(count, 0)) * Double(max(1, text.utf8.count)) <= Double(Self.longest) else { return .missing }
      return .text(String(repeating: text, count: Int(max(0, count))))
    case "padLeft", "padRight": return try pad()
    default: return nil
    }
  }

  private func replace() throws -> Value {
    let (all, part, other) = (try scalars(0), try scalars(1), try scalars(2))
    guard !part.isEmpty else { return Self.text(all) }
    var result: [Unicode.Scalar] = []
    var index = 0
    while index < all.count {
      if all[index...].starts(with: part) {
        result += other
        index += part.count
      } else {
        result.append(all[index])
        index += 1
      }
    }
    return Self.text(result)
  }

  private func pad() throws -> Value {
    let (all, width) = (try scalars(0), try whole(1))
    guard width <= Self.longest / 4 else { return .missing }
    let fill = arguments.count > 2 ? try scalars(2) : [" "]
    let gap = fill.isEmpty ? 0 : max(0, Int(max(0, width)) - all.count)
    let filling = (0..<gap).map { fill[$0 % fill.count] }
    return Self.text(name == "padLeft" ? filling + all : all + filling)
  }

  /// Character by character; what has no single small counterpart stays, but for `İ`.
  private static func lower(_ scalar: Unicode.Scalar) -> String {
    if scalar == "\u{130}" { return "i\u{307}" }
    let mapped = scalar.properties.lowercaseMapping
    return mapped.unicodeScalars.count == 1 ? mapped : String(scalar)
  }

  /// Character by character; what has no single capital stays, but for `ß`.
  private static func upper(_ scalar: Unicode.Scalar) -> String {
    if scalar == "\u{DF}" { return "SS" }
    let candidates = [scalar.properties.uppercaseMapping, scalar.properties.titlecaseMapping]
    return candidates.first { $0.unicodeScalars.count == 1 } ?? String(scalar)
  }

  // MARK: To and from text

  func conversion() throws -> Value? {
    switch name {
    case "text": return .text(try written())
    case "number":
      guard case .text(let text) = arguments[0] else { return .number(try number(0)) }
      return Self.number(text)
    case "date":
      guard case .text(let text) = arguments[0] else { return try Self.date(day(0)) }
      return try Self.date(text)
    case "whole as number": return .number(Double(try whole(0)))
    case "original":
      if case .number(let amount) = arguments[0] { return .number(amount) }
      return .number(Double(try whole(0)) / 100)
    case "money as number": return .number(Double(try whole(0)) / 100)
    case "duration as number": return .number(Double(try whole(0)))
    case "whole as money":
      let (cents, overflow) = try whole(0).multipliedReportingOverflow(by: 100)
      if overflow { throw Overflow() }
      return .money(cents)
    case "date as time":
      let (time, overflow) = Int64(try day(0)).multipliedReportingOverflow(by: Calendar.dayLength)
      if overflow { throw Overflow() }
      return .time(time)
    default: return nil
    }
  }

  private func written() throws -> String {
    switch arguments[0] {
    case .text(let text): return text
    case .truth(let bit): return bit ? "true" : "false"
    case .whole(let whole): return String(whole)
    case .money(let cents):
      let digits = Calendar.padded(Int(clamping: cents.magnitude / 100), 1)
      return (cents < 0 ? "-" : "") + digits + "." + Calendar.padded(Int(cents.magnitude % 100), 2)
    case .number(let number):
      let text = String(describing: number == 0 ? 0 : number)
      return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    case .date(let days): return Calendar.text(Int(days))
    case .time(let time): return Calendar.text(time: time)
    case .duration(let length): return Self.written(length)
    default: throw wrong(0)
    }
  }

  /// `1d 2h`, `-45s`, `0d`
  private static func written(_ length: Int64) -> String {
    var rest = length.magnitude
    var parts: [String] = []
    for (unit, size) in [("d", 86_400_000_000), ("h", 3_600_000_000), ("min", 60_000_000), ("s", 1_000_000), ("µs", 1)]
    {
      let count = rest / UInt64(size)
      if count > 0 { parts.append("\(count)\(unit)") }
      rest %= UInt64(size)
    }
    return parts.isEmpty ? "0d" : (length < 0 ? "-" : "") + parts.joined(separator: " ")
  }

  /// Digits with an optional sign, point and exponent; white space around them does not matter.
  private static func number(_ text: String) -> Value {
    let all = Array(text.unicodeScalars)
    let start = all.firstIndex { !$0.properties.isWhitespace } ?? 0
    let end = (all.lastIndex { !$0.properties.isWhitespace } ?? -1) + 1
    guard start < end else { return .missing }
    let body = all[start..<end].map(String.init).joined()
    guard let match = body.wholeMatch(of: /[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?/) else { return .missing }
    return Double(match.0).map(Values.finite) ?? .missing
  }

  /// `2026-01-31` and nothing else.
  private static func date(_ text: String) throws -> Value {
    guard let match = text.wholeMatch(of: /([0-9]{4})-([0-9]{2})-([0-9]{2})/), let year = Int(match.1),
      let month = Int(match.2), let day = Int(match.3), year > 0, (1...12).contains(month),
      (1...Calendar.length(month: month, year: year)).contains(day)
    else { return .missing }
    return try date(Calendar.days(year, month, day))
  }
}
