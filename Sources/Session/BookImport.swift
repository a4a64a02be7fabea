import Book
import Diagnostics
import Glibc
import Interchange

/// Imports files and folders into a book file, for the command line.
public enum BookImport {
  /// What there is to say about an import that was made.
  public struct Result: Sendable {
    /// What was read and what became of it.
    public var lines: [String]
    public var warnings: [Diagnostic]
    /// What loading a folder with a schema found; empty where files were imported one by one.
    public var report = LoadReport()
  }

  /// Imports into the book at a path, which is made where there is none. All of it is done, or nothing.
  ///
  /// A folder's `schema.kq` says how its files are read and which names and settings the book is to keep; it is heeded
  /// when the book is made.
  public static func run(
    _ paths: [String], into path: String, as target: String? = nil, matching: [String] = [],
    blanksOverwrite: Bool = false, clock: Clock = .system, progress: (LoadProgress) -> Void = { _ in },
    isCancelled: () -> Bool = { false }
  ) throws(Failure) -> Result {
    let isNew = access(path, F_OK) != 0
    if isNew, paths.count == 1, try Opening.isFolder(paths[0]), let schema = try Opening.schema(inFolder: paths[0]) {
      return try found(
        path, on: paths[0], with: schema, clock: clock, progress: progress, isCancelled: isCancelled)
    }
    let files = try sources(paths)
    let store = isNew ? try create(path) : try open(path)
    defer { store.close() }
    var session = Session(store: store, clock: clock)
    let options = ImportOptions(target: target, matching: matching, overwritesBlanks: blanksOverwrite)
    do {
      let outcome = try session.importFiles(
        files, into: store, options: options, title: "import " + Wording.list(paths), progress: progress,
        isCancelled: isCancelled
      ) { rejectsPath(of: $0, among: paths) }
      return Result(lines: [outcome.text(in: session.book)], warnings: outcome.warnings)
    } catch {
      if isNew { discard(store, path) }
      throw failure(error)
    }
  }

  // MARK: A new book of a folder

  private static func found(
    _ path: String, on folder: String, with schema: Schema, clock: Clock, progress: (LoadProgress) -> Void,
    isCancelled: () -> Bool
  ) throws(Failure) -> Result {
    let opened = try Opening.open(
      [folder], founds: true, clock: clock, progress: progress, isCancelled: isCancelled)
    let report = opened.session.report
    let moment = clock.now()
    var keepsakes = Keepsakes()
    for (index, table) in report.tables.filter({ $0.joinedInto == nil }).enumerated() {
      let number = Int32(truncatingIfNeeded: index + 1)
      keepsakes[.batch, String(number)] = .batch(
        ImportBatch(
          number: number, source: table.file, at: moment, read: table.read, added: table.kept,
          rejected: table.rejected + table.repeated))
    }
    var book = opened.session.book
    book.name = Opening.bookName([path])
    let store: BookStore
    do throws(BookFileError) {
      store = try BookStore.create(path: path, book: book, keepsakes: keepsakes)
    } catch {
      throw Failure(error)
    }
    defer { store.close() }
    var warnings: [Diagnostic] = []
    var session = Session(store: store, clock: clock)
    session.adopt(schema) { warnings += $0.diagnostics }
    let rejects = rejectsFiles(report, folder, schema)
    return Result(lines: report.tables.map(line) + rejects.lines, warnings: warnings + rejects.warnings, report: report)
  }

  /// Writes the rows that were left out, a file for each table.
  private static func rejectsFiles(
    _ report: LoadReport, _ folder: String, _ schema: Schema
  ) -> (lines: [String], warnings: [Diagnostic]) {
    var lines: [String] = []
    do {
      let files = try SourceFile.list(folder: folder)
      for (table, text) in try RejectsFile.texts(report, of: files, declarations: schema.tables) {
        lines.append(ImportOutcome.line(rejects: try Session.writeRejects(text, to: "\(table).rejects.csv")))
      }
      return (lines, [])
    } catch {
      return (lines, [Session.rejectsNotWritten(failure(error).diagnostics[0])])
    }
  }

  private static func line(_ table: TableReport) -> String {
    let repeated = table.repeated > 0 ? " + \(Wording.number(table.repeated)) repeated" : ""
    return """
      \(table.file): read \(Wording.count(table.read, of: "rows")) = \(Wording.number(table.kept)) added\(repeated) + \
      \(Wording.number(table.rejected)) rejected. \(table.name): 0 → \(Wording.number(table.kept)).
      """
  }

  // MARK: Files and books

  private static func sources(_ paths: [String]) throws(Failure) -> [SourceFile] {
    var files: [SourceFile] = []
    for path in paths {
      if try Opening.isFolder(path) {
        do throws(Diagnostic) { files += try SourceFile.list(folder: path) } catch { throw failure(error) }
      } else {
        files.append(SourceFile(path: path))
      }
    }
    return files
  }

  private static func create(_ path: String) throws(Failure) -> BookStore {
    let book = Book(name: Opening.bookName([path]), tables: [], waysBack: [])
    do throws(BookFileError) { return try BookStore.create(path: path, book: book) } catch { throw Failure(error) }
  }

  private static func open(_ path: String) throws(Failure) -> BookStore {
    do throws(BookFileError) {
      let store = try BookStore.open(path: path, access: .writing)
      if let refusal = store.refusal {
        store.close()
        throw refusal
      }
      return store
    } catch {
      throw Failure(error)
    }
  }

  /// A book that was made for an import that failed is no book anyone wants.
  private static func discard(_ store: BookStore, _ path: String) {
    unlink(path)
    store.close()
  }

  private static func rejectsPath(of file: String, among paths: [String]) -> String {
    let path = paths.first { $0 == file || $0.hasSuffix("/" + file) } ?? file
    return Session.rejectsPath(for: file, beside: path)
  }

  private static func failure(_ error: any Error) -> Failure {
    let nowhere = SourceText("")
    switch error {
    case let failure as Failure: return failure
    case let list as DiagnosticList:
      let isCancelled = list.all.contains { $0.code == "cancelled" }
      return Failure(list.all, in: nowhere, status: isCancelled ? .cancelled : .file)
    case let diagnostic as Diagnostic: return Failure(diagnostic, in: nowhere, status: .file)
    case let error as BookFileError: return Failure(error)
    case BookStoreError.file(let error): return Failure(error)
    default: return Failure(Diagnostic("import-failed", "The import failed: \(error)."), in: nowhere, status: .file)
    }
  }
}
