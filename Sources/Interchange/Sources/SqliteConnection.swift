import CSQLite
import Columns
import Diagnostics

/// An SQLite database opened from bytes in memory, only to be read, and trusted in nothing.
///
/// The file's schema is data of a stranger: it may not run triggers, views, or functions with effects, nor attach or
/// write. SQLite itself checks the pages that it walks over; every limit that it has is set.
final class SqliteConnection {
  let name: String
  private let handle: OpaquePointer
  /// Owned here, since SQLite only borrows the bytes.
  private let memory: UnsafeMutablePointer<UInt8>
  /// How many thousands of SQLite's own steps may still be made: a view can be made to run for ever.
  private let stepsLeft: UnsafeMutablePointer<Int>

  init(_ bytes: Buffer<UInt8>, name: String) throws {
    self.name = name
    var opened: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE
    guard sqlite3_open_v2(":memory:", &opened, flags, nil) == SQLITE_OK, let handle = opened else {
      sqlite3_close_v2(opened)
      throw SqliteConnection.unreadable(name, "there is not enough memory")
    }
    self.handle = handle
    memory = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, bytes.count))
    stepsLeft = UnsafeMutablePointer<Int>.allocate(capacity: 1)
    stepsLeft.initialize(to: 50_000 + bytes.count / 20)
    bytes.withUnsafe { source in
      if let base = source.baseAddress { memory.initialize(from: base, count: source.count) }
    }
    // A database in memory has no write-ahead log; the two bytes say whether it uses one.
    if bytes.count > 19, memory[18] == 2, memory[19] == 2 {
      memory[18] = 1
      memory[19] = 1
    }
    let size = Int64(bytes.count)
    let readOnly = UInt32(SQLITE_DESERIALIZE_READONLY)
    guard sqlite3_deserialize(handle, "main", memory, size, size, readOnly) == SQLITE_OK else { throw failure() }
    restrict()
  }

  deinit {
    sqlite3_close_v2(handle)
    memory.deallocate()
    stepsLeft.deallocate()
  }

  private func restrict() {
    let limit: @convention(c) (UnsafeMutableRawPointer?) -> Int32 = { context in
      guard let left = context?.assumingMemoryBound(to: Int.self) else { return 1 }
      left.pointee -= 1
      return left.pointee < 0 ? 1 : 0
    }
    sqlite3_progress_handler(handle, 1000, limit, stepsLeft)
    for (option, value) in [
      (SQLITE_DBCONFIG_DEFENSIVE, 1), (SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0), (SQLITE_DBCONFIG_ENABLE_TRIGGER, 0),
      (SQLITE_DBCONFIG_ENABLE_VIEW, 0), (SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0),
      (SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0), (SQLITE_DBCONFIG_DQS_DDL, 0), (SQLITE_DBCONFIG_DQS_DML, 0),
    ] { _ = csqlite_configure(handle, option, Int32(value)) }
    for (limit, value) in [
      (SQLITE_LIMIT_LENGTH, RowCutter.cellLimit), (SQLITE_LIMIT_SQL_LENGTH, 1 << 20),
      (SQLITE_LIMIT_COLUMN, CellTableBuilder.columnLimit), (SQLITE_LIMIT_EXPR_DEPTH, 100),
      (SQLITE_LIMIT_COMPOUND_SELECT, 10), (SQLITE_LIMIT_VDBE_OP, 100_000), (SQLITE_LIMIT_FUNCTION_ARG, 20),
      (SQLITE_LIMIT_ATTACHED, 0), (SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000), (SQLITE_LIMIT_VARIABLE_NUMBER, 10),
      (SQLITE_LIMIT_TRIGGER_DEPTH, 1), (SQLITE_LIMIT_WORKER_THREADS, 0),
    ] { sqlite3_limit(handle, limit, Int32(value)) }
  }

  /// Lets views be read, for one that a person asked for by its name.
  func allowViews() { _ = csqlite_configure(handle, SQLITE_DBCONFIG_ENABLE_VIEW, 1) }

  /// Runs a query and hands each of its rows to `body`.
  func forEachRow(_ query: String, _ body: (SqliteRow) throws -> Void) throws {
    var prepared: OpaquePointer?
    guard sqlite3_prepare_v2(handle, query, -1, &prepared, nil) == SQLITE_OK, let statement = prepared else {
      throw failure()
    }
    defer { sqlite3_finalize(statement) }
    let row = SqliteRow(statement: statement)
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW: try body(row)
      case SQLITE_DONE: return
      default: throw failure()
      }
    }
  }

  private func failure() -> Diagnostic {
    switch sqlite3_errcode(handle) {
    case SQLITE_NOTADB: SqliteConnection.unreadable(name, "it is no SQLite database, or an encrypted one")
    case SQLITE_CORRUPT: SqliteConnection.unreadable(name, "it is damaged (\(message))")
    case SQLITE_INTERRUPT: SqliteConnection.unreadable(name, "reading it takes far more work than the file is long")
    case SQLITE_TOOBIG: SqliteConnection.unreadable(name, "a cell is longer than 64 MiB")
    default: SqliteConnection.unreadable(name, message)
    }
  }

  private var message: String { sqlite3_errmsg(handle).map { String(cString: $0) } ?? "unknown error" }

  static func unreadable(_ name: String, _ reason: String) -> Diagnostic {
    Diagnostic(
      "unreadable-database", "\(name) cannot be read: \(reason).",
      notes: ["The sqlite3 program can check it (PRAGMA integrity_check) and recover what is left (.recover)."])
  }
}

/// The row that a query stands at. Valid until the next one.
struct SqliteRow {
  fileprivate let statement: OpaquePointer

  enum Kind { case missing, whole, real, text, binary }

  var count: Int { Int(sqlite3_column_count(statement)) }

  func name(_ column: Int) -> String {
    sqlite3_column_name(statement, Int32(column)).map { String(cString: $0) } ?? ""
  }

  func kind(_ column: Int) -> Kind {
    switch sqlite3_column_type(statement, Int32(column)) {
    case SQLITE_INTEGER: .whole
    case SQLITE_FLOAT: .real
    case SQLITE_TEXT: .text
    case SQLITE_BLOB: .binary
    default: .missing
    }
  }

  func real(_ column: Int) -> Double { sqlite3_column_double(statement, Int32(column)) }

  func string(_ column: Int) -> String {
    withText(column) { bytes in String(decoding: (0..<bytes.count).map { bytes[$0] }, as: UTF8.self) }
  }

  /// Lends the bytes of a text, or of a whole number written in digits.
  func withText<R>(_ column: Int, _ body: (Bytes) throws -> R) rethrows -> R {
    let start = sqlite3_column_text(statement, Int32(column))
    let count = Int(sqlite3_column_bytes(statement, Int32(column)))
    return try body(Bytes(_unsafeElements: UnsafeBufferPointer(start: start, count: start == nil ? 0 : count)))
  }
}
