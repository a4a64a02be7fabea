import Diagnostics
import Syntax

/// A query in pieces, each where it was written: the source of a `select` and its clauses, typed now or earlier.
///
/// A refined query is read as one text, the pieces line by line; a mistake in it is led back to the piece it is in.
struct ComposedQuery: Sendable {
  struct Piece: Sendable {
    var source: SourceText
    var span: Span
    /// It says what becomes of the result, as `chart` does.
    var isClosing = false
    var text: String { source.text(span) }
  }

  /// The first is `select SOURCE`; each further one is a clause.
  private(set) var pieces: [Piece]
  /// The script's parameters that were in force when it was written.
  var parameters: [String: Expression]

  /// The query without its exports, which are not repeated when it is asked again.
  init(_ query: SelectQuery, in source: SourceText, parameters: [String: Expression]) {
    var end = query.clauses.first?.span.lower ?? query.span.upper
    while end > query.source.span.upper, [0x20, 0x09, 0x0a, 0x0d].contains(source.bytes[end - 1]) { end -= 1 }
    pieces = [Piece(source: source, span: Span(query.span.lower, end))]
    self.parameters = parameters
    append(query.clauses, in: source)
  }

  /// The query with its parameters open again, to be given when it is run.
  var unbound: ComposedQuery {
    var query = self
    query.parameters = [:]
    return query
  }

  var clauseCount: Int { pieces.count - 1 }

  /// Goes on with further clauses, which take the place of those that said what becomes of the result.
  mutating func append(_ clauses: [Clause], in source: SourceText) {
    pieces.removeAll(where: \.isClosing)
    for clause in clauses {
      if case .export = clause.kind { continue }
      pieces.append(Piece(source: source, span: clause.span, isClosing: clause.isClosing))
    }
  }

  /// Drops the last clause and gives its text; nil when only the source is left.
  mutating func dropLastClause() -> String? { clauseCount > 0 ? pieces.removeLast().text : nil }

  /// All pieces as one text.
  var source: SourceText { SourceText(pieces.map(\.text).joined(separator: "\n"), name: pieces[0].source.name) }

  /// A diagnostic of the composed text, in the source where its place was written.
  func origin(of diagnostic: Diagnostic) -> (source: SourceText, diagnostic: Diagnostic) {
    guard let span = diagnostic.span else { return (pieces[0].source, diagnostic) }
    var start = 0
    for piece in pieces {
      let length = piece.text.utf8.count
      if span.lower <= start + length {
        var moved = diagnostic
        let distance = piece.span.lower - start
        moved.span = span.moved(by: distance)
        moved.suggestion?.span = diagnostic.suggestion?.span.moved(by: distance) ?? span
        return (piece.source, moved)
      }
      start += length + 1
    }
    return (source, diagnostic)
  }
}

extension Span {
  func moved(by distance: Int) -> Span { Span(lower + distance, upper + distance) }
}
