import Interchange
import Session

/// What is said about loading: every table with its counts, how its columns were understood, and what was left out.
struct LoadText {
  let report: LoadReport
  /// Rows that are shown of those left out.
  static let rejectsShown = 10

  /// Everything, for a person who has just opened the book.
  var full: [String] { report.tables.flatMap { [counts($0), columns($0)] + notes($0) } + rejects }

  /// Only what went wrong or was decided, for a script.
  var brief: [String] {
    let troubled = report.tables.filter { $0.rejected > 0 }
    return troubled.map(counts) + rejects
  }

  private func counts(_ table: TableReport) -> String {
    var text = "\(table.name): \(Wording.count(table.kept, of: "rows")) from \(table.file)"
    if table.rejected > 0 { text += ", \(Wording.number(table.rejected)) left out" }
    if table.repeated > 0 { text += ", \(Wording.number(table.repeated)) repeated" }
    return text
  }

  private func columns(_ table: TableReport) -> String {
    let columns = table.columns.map { column in
      let format = column.format.isEmpty ? "" : " (\(column.format))"
      let orphans = column.orphans > 0 ? ", \(Wording.number(column.orphans)) unmatched" : ""
      return "\(column.name) \(column.typeName)\(format)\(orphans)"
    }
    return "    " + columns.joined(separator: " · ")
  }

  private func notes(_ table: TableReport) -> [String] { table.notes.map { "    note: \($0)." } }

  private var rejects: [String] {
    guard !report.rejects.isEmpty else { return [] }
    let shown = report.rejects.prefix(LoadText.rejectsShown).map { reject in
      let column = reject.column.map { ", \($0)" } ?? ""
      return "    \(reject.file) line \(reject.line)\(column): “\(reject.text)” \(reject.reason)"
    }
    let total = report.tables.reduce(0) { $0 + $1.rejected }
    let more = total - shown.count
    return ["Rows left out:"] + shown + (more > 0 ? ["    … and \(Wording.number(more)) more"] : [])
  }
}
