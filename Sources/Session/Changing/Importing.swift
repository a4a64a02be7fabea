import Book
import Columns
import Diagnostics
import Interchange
import Syntax

/// An import that was made durable, and what there is to say about it.
public struct ImportOutcome: Sendable {
  public var plan: ImportPlan
  /// How many rows each table had before.
  var before: [String: Int]
  /// Files of rejected rows that were written.
  public var rejectsFiles: [String] = []
  /// Why rejected rows could not be written.
  public var warnings: [Diagnostic] = []
}

extension Session {
  /// Imports files into the book: all of it or nothing, on the disk when this returns.
  ///
  /// - Parameters:
  ///   - title: what `undo` says it takes back.
  ///   - rejectsPath: where the rows that are left out of a file are written, by the file's name.
  /// - Throws: diagnostics without a place; a store's own error.
  public mutating func importFiles(
    _ files: [SourceFile], into store: BookStore, options: ImportOptions, title: String,
    progress: (LoadProgress) -> Void = { _ in }, isCancelled: () -> Bool = { false },
    rejectsPath: (String) -> String
  ) throws -> ImportOutcome {
    var options = options
    let keepsakes = store.keepsakes
    options.batch = keepsakes.nextBatch
    options.zone = zone
    options.forgotten = keepsakes.forgotten
    options.currency = currency
    let book = store.book
    let plan = try Importer.plan(files, into: book, options: options, progress: progress, isCancelled: isCancelled)
    let counts = Dictionary(book.tables.map { ($0.name, $0.rowCount) }) { first, _ in first }
    try save(plan, to: store, keepsakes, title)
    var outcome = ImportOutcome(plan: plan, before: counts)
    do {
      for (file, text) in try RejectsFile.texts(plan, of: files) {
        outcome.rejectsFiles.append(try Session.writeRejects(text, to: rejectsPath(file)))
      }
    } catch let diagnostic as Diagnostic {
      outcome.warnings.append(Session.rejectsNotWritten(diagnostic))
    }
    return outcome
  }

  /// Writes rows that were left out, and gives the path.
  static func writeRejects(_ text: String, to path: String) throws -> String {
    try AtomicFile.write(path: path, force: true) { sink in try sink(Array(text.utf8)) }
    return path
  }

  /// The import is done; only the copy of what it left out is missing.
  static func rejectsNotWritten(_ diagnostic: Diagnostic) -> Diagnostic {
    Diagnostic("rejects-not-written", diagnostic.message, severity: .warning, notes: diagnostic.notes)
  }

  /// Imports of more cells than this are written as a whole.
  private static let mostEdits = 500_000

  private func save(
    _ plan: ImportPlan, to store: BookStore, _ keepsakes: Keepsakes, _ title: String
  ) throws {
    let records = plan.records(at: moment)
    let cells = plan.tables.reduce(0) { sum, table in
      let columns = plan.book.table(named: table.name).map { plan.book.tables[$0].columns.count } ?? 1
      return sum + table.added * columns + table.changedCells
    }
    if cells > 0 || plan.tables.contains(where: { !$0.newColumns.isEmpty }) {
      if !plan.isFresh, cells <= Session.mostEdits, let edits = plan.edits() {
        let kept = records.map { Edit.keep(.batch, name: String($0.number), .batch($0)) }
        return try store.commit(Change(title: title, at: moment, edits: edits + kept))
      }
      var keepsakes = keepsakes
      for record in records { keepsakes[.batch, String(record.number)] = .batch(record) }
      let inverse = plan.inverse(records).map { Change(title: title, at: moment, edits: $0, isUndo: true) }
      // What came before cannot be taken back once something stands behind it that cannot.
      if inverse == nil { keepsakes.forgetHistory() }
      try store.replace(book: plan.book, keepsakes: keepsakes, inverse: inverse)
    }
  }
}

extension ImportPlan {
  /// What takes the import back: the rows that it brought go, cells that it changed are as before, and so are the columns.
  /// Of the first import, the rows go and the tables stay. Nil where that cannot be said row by row.
  fileprivate func inverse(_ records: [ImportBatch]) -> [Edit]? {
    let forgetting = records.map { Edit.keep(.batch, name: String($0.number), nil) }
    if isFresh { return records.map { .removeBatch($0.number) } + forgetting }
    return inverse().map { $0 + forgetting }
  }
}

extension ImportOutcome {
  /// What was read and what became of it, in sentences for a person; the counts add up.
  public func text(in book: Book) -> String {
    var lines: [String] = []
    for recognition in plan.recognitions {
      lines.append("\(recognition.file): \(recognition.summary).")
      for table in plan.tables where table.file == recognition.file { lines += text(of: table, in: book) }
    }
    lines += rejectsFiles.map(ImportOutcome.line(rejects:))
    return lines.joined(separator: "\n")
  }

  static func line(rejects file: String) -> String {
    "Rejected rows: \(file). Mend them there and import that file."
  }

  private func text(of table: ImportedTable, in book: Book) -> [String] {
    let counts = [
      (table.added, "added"), (table.updated, "updated"), (table.unchanged, "unchanged"), (table.rejected, "rejected"),
    ]
    let parts = counts.map { "\(Wording.number($0.0)) \($0.1)" }.joined(separator: " + ")
    let after = book.table(named: table.name).map { book.tables[$0].rowCount } ?? 0
    let change = "\(table.name): \(Wording.number(before[table.name] ?? 0)) → \(Wording.number(after))."
    var lines = ["Read \(Wording.count(table.read, of: "rows")) = \(parts). \(change)"]
    if !table.newColumns.isEmpty, !plan.isFresh {
      lines.append("New columns of \(table.name): \(Wording.list(table.newColumns)).")
    }
    return lines + table.notes.map { $0.prefix(1).uppercased() + $0.dropFirst() + "." }
  }
}
