/// A grammar in the W3C's notation, read from its text.
struct EBNF {
  indirect enum Rule {
    case terminal(String)
    case reference(String)
    case characters([ClosedRange<UInt32>], isNegated: Bool)
    case sequence([Rule])
    case choice([Rule])
    /// At least so many; at most one where `isOptional`.
    case repeated(Rule, atLeast: Int, isOptional: Bool)
  }

  struct Mistake: Error, CustomStringConvertible {
    var description: String
  }

  private(set) var productions: [String: Rule] = [:]
  private(set) var order: [String] = []

  init(_ text: String) throws {
    var reader = Reader(Array(text.unicodeScalars))
    while let name = try reader.productionName() {
      if productions[name] != nil { throw Mistake(description: "\(name) is defined twice") }
      productions[name] = try reader.choice()
      order.append(name)
    }
  }

  /// All terminals of some productions.
  func terminals(of names: some Sequence<String>) -> Set<String> {
    Set(names.flatMap { productions[$0].map(Self.terminals) ?? [] })
  }

  func references(of name: String) -> Set<String> { productions[name].map { Set(Self.references($0)) } ?? [] }

  private static func terminals(_ rule: Rule) -> [String] {
    switch rule {
    case .terminal(let text): [text]
    case .reference, .characters: []
    case .sequence(let parts), .choice(let parts): parts.flatMap(terminals)
    case .repeated(let part, _, _): terminals(part)
    }
  }

  private static func references(_ rule: Rule) -> [String] {
    switch rule {
    case .reference(let name): [name]
    case .terminal, .characters: []
    case .sequence(let parts), .choice(let parts): parts.flatMap(references)
    case .repeated(let part, _, _): references(part)
    }
  }
}

extension EBNF {
  /// Tokens are written in capitals; their parts stand side by side.
  static func isToken(_ name: String) -> Bool { name.allSatisfy { $0.isUppercase } && name != "SQL" }
}

private struct Reader {
  private let scalars: [Unicode.Scalar]
  private var index = 0

  init(_ scalars: [Unicode.Scalar]) { self.scalars = scalars }

  private var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  private mutating func skipBlanks() {
    while let scalar = next {
      if scalar.properties.isWhitespace {
        index += 1
      } else if scalar == "/", index + 1 < scalars.count, scalars[index + 1] == "*" {
        index += 2
        while index + 1 < scalars.count, scalars[index] != "*" || scalars[index + 1] != "/" { index += 1 }
        index += 2
      } else {
        return
      }
    }
  }

  private mutating func word() -> String {
    var text = ""
    while let scalar = next, scalar.properties.isAlphabetic {
      text.unicodeScalars.append(scalar)
      index += 1
    }
    return text
  }

  private mutating func eat(_ text: String) -> Bool {
    let wanted = Array(text.unicodeScalars)
    guard scalars[index...].starts(with: wanted) else { return false }
    index += wanted.count
    return true
  }

  mutating func productionName() throws -> String? {
    skipBlanks()
    guard next != nil else { return nil }
    let name = word()
    skipBlanks()
    guard !name.isEmpty, eat("::=") else { throw mistake("a production") }
    return name
  }

  private func mistake(_ what: String) -> EBNF.Mistake {
    let rest = String(String.UnicodeScalarView(scalars[index..<min(index + 30, scalars.count)]))
    return EBNF.Mistake(description: "\(what) should stand at “\(rest)”")
  }

  mutating func choice() throws -> EBNF.Rule {
    var choices = [try sequence()]
    skipBlanks()
    while eat("|") {
      choices.append(try sequence())
      skipBlanks()
    }
    return choices.count == 1 ? choices[0] : .choice(choices)
  }

  private mutating func sequence() throws -> EBNF.Rule {
    var parts: [EBNF.Rule] = []
    while let part = try factor() { parts.append(part) }
    if parts.isEmpty { throw mistake("something") }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  private mutating func factor() throws -> EBNF.Rule? {
    skipBlanks()
    guard let primary = try primary() else { return nil }
    if eat("?") { return .repeated(primary, atLeast: 0, isOptional: true) }
    if eat("*") { return .repeated(primary, atLeast: 0, isOptional: false) }
    if eat("+") { return .repeated(primary, atLeast: 1, isOptional: false) }
    return primary
  }

  private mutating func primary() throws -> EBNF.Rule? {
    switch next {
    case "'", "\"": return .terminal(try quoted())
    case "[": return try characters()
    case "(":
      index += 1
      let inner = try choice()
      skipBlanks()
      guard eat(")") else { throw mistake("a closing bracket") }
      return inner
    case let scalar? where scalar.properties.isAlphabetic:
      // A name before `::=` begins the next production.
      let start = index
      let name = word()
      let end = index
      skipBlanks()
      let isNext = eat("::=")
      index = isNext ? start : end
      return isNext ? nil : .reference(name)
    default: return nil
    }
  }

  private mutating func quoted() throws -> String {
    let mark = next
    index += 1
    var text = ""
    while let scalar = next, scalar != mark {
      text.unicodeScalars.append(scalar)
      index += 1
    }
    guard next != nil else { throw mistake("a closing quotation mark") }
    index += 1
    return text
  }

  private mutating func characters() throws -> EBNF.Rule {
    index += 1
    let isNegated = eat("^")
    var ranges: [ClosedRange<UInt32>] = []
    while next != "]" {
      guard let lower = character() else { throw mistake("a character") }
      if eat("-") {
        guard let upper = character(), upper >= lower else { throw mistake("a character") }
        ranges.append(lower...upper)
      } else {
        ranges.append(lower...lower)
      }
    }
    index += 1
    return .characters(ranges, isNegated: isNegated)
  }

  private mutating func character() -> UInt32? {
    guard eat("#x") else {
      defer { index += 1 }
      return next?.value
    }
    var value: UInt32 = 0
    while let digit = next.flatMap({ Character($0).hexDigitValue }) {
      value = value << 4 | UInt32(digit)
      index += 1
    }
    return value
  }
}
