import Diagnostics

// Where a statement ends, and where parsing goes on after a mistake.

extension ParserState {
  /// The end, a `;`, or the word of another statement at the beginning of a line.
  var isAtStatementEnd: Bool {
    switch current.kind {
    case .end, .semicolon: return true
    case .word: return current.startsLine && current.word.map(StatementTable.begins) == true
    default: return false
    }
  }

  /// The end of a statement that takes no clauses: a clause on a line of its own belongs to the next.
  var isAtClauselessEnd: Bool {
    isAtStatementEnd || current.startsLine && current.word.map(ClauseTable.begins) == true
  }

  /// Ends the panic at the next place where a list can go on: its comma or closing bracket, a clause, the end of the
  /// statement.
  mutating func recover(inBrackets: Bool) {
    var open = 0
    while !isAtStatementEnd, !stopsRecovery(inBrackets: inBrackets || open > 0) {
      switch current.kind {
      case .leftParenthesis: open += 1
      case .rightParenthesis:
        if open == 0 && inBrackets {
          isPanicking = false
          return
        }
        open = max(0, open - 1)
      case .comma where open == 0:
        isPanicking = false
        return
      default: break
      }
      advance()
    }
    isPanicking = false
  }

  /// Ends the panic before the next clause or at the end of the statement.
  mutating func recoverToClause() {
    while !isAtStatementEnd, !stopsRecovery(inBrackets: false) { advance() }
    isPanicking = false
  }

  mutating func recoverToStatementEnd() {
    while !isAtStatementEnd { advance() }
    isPanicking = false
  }

  /// A clause's word ends what went wrong before it; inside brackets only at the beginning of a line.
  private func stopsRecovery(inBrackets: Bool) -> Bool {
    guard let word = current.word, ClauseTable.begins(word) else { return false }
    if inBrackets, !current.startsLine { return false }
    return (word != .group && word != .order) || peek().word == .by
  }
}
