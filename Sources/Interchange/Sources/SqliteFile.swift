import Columns
import Diagnostics
import Glibc

/// The tables of an SQLite file.
struct SqliteFile {
  /// What may be read out of a file: a hostile one can compute far more than it holds.
  private static let growthLimit = 200
  private static let freeCount = 256 << 20

  private let connection: SqliteConnection
  private let limit: Int

  init(_ source: SourceFile) throws {
    if case .path(let path) = source.content { try SqliteFile.refuseOpenLog(path, source.name) }
    let bytes = try source.read()
    limit = max(SqliteFile.freeCount, bytes.count.multipliedReportingOverflow(by: SqliteFile.growthLimit).partialValue)
    connection = try SqliteConnection(bytes, name: source.name)
  }

  /// Rows that a program has written last may be in a file beside; a copy without it would lack them in silence.
  private static func refuseOpenLog(_ path: String, _ name: String) throws {
    var status = stat()
    for ending in ["-wal", "-journal"] where stat(path + ending, &status) == 0 && status.st_size > 0 {
      throw Diagnostic(
        "open-database", "\(name) is in use: \(name)\(ending) holds changes that are not in it yet.",
        notes: ["Close the program that uses it, or copy it with the sqlite3 program: .backup COPY"])
    }
  }

  /// Every ordinary table; views and virtual tables are left out, since reading one runs code of the file.
  func tables() throws -> [CellTable] {
    var names: [String] = []
    var skipped: [String] = []
    try connection.forEachRow(
      "SELECT name, type, sql FROM sqlite_schema WHERE type IN ('table', 'view') ORDER BY rowid"
    ) {
      let name = $0.string(0)
      if name.lowercased().hasPrefix("sqlite_") { return }
      let isVirtual = $0.string(2).uppercased().hasPrefix("CREATE VIRTUAL")
      if $0.string(1) == "table", !isVirtual { names.append(name) } else { skipped.append(name) }
    }
    guard !names.isEmpty else {
      throw Diagnostic("no-tables", "\(connection.name) holds no tables.")
    }
    return try names.enumerated().map { index, name in
      var table = try read(name)
      if index == 0, !skipped.isEmpty {
        table.notes.append(
          "\(connection.name) also has \(listed(skipped)), views or virtual tables, which are not read")
      }
      return table
    }
  }

  /// One table or view, asked for by name.
  func table(named wanted: String) throws -> CellTable {
    connection.allowViews()
    var found: String?
    var all: [String] = []
    try connection.forEachRow("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')") {
      let name = $0.string(0)
      all.append(name)
      if name == wanted || (found == nil && name.lowercased() == wanted.lowercased()) { found = name }
    }
    guard let found else {
      throw Diagnostic(
        "unknown-table", "\(connection.name) has no table \(wanted).", notes: ["Its tables are \(listed(all))."])
    }
    return try read(found)
  }

  private func read(_ name: String) throws -> CellTable {
    var builder = CellTableBuilder(headers: try columns(name))
    var binaries = 0
    var line = 0
    try connection.forEachRow("SELECT * FROM \(SqliteFile.quoted(name))") { row in
      line += 1
      for column in 0..<min(row.count, builder.headers.count) {
        switch row.kind(column) {
        case .missing: break
        case .whole, .text: row.withText(column) { builder.append($0, to: column) }
        case .real: builder.append(SqliteFile.text(row.real(column)), to: column)
        case .binary: binaries += 1
        }
      }
      builder.endRow(line: line)
      guard builder.byteCount <= limit else {
        throw SqliteConnection.unreadable(connection.name, "the table \(name) gives far more than the file holds")
      }
    }
    let notes = binaries > 0 ? ["binary data in \(counted(binaries, "cell")) is left out"] : []
    return builder.table(name: name, format: "SQLite", notes: notes)
  }

  private func columns(_ table: String) throws -> [String] {
    var names: [String] = []
    try connection.forEachRow("SELECT name FROM pragma_table_xinfo(\(SqliteFile.literal(table))) WHERE hidden <> 1") {
      names.append($0.string(0))
    }
    return names
  }

  /// As few digits as tell the number apart; whole ones without decimals.
  private static func text(_ value: Double) -> String {
    guard value.isFinite else { return "" }
    return Int64(exactly: value).map(String.init) ?? "\(value)"
  }

  private static func quoted(_ name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }

  private static func literal(_ name: String) -> String {
    "'" + name.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }
}
