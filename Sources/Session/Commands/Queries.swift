import Columns
import Diagnostics
import Query
import Syntax

extension Command {
  static let queries = Command(
    .queries,
    help: """
      Lists what you saved: queries for run, segments, and measures. drop takes one away.

          queries
      """)
}

extension Session {
  func listQueries(_ turn: Turn) {
    let rows = savedNames
    guard !rows.isEmpty else {
      return turn.emit(.message("Nothing is saved yet: see save, segment and define."))
    }
    let table = ResultTable([
      .text("name", rows.map(\.name)), .text("kind", rows.map(\.kind)), .text("meaning", rows.map(\.meaning)),
    ])
    turn.emit(.answer(Answer(table)))
  }

  /// What was saved in the conversation or the book, by kind and name.
  private var savedNames: [(name: String, kind: String, meaning: String)] {
    let queries = savedQueries.sorted { $0.key < $1.key }.map { name, query in
      (name, "query", oneLine(query.source.text(Span(0, .max))))
    }
    let segments = catalog.ownSegments.values.sorted { $0.name < $1.name }.map {
      ($0.name, "segment", oneLine(body(of: $0)))
    }
    let measures = catalog.ownDefinitions.values.sorted { $0.name < $1.name }.map {
      ($0.name, "measure", oneLine($0.source.text($0.span)))
    }
    return queries + segments + measures
  }

  private func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).map { line in
      line.drop { $0.isWhitespace }
    }.joined(separator: " ")
  }
}
