import Book
import CivilTime
import Diagnostics
import Interchange
import Query
import Syntax

/// One conversation with a book: statements go in, outcomes come out. Knows no terminal and prints nothing.
///
/// Names that are saved, the last query and the settings live as long as the conversation.
public struct Session: Sendable {
  /// Where the book lies and changes are saved; nil for a folder of files, which is only read.
  public let store: BookStore?
  private let loaded: Book
  /// What loading the book found.
  public let report: LoadReport
  public internal(set) var catalog = Catalog()
  /// What `set today` said; nil while the clock counts.
  public internal(set) var today: Int32?
  /// What `set` said of the book's other settings.
  var settings: [String: Literal] = [:]
  /// What is today where nothing was said: of the sample, its last day.
  var customaryToday: Int32?
  /// The last answer, to show or write again without asking anew.
  public internal(set) var lastAnswer: Answer?

  let clock: Clock
  /// The book's zone, if `set timezone` gave it one.
  var zone: TimeZone?
  /// The book's currency, if `set currency` gave it one.
  var currency: String?
  /// The queries that were saved, by name.
  var savedQueries: [String: ComposedQuery] = [:]
  /// The query that a clause continues.
  var lastQuery: ComposedQuery?
  /// The values of `$name`.
  var parameters: [String: Expression]
  /// How values were spelled that came without quotation marks.
  var spellings: [String: String] = [:]
  /// The clock's reading for the statements that run together.
  var moment: Int64
  /// The scripts that are running, outermost first.
  var scripts: [String] = []
  /// While a folder's schema is run, its table statements have been followed already and its names are not unsaved.
  var isReadingSchema = false

  public init(book: Book, report: LoadReport, clock: Clock = .system, parameters: [String: Expression] = [:]) {
    loaded = book
    store = nil
    self.report = report
    self.clock = clock
    self.parameters = parameters
    moment = clock.now()
  }

  /// A conversation with a book that lies in a file, or that takes changes in memory and forgets them.
  public init(
    store: BookStore, report: LoadReport = LoadReport(), clock: Clock = .system, parameters: [String: Expression] = [:]
  ) {
    // Whatever is asked is asked of the store: an old version would keep what was forgotten.
    loaded = Book(name: "", tables: [], waysBack: [])
    self.store = store
    self.report = report
    self.clock = clock
    self.parameters = parameters
    moment = clock.now()
    restore()
  }

  /// What the clocks of the book's zone show, or of the machine's.
  var wallClock: Int64 { zone.map { $0.local(clock.utc()) } ?? clock.now() }

  /// The book as it is now.
  public var book: Book {
    var book = store?.book ?? loaded
    if let currency { book.currency = currency }
    return book
  }

  /// The names that would be lost on leaving: what was saved in the conversation and nowhere else.
  public internal(set) var unsavedNames: [String] = []

  /// What queries are resolved with.
  public var context: QueryContext {
    // A day that was set is over: whatever the hour, the same script gives the same answer.
    let now = today.map { Int64($0) * Microseconds.day + (Microseconds.day - 1) } ?? moment
    var context = QueryContext(
      book: book, catalog: catalog, today: Microseconds.split(now).days, now: now, parameters: parameters)
    context.settings = settings
    context.zone = zone
    let folder = path(of: "")
    context.listedTexts = { file, column in
      let path = file.hasPrefix("/") ? file : folder + file
      return try ListedTexts(of: SourceFile(path: path), named: column).texts
    }
    let (imports, loaded) = (store?.keepsakes, report)
    context.sources = { Session.sources(imports, loaded) }
    if let store {
      let (book, keepsakes) = (context.book, store.keepsakes)
      context.records = { keepsakes.records(of: $0, in: book) }
    }
    return context
  }
}

extension Session {
  /// The same conversation, without the rows that it showed last.
  public var withoutAnswer: Session {
    var session = self
    session.lastAnswer = nil
    return session
  }

  /// Gives `$name` a value for the rest of the conversation. Where only a text can stand, `spelling` is the value: a
  /// postal code without quotation marks is no number.
  public mutating func setParameter(_ name: String, to value: Expression, spelling: String? = nil) {
    parameters[name] = value
    spellings[name] = spelling
  }
}

/// How statements are run together.
public struct RunOptions: Sendable {
  /// Goes on after a statement that failed.
  public var keepsGoing: Bool
  /// Asked for every block of rows.
  public var isCancelled: @Sendable () -> Bool

  public init(keepsGoing: Bool = false, isCancelled: @escaping @Sendable () -> Bool = { false }) {
    self.keepsGoing = keepsGoing
    self.isCancelled = isCancelled
  }
}

/// What a command needs beside the conversation: where its statement was written, and where its outcomes go.
struct Turn {
  let statement: Statement
  let source: SourceText
  let options: RunOptions
  let emit: (Outcome) -> Void

  func emit(_ content: Outcome.Content, _ diagnostics: [Diagnostic] = []) {
    emit(Outcome(content, diagnostics: diagnostics, source: source))
  }

  /// A failure that points into the statement's own source.
  func failure(_ diagnostic: Diagnostic, status: RunStatus = .query) -> Failure {
    Failure(diagnostic, in: source, status: status)
  }
}

extension Session {
  /// Runs the statements of a text in order and hands each outcome on as soon as it is there.
  ///
  /// A text with a statement that cannot be read runs not at all, unless `keepsGoing` asks for the rest. Returns the worst
  /// status of the statements, or `cancelled`.
  @discardableResult
  public mutating func run(
    _ source: SourceText, options: RunOptions = RunOptions(), emit: (Outcome) -> Void
  ) -> RunStatus {
    if scripts.isEmpty { moment = wallClock }
    return withoutActuallyEscaping(emit) { runAll(source, options, $0) }
  }

  private mutating func runAll(
    _ source: SourceText, _ options: RunOptions, _ emit: @escaping (Outcome) -> Void
  ) -> RunStatus {
    let parsed = Parser.parse(source)
    var worst = RunStatus.success
    if !parsed.diagnostics.isEmpty {
      let isFatal = parsed.diagnostics.contains { $0.severity == .error }
      worst = isFatal ? .query : .success
      emit(Outcome(.failure, diagnostics: parsed.diagnostics, source: source, status: worst))
      if isFatal && !options.keepsGoing { return worst }
    }
    for statement in parsed.script.statements {
      let turn = Turn(statement: statement, source: source, options: options, emit: emit)
      let status = run(turn)
      worst = max(worst, status)
      if status == .cancelled || (status != .success && !options.keepsGoing) { return worst }
    }
    return worst
  }

  /// Runs one statement. What may be wrong because a part of the book is damaged is never handed on.
  private mutating func run(_ turn: Turn) -> RunStatus {
    let damage = book.damage
    let guarded = Turn(statement: turn.statement, source: turn.source, options: turn.options) { outcome in
      if damage.isEmpty { turn.emit(outcome) }
    }
    do throws(Failure) {
      try checkFile(turn)
      let status = try dispatch(guarded)
      try checkBook(turn)
      return status
    } catch {
      let failure = damage.first.map { turn.failure($0.diagnostic, status: .book) } ?? error
      if !damage.isEmpty { lastAnswer = nil }
      turn.emit(failure.outcome)
      return failure.status
    }
  }

  /// Fails if another program has cut the book's file short since it was opened.
  private func checkFile(_ turn: Turn) throws(Failure) {
    do throws(BookFileError) {
      try store?.stillWhole()
    } catch {
      throw turn.failure(error.diagnostic, status: .book)
    }
  }

  /// Fails if a part of the book that was needed so far is damaged. Before anything leaves the conversation: after the work.
  func checkBook(_ turn: Turn) throws(Failure) {
    do throws(Diagnostic) { try book.damage.check() } catch { throw turn.failure(error, status: .book) }
  }

  /// The one place that knows which command runs which statement.
  private mutating func dispatch(_ turn: Turn) throws(Failure) -> RunStatus {
    switch turn.statement.kind {
    case .select(let query): try select(query, turn)
    case .refine(let clauses): try refine(clauses, turn)
    case .back: try back(turn)
    case .segment(let segment): try saveSegment(segment, turn)
    case .define(let define): try self.define(define, turn)
    case .drop(let name): try drop(name, turn)
    case .set(let set): try self.set(set, turn)
    case .describe(let describe): try self.describe(describe, turn)
    case .explain(let query): try explain(query, turn)
    case .sql(let query, let dialect): try sql(query, dialect: dialect, turn)
    case .run(let run): return try runScript(run, turn)
    case .save(let name): try saveQuery(name, turn)
    case .queries: listQueries(turn)
    case .add(let add): try self.add(add, turn)
    case .update(let update): try self.update(update, turn)
    case .remove(let remove): try self.remove(remove, turn)
    case .undo: try undo(turn)
    case .merge(let merge): try self.merge(merge, turn)
    case .forget(let key): try forget(key, turn)
    case .import(let statement): try importFile(statement, turn)
    case .snapshot(let segment): try snapshot(segment, turn)
    case .diff(let statement): try diff(statement, turn)
    case .table(let table): try declare(table, turn)
    case .column(let column): try addColumn(column, turn)
    case .why(let why): try self.why(why, turn)
    case .card(let key): try card(key, turn)
    case .contrast(let contrast): try self.contrast(contrast, turn)
    }
    return .success
  }
}

extension Session {
  /// The statements that would save again what leaving would lose.
  public var unsavedText: String {
    let texts = unsavedNames.compactMap { name -> String? in
      if let definition = catalog.ownDefinitions[name] { return definition.source.text(definition.span) }
      return catalog.ownSegments[name].map { "segment \(name) = " + body(of: $0) }
    }
    return texts.joined(separator: "\n")
  }

  /// The query of a segment as it was written, without the `select` of a query that was saved afterwards.
  func body(of segment: SegmentDefinition) -> String {
    let text = segment.source.text(segment.query.span)
    let source = segment.source.text(Span(segment.query.source.span.lower, segment.query.span.upper))
    return text.lowercased().hasPrefix("select") ? source : text
  }
}
