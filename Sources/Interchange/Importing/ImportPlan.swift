import Book
import Columns

/// What an import will do: the book as it will be, and everything that has to be said before and after.
///
/// Nothing is done yet: whoever wants the import makes the plan's book durable, as a whole (`book`) or as edits
/// (`edits()`). Both give the same rows.
public struct ImportPlan: Sendable {
  /// How each file was understood.
  public internal(set) var recognitions: [Recognition] = []
  /// What becomes of each table, one entry for each file and table, in the order of the files.
  public internal(set) var tables: [ImportedTable] = []
  /// Every row that is left out, in the order of the files.
  public internal(set) var rejects: [RejectedRow] = []
  /// How the files were read: encodings, types, what a default decided.
  public internal(set) var report = LoadReport()
  /// The book with the imported rows.
  public internal(set) var book: Book
  /// The book as it was.
  public internal(set) var before: Book
  /// The file of each import batch: every file has a number of its own.
  public internal(set) var batches: [Int32: String] = [:]
  /// Whether the book was empty, so that writing it as a whole is the natural thing to do.
  public internal(set) var isFresh: Bool
  var steps: [ImportStep] = []
  var isSayable = false

  public var read: Int { tables.reduce(0) { $0 + $1.read } }
  public var added: Int { tables.reduce(0) { $0 + $1.added } }
  public var updated: Int { tables.reduce(0) { $0 + $1.updated } }
  public var unchanged: Int { tables.reduce(0) { $0 + $1.unchanged } }
  public var rejected: Int { tables.reduce(0) { $0 + $1.rejected } }

  /// The records that the book keeps of this import, one for each file.
  public func records(at: Int64) -> [ImportBatch] {
    batches.sorted { $0.key < $1.key }.map { number, file in
      let own = tables.filter { $0.file == file }
      return ImportBatch(
        number: number, source: file, preset: recognitions.first { $0.file == file }?.preset, at: at,
        read: own.reduce(0) { $0 + $1.read }, added: own.reduce(0) { $0 + $1.added },
        updated: own.reduce(0) { $0 + $1.updated }, unchanged: own.reduce(0) { $0 + $1.unchanged },
        rejected: own.reduce(0) { $0 + $1.rejected })
    }
  }
}

/// How a file was understood, to be shown before it is used.
public struct Recognition: Sendable, Equatable {
  public var file: String
  /// The preset's name, if one recognised the file.
  public var preset: String?
  /// The tables that the file gives rows to.
  public var tables: [String]
  /// In words: `Shopify orders: 76 of 79 columns known`.
  public var summary: String

  public init(file: String, preset: String? = nil, tables: [String], summary: String) {
    self.file = file
    self.preset = preset
    self.tables = tables
    self.summary = summary
  }
}

/// What an import does to one table. Always `read = added + updated + unchanged + rejected`.
public struct ImportedTable: Sendable {
  public var name: String
  public var file: String
  public var read = 0
  public var added = 0
  public var updated = 0
  public var unchanged = 0
  public var rejected = 0
  /// Columns that the table did not have before.
  public var newColumns: [String] = []
  /// Cells that get another value, column by column.
  public var changes: [ChangedCells] = []
  public var notes: [String] = []

  /// How many cells change.
  public var changedCells: Int { changes.reduce(0) { $0 + $1.count } }
}

/// The cells of one column that an import changes.
public struct ChangedCells: Sendable {
  public var column: String
  /// The rows of the table as it was before this file.
  public var rows: [Int32]
  /// The lines of the file that the new values come from.
  public var lines: [Int32]
  let before: TableColumn
  let after: TableColumn
  /// For each change the row of `after`.
  let sources: [Int32]

  public var count: Int { rows.count }

  /// The value that was there; of a reference, the row that it pointed at.
  public func old(_ index: Int) -> Value { before.column.value(Int(rows[index])) }

  /// The value that comes; of a reference, the row that it will point at.
  public func new(_ index: Int) -> Value { after.column.value(Int(sources[index])) }
}

/// A row that an import leaves out, with all of its cells.
public struct RejectedRow: Sendable, Equatable {
  public var file: String
  /// The line of the file on which the row begins, from 1.
  public var line: Int
  public var column: String?
  /// What is wrong, such as `is not a date`.
  public var reason: String
  /// The cell that is wrong; of a card number only the last four digits.
  public var text: String
}
