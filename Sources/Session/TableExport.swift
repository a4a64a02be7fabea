import Diagnostics
import Engines
import Interchange

/// A book's tables written clean for another engine, with the statements that load them there.
public enum TableExport {
  /// The file of the statements that create the tables.
  public static let script = "load.sql"

  /// Writes one CSV a table and `load.sql`, which reads them from the folder it is run in.
  ///
  /// - Throws: the diagnostics of writing files, and `unknown-dialect`.
  /// - Returns: the names of the tables that have rows, with how many.
  public static func write(
    _ session: Session, to folder: String, dialect name: String, force: Bool
  ) throws -> [(table: String, rows: Int)] {
    guard let dialect = Dialect.named(name) else {
      throw Diagnostic(
        "unknown-dialect", "No SQL can be written for “\(name)”.",
        notes: ["It can be written for \(Wording.list(Session.dialects))."]
          + (Suggestions.nearest(name, among: Session.dialects).map { ["Did you mean \($0)?"] } ?? []))
    }
    let book = session.book
    _ = try NormalisedExport.write(book, to: folder, force: force)
    let statements = SQLLoading.statements(for: book, folder: ".", dialect: dialect)
    try AtomicFile.write(path: "\(folder)/\(script)", force: force) { sink in
      for statement in statements { try sink(Array((statement + ";\n").utf8)) }
    }
    return book.tables.filter { $0.rowCount > 0 }.map { ($0.name, $0.rowCount) }
  }
}
