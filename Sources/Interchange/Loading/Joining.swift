import Columns
import Diagnostics

extension ParsedTable {
  /// Looks each row's key up in another file's table and adds that table's columns.
  ///
  /// Rows without a match keep missing values there; they are counted in a note.
  mutating func join(_ other: ParsedTable, key: String) throws {
    let bare = Names.bare(key)
    guard let own = columns.firstIndex(where: { Names.bare($0.plan.header) == bare && $0.joinedRows == nil }) else {
      throw Diagnostic(
        "unknown-join-key", "\(file) has no column \(key) to join \(other.file) by.",
        notes: ["Its columns are \(listed(columns.map(\.plan.header)))."])
    }
    guard let shared = other.columns.lastIndex(where: { $0.plan.mayBeKey && Names.bare($0.plan.header) == bare }),
      let reader = columns[own].reader as? TextReader, var index = other.index(by: shared)
    else {
      throw Diagnostic(
        "untyped-join-key", "\(name) cannot be joined to \(other.file) by \(key), since it is not text.",
        notes: ["Declare it as `\(key) text`."])
    }
    index.prepareLookups()
    let rowOfCode = index.rows(of: reader.dictionary)
    let rows = reader.codes.map { $0 < 0 ? -1 : rowOfCode[Int($0)] }
    for (position, column) in other.columns.enumerated() where position != shared {
      var column = column
      column.joinedRows = rows
      columns.append(column)
    }
    noteUnmatched(rows, other)
  }

  private mutating func noteUnmatched(_ rows: [Int32], _ other: ParsedTable) {
    let unmatched = rows.indices.count { rows[$0] < 0 && !isRejected[$0] }
    if unmatched > 0 { report.notes.append("\(counted(unmatched, "row")) have no match in \(other.file)") }
    var entry = other.report
    entry.joinedInto = name
    entry.read = other.rowCount + other.brokenRows
    entry.rejected = other.log.count
    entry.kept = entry.read - entry.rejected
    joined.append((entry, other.log))
  }
}
