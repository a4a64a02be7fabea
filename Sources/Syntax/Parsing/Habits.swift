import Diagnostics

// What people bring along from SQL and spreadsheets, and how Kenal says it.

extension ParserState {
  /// Words of other languages behind a complete expression. False where the current word is none of them.
  mutating func failHabit() -> Bool {
    let word = text(current).lowercased()
    let span = current.span
    switch word {
    case "like", "ilike": failLike()
    case "regexp", "rlike", "similar":
      let mark = word == "similar" && peek().word == .to ? span.union(peek().span) : span
      habit("A text is compared with a pattern by `matches`.", "matches", at: mark)
    case "between": failBetween()
    case "having":
      habit("Groups are filtered by a `where` after `group by`.", "where", at: span)
    case "join", "left", "inner", "outer":
      habit(
        "There are no joins: a dot reaches the other table.", nil, at: span,
        notes: ["To one row: `product.brand`. To many rows: `sum(purchases.amount)`."])
    case "equals", "eq": habit("Values are compared with `=`.", "=", at: span)
    case "mod": habit("The remainder is written `%`.", "%", at: span)
    case "div": habit("Division is written `/`.", "/", at: span)
    case "ascending": habit("Kenal writes `asc`.", "asc", at: span)
    case "descending": habit("Kenal writes `desc`.", "desc", at: span)
    case "union": habit("Conditions are joined with `or`, not results with `union`.", nil, at: span)
    default: return false
    }
    return true
  }

  private mutating func habit(_ message: String, _ mend: String?, at span: Span, notes: [String] = []) {
    fail("foreign-syntax", message, at: span, notes: notes, suggestion: mend.map { .init($0, at: span) })
  }

  /// `like "%x%"`
  private mutating func failLike() {
    let mark = current.span.union(peek().kind == .text ? peek().span : current.span)
    var mend: String?
    if peek().kind == .text {
      var reader = LiteralReader(source)
      let pattern = reader.text(peek())
      let plain = SourceSpelling.text(pattern.filter { $0 != "%" })
      switch (pattern.hasPrefix("%"), pattern.hasSuffix("%")) {
      case (true, true): mend = "contains \(plain)"
      case (true, false): mend = "ends with \(plain)"
      case (false, true): mend = "starts with \(plain)"
      case (false, false): mend = "= \(plain)"
      }
    }
    habit(
      "Texts are searched with `contains`, `starts with` and `ends with`.", mend, at: mark)
  }

  /// `between a and b`
  private mutating func failBetween() {
    let isPlain = peek(2).word == .and
    let mark = isPlain ? current.span.union(peek(3).span) : current.span
    habit(
      "A range is written with two dots, and both its ends count.",
      isPlain ? "in \(text(peek(1)))..\(text(peek(3)))" : nil, at: mark,
      notes: isPlain ? [] : ["For instance: `spent in 100..500`."])
  }

  /// `select * from customers`, `select name, city from customers`: Kenal names the table first.
  ///
  /// True where the statement was such a habit, and has been reported.
  mutating func failSelectHabit(from start: Int) -> Bool {
    if current.kind.isName, peek().kind != .comma, peek().kind != .leftParenthesis, peek().word != .from,
      peek().kind != .dot, peek().word != .as || peek(2).word == .of, text(current).lowercased() != "distinct"
    {
      return false
    }
    guard current.kind != .end, let from = nextFrom(), peek(from - index + 1).kind.isName else { return false }
    let items = Span(current.span.lower, tokens[from - 1].span.upper)
    let table = tokens[from + 1]
    let written = source.text(items).replacingCountStar
    let mark = Span(start, table.span.upper)
    var mend = "select \(text(table))"
    if written != "*" {
      mend += written.lowercased().hasPrefix("distinct ") ? " group by \(written.dropFirst(9))" : " show \(written)"
    }
    fail(
      "foreign-syntax", "A query names its table first, then what to show.", at: mark,
      notes: ["For instance: `select customers where city = \"Depok\" show name, city`."],
      suggestion: .init(mend, at: mark))
    return true
  }

  /// The index of the `from` that ends a list of columns.
  private func nextFrom() -> Int? {
    var at = index
    while at < tokens.count - 1, tokens[at].kind != .semicolon {
      if tokens[at].word == .from { return at > index ? at : nil }
      if at > index, tokens[at].startsLine, tokens[at].word.map(StatementTable.begins) == true { return nil }
      at += 1
    }
    return nil
  }

  /// A statement that begins with something no statement begins with.
  mutating func failStatement() {
    let token = current
    let written = token.kind == .word ? text(token) : ""
    switch written.lowercased() {
    case "from", "customers", "purchases":
      let table = written.lowercased() == "from" && peek().kind.isName ? text(peek()) : written
      let mark = table == written ? token.span : token.span.union(peek().span)
      return habit("A query begins with `select`.", "select \(table)", at: mark)
    case "exit", "quit", "help", "history":
      return habit("Commands to the prompt itself begin with a dot.", ".\(written.lowercased())", at: token.span)
    case "having": return habit("Groups are filtered by a `where` after `group by`.", "where", at: token.span)
    case "insert", "delete", "create": return failChangeHabit(written.lowercased())
    case "let", "measure": return habit("A measure is named with `define`.", "define", at: token.span)
    default: break
    }
    let candidates = (StatementTable.all.map(\.word) + ClauseTable.all.map(\.word)).map(\.rawValue)
    if let nearest = written.isEmpty ? nil : Suggestions.nearest(written, among: candidates) {
      return fail(
        "unknown-statement", "No statement begins with \(shown(token)).",
        suggestion: .init(nearest, at: token.span))
    }
    fail(
      "unknown-statement", "No statement begins with \(shown(token)).",
      notes: ["For instance: `select customers where city = \"Depok\"`. `where …` alone continues the last query."])
  }
}

extension ParserState {
  /// `insert into customers`, `delete from customers`, `create table visits`
  private mutating func failChangeHabit(_ word: String) {
    let next = peek()
    let small: Set<String> = word == "insert" ? ["into"] : word == "delete" ? ["from"] : []
    let isPair = next.kind == .word && small.contains(text(next).lowercased())
    let mark = isPair || word == "create" && next.word == .table ? current.span.union(next.span) : current.span
    switch word {
    case "insert":
      habit("A row is added with `add`.", "add", at: mark, notes: ["For instance: `\(AddStatement.row.example)`."])
    case "delete":
      habit(
        "Rows are taken out with `remove`.", "remove", at: mark,
        notes: ["For instance: `\(RemoveStatement.row.example)`."])
    default: habit("A table is made with `table` alone.", "table", at: mark)
    }
  }
}

extension String {
  /// Without the star and brackets of `count(*)`.
  fileprivate var replacingCountStar: String {
    var result = ""
    var rest = self[...]
    while let at = rest.firstIndex(of: "(") {
      let tail = rest[at...]
      if tail.hasPrefix("(*)"), rest[..<at].lowercased().hasSuffix("count") {
        result += rest[..<at]
        rest = tail.dropFirst(3)
      } else {
        result += rest[...at]
        rest = tail.dropFirst()
      }
    }
    return result + rest
  }
}
