extension QueryWriter {
  /// A regular expression of a few parts.
  mutating func pattern() -> String {
    let ends = dice.pick([("", ""), ("", ""), ("^", ""), ("", "$"), ("^", "$")])
    return (dice.chance(15) ? "(?-i)" : "") + ends.0 + sequence(2) + ends.1
  }

  private mutating func sequence(_ depth: Int) -> String {
    (0...dice.below(3)).map { _ in
      part(depth) + (dice.chance(30) ? dice.pick(["*", "+", "?", "{2}", "{1,2}", "{2,}"]) : "")
    }.joined()
  }

  private mutating func part(_ depth: Int) -> String {
    if depth > 0, dice.chance(25) {
      let options = (0...dice.below(2)).map { _ in sequence(depth - 1) }
      return dice.pick(["(", "(?:"]) + options.joined(separator: "|") + ")"
    }
    return dice.pick([
      "b", "D", "e", "M", "a", "ö", "東", " ", "i", "l", "o", "'", "n", ".", ".", "[a-e]", "[A-M]", "[^a-m]", "[bö東]",
      "[^ ]", "[\\d.]", "\\d", "\\w", "\\s", "\\b",
    ])
  }
}
