import Diagnostics

// `as of DATE`: behind the source of a query, and behind the segment of a condition.

extension ParserState {
  /// The day behind `as of`, where that stands here; its height is then `height`. A mistake in it is reported.
  mutating func asOf() -> Expression? {
    guard eatAsOf() else { return nil }
    return expression(.sum)
  }

  /// Eats `as of`. Behind a segment it is never a new name: `show in champions as of` needs backticks for that.
  private mutating func eatAsOf() -> Bool {
    if current.kind == .end { expected?.add(.as) }
    guard current.word == .as else { return false }
    if peek().kind == .end { expected?.add(.of) }
    guard peek().word == .of else { return false }
    advance()
    advance()
    return true
  }

  /// `select customers where … as of 2025-12-31`: it stands elsewhere.
  mutating func failLateAsOf() -> Bool {
    let first = current.word == .as ? index : index - 2
    guard first >= 0, tokens[first].word == .as, tokens[min(first + 1, tokens.count - 1)].word == .of else {
      return false
    }
    fail(
      "unexpected-token", "`as of` stands directly behind the source.",
      at: tokens[first].span.union(tokens[first + 1].span),
      notes: ["For instance: `select customers as of 2025-12-31 where spent > 500`."])
    return true
  }
}
