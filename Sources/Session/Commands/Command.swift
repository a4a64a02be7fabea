import Syntax

/// A statement as the conversation knows it: what help says about it beyond the row of the statement table. What it does
/// is in the same file.
public struct Command: Sendable {
  /// The word that begins the statement; nil for a clause on its own, which continues the last query.
  public let word: Word?
  /// A few lines, with examples.
  public let help: String

  init(_ word: Word?, help: String) {
    self.word = word
    self.help = help
  }

  /// Every statement, in the order of help.
  public static let all: [Command] = [
    .select, .refine, .back, .segment, .define, .drop, .describe, .explain, .sql, .run, .save,
    .queries, .add, .update, .remove, .undo, .merge, .forget, .`import`, .snapshot, .diff, .why, .card, .contrast, .set,
    .table,
    .column,
  ]

  /// The command of a word, in any case; of a word that begins a clause, the one that continues a query.
  public static func named(_ word: String) -> Command? {
    let word = word.lowercased()
    if let command = all.first(where: { $0.word?.rawValue == word }) { return command }
    return ClauseTable.all.contains { $0.word.rawValue == word } ? refine : nil
  }

  private var row: StatementRow? { StatementTable.all.first { $0.word == word } }

  /// How it is written.
  public var usage: String { row?.usage ?? "CLAUSE …" }

  /// One line.
  public var summary: String { row?.help ?? "a line that begins with a clause continues the last query" }
}
