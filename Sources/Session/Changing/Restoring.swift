import Book
import Diagnostics
import Query
import Syntax

// What a book keeps beside its tables, as a conversation knows it.

extension Session {
  /// Takes over the names and settings that the book keeps, in place of those of the conversation.
  mutating func restore() {
    guard let keepsakes = store?.keepsakes else { return }
    catalog = Catalog()
    savedQueries = [:]
    for kind in [Keepsake.Kind.measure, .segment, .query] {
      for (name, text) in keepsakes.texts(kind) { restore(name, SourceText(text, name: name)) }
    }
    let settings = keepsakes.texts(.setting).map { ($0.name, $0.text) }
    self.settings = Self.bookSettings(settings)
    currency = settings.first { $0.0 == "currency" }?.1
    let named = Self.timeZone(settings)
    if named != zone {
      zone = named
      moment = wallClock
    }
    today = keepsakes.texts(.setting).first { $0.name == "today" }.flatMap { Self.date($0.text) } ?? customaryToday
  }

  private static func date(_ text: String) -> Int32? {
    guard case .literal(.date(let days))? = Parser.parseExpression(SourceText(text)).0?.kind else { return nil }
    return days
  }

  /// What cannot be read, because a later version wrote it, stays in the book and is not known here.
  private mutating func restore(_ name: String, _ source: SourceText) {
    let parsed = Parser.parse(source)
    guard !parsed.hasErrors, let statement = parsed.script.statements.first else { return }
    switch statement.kind {
    case .define(let define): catalog.save(Definition(define, span: statement.span, source: source))
    case .segment(let segment):
      guard let query = segment.body else { return }
      catalog.save(
        SegmentDefinition(
          name: segment.name.text, query: query, source: source, remark: source.remark(above: statement.span)))
    case .select(let query): savedQueries[name] = ComposedQuery(query, in: source, parameters: [:])
    default: return
    }
  }
}

extension Keepsakes {
  /// What was recorded of a segment, as rows of a book. Members that are no longer there are left out; merged ones count as
  /// those who were kept.
  func records(of segment: String, in book: Book) -> [SegmentRecord] {
    snapshots(of: segment).sorted { ($0.day, $0.at) < ($1.day, $1.at) }.compactMap { snapshot in
      guard let table = book.tables.firstIndex(where: { $0.name == snapshot.table }) else { return nil }
      let rows = book.rows(ofKeys: snapshot.members.map(kept), in: table)
      var isMember = [Bool](repeating: false, count: book.tables[table].rowCount)
      for case let row? in rows { isMember[row] = true }
      return SegmentRecord(day: snapshot.day, table: table, members: .init(isMember))
    }
  }
}
