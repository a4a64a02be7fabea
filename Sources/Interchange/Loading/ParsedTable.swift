import Book
import Columns
import Diagnostics
import Synchronization

/// A column of a table while it is being built: what it will be, and the reader that holds its cells.
struct RawColumn: Sendable {
  var plan: ColumnPlan
  var format: ColumnFormat
  var reader: any ColumnReader
  /// For a column of a joined file: the row there for each row of the table, −1 for none.
  var joinedRows: [Int32]?

  /// The reader's rows for rows of the table.
  func order(_ rows: [Int32]) -> RowOrder {
    guard let joinedRows else { return .rows(rows) }
    return .joined(rows.map { joinedRows[Int($0)] })
  }

  /// The codes of a column of texts for rows of the table; −1 for none. Nil for other columns.
  func codes() -> [Int32]? {
    guard let reader = reader as? TextReader else { return nil }
    guard let joinedRows else { return reader.codes }
    return joinedRows.map { $0 < 0 ? -1 : reader.codes[Int($0)] }
  }
}

/// A file cut, typed and read, before keys and references are looked at.
struct ParsedTable: Sendable {
  var declaration: MergedDeclaration
  var columns: [RawColumn]
  var rowCount = 0
  /// Rows that could not be cut into cells; they are in the log only.
  var brokenRows = 0
  /// The line on which each row begins.
  var lines: [Int32] = []
  /// Rows that are left out.
  var isRejected: [Bool] = []
  var log: RejectLog
  /// What became of the files joined to this one.
  var joined: [(report: TableReport, log: RejectLog)] = []
  var report: TableReport

  var name: String { declaration.table.name }
  var file: String { log.file }

  /// Makes texts of keys that are kept as numbers, for those who look at each text of a dictionary.
  mutating func spellOutKeys() {
    for index in columns.indices {
      guard var reader = columns[index].reader as? TextReader else { continue }
      reader.spellOut()
      columns[index].reader = reader
    }
  }

  /// Lets go of what was read; who builds the columns holds it.
  mutating func forgetCells() {
    lines = []
    isRejected = []
    for index in columns.indices {
      columns[index].reader = TruthReader()
      columns[index].joinedRows = nil
    }
  }
}

/// Holds a column until someone takes it.
final class RawColumnBox: Sendable {
  private let column: Mutex<RawColumn?>

  init(_ column: RawColumn) { self.column = Mutex(column) }

  func take() -> RawColumn? { column.withLock { $0.take() } }
}

/// The rows of one file that were left out: all counted, the first ones kept.
struct RejectLog: Sendable {
  let table: String
  let file: String
  private(set) var count = 0
  private(set) var first: [Reject] = []
  /// How many are kept.
  private let limit: Int

  init(table: String, file: String, limit: Int = LoadReport.rejectLimit) {
    self.table = table
    self.file = file
    self.limit = limit
  }

  var isFull: Bool { first.count >= limit }

  mutating func add(
    line: @autoclosure () -> Int, column: String?, reason: @autoclosure () -> String, text: @autoclosure () -> String
  ) {
    count += 1
    guard !isFull else { return }
    first.append(Reject(table: table, file: file, line: line(), column: column, reason: reason(), text: text()))
  }
}
