import Book
import Diagnostics
import Interchange
import Syntax

extension Command {
  static let `import` = Command(
    .import,
    help: """
      Loads a file into the book. Rows that are there already, by key or by the columns behind matching, are updated; others
      are added. Empty cells leave what was there, unless you say blanks overwrite. A file from a known program is
      recognised by its headings; as names it, or a table. What does not fit is written to a file of rejects that can be
      mended and imported again. undo takes the whole import back.

          import "people.csv"
          import "export.csv" as shopify.orders
          import "people.csv" as customers map ("E-mail" = email, "Joined" = acquiredOn as "dd.mm.yyyy") matching email
          import orders from sqlite "shop.db" as purchases
      """)
}

extension Session {
  mutating func importFile(_ statement: ImportStatement, _ turn: Turn) throws(Failure) {
    let store = try writable(turn)
    let options = try options(of: statement, turn)
    let path = path(of: statement.file)
    do {
      let outcome = try importFiles(
        try sources(of: statement, at: path), into: store, options: options, title: Formatter.text(of: turn.statement),
        isCancelled: turn.options.isCancelled
      ) { Session.rejectsPath(for: $0, beside: path) }
      turn.emit(.message(outcome.text(in: book)), outcome.warnings)
    } catch let list as DiagnosticList {
      throw importFailure(list.all, statement, turn)
    } catch let diagnostic as Diagnostic {
      throw importFailure([diagnostic], statement, turn)
    } catch let error as BookStoreError {
      throw failure(error, turn)
    } catch {
      throw importFailure([Diagnostic("import-failed", "The file could not be imported: \(error).")], statement, turn)
    }
  }

  /// Mistakes without a place are those of the file.
  private func importFailure(_ diagnostics: [Diagnostic], _ statement: ImportStatement, _ turn: Turn) -> Failure {
    let placed = diagnostics.map { diagnostic in
      var placed = diagnostic
      placed.span = diagnostic.span ?? statement.fileSpan
      return placed
    }
    let isCancelled = diagnostics.contains { $0.code == "cancelled" }
    return Failure(placed, in: turn.source, status: isCancelled ? .cancelled : .file)
  }

  private func options(of statement: ImportStatement, _ turn: Turn) throws(Failure) -> ImportOptions {
    var target = statement.target.isEmpty ? nil : statement.target.map(\.text).joined(separator: ".")
    var map: [ImportOptions.Mapping] = []
    for mapping in statement.mappings {
      guard let field = mapping.field.last, let first = mapping.field.first else { continue }
      if mapping.field.count > 1 {
        guard mapping.field.count == 2, target == nil || target == first.text else {
          throw turn.failure(
            Diagnostic(
              "other-table", "All columns of this import belong to one table.", at: first.span.union(field.span),
              notes: ["For instance: as \(first.text) map (\"\(mapping.header)\" = \(field.text))"]))
        }
        target = first.text
      }
      map.append(ImportOptions.Mapping(header: mapping.header, field: field.text, pattern: mapping.pattern))
    }
    return ImportOptions(
      target: target, map: map, matching: statement.matching.map(\.text),
      overwritesBlanks: statement.blanksOverwrite != nil)
  }

  /// The file, or the one table of a SQLite file that the statement names.
  private func sources(of statement: ImportStatement, at path: String) throws -> [SourceFile] {
    let file = SourceFile(path: path)
    guard let name = statement.sourceTable else { return [file] }
    let tables = try file.tables()
    let wanted = "/" + name.text.lowercased()
    if let table = tables.first(where: { $0.name.lowercased().hasSuffix(wanted) }) { return [table] }
    guard tables.contains(where: { $0.name.contains("/") }) else {
      throw Diagnostic("not-sqlite", "\(file.name) is no SQLite file.")
    }
    let names = tables.compactMap { $0.name.split(separator: "/").last.map(String.init) }
    throw Diagnostic(
      "unknown-table", "There is no table \(name.text) in \(file.name).", at: name.span,
      notes: ["There are: \(Wording.list(names))."],
      suggestion: Suggestions.nearest(name.text, among: names).map { Diagnostic.Suggestion($0, at: name.span) })
  }

  /// `people.rejects.csv` beside `people.csv`; of one table of several, with its name.
  public static func rejectsPath(for file: String, beside path: String) -> String {
    let cut = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let own = file.split(separator: "/").map(String.init)
    let stem = own[0].lastIndex(of: ".").map { $0 > own[0].startIndex ? String(own[0][..<$0]) : own[0] } ?? own[0]
    return path[..<cut] + ([stem] + own.dropFirst()).joined(separator: ".") + ".rejects.csv"
  }
}
