import Diagnostics

/// `import "people.csv" as customers map ("E-mail" = email) matching email blanks overwrite`
public struct ImportStatement: Hashable, Sendable {
  /// A column of the file and the field that its cells go to.
  public struct Mapping: Hashable, Sendable {
    public var header: String
    public var headerSpan: Span
    /// One name, or a table's and its column's.
    public var field: [Name]
    /// How dates, times or numbers are written: `as "dd.mm.yyyy"`.
    public var pattern: String?

    public init(header: String, headerSpan: Span, field: [Name], pattern: String?) {
      self.header = header
      self.headerSpan = headerSpan
      self.field = field
      self.pattern = pattern
    }
  }

  public var file: String
  public var fileSpan: Span
  /// The table of a SQLite file.
  public var sourceTable: Name?
  /// A preset (`shopify.customers`) or a table of the book; empty to recognise it by its headings.
  public var target: [Name]
  public var mappings: [Mapping]
  /// What tells that a row is there already; empty for the table's key.
  public var matching: [Name]
  /// `blanks overwrite`, where it stands: an empty cell removes the value that was there.
  public var blanksOverwrite: Span?

  public init(file: String, fileSpan: Span, sourceTable: Name? = nil) {
    self.file = file
    self.fileSpan = fileSpan
    self.sourceTable = sourceTable
    target = []
    mappings = []
    matching = []
  }
}

extension ImportStatement {
  static let row = StatementRow(
    .import,
    usage:
      "import \"FILE\" [as PRESET | as TABLE] [map (HEADING = COLUMN [as \"PATTERN\"], …)] [matching COLUMN, …] [blanks overwrite]",
    help:
      "loads a file's rows, or updates those that are there; `import TABLE from sqlite \"FILE\" …` reads a database",
    example: "import \"people.csv\" as customers map (\"E-mail\" = email) matching email"
  ) { state in
    guard var statement = state.importSource(), state.importOptions(&statement) else { return nil }
    return .import(statement)
  }
}

extension ParserState {
  /// `"FILE"`, `TABLE from sqlite "FILE"`
  fileprivate mutating func importSource() -> ImportStatement? {
    guard current.kind.isName, peek().word == .from || peek().kind == .end && expected != nil else {
      return text("A file's name").map { ImportStatement(file: $0.0, fileSpan: $0.1) }
    }
    let table = makeName(advance())
    guard eat(.from) else {
      fail(expected: "`from`")
      return nil
    }
    guard eat(.sqlite) else {
      fail(expected: "`sqlite`", notes: ["For instance: `import orders from sqlite \"shop.db\"`."])
      return nil
    }
    return text("A SQLite file's name").map {
      ImportStatement(file: $0.0, fileSpan: $0.1, sourceTable: table)
    }
  }

  /// The parts behind the file, in their order; false after a mistake.
  fileprivate mutating func importOptions(_ statement: inout ImportStatement) -> Bool {
    if eat(.as) {
      guard let target = path(.preset, "A preset or a table") else { return false }
      statement.target = target
      expected?.source = target.last?.text
    }
    if eat(.map) {
      guard let mappings = mappings() else { return false }
      statement.mappings = mappings
    }
    if eat(.matching) {
      guard let fields = list({ $0.name(.column, "A column") }), !isPanicking else { return false }
      statement.matching = fields
    }
    let start = current.span.lower
    if eat(.blanks) {
      guard eat(.overwrite) else {
        fail(expected: "`overwrite`", notes: ["`blanks overwrite` lets an empty cell remove what was there."])
        return false
      }
      statement.blanksOverwrite = span(from: start)
    }
    if isAtClauselessEnd { return true }
    failImportOption()
    return false
  }

  /// `("E-mail" = email, Joined = acquiredOn as "dd.mm.yyyy")`
  private mutating func mappings() -> [ImportStatement.Mapping]? {
    guard current.kind == .leftParenthesis else {
      fail(expected: "`(`", notes: ["For instance: `map (\"E-mail\" = email)`."])
      return nil
    }
    let open = advance()
    let mappings = list(inBrackets: true) { $0.mapping() }
    return close(open.span) ? mappings ?? [] : nil
  }

  private mutating func mapping() -> ImportStatement.Mapping? {
    let start = current.span
    guard let header = current.kind == .text ? text("A heading")?.0 : name(.new, "A heading of the file")?.text
    else { return nil }
    let span = start
    guard eat(.equal) else {
      fail(expected: "`=`", notes: ["The file's heading comes first: `\"E-mail\" = email`."])
      return nil
    }
    guard let field = path(.column, "A column") else { return nil }
    var pattern: String?
    if eat(.as) {
      guard let (written, _) = text("A pattern such as \"dd.mm.yyyy\"") else { return nil }
      pattern = written
    }
    return .init(header: header, headerSpan: span, field: field, pattern: pattern)
  }

  private mutating func failImportOption() {
    let words: [Word] = [.as, .map, .matching, .blanks]
    let nearest = current.kind == .word ? Suggestions.nearest(text(current), among: words.map(\.rawValue)) : nil
    if let nearest, current.word == nil {
      return fail(
        "unexpected-token", "\(shown(current)) cannot stand here.", suggestion: .init(nearest, at: current.span))
    }
    fail(
      "unexpected-token", "\(shown(current)) cannot stand here.",
      notes: ["Behind the file stand, in this order: `as`, `map (…)`, `matching` and `blanks overwrite`."])
  }
}
