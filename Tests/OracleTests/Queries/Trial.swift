import Book
import Columns
import Diagnostics
import Query
import Syntax

@testable import struct Query.SegmentDefinition

/// One book with its saved names, in which queries are asked of the engine and of the reference.
struct Trial {
  let text: BookText
  let book: Book
  let context: QueryContext
  let reference: ReferenceEvaluator

  /// - Parameter clock: microseconds since the day of the book began.
  init(_ text: BookText, clock: Int64 = 37_805_000_000) throws {
    self.text = text
    book = try text.loaded()
    reference = ReferenceEvaluator(book)
    context = Trial.listing(
      QueryContext(
        book: book, catalog: try Trial.catalog(), today: text.today,
        now: Int64(text.today) * Calendar.dayLength + clock))
  }

  private init(_ other: Trial, _ book: Book) throws {
    text = other.text
    self.book = book
    reference = ReferenceEvaluator(book)
    context = Trial.listing(
      QueryContext(book: book, catalog: try Trial.catalog(), today: other.context.today, now: other.context.now))
  }

  /// What every file lists.
  static let listed = ["depok", "MALMÖ", "東京", "web", "c1", "C2", "p7", "vip", "Budi", "é"]

  /// The script's parameters, by name.
  private static let parameters: [String: Expression] = {
    let values: [String: Literal] = [
      "place": .text("depok"), "least": .whole(3), "part": .percent(12.5),
      "length": .duration(CalendarDuration(days: 90)),
    ]
    return values.mapValues { Expression(.literal($0), at: Span(0, 0)) }
  }()

  /// What snapshots recorded: members that hang on nothing but the key.
  private static func records(of segment: String, _ book: Book, _ today: Int32) -> [SegmentRecord] {
    guard let table = SavedNames.segments[segment].flatMap({ book.table(named: $0) }),
      let key = book.tables[table].keyColumn
    else { return [] }
    let keys = (0..<book.tables[table].rowCount).map { row -> Int in
      guard case .text(let key) = book.tables[table].columns[key].column.value(row) else { return 0 }
      return Int(key.dropFirst()) ?? 0
    }
    let days = [Calendar.days(2020, 1, 1), Calendar.days(2025, 4, 30), Calendar.days(2025, 12, 1)].map { Int32($0) }
    return days.filter { $0 <= today }.map { day in
      SegmentRecord(day: day, table: table, members: Bitmap(keys.map { ($0 * 7 + Int(day)) % 3 != 0 }))
    }
  }

  private static func listing(_ context: QueryContext) -> QueryContext {
    var context = context
    context.listedTexts = { _, _ in TextPool(Trial.listed) }
    context.parameters = Trial.parameters
    let (book, today) = (context.book, context.today)
    context.records = { segment in Trial.records(of: segment, book, today) }
    let sources = sources(of: context.book)
    context.sources = { sources }
    return context
  }

  /// The files of the book, one of which says when it was read and another of which was no file.
  static func sources(of book: Book) -> [RowSource] {
    book.tables.enumerated().filter { $0.element.rowCount > 0 }.map { index, table in
      RowSource(
        batch: Int32(index + 1), file: index == 2 ? nil : "\(table.name).csv",
        at: index == 1 ? 1_767_225_600_000_000 : nil)
    }
  }

  /// The same names and the same moment, with another book.
  func asking(_ book: Book) throws -> Trial { try Trial(self, book) }

  /// The measures and segments of `SavedNames`.
  private static func catalog() throws -> Catalog {
    var catalog = Catalog()
    for line in SavedNames.statements {
      let source = SourceText(line)
      let result = Parser.parse(source)
      guard !result.hasErrors, let statement = result.script.statements.first else {
        throw DiagnosticList(result.diagnostics)
      }
      switch statement.kind {
      case .define(let define): catalog.save(Definition(define, span: statement.span, source: source))
      case .segment(let segment):
        guard let body = segment.body else { continue }
        catalog.save(SegmentDefinition(name: segment.name.text, query: body, source: source, isPrelude: false))
      default: continue
      }
    }
    return catalog
  }

  // MARK: Reading

  static func parse(_ text: String) throws -> SelectQuery {
    let result = Parser.parse(SourceText(text))
    guard !result.hasErrors, result.script.statements.count == 1,
      case .select(let query) = result.script.statements[0].kind
    else { throw DiagnosticList(result.diagnostics) }
    return query
  }

  func resolve(_ query: SelectQuery) throws -> TypedQuery {
    let (typed, diagnostics) = Resolver.resolve(query, in: context)
    guard let typed else { throw DiagnosticList(diagnostics) }
    return typed
  }

  // MARK: Answers

  /// What somebody answers: rows, or that a number grew beyond 64 bits.
  enum Answer {
    case rows([[Value]])
    case overflow
    case failed(String)
  }

  func engine(_ query: TypedQuery) -> Answer {
    do {
      let table = try Executor.run(query).table
      return .rows((0..<table.rowCount).map { row in table.fields.map { $0.column.value(row) } })
    } catch let diagnostic as Diagnostic {
      return diagnostic.code == "overflow" ? .overflow : .failed(diagnostic.message)
    } catch {
      return .failed("\(error)")
    }
  }

  func plainly(_ query: TypedQuery) -> Answer {
    do { return .rows(try reference.run(query)) } catch is Overflow { return .overflow } catch {
      return .failed("\(error)")
    }
  }

  /// How the two answers differ; nil where they agree.
  func difference(_ query: TypedQuery) -> String? {
    Comparison.difference(engine(query), plainly(query), names: ("Kenal", "the reference"))
  }
}
