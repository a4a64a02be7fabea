import Book
import CivilTime
import Columns
import Diagnostics

/// Loads files into a book.
///
/// The way of the data: files → declarations → parsed tables → keys → references → order of rows → columns → ways back.
public enum Loader {
  /// Loads the files; each becomes the table that a declaration binds it to, or the one that its name says.
  ///
  /// - Parameters:
  ///   - name: the book's name, which the prompt shows.
  ///   - files: what to load; see `SourceFile.list(folder:)`.
  ///   - declarations: the tables of a `schema.kq`; the standard schema is always there.
  ///   - founds: whether the rows are to last: the report then keeps every row that was left out, and numbers of payment
  ///     cards are refused. Each row knows its file, as a batch with the number of the file from 1, and its line anyway.
  ///   - zone: the book's: times with an offset from UTC are put on its clocks. Nil to read them as they are written.
  ///   - currency: the book's, where somebody said so; else it is what most amounts are in.
  ///   - progress: told at most once per block of rows.
  ///   - isCancelled: asked once per block of rows; the load then ends with the diagnostic `cancelled`.
  /// - Throws: what keeps the book from existing: unreadable files, no customers, impossible declarations. Bad rows do
  ///   not; they are in the report.
  public static func load(
    name: String, files: [SourceFile], declarations: [TableDeclaration] = [], founds: Bool = false,
    zone: TimeZone? = nil, currency: String? = nil, progress: (LoadProgress) -> Void = { _ in },
    isCancelled: () -> Bool = { false }
  ) throws(DiagnosticList) -> (book: Book, report: LoadReport) {
    try load(
      name: name, files: files, declarations: declarations, founds: founds, zone: zone, currency: currency,
      division: Division(), progress: progress, isCancelled: isCancelled)
  }

  /// The same, with the work divided as told.
  static func load(
    name: String, files: [SourceFile], declarations: [TableDeclaration] = [], founds: Bool = false,
    zone: TimeZone? = nil, currency: String? = nil, division: Division, progress: (LoadProgress) -> Void = { _ in },
    isCancelled: () -> Bool = { false }
  ) throws(DiagnosticList) -> (book: Book, report: LoadReport) {
    do {
      let files = try files.flatMap { try $0.tables() }
      var assignments = try Assignment.make(files: files, declarations: declarations)
      for index in assignments.indices { (assignments[index].isImport, assignments[index].zone) = (founds, zone) }
      let tables = try parse(assignments, division, progress, isCancelled)
      let batches = tables.indices.map { Int32(truncatingIfNeeded: $0 + 1) }
      var assembly = Assembly(tables, batches: batches, division)
      return try assembly.finish(name: name, currency: currency)
    } catch let list as DiagnosticList {
      throw list
    } catch let diagnostic as Diagnostic {
      throw DiagnosticList([diagnostic])
    } catch {
      throw DiagnosticList([Diagnostic("load-failed", "The data could not be loaded: \(error).")])
    }
  }

  private static func parse(
    _ assignments: [Assignment], _ division: Division, _ progress: (LoadProgress) -> Void, _ isCancelled: () -> Bool
  ) throws -> [ParsedTable] {
    let names = assignments.map(\.declaration.table.name)
    let total = assignments.reduce(0) { $0 + 1 + $1.joins.count }
    var done = 0
    return try withoutActuallyEscaping(progress) { progress in
      try withoutActuallyEscaping(isCancelled) { isCancelled in
        try assignments.map { assignment in
          try assignment.parse(tableNames: names, division) { file, share, isFinished in
            progress(LoadProgress(file: file, filesDone: done, fileCount: total, share: share))
            if isFinished { done += 1 }
            if isCancelled() { throw Diagnostic("cancelled", "Loading was cancelled; nothing was loaded.") }
          }
        }
      }
    }
  }
}
