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
  /// Writes an answer to the files that are asked for; gives what to say about each.
  ///
  /// - Parameter query: what gave the answer; nil for rows of a statement that is no query.
  func written(
    _ answer: Answer, _ exports: [ExportClause], of query: (composed: ComposedQuery, typed: TypedQuery)?, _ turn: Turn
  ) throws(Failure) -> [String] {
    var messages: [String] = []
    for export in exports {
      var (answer, typed, notes) = (answer, query?.typed, [String]())
      if let purpose = export.purpose {
        let consenting = try consenting(answer, to: purpose, of: query, turn)
        (answer, typed) = (consenting.answer, consenting.query)
        notes.append(consenting.message)
      }
      if export.isMasked { notes.append(try mask(&answer, of: typed, export, turn)) }
      messages.append(([try write(answer, to: export, turn)] + notes).joined(separator: " "))
    }
    return messages
  }

  /// Masks an answer's personal columns; gives what to say about them.
  private func mask(
    _ answer: inout Answer, of query: TypedQuery?, _ export: ExportClause, _ turn: Turn
  ) throws(Failure) -> String {
    guard let query else {
      throw turn.failure(
        Diagnostic("cannot-mask", "These rows are of no query, so nothing tells what to mask.", at: export.fileSpan))
    }
    let masking = Masking(book: book)
    guard !masking.hasPersonalHeadings(query) else {
      throw turn.failure(
        Diagnostic(
          "cannot-mask", "The headings of this pivot tell who people are, and headings are not masked.",
          at: export.fileSpan, notes: ["Pivot by something that many have in common."]))
    }
    let (table, columns) = masking.masked(answer.table, of: query)
    answer.table = table
    return columns.isEmpty ? "Nothing in it had to be masked." : "Masked: \(Wording.list(columns))."
  }

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
