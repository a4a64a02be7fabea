import Diagnostics

/// Which rows of a table a statement changes: `for C000123`, `where city = "Depok"`, or both. At least one is given.
public struct RowChoice: Hashable, Sendable {
  /// The row of this key, or the rows that belong to that customer.
  public var key: Key?
  public var condition: Expression?

  public init(key: Key?, condition: Expression?) {
    self.key = key
    self.condition = condition
  }
}

extension ParserState {
  /// The table that a statement changes.
  mutating func changedTable(_ verb: Word) -> Name? {
    let words: Set<String> = ["from", "into", "to", "in"]
    let next = peek()
    if current.kind == .word, words.contains(text(current).lowercased()), next.kind.isName, next.word == nil,
      peek(2).kind != .equal
    {
      fail(
        "foreign-syntax", "The table stands directly behind `\(verb.rawValue)`.", at: current.span,
        suggestion: .init("", at: Span(current.span.lower, next.span.lower)))
      return nil
    }
    guard let table = name(.table, "A table") else { return nil }
    expected?.source = table.text
    return table
  }

  /// `for KEY`; nil where there is none, or after a mistake.
  mutating func ownerKey() -> Key? {
    guard sees(.for), peek().kind != .equal else { return nil }
    advance()
    return rowKey("A key, an e-mail address or a phone number")
  }

  /// `for KEY`, `where CONDITION`, or both.
  mutating func rowChoice(_ verb: Word) -> RowChoice? {
    let key = ownerKey()
    if isPanicking { return nil }
    guard eat(.where) else {
      if let key { return RowChoice(key: key, condition: nil) }
      failRowChoice(verb)
      return nil
    }
    guard let condition = expression() else { return nil }
    return RowChoice(key: key, condition: condition)
  }

  private mutating func failRowChoice(_ verb: Word) {
    let every = "`where true` means every row."
    if current.word == .set {
      return fail(
        "unexpected-token", "Which rows? `where CONDITION` or `for KEY` comes before `set`.",
        notes: ["For instance: `update customers where city = \"Bogor\" set region = \"West Java\"`.", every])
    }
    fail(expected: "`where CONDITION` or `for KEY`", notes: ["It says which rows to \(verb.rawValue); \(every)"])
  }

  /// `field = value, …` of a table's row.
  mutating func fieldValues() -> [Assignment]? {
    list { $0.fieldValue() }
  }

  private mutating func fieldValue() -> Assignment? {
    guard let field = name(.column, "A column") else { return nil }
    guard eat(.equal) else {
      fail(expected: "`=`", notes: ["A value is given so: `city = \"Depok\"`."])
      return nil
    }
    guard let value = expression() else { return nil }
    if current.kind.isName, peek().kind == .equal, !isAtStatementEnd {
      fail(
        "missing-comma", "A comma is missing between two values.", at: current.span,
        suggestion: .init(", ", at: Span(lastEnd, current.span.lower)))
      return nil
    }
    return Assignment(name: field, value: value)
  }
}
