/// Numbers drawn by chance that a seed repeats (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Draws sentences of a grammar.
struct SentenceGenerator {
  private let grammar: EBNF
  private var chance: SeededGenerator
  /// The fewest productions inside one another that each production needs.
  private let leastDepth: [String: Int]
  /// Productions whose limits the notation cannot say.
  private let limits: [String: [String]] = [
    "YEAR": ["0001", "1999", "2024", "2026", "9999"],
    "DAY": ["01", "09", "15", "28"],
    "EXPONENT": ["e0", "E2", "e+3", "e-4"],
    "CURRENCY": ["USD", "IDR", "EUR"],
    "SCALAR": ["0", "9", "1F600", "41", "10FFFF", "202e"],
    "DURATION": ["90d", "2w", "3mo", "1q", "1y6mo", "12h", "30min", "1h30min", "0d", "7D", "1_000d"],
    "Places": ["1", "2..6", "7 .. 7"],
    "Lines": ["0", "1", "12"],
  ]
  private(set) var used: Set<String> = []

  init(_ grammar: EBNF, seed: UInt64) {
    self.grammar = grammar
    chance = SeededGenerator(seed: seed)
    leastDepth = Self.leastDepths(grammar)
  }

  /// A sentence of a production, some productions deep unless it needs more.
  mutating func sentence(of name: String, depth: Int) -> String {
    var text = ""
    write(.reference(name), depth, isToken: false, &text)
    return text
  }

  private mutating func write(_ rule: EBNF.Rule, _ depth: Int, isToken: Bool, _ text: inout String) {
    switch rule {
    case .terminal(let terminal): add(isToken ? terminal : randomCase(terminal), isToken, &text)
    case .reference(let name): write(name, depth, isToken, &text)
    case .characters(let ranges, let isNegated):
      text.unicodeScalars.append(character(ranges, isNegated))
    case .sequence(let parts):
      for part in parts { write(part, depth, isToken: isToken, &text) }
    case .choice(let choices):
      let affordable = choices.filter { Self.depth($0, leastDepth) <= depth }
      let least = choices.min { Self.depth($0, leastDepth) < Self.depth($1, leastDepth) }
      if let choice = affordable.randomElement(using: &chance) ?? least {
        write(choice, depth, isToken: isToken, &text)
      }
    case .repeated(let part, let least, let isOptional):
      let isAffordable = Self.depth(part, leastDepth) <= depth
      // Mostly none or one more, so that deep sentences stay short.
      let more = isAffordable ? [0, 0, 0, 1, 1, isOptional ? 1 : 2][Int.random(in: 0..<6, using: &chance)] : 0
      for _ in 0..<(least + more) { write(part, depth, isToken: isToken, &text) }
    }
  }

  private mutating func write(_ name: String, _ depth: Int, _ isToken: Bool, _ text: inout String) {
    used.insert(name)
    let isFirst = !isToken
    if let samples = limits[name], let sample = samples.randomElement(using: &chance) {
      return add(sample, isToken, &text)
    }
    guard let rule = grammar.productions[name] else { return }
    if EBNF.isToken(name) {
      if isFirst, !text.isEmpty { text += space() }
      write(rule, depth - 1, isToken: true, &text)
    } else {
      write(rule, depth - 1, isToken: false, &text)
    }
  }

  private mutating func add(_ piece: String, _ isToken: Bool, _ text: inout String) {
    // A `where` that begins a line is never a step's.
    if !isToken, !text.isEmpty { text += piece.lowercased() == "where" ? " " : space() }
    text += piece
  }

  private mutating func space() -> String {
    switch Int.random(in: 0..<40, using: &chance) {
    case 0: "\t "
    case 1: "  "
    case 2: " -- aside\n  "
    default: " "
    }
  }

  private mutating func randomCase(_ terminal: String) -> String {
    Int.random(in: 0..<20, using: &chance) == 0 ? terminal.uppercased() : terminal
  }

  private mutating func character(_ ranges: [ClosedRange<UInt32>], _ isNegated: Bool) -> Unicode.Scalar {
    if !isNegated, let range = ranges.randomElement(using: &chance) {
      return Unicode.Scalar(UInt32.random(in: range, using: &chance)) ?? "a"
    }
    let some: [Unicode.Scalar] = ["a", "Z", "7", " ", "'", ",", ")", "é", "猫", "🙂", "$", "-", ";", "%"]
    let allowed = some.filter { scalar in !ranges.contains { $0.contains(scalar.value) } }
    return allowed.randomElement(using: &chance) ?? "a"
  }

  // MARK: Depths

  private static func leastDepths(_ grammar: EBNF) -> [String: Int] {
    var depths: [String: Int] = [:]
    var isChanging = true
    while isChanging {
      isChanging = false
      for (name, rule) in grammar.productions {
        let depth = depth(rule, depths)
        if depth < unknown, depths[name] != depth + 1, depths[name].map({ depth + 1 < $0 }) ?? true {
          depths[name] = depth + 1
          isChanging = true
        }
      }
    }
    return depths
  }

  private static let unknown = 1_000_000

  private static func depth(_ rule: EBNF.Rule, _ depths: [String: Int]) -> Int {
    switch rule {
    case .terminal, .characters: 0
    case .reference(let name): depths[name] ?? unknown
    case .sequence(let parts): parts.map { depth($0, depths) }.max() ?? 0
    case .choice(let parts): parts.map { depth($0, depths) }.min() ?? 0
    case .repeated(let part, let least, _): least == 0 ? 0 : depth(part, depths)
    }
  }
}
