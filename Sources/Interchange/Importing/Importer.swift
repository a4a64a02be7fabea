import Book
import Columns
import Diagnostics

/// Imports files into a book: adds what is new, updates what is known, and says what was left out.
///
/// The way of the data: files → tables (`SourceFormat`) → what each is (`Preset`, `TableGuess`) → rows matched with those
/// of the book → columns put together → a plan, which changes nothing until somebody makes it durable.
public enum Importer {
  /// Works out what an import would do.
  ///
  /// - Parameters:
  ///   - files: what to import; each is a table, or holds several.
  ///   - book: the book as it is.
  ///   - options: what was said beyond the names of the files.
  ///   - progress: told at most once per block of rows.
  ///   - isCancelled: asked once per block of rows; the import then ends with the diagnostic `cancelled`.
  /// - Throws: what keeps the import as a whole from being done. Bad rows do not; they are in `rejects`.
  public static func plan(
    _ files: [SourceFile], into book: Book, options: ImportOptions = ImportOptions(),
    progress: (LoadProgress) -> Void = { _ in }, isCancelled: () -> Bool = { false }
  ) throws(DiagnosticList) -> ImportPlan {
    do {
      return try withoutActuallyEscaping(progress) { progress in
        try withoutActuallyEscaping(isCancelled) { isCancelled in
          try plan(files, book, options) { file, done, count, share in
            progress(LoadProgress(file: file, filesDone: done, fileCount: count, share: share))
            if isCancelled() { throw Diagnostic("cancelled", "The import was cancelled; nothing was changed.") }
          }
        }
      }
    } catch let list as DiagnosticList {
      throw list
    } catch let diagnostic as Diagnostic {
      throw DiagnosticList([diagnostic])
    } catch {
      throw DiagnosticList([Diagnostic("import-failed", "The files could not be imported: \(error).")])
    }
  }

  /// How each file would be understood, without reading all of it, for a person to agree to.
  public static func recognise(_ files: [SourceFile], options: ImportOptions = ImportOptions(), in book: Book) throws
    -> [Recognition]
  {
    try files.flatMap { try $0.tables() }.map { try ImportRecognition(of: $0, options, book).recognition }
  }

  private typealias Tick = (String, Int, Int, Double) throws -> Void

  private static func plan(
    _ files: [SourceFile], _ book: Book, _ options: ImportOptions, _ tick: @escaping Tick
  ) throws -> ImportPlan {
    let sources = try files.flatMap { try $0.tables() }
    guard !sources.isEmpty else {
      throw Diagnostic("no-tables", "There is nothing to import.", notes: ["Name a file, such as customers.csv."])
    }
    // Rows that were added one by one may lie behind the others; merging needs each where it belongs.
    let isFresh = book.isFresh
    let book = isFresh ? book : book.readyToWrite
    var plan = ImportPlan(book: book, before: book, isFresh: isFresh)
    var incoming: [IncomingTable] = []
    for (index, source) in sources.enumerated() {
      let recognised = try ImportRecognition(of: source, options, book)
      let batch = options.batch + Int32(truncatingIfNeeded: index)
      plan.recognitions.append(recognised.recognition)
      plan.batches[batch] = source.name
      incoming += try recognised.tables(batch: batch)
    }
    for index in incoming.indices { incoming[index].zone = options.zone }
    incoming = ordered(incoming)
    if plan.isFresh, options.matching.isEmpty, options.forgotten.isEmpty,
      let bulk = BulkImport(incoming, currency: options.currency)
    {
      if try bulk.load(into: &plan, tick) { return plan }
    }
    try merge(incoming, options, &plan, tick)
    return plan
  }

  private static func merge(
    _ incoming: [IncomingTable], _ options: ImportOptions, _ plan: inout ImportPlan, _ tick: @escaping Tick
  ) throws {
    let base = plan.isFresh ? plan.before.withoutTables : plan.before
    var run = ImportRun(base, options, isFresh: plan.isFresh)
    let names = tableNames(base.tables.map(\.name) + incoming.map(\.name))
    for (index, table) in incoming.enumerated() {
      try run.merge(table, tableNames: names) { try tick(table.source, index, incoming.count, $0) }
      try tick(table.source, index + 1, incoming.count, 1)
    }
    plan.book = run.finish()
    plan.steps = run.steps
    plan.isSayable = run.isSayable
    for step in run.steps {
      plan.tables.append(step.counts)
      plan.report.tables.append(step.report)
      plan.rejects += step.rejects.map { RejectedRow($0, file: step.source) }
    }
  }

  /// Every table that a column may be named after: those of the standard schema may come later.
  static func tableNames(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return (names + StandardSchema.tables.map(\.name)).filter { seen.insert($0.lowercased()).inserted }
  }

  /// Tables that others refer to come before those.
  private static func ordered(_ tables: [IncomingTable]) -> [IncomingTable] {
    let first = [["campaigns", "offers", "products"], ["customers"], ["purchases"]]
    let rank = { (table: IncomingTable) in first.firstIndex { $0.contains(table.name) } ?? first.count }
    return tables.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }.map(\.element)
  }
}

extension Book {
  /// Whether it has no rows, and no tables or columns of the user's.
  var isFresh: Bool {
    tables.allSatisfy { table in
      guard table.rowCount == 0, let standard = StandardSchema.table(table.name) else { return false }
      let names = Set(standard.columns.map(\.name) + [standard.parent.map(Names.singular)].compactMap { $0 })
      return table.columns.allSatisfy { names.contains($0.name) }
    }
  }

  fileprivate var withoutTables: Book { Book(name: name, tables: [], waysBack: [], currency: currency) }
}

extension RejectedRow {
  init(_ reject: Reject, file: String) {
    let text = Array(reject.text.utf8)
    self.init(
      file: file, line: reject.line, column: reject.column, reason: reject.reason,
      text: CardNumbers.holdsOne(text.span) ? CardNumbers.masked(reject.text) : reject.text)
  }
}
