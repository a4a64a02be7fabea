import Columns

/// What was read, how it was understood, and what was left out: everything that a load did not do silently.
public struct LoadReport: Sendable {
  public var tables: [TableReport] = []
  /// The rows that were left out of each table, all of them where a book is founded, else the first;
  /// `TableReport.rejected` counts them all.
  public var rejects: [Reject] = []

  public init() {}

  /// Rows of `rejects` that are kept for each table.
  public static let rejectLimit = 1000
}

/// How one file became a table.
public struct TableReport: Sendable {
  public var name: String
  public var file: String
  /// The table for whose rows this file was looked up; it is then no table of its own, and has no columns here.
  public var joinedInto: String?
  /// Rows of data in the file. Always `kept + rejected + repeated`.
  public var read = 0
  public var kept = 0
  public var rejected = 0
  /// Rows of a `distinct` table whose key an earlier row had.
  public var repeated = 0
  public var encoding = ""
  /// `comma`, `semicolon`, `tab`, `vertical bar`, `fixed columns`, or the format: `JSON`, `SQLite`.
  public var delimiter = ""
  public var columns: [ColumnReport] = []
  /// Full sentences about what a default decided, without a full stop.
  public var notes: [String] = []
}

/// How one column of a file was read.
public struct ColumnReport: Sendable {
  public var name: String
  /// The column's name in the file.
  public var header: String
  public var type: ValueType
  /// The type in a word of the language: `money`, `date`, `text` …; for a reference, the table that it refers to.
  public var typeName: String
  /// How the values are written where there is a choice: `d/m/y`, `1.234,50`; may be empty.
  public var format: String
  /// The type comes from the cells, not from a declaration or the standard schema.
  public var isInferred: Bool
  /// Kept rows that have a value.
  public var filled = 0
  /// For a reference: rows whose key no row of the target has.
  public var orphans = 0
}

/// A row that was left out.
public struct Reject: Hashable, Sendable {
  /// The table that it would have been a row of.
  public var table: String
  public var file: String
  /// The line of the file, from 1, on which the row begins.
  public var line: Int
  public var column: String?
  /// What is wrong, such as `is not a date`.
  public var reason: String
  /// The cell, or the beginning of the row.
  public var text: String

  public init(table: String, file: String, line: Int, column: String?, reason: String, text: String) {
    self.table = table
    self.file = file
    self.line = line
    self.column = column
    self.reason = reason
    self.text = text
  }
}

/// How far a load has come, for a display.
public struct LoadProgress: Sendable {
  public var file: String
  /// Files done, and the share of the current one, 0…1 each.
  public var filesDone: Int
  public var fileCount: Int
  public var share: Double
}
