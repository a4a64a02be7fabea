import Text

/// A pattern by the plainest means: read into a tree, and every place where each part may end collected.
///
/// It knows what random queries write: letters, `.`, classes, `\d \w \s \b`, brackets, `|`, `^ $`, `* + ? {m,n}`.
struct ReferencePattern {
  private indirect enum Part {
    case one((Unicode.Scalar) -> Bool)
    case start, end, boundary
    case sequence([Part])
    case choice([Part])
    case times(Part, Int, Int?)
  }

  private var rest: [Unicode.Scalar]
  private var isFolded = true

  /// Whether the text, as it is in the book, matches the pattern somewhere.
  static func matches(_ text: String, _ pattern: String) throws -> Bool {
    var reader = ReferencePattern(rest: Array(pattern.unicodeScalars))
    if pattern.hasPrefix("(?-i)") {
      reader.isFolded = false
      reader.rest.removeFirst(5)
    }
    let whole = try reader.choice()
    guard reader.rest.isEmpty else { throw NotInReference(what: "the pattern \(pattern)") }
    let scalars = Array((reader.isFolded ? CaseFolding.fold(text) : text).unicodeScalars)
    return (0...scalars.count).contains { !ends(whole, scalars, $0).isEmpty }
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
      .spacingMark, .enclosingMark, .decimalNumber, .connectorPunctuation:
      true
    default: false
    }
  }

  private static func ends(_ part: Part, _ text: [Unicode.Scalar], _ at: Int) -> Set<Int> {
    switch part {
    case .one(let holds): return at < text.count && holds(text[at]) ? [at + 1] : []
    case .start: return at == 0 ? [at] : []
    case .end: return at == text.count ? [at] : []
    case .boundary:
      return (at > 0 && isWord(text[at - 1])) != (at < text.count && isWord(text[at])) ? [at] : []
    case .sequence(let parts):
      return parts.reduce([at]) { places, part in Set(places.flatMap { ends(part, text, $0) }) }
    case .choice(let parts): return Set(parts.flatMap { ends($0, text, at) })
    case .times(let inner, let least, let most):
      var reached: Set = [at]
      for _ in 0..<least { reached = Set(reached.flatMap { ends(inner, text, $0) }) }
      var all = reached
      for _ in 0..<(most.map { $0 - least } ?? text.count + 1) {
        reached = Set(reached.flatMap { ends(inner, text, $0) })
        all.formUnion(reached)
      }
      return all
    }
  }

  // MARK: Reading

  private mutating func choice() throws -> Part {
    var options = [try sequence()]
    while rest.first == "|" {
      rest.removeFirst()
      options.append(try sequence())
    }
    return .choice(options)
  }

  private mutating func sequence() throws -> Part {
    var parts: [Part] = []
    while let next = rest.first, next != "|", next != ")" { parts.append(try repeated()) }
    return .sequence(parts)
  }

  private mutating func repeated() throws -> Part {
    let part = try self.part()
    switch rest.first {
    case "*", "+", "?":
      let sign = rest.removeFirst()
      return .times(part, sign == "+" ? 1 : 0, sign == "?" ? 1 : nil)
    case "{":
      let numbers = String(String.UnicodeScalarView(rest.dropFirst().prefix { $0 != "}" })).split(
        separator: ",", omittingEmptySubsequences: false)
      rest.removeFirst(numbers.joined(separator: ",").count + 2)
      let least = Int(numbers[0]) ?? 0
      return .times(part, least, numbers.count == 1 ? least : Int(numbers[1]))
    default: return part
    }
  }

  private mutating func part() throws -> Part {
    let next = rest.removeFirst()
    switch next {
    case ".": return .one { _ in true }
    case "^": return .start
    case "$": return .end
    case "\\":
      let letter = rest.removeFirst()
      return letter == "b" ? .boundary : .one(try Self.named(letter))
    case "[": return .one(try bracketed())
    case "(":
      if rest.starts(with: Array("?:".unicodeScalars)) { rest.removeFirst(2) }
      let inner = try choice()
      guard rest.first == ")" else { throw NotInReference(what: "an open bracket") }
      rest.removeFirst()
      return inner
    default:
      let wanted = folded(next)
      return .sequence(wanted.map { one in .one { $0 == one } })
    }
  }

  private func folded(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    isFolded ? Array(CaseFolding.fold(String(Character(scalar))).unicodeScalars) : [scalar]
  }

  private static func named(_ letter: Unicode.Scalar) throws -> (Unicode.Scalar) -> Bool {
    switch letter {
    case "d": { ("0"..."9").contains($0) }
    case "w": isWord
    case "s": { $0.properties.isWhitespace }
    default: throw NotInReference(what: "\\\(letter)")
    }
  }

  private mutating func bracketed() throws -> (Unicode.Scalar) -> Bool {
    let isNegated = rest.first == "^"
    if isNegated { rest.removeFirst() }
    var tests: [(Unicode.Scalar) -> Bool] = []
    var single: Set<Unicode.Scalar> = []
    while let next = rest.first, next != "]" {
      rest.removeFirst()
      if next == "\\" {
        tests.append(try Self.named(rest.removeFirst()))
      } else if rest.first == "-" {
        let upper = rest[1]
        rest.removeFirst(2)
        for value in next.value...upper.value { single.formUnion(Unicode.Scalar(value).map(folded) ?? []) }
      } else {
        single.formUnion(folded(next))
      }
    }
    rest.removeFirst()
    return { scalar in (single.contains(scalar) || tests.contains { $0(scalar) }) != isNegated }
  }
}
