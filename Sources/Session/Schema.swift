import Book
import Columns
import Diagnostics
import Syntax

/// A folder's `schema.kq`: how its files are read, and the names and settings that belong to them.
public struct Schema: Sendable {
  public static let fileName = "schema.kq"

  public let source: SourceText
  public let tables: [TableDeclaration]

  /// Reads a schema. Throws every mistake in it; statements that ask or write have no place there.
  public init(_ source: SourceText) throws(Failure) {
    let parsed = Parser.parse(source)
    var mistakes = parsed.diagnostics.filter { $0.severity == .error }
    var tables: [TableDeclaration] = []
    for statement in parsed.script.statements {
      switch statement.kind {
      case .table(let table): tables.append(Schema.declaration(table, &mistakes))
      case .define, .segment, .set: continue
      default:
        mistakes.append(
          Diagnostic(
            "not-in-schema", "A schema holds only table, define, segment and set.", at: statement.span,
            notes: ["Put everything else into a script of its own and run it."]))
      }
    }
    guard mistakes.isEmpty else { throw Failure(mistakes, in: source, status: .book) }
    self.source = source
    self.tables = tables
  }

  /// The words for types and what they mean.
  public static let types: [(word: String, type: ValueType)] = [
    ("text", .text), ("whole", .whole), ("number", .number), ("money", .money), ("percent", .percent), ("date", .date),
    ("time", .time), ("truth", .truth), ("set", .textSet),
  ]

  private static func declaration(_ table: TableStatement, _ mistakes: inout [Diagnostic]) -> TableDeclaration {
    TableDeclaration(
      table.name.text, of: table.parent?.text, file: table.file,
      joins: table.joins.map { TableDeclaration.Join(file: $0.file, key: $0.key.text) }, isDistinct: table.isDistinct,
      isFixedWidth: table.isFixedWidth, skippedLines: table.skippedLines,
      columns: table.columns.map { column in
        TableDeclaration.Column(
          column.name.text, type(column.type, &mistakes), target: column.target?.text, isKey: column.isKey,
          isEvent: column.isEvent, header: column.header, position: column.position, pattern: column.pattern)
      })
  }

  private static func type(_ name: Name?, _ mistakes: inout [Diagnostic]) -> ValueType? {
    guard let name else { return nil }
    if let known = types.first(where: { $0.word == name.text.lowercased() }) { return known.type }
    let words = types.map(\.word)
    mistakes.append(
      Diagnostic(
        "unknown-type", "There is no type “\(name.text)”.", at: name.span, notes: ["Types: \(Wording.list(words))."],
        suggestion: Suggestions.nearest(name.text, among: words).map { Diagnostic.Suggestion($0, at: name.span) }))
    return nil
  }
}

extension Session {
  /// Runs the definitions, segments and settings of a folder's schema. What they save is kept in the folder, so leaving
  /// loses nothing.
  public mutating func apply(_ schema: Schema, emit: (Outcome) -> Void) -> RunStatus {
    isReadingSchema = true
    defer { isReadingSchema = false }
    return run(schema.source, options: RunOptions()) { outcome in
      // That a name was saved is no news on opening; what was wrong with it is.
      if case .failure = outcome.content { emit(outcome) }
    }
  }
}

extension Session {
  /// Runs statements whose settings and names count for this conversation alone, and are not kept in the book.
  public mutating func runUnkept(_ source: SourceText, emit: (Outcome) -> Void) {
    isReadingSchema = true
    defer { isReadingSchema = false }
    run(source, emit: emit)
  }

  /// Keeps the names and settings of a folder's schema in the book, whose tables were made as it says.
  mutating func adopt(_ schema: Schema, emit: (Outcome) -> Void) {
    let statements = Parser.parse(schema.source).script.statements.filter { statement in
      if case .table = statement.kind { false } else { true }
    }
    let text = statements.map { schema.source.text($0.span) }.joined(separator: ";\n")
    run(SourceText(text, name: Schema.fileName), options: RunOptions(keepsGoing: true)) { outcome in
      if case .failure = outcome.content { emit(outcome) }
    }
  }
}
