import Diagnostics
import Interchange
import Query
import Syntax

/// What `export` does: the whole answer into a file, never cut, never over a file that is there already unless forced.
public enum Export {
  /// The exports among some clauses.
  static func requests(in clauses: [Clause]) -> [ExportClause] {
    clauses.compactMap { clause in
      if case .export(let export) = clause.kind { return export }
      return nil
    }
  }

  /// The format that a clause names, or that the file's extension says.
  static func format(of export: ExportClause) throws(Diagnostic) -> OutputFormat {
    let names = OutputFormat.all.map(\.name)
    if let name = export.format {
      if let format = OutputFormat.named(name.text.lowercased()) { return format }
      throw Diagnostic(
        "unknown-format", "There is no format “\(name.text)”.", at: name.span,
        notes: ["Formats: \(Wording.list(names))."],
        suggestion: Suggestions.nearest(name.text, among: names).map { Diagnostic.Suggestion($0, at: name.span) })
    }
    if let format = OutputFormat.forPath(export.file) { return format }
    throw Diagnostic(
      "unknown-format", "The name “\(export.file)” does not say in which format to write.", at: export.fileSpan,
      notes: ["End it in .csv, .json, .jsonl or .md, or name the format: as csv"])
  }

  /// What was written, and what was changed on the way.
  static func message(_ summary: OutputSummary, _ file: String, _ format: OutputFormat) -> String {
    let text =
      "Wrote \(Wording.count(summary.rows, of: "rows")) to \(file) as \(format.name), \(Wording.size(summary.bytes))."
    guard summary.neutralised > 0 else { return text }
    return text + "\n" + neutralised(summary.neutralised) + " Add raw to leave such texts as they are."
  }

  /// That texts were made safe for spreadsheets.
  public static func neutralised(_ count: Int) -> String {
    count == 1
      ? "1 text begins like a formula and got an apostrophe in front, so that no spreadsheet runs it."
      : "\(Wording.number(count)) texts begin like a formula and got an apostrophe in front, so that no spreadsheet runs them."
  }
}

extension Session {
  /// Writes an answer to the file that a clause names; gives what to say about it.
  func write(_ answer: Answer, to export: ExportClause, _ turn: Turn) throws(Failure) -> String {
    try checkBook(turn)
    do {
      let format = try Export.format(of: export)
      let summary = try AtomicFile.write(path: export.file, force: export.isForced) { sink in
        try format.write(answer.table, options: OutputOptions(isRaw: export.isRaw), to: sink)
      }
      return Export.message(summary, export.file, format)
    } catch var diagnostic as Diagnostic {
      let status: RunStatus = diagnostic.code == "unknown-format" ? .query : .file
      diagnostic.span = diagnostic.span ?? export.fileSpan
      throw turn.failure(diagnostic, status: status)
    } catch {
      throw turn.failure(
        Diagnostic("cannot-write", "“\(export.file)” cannot be written: \(error).", at: export.fileSpan), status: .file)
    }
  }
}
