/// A statement of the language: its word, how it is written, what it does, and how it is read.
public struct StatementRow: Sendable {
  public let word: Word
  /// How it is written, as help shows it.
  public let usage: String
  public let help: String
  public let example: String
  /// Reads what follows the word; nil after a reported mistake.
  let parse: @Sendable (inout ParserState) -> Statement.Kind?

  init(
    _ word: Word, usage: String, help: String, example: String,
    parse: @escaping @Sendable (inout ParserState) -> Statement.Kind?
  ) {
    self.word = word
    self.usage = usage
    self.help = help
    self.example = example
    self.parse = parse
  }
}

/// All statements, in the order in which help lists them.
public enum StatementTable {
  public static let all: [StatementRow] = [
    SelectQuery.row, BackStatement.row, SegmentStatement.row, DefineStatement.row, DropStatement.row,
    SetStatement.row, DescribeStatement.row, ExplainStatement.row, SQLStatement.row, RunStatement.row,
    SaveStatement.row, QueriesStatement.row, AddStatement.row, UpdateStatement.row, RemoveStatement.row,
    UndoStatement.row, MergeStatement.row, ForgetStatement.row, ImportStatement.row, SnapshotStatement.row,
    DiffStatement.row,
    TableStatement.row, ColumnStatement.row, WhyStatement.row,
    CardStatement.row, ContrastStatement.row,
  ]

  static func begins(_ word: Word) -> Bool {
    switch word {
    case .select, .segment, .define, .drop, .set, .describe, .explain, .sql, .run, .table, .back: return true
    case .add, .update, .remove, .undo, .merge, .import, .save, .queries, .snapshot, .diff, .column: return true
    case .why, .card, .contrast, .forget: return true
    default: return false
    }
  }

  static func row(_ word: Word) -> StatementRow? {
    begins(word) ? all.first { $0.word == word } : nil
  }
}
