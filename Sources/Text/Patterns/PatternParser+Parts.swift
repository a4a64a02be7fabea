// What stands for one scalar or for a place, and groups.

extension PatternParser {
  mutating func part() throws(PatternMistake) -> Part {
    let start = index
    guard let scalar = peek() else { return Part(tree: .sequence([]), size: 0) }
    index += 1
    switch scalar {
    case "(": return try group(from: start)
    case "[": return try bracketed(from: start)
    case ".": return .one(.set(PatternSet(scalars: .all, spelled: "(?s:.)")))
    case "^": return .one(.assertion(.start))
    case "$": return .one(.assertion(.end))
    case "\\": return try escape(from: start)
    case "*", "+", "?":
      throw mistake(
        "There is nothing before \(scalar) that it could repeat.", from: start, to: index,
        notes: ["The character itself is written \\\(scalar)."])
    case "{": throw brace(from: start)
    default: return literal(scalar.value)
    }
  }

  func literal(_ scalar: UInt32) -> Part {
    let folded = isFolded ? CaseFolding.folded(scalar) : [scalar]
    if folded.count == 1 { return .one(.scalar(folded[0])) }
    return Part(tree: .sequence(folded.map { .scalar($0) }), size: folded.count)
  }

  // MARK: Groups

  private mutating func group(from start: Int) throws(PatternMistake) -> Part {
    if peek() == "?" { try groupKind(from: start) }
    depth += 1
    defer { depth -= 1 }
    if depth > Self.deepest {
      throw mistake("Brackets nest at most \(Self.deepest) deep.", from: start, to: start + 1)
    }
    let inner = try choice()
    guard eat(")") else {
      throw mistake(
        "This bracket is never closed.", from: start, to: start + 1, notes: [#"The bracket itself is written \(."#])
    }
    return inner
  }

  /// What stands behind `(?`: `:`, or a name, which means nothing here; all else is refused by its name.
  private mutating func groupKind(from start: Int) throws(PatternMistake) {
    if eat("?:") { return }
    let isNamed = peek(1) == "P" && peek(2) == "<" || peek(1) == "<" && peek(2) != "=" && peek(2) != "!"
    if isNamed {
      while let next = peek(), next != ">" { index += 1 }
      if eat(">") { return }
      throw mistake("The name of this group has no end.", from: start, to: index)
    }
    let twoConditions = #"Ask two conditions instead: note matches "…" and not note matches "…""#
    let end = min(start + 3, scalars.count)
    switch (peek(1), peek(2)) {
    case ("=", _), ("!", _):
      throw mistake("A pattern here cannot look ahead.", from: start, to: end, notes: [twoConditions])
    case ("<", _): throw mistake("A pattern here cannot look back.", from: start, to: end + 1, notes: [twoConditions])
    case ("P", "="): throw backReference(from: start, to: end + 1)
    case (">", _):
      throw mistake(
        "A group that gives nothing back is not known here.", from: start, to: end, notes: ["Write (?:…) instead."])
    case ("#", _): throw mistake("A pattern here has no comments.", from: start, to: end)
    default: throw flags(from: start)
    }
  }

  private func flags(from start: Int) -> PatternMistake {
    let letters = scalars[(start + 2)...].prefix { $0 != ")" && $0 != ":" }
    let end = start + 2 + letters.count + 1
    if letters.contains("i") {
      return mistake(
        "(?i) and (?-i) stand at the beginning of a pattern, and are for the whole of it.", from: start, to: end,
        notes: ["(?i) is how patterns are read anyway; (?-i) tells capitals from small letters."])
    }
    let notes =
      letters.contains("s")
      ? ["A dot is any character here, line breaks too."]
      : letters.contains("m") ? ["^ and $ are the two ends of the whole text."] : ["A plain group is (…) or (?:…)."]
    return mistake("What stands behind (? means nothing here.", from: start, to: end, notes: notes)
  }

  func backReference(from start: Int, to end: Int) -> PatternMistake {
    mistake(
      "A pattern here cannot refer back to what a group matched.", from: start, to: end,
      notes: ["Name the cases instead, as in (aa|bb|cc)."])
  }

  // MARK: Escapes

  /// What stands behind a backslash outside of square brackets.
  private mutating func escape(from start: Int) throws(PatternMistake) -> Part {
    switch peek() {
    case "b", "B":
      index += 1
      return .one(.assertion(scalars[index - 1] == "b" ? .boundary : .noBoundary))
    case "A", "z":
      index += 1
      return .one(.assertion(scalars[index - 1] == "A" ? .start : .end))
    default: break
    }
    switch try escaped(from: start) {
    case .scalar(let scalar): return literal(scalar)
    case .set(let set): return .one(.set(set))
    }
  }

  enum Escaped {
    case scalar(UInt32)
    case set(PatternSet)
  }

  /// What stands behind a backslash anywhere: one scalar, or a set that has a name.
  mutating func escaped(from start: Int) throws(PatternMistake) -> Escaped {
    guard let letter = peek() else {
      throw mistake(
        "A backslash at the end of a pattern means nothing.", from: start, to: start + 1,
        notes: [#"The backslash itself is written \\."#])
    }
    index += 1
    switch letter {
    case "d": return .set(PatternSet(scalars: CharacterKinds.digit))
    case "D": return .set(PatternSet(scalars: CharacterKinds.digit.inverted))
    case "s": return .set(PatternSet(scalars: CharacterKinds.space))
    case "S": return .set(PatternSet(scalars: CharacterKinds.space.inverted))
    case "w": return .set(PatternSet(scalars: CharacterKinds.word, spelled: "[\(CharacterKinds.wordSpelled)]"))
    case "W":
      return .set(PatternSet(scalars: CharacterKinds.word.inverted, spelled: "[^\(CharacterKinds.wordSpelled)]"))
    case "p", "P": return .set(try category(from: start, isNegated: letter == "P"))
    case "t": return .scalar(0x09)
    case "n": return .scalar(0x0A)
    case "v": return .scalar(0x0B)
    case "f": return .scalar(0x0C)
    case "r": return .scalar(0x0D)
    case "x": return .scalar(try number(from: start, digits: 2))
    case "u": return .scalar(try number(from: start, digits: 4))
    case "1"..."9", "k": throw backReference(from: start, to: index)
    case "0", "a"..."z", "A"..."Z":
      throw mistake(
        "\\\(letter) means nothing in a pattern.", from: start, to: index,
        notes: [#"There are \d \w \s \b \p{L}, \t \n \r, \x{41}, and a backslash before any sign: \."#])
    default: return .scalar(letter.value)
    }
  }

  /// `41`, `{1F600}`
  private mutating func number(from start: Int, digits: Int) throws(PatternMistake) -> UInt32 {
    let isBraced = eat("{")
    var value: UInt32 = 0
    var count = 0
    while count < (isBraced ? 6 : digits), let next = peek(), let digit = Character(next).hexDigitValue {
      value = value << 4 | UInt32(digit)
      index += 1
      count += 1
    }
    let isWhole = isBraced ? count > 0 && eat("}") : count == digits
    guard isWhole, Unicode.Scalar(value) != nil else {
      throw mistake(
        "There is no character of this number.", from: start, to: max(index, start + 2),
        notes: [#"It is written \x{…} with up to six digits from 0 to F."#])
    }
    return value
  }

  /// `{Lu}`, `L`
  private mutating func category(from start: Int, isNegated: Bool) throws(PatternMistake) -> PatternSet {
    var name = ""
    if eat("{") {
      while let next = peek(), next != "}" {
        name.unicodeScalars.append(next)
        index += 1
      }
      if !eat("}") { name = "" }
    } else if let next = peek() {
      name.unicodeScalars.append(next)
      index += 1
    }
    guard let found = CharacterKinds.category(name) else {
      throw mistake(
        "There is no kind of character of this name.", from: start, to: index,
        notes: ["Kinds are L (letters), Lu, Ll, M (marks), N (digits), P (punctuation), S (symbols), Z (spaces), …"])
    }
    let folded = isFolded ? found.folded.set : found
    return PatternSet(
      scalars: isNegated ? folded.inverted : folded,
      spelled: folded == found ? "\\\(isNegated ? "P" : "p"){\(name)}" : nil)
  }
}
