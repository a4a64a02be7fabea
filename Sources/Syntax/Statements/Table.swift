import Diagnostics

/// A table of one's own, or how one is read from a file: `table purchases of customers from "CDNOW_master.txt" fixed skip 1 (customer at 2..6, …)`.
///
/// Every part but the name may be left out; what is left out is inferred from the file.
public struct TableStatement: Hashable, Sendable {
  /// How a column is read from the file.
  public struct Column: Hashable, Sendable {
    public var name: Name
    /// `text`, `whole`, `number`, `money`, `percent`, `date`, `time`, `truth`, `set`, or nil to infer.
    public var type: Name?
    /// `-> products` or `→ products`: the values are keys of that table.
    public var target: Name?
    public var isKey: Bool
    /// The date that orders the rows of this table: `event`.
    public var isEvent: Bool
    /// `from "Header"` or `from header`: the column's name in the file.
    public var header: String?
    /// `at 2..6`: character columns of a fixed-width file, from 1, both included.
    public var position: ClosedRange<Int>?
    /// `as "dd.mm.yyyy"`: how dates, times or numbers are written.
    public var pattern: String?
    public var span: Span

    public init(
      name: Name, type: Name? = nil, target: Name? = nil, isKey: Bool = false,
      isEvent: Bool = false, header: String? = nil, position: ClosedRange<Int>? = nil,
      pattern: String? = nil, at span: Span
    ) {
      self.name = name
      self.type = type
      self.target = target
      self.isKey = isKey
      self.isEvent = isEvent
      self.header = header
      self.position = position
      self.pattern = pattern
      self.span = span
    }
  }

  /// `join "orders.csv" on orderID`: looks each row's key up in another file and adds that file's columns.
  public struct Join: Hashable, Sendable {
    public var file: String
    public var key: Name

    public init(file: String, key: Name) {
      self.file = file
      self.key = key
    }
  }

  public var name: Name
  /// `of customers`: the parent whose rows these belong to.
  public var parent: Name?
  public var file: String?
  public var joins: [Join]
  /// `distinct`: rows that repeat a key are one row; the first counts.
  public var isDistinct: Bool
  public var isFixedWidth: Bool
  /// `skip N`: lines before the first row of data in a fixed-width file.
  public var skippedLines: Int
  public var columns: [Column]

  public init(
    name: Name, parent: Name? = nil, file: String? = nil, joins: [Join] = [],
    isDistinct: Bool = false, isFixedWidth: Bool = false, skippedLines: Int = 0,
    columns: [Column] = []
  ) {
    self.name = name
    self.parent = parent
    self.file = file
    self.joins = joins
    self.isDistinct = isDistinct
    self.isFixedWidth = isFixedWidth
    self.skippedLines = skippedLines
    self.columns = columns
  }
}

extension TableStatement {
  static let row = StatementRow(
    .table,
    usage: "table NAME [of PARENT] [from \"FILE\"] [fixed] [skip N] [distinct] [join \"FILE\" on KEY] [(COLUMN, …)]",
    help: "makes a table of your own, or says how a file is read as one",
    example: "table purchases of customers from \"sales.csv\" (date date event, amount money from \"Total\")"
  ) { state in
    guard let name = state.name(.new, "The table's name") else { return nil }
    var table = TableStatement(name: name)
    while !state.isAtClauselessEnd, state.current.kind != .leftParenthesis {
      guard state.tableOption(&table) else { return nil }
    }
    if state.current.kind == .leftParenthesis {
      let open = state.advance()
      table.columns = state.list(inBrackets: true) { $0.tableColumn() } ?? []
      guard state.close(open.span) else { return nil }
    }
    return .table(table)
  }

  /// The types that a column can be declared with.
  public static let columnTypes = ["text", "whole", "number", "money", "percent", "date", "time", "truth", "set"]
}

extension ParserState {
  /// One of the parts between a table's name and its columns; false after a mistake.
  fileprivate mutating func tableOption(_ table: inout TableStatement) -> Bool {
    if eat(.of) {
      table.parent = name(.table, "The table that these rows belong to")
      return table.parent != nil
    }
    if eat(.from) {
      table.file = text("A file's name")?.0
      return table.file != nil
    }
    if eat(.fixed) {
      table.isFixedWidth = true
      return true
    }
    if eat(.distinct) {
      table.isDistinct = true
      return true
    }
    if eat(.skip) {
      guard let lines = wholeNumber("A number of lines", 0...1_000_000) else { return false }
      table.skippedLines = lines
      return true
    }
    guard eat(.join) else {
      failTableOption()
      return false
    }
    return join(&table)
  }

  private mutating func join(_ table: inout TableStatement) -> Bool {
    guard let (file, _) = text("A file's name") else { return false }
    guard eat(.on) else {
      fail(expected: "`on`", notes: ["It names the column that both files share: `join \"orders.csv\" on orderID`."])
      return false
    }
    guard let key = name(.column, "The column that both files share") else { return false }
    table.joins.append(TableStatement.Join(file: file, key: key))
    return true
  }

  private mutating func failTableOption() {
    let words: [Word] = [.of, .from, .fixed, .skip, .distinct, .join]
    let nearest = current.kind == .word ? Suggestions.nearest(text(current), among: words.map(\.rawValue)) : nil
    if let nearest {
      fail(
        "unexpected-token", "\(shown(current)) cannot stand here.",
        suggestion: .init(nearest, at: current.span))
    } else {
      fail(
        "unexpected-token", "\(shown(current)) cannot stand here.",
        notes: ["A table is written: \(TableStatement.row.usage)"])
    }
  }

  /// `amount money from "Total" at 20..28 as "0,00"`
  fileprivate mutating func tableColumn() -> TableStatement.Column? {
    guard let name = name(.new, "A column's name") else { return nil }
    var column = TableStatement.Column(name: name, at: name.span)
    if current.kind == .end { expected?.add(name: .columnType) }
    if current.kind == .arrow {
      guard reference(&column) else { return nil }
    } else if current.kind == .quotedName || current.kind == .word && !isColumnOption {
      guard columnType(&column) else { return nil }
    }
    while current.kind != .comma, current.kind != .rightParenthesis {
      guard columnOption(&column) else { return nil }
    }
    column.span = span(from: name.span.lower)
    return column
  }

  private var isColumnOption: Bool {
    switch current.word {
    case .key, .event, .from, .at, .as: return true
    default: return false
    }
  }

  mutating func reference(_ column: inout TableStatement.Column) -> Bool {
    advance()
    column.target = name(.table, "The table that these values are keys of")
    return column.target != nil
  }

  mutating func columnType(_ column: inout TableStatement.Column) -> Bool {
    let written = text(current)
    guard TableStatement.columnTypes.contains(written.lowercased()) else {
      let nearest = Suggestions.nearest(written, among: TableStatement.columnTypes)
      fail(
        "unknown-type", "\(shown(current)) is no type of a column.",
        notes: ["Types: \(TableStatement.columnTypes.joined(separator: ", ")); or `-> TABLE` for a reference."],
        suggestion: nearest.map { .init($0, at: current.span) })
      return false
    }
    column.type = makeName(advance())
    return true
  }

  /// One of the parts behind a column's name and type; false after a mistake.
  private mutating func columnOption(_ column: inout TableStatement.Column) -> Bool {
    if eat(.key) {
      column.isKey = true
    } else if eat(.event) {
      column.isEvent = true
    } else if current.kind == .arrow, column.target == nil {
      return reference(&column)
    } else if eat(.from) {
      column.header = current.kind == .text ? text("A heading")?.0 : name(.new, "A heading of the file")?.text
      return column.header != nil
    } else if eat(.at) {
      column.position = position()
      return column.position != nil
    } else if eat(.as) {
      column.pattern = text("A pattern such as \"dd.mm.yyyy\"")?.0
      return column.pattern != nil
    } else {
      let words: [Word] = [.key, .event, .from, .at, .as]
      let nearest = current.kind == .word ? Suggestions.nearest(text(current), among: words.map(\.rawValue)) : nil
      if let nearest {
        fail(
          "unexpected-token", "\(shown(current)) cannot stand here.",
          suggestion: .init(nearest, at: current.span))
        return false
      }
      fail(
        expected: "A comma or the closing bracket",
        notes: [
          "A column is written: NAME [TYPE | -> TABLE] [key] [event] [from \"HEADING\"] [at A..B] [as \"PATTERN\"]"
        ])
      return false
    }
    return true
  }

  /// `2..6`, or `5` for one character.
  private mutating func position() -> ClosedRange<Int>? {
    let start = current.span.lower
    guard let first = wholeNumber("The column's first character, counted from 1,", 1...1_000_000) else { return nil }
    guard eat(.range) else { return first...first }
    guard let last = wholeNumber("The column's last character", 1...1_000_000) else { return nil }
    if last >= first { return first...last }
    fail("empty-range", "The last character stands before the first.", at: span(from: start))
    return nil
  }

  private mutating func wholeNumber(_ what: String, _ allowed: ClosedRange<Int>) -> Int? {
    guard current.kind == .whole else {
      fail(expected: what)
      return nil
    }
    let token = advance()
    if case .whole(let value)? = literal(token), let number = Int(exactly: value), allowed.contains(number) {
      return number
    }
    fail("number-too-large", "\(what) lies between \(allowed.lowerBound) and \(allowed.upperBound).", at: token.span)
    return nil
  }
}
