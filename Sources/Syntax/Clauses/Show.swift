import Diagnostics

/// An item of `show`, or a key of `group by`.
public enum ShowItem: Hashable, Sendable {
  /// `*`, `* except a, b`
  case all(except: [Name], at: Span)
  case expression(Expression, as: Name?)
}

/// `show ITEM, …`
enum ShowClause {
  static let row = ClauseRow(
    .show, usage: "show EXPRESSION [as NAME], … | show * [except NAME, …]", help: "chooses the columns to print",
    example: "select customers show name, sum(purchases.amount) as total"
  ) { state in state.showItems().map { .show($0) } }
}

extension ParserState {
  mutating func showItems() -> [ShowItem]? { list { $0.showItem() } }

  private mutating func showItem() -> ShowItem? {
    guard current.kind == .star else { return namedItem() }
    let star = advance()
    guard eat(.except) else { return .all(except: [], at: star.span) }
    let names = list { $0.name(.column, "A column's name") }
    return names.map { .all(except: $0, at: span(from: star.span.lower)) }
  }

  /// `EXPR [as NAME]`
  mutating func namedItem() -> ShowItem? {
    guard let value = expression() else { return nil }
    guard eat(.as) else {
      return isMissingComma ? missingComma(after: value) : .expression(value, as: nil)
    }
    return name(.new, "A name for the column").map { .expression(value, as: $0) }
  }

  /// Two names side by side on one line: most likely a forgotten comma.
  private var isMissingComma: Bool {
    guard current.kind == .quotedName || current.kind == .word && current.word == nil, !current.startsLine
    else { return false }
    let next = peek()
    guard
      next.kind == .comma || next.kind == .end || next.kind == .semicolon || next.kind == .dot
        || next.kind == .leftParenthesis || next.word.map(ClauseTable.begins) == true
    else { return false }
    let candidates = (Word.operators + ClauseTable.all.map(\.word) + [.as]).map(\.rawValue)
    return current.kind == .quotedName || Suggestions.nearest(text(current), among: candidates) == nil
  }

  private mutating func missingComma(after value: Expression) -> ShowItem? {
    fail(
      "missing-comma", "A comma is missing between two items.", at: current.span,
      notes: ["To give a column another name, write `as` before it."],
      suggestion: .init(", ", at: Span(lastEnd, current.span.lower)))
    return nil
  }
}
