import Diagnostics

// Scripts, statements and the clauses of queries: what each is made of stands with its node.

extension ParserState {
  mutating func script() -> Script {
    var statements: [Statement] = []
    while true {
      expectStatement()
      if current.kind == .end { break }
      if eat(.semicolon) { continue }
      let before = index
      if let next = statement() { statements.append(next) }
      if index == before { advance() }
    }
    return Script(statements: statements)
  }

  private mutating func expectStatement() {
    guard expected != nil else { return }
    if current.kind != .end {
      expected?.source = nil
      return
    }
    // A statement may begin on a new line, behind a `;`, or where nothing stands yet.
    guard index == 0 || current.startsLine || tokens[index - 1].kind == .semicolon else { return }
    for row in StatementTable.all { expected?.add(row.word) }
    for row in ClauseTable.all { expected?.add(row.word) }
  }

  private mutating func statement() -> Statement? {
    isAbandoned = false
    let start = current.span.lower
    if let word = current.word, let row = StatementTable.row(word) {
      advance()
      let kind = row.parse(&self)
      if kind != nil, !isPanicking { endStatement(row) }
      if isPanicking { recoverToStatementEnd() }
      return kind.map { Statement($0, at: span(from: start)) }
    }
    if current.word.map(ClauseTable.begins) == true {
      let clauses = clauses()
      return clauses.isEmpty ? nil : Statement(.refine(clauses), at: span(from: start))
    }
    failStatement()
    recoverToStatementEnd()
    return nil
  }

  /// Nothing may stand between a complete statement and the next.
  private mutating func endStatement(_ row: StatementRow) {
    if isAtClauselessEnd { return }
    if let word = current.word, ClauseTable.begins(word) {
      fail(
        "unexpected-token", "\(shown(current)) cannot follow on the line of `\(row.word.rawValue)`.",
        notes: ["It is written: \(row.usage)"])
    } else {
      failUnexpected()
    }
  }

  /// A table or segment and the clauses that follow it.
  mutating func query(from start: Int) -> SelectQuery? {
    guard let source = name(.source, "A table or segment") else { return nil }
    expected?.source = source.text
    let day = asOf()
    if isPanicking { recoverToClause() }
    let clauses = clauses()
    return SelectQuery(source: source, asOf: day, clauses: clauses, at: span(from: start))
  }

  /// Clauses up to the end of the statement, or up to a word that follows them.
  mutating func clauses(until word: Word? = nil) -> [Clause] {
    var clauses: [Clause] = []
    while !isAtStatementEnd {
      if let word, sees(word) { break }
      guard let clause = current.word, let row = ClauseTable.row(clause) else {
        failUnexpected(allowing: word.map { [$0] } ?? [])
        recoverToClause()
        continue
      }
      let start = advance().span.lower
      if let kind = row.parse(&self), !isPanicking {
        clauses.append(Clause(kind, at: span(from: start)))
      } else {
        recoverToClause()
      }
    }
    if current.kind == .end {
      for row in ClauseTable.all { expected?.add(row.word) }
      if let word { expected?.add(word) }
    }
    return clauses
  }
}
