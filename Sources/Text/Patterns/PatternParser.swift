/// Reads the text of a pattern: alternatives of sequences of repeated parts. What stands for one part is read in
/// `PatternParser+Parts.swift`.
///
/// Differences of case are laid aside while reading, since a class has to be folded before it is turned round.
struct PatternParser {
  /// A part, and how many parts it is with its repetitions written out.
  struct Part {
    var tree: PatternTree
    var size: Int

    static func one(_ tree: PatternTree) -> Part { Part(tree: tree, size: 1) }
  }

  let scalars: [Unicode.Scalar]
  /// The UTF-8 offset of each scalar, and of the end.
  let offsets: [Int]
  var index = 0
  var depth = 0
  private(set) var isFolded = true

  static let deepest = 200
  static let greatestCount = 1000

  /// - Parameter text: in Form C.
  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
    var offset = 0
    var offsets = [0]
    for scalar in scalars {
      offset += UTF8.width(scalar)
      offsets.append(offset)
    }
    self.offsets = offsets
  }

  mutating func pattern() throws(PatternMistake) -> PatternTree {
    if eat("(?-i)") { isFolded = false } else { _ = eat("(?i)") }
    let whole = try choice()
    if index < scalars.count {
      throw mistake(
        "This bracket was never opened.", from: index, to: index + 1, notes: [#"The bracket itself is written \)."#])
    }
    return whole.tree
  }

  /// `a|b`
  mutating func choice() throws(PatternMistake) -> Part {
    let start = index
    var options = [try sequence()]
    while eat("|") { options.append(try sequence()) }
    guard options.count > 1 else { return options[0] }
    return try sized(
      Part(tree: .choice(options.map(\.tree)), size: options.reduce(options.count) { $0 + $1.size }), from: start)
  }

  private mutating func sequence() throws(PatternMistake) -> Part {
    let start = index
    var parts: [PatternTree] = []
    var size = 0
    while let next = peek(), next != "|", next != ")" {
      let part = try repeated()
      parts.append(part.tree)
      size += part.size
      if size > Pattern.mostParts { throw tooLarge(from: start) }
    }
    return Part(tree: parts.count == 1 ? parts[0] : .sequence(parts), size: size)
  }

  // MARK: Repetitions

  private mutating func repeated() throws(PatternMistake) -> Part {
    let start = index
    let part = try part()
    let mark = index
    guard let (least, most) = try count() else { return part }
    // Whether it takes as much or as little as it can makes no difference to whether it matches.
    if !eat("?"), eat("+") {
      throw mistake(
        "A repetition that gives nothing back is not known here.", from: mark, to: index,
        notes: ["Leave the + behind it out."])
    }
    let second = index
    if try count() != nil {
      throw mistake(
        "This repeats what is repeated already.", from: second, to: index,
        notes: ["If that is meant, the inner one stands in brackets: (a*)*"])
    }
    let copies = most ?? (least + 1)
    let (size, isOver) = (part.size + 1).multipliedReportingOverflow(by: copies)
    if isOver || size > Pattern.mostParts { throw tooLarge(from: start) }
    return Part(tree: .repeated(part.tree, least: least, most: most), size: size + 1)
  }

  /// `*`, `+`, `?`, `{2}`, `{2,}`, `{2,4}`; nil where none stands.
  private mutating func count() throws(PatternMistake) -> (least: Int, most: Int?)? {
    if eat("*") { return (0, nil) }
    if eat("+") { return (1, nil) }
    if eat("?") { return (0, 1) }
    let start = index
    guard eat("{") else { return nil }
    guard let least = try number() else { throw brace(from: start) }
    var most: Int? = least
    if eat(",") { most = try number() }
    guard eat("}") else { throw brace(from: start) }
    if let most, most < least {
      throw mistake("This count ends below its beginning.", from: start, to: index)
    }
    return (least, most)
  }

  private mutating func number() throws(PatternMistake) -> Int? {
    let start = index
    var value = 0
    while let digit = peek(), ("0"..."9").contains(digit) {
      value = min(value * 10 + Int(digit.value - 0x30), Self.greatestCount + 1)
      index += 1
    }
    if value > Self.greatestCount {
      throw mistake("A part is repeated at most \(Self.greatestCount) times.", from: start, to: index)
    }
    return index > start ? value : nil
  }

  func brace(from start: Int) -> PatternMistake {
    mistake(
      "A brace begins a count, such as {2} or {2,4}.", from: start, to: start + 1,
      notes: [#"The brace itself is written \{."#])
  }

  // MARK: Parts of reading

  func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
    index + ahead < scalars.count ? scalars[index + ahead] : nil
  }

  mutating func eat(_ text: String) -> Bool {
    let wanted = text.unicodeScalars
    guard scalars[index...].starts(with: wanted) else { return false }
    index += wanted.count
    return true
  }

  func mistake(_ message: String, from start: Int, to end: Int, notes: [String] = []) -> PatternMistake {
    PatternMistake(message, at: offsets[start]..<offsets[min(end, scalars.count)], notes: notes)
  }

  private func sized(_ part: Part, from start: Int) throws(PatternMistake) -> Part {
    if part.size > Pattern.mostParts { throw tooLarge(from: start) }
    return part
  }

  private func tooLarge(from start: Int) -> PatternMistake {
    mistake(
      "With its repetitions written out, this has more than 20,000 parts.", from: start, to: index,
      notes: ["Smaller counts, or * and +, are worked out faster too."])
  }
}
