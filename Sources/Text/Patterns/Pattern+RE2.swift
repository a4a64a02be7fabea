extension Pattern {
  /// The same pattern for engines that read RE2's language; nil where it has no equal there.
  ///
  /// `\b` has none: RE2 knows the words of ASCII only. Nor have sets of letters without case that only a long list could
  /// name, or repetitions of repetitions beyond RE2's limit of a thousand.
  public var re2: String? {
    var writer = RE2Writer()
    return writer.write(tree, copies: 1) ? writer.text : nil
  }
}

private struct RE2Writer {
  var text = ""
  private static let mostRanges = 60
  private static let mostCopies = 1000

  /// False where there is no way to say it.
  mutating func write(_ tree: PatternTree, copies: Int) -> Bool {
    switch tree {
    case .scalar(let scalar):
      append(scalar)
      return true
    case .set(let set): return write(set)
    case .assertion(let assertion): return write(assertion)
    case .sequence(let parts):
      if parts.isEmpty { text += "(?:)" }
      return parts.allSatisfy { write($0, isolated: $0.isChoice, copies: copies) }
    case .choice(let parts):
      for (place, part) in parts.enumerated() {
        if place > 0 { text += "|" }
        if !write(part, copies: copies) { return false }
      }
      return true
    case .repeated(let part, let least, let most):
      let times = copies * max(1, most ?? least)
      guard times <= RE2Writer.mostCopies, write(part, isolated: !part.isSingle, copies: times) else { return false }
      append(least, most)
      return true
    }
  }

  private mutating func write(_ tree: PatternTree, isolated: Bool, copies: Int) -> Bool {
    if isolated { text += "(?:" }
    let isWritten = write(tree, copies: copies)
    if isolated { text += ")" }
    return isWritten
  }

  private mutating func write(_ set: PatternSet) -> Bool {
    if let spelled = set.spelled {
      text += spelled
    } else if set.scalars.ranges.isEmpty {
      text += #"[^\x{0}-\x{10ffff}]"#
    } else {
      guard set.scalars.ranges.count <= RE2Writer.mostRanges else { return false }
      text += "[\(PatternParser.spelling(of: set.scalars))]"
    }
    return true
  }

  private mutating func write(_ assertion: PatternAssertion) -> Bool {
    switch assertion {
    case .start: text += #"\A"#
    case .end: text += #"\z"#
    case .boundary, .noBoundary: return false
    }
    return true
  }

  private mutating func append(_ least: Int, _ most: Int?) {
    switch (least, most) {
    case (0, nil): text += "*"
    case (1, nil): text += "+"
    case (0, 1?): text += "?"
    case (_, nil): text += "{\(least),}"
    case (_, let most?): text += least == most ? "{\(least)}" : "{\(least),\(most)}"
    }
  }

  private mutating func append(_ value: UInt32) {
    guard let scalar = Unicode.Scalar(value), value >= 0x20, value != 0x7F else {
      text += "\\x{\(String(value, radix: 16))}"
      return
    }
    if #"\.+*?()|[]{}^$"#.unicodeScalars.contains(scalar) { text += "\\" }
    text.unicodeScalars.append(scalar)
  }
}

extension PatternTree {
  fileprivate var isChoice: Bool { if case .choice = self { true } else { false } }

  /// What a repetition can stand behind without brackets.
  fileprivate var isSingle: Bool {
    switch self {
    case .scalar, .set: true
    case .assertion, .sequence, .choice, .repeated: false
    }
  }
}
