import Columns
import Diagnostics
import Syntax

extension Resolution {
  /// A whole query: its source, then its clauses in order, then the columns it shows.
  func query(_ query: SelectQuery) throws -> TypedQuery {
    guard let date = query.asOf else { return try queryOfPresent(query) }
    return try asOf(date) { try queryOfPresent(query) }
  }

  /// The query without its `as of`.
  private func queryOfPresent(_ query: SelectQuery) throws -> TypedQuery {
    let (table, segment) = try source(query.source)
    let resolution = ClauseResolution(self, table: table, segment: segment)
    var failed = false
    for clause in query.clauses where attempt({ try resolution.add(clause) }) == nil { failed = true }
    if failed { throw Reported() }
    return TypedQuery(
      book: book, table: table, existing: segment == nil ? existing(table, at: Span(0, 0)) : nil, segment: segment,
      clauses: resolution.finishedClauses(), fields: resolution.finishedFields(), today: context.today, asOf: asOf)
  }

  private func source(_ name: Name) throws -> (table: Int, segment: SegmentQuery?) {
    if let table = book.table(named: name.text) { return (table, nil) }
    if let segment = try segment(name) { return (segment.query.table, segment) }
    let known = book.tables.map(\.name) + context.catalog.segments.map(\.name)
    let nearest = Suggestions.nearest(name.text, among: known)
    throw Diagnostic(
      "unknown-source", "There is no table or segment \(name.text).", at: place(name.span),
      notes: nearest == nil ? ["There are: \(book.tables.map(\.name).joined(separator: ", "))."] : [],
      suggestion: nearest.map { Diagnostic.Suggestion($0, at: place(name.span)) })
  }
}
