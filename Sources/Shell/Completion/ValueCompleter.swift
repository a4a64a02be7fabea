import Book
import Columns
import Diagnostics
import Query
import Session
import Syntax
import Text

/// Completes a text that is compared with a column: `city = "Ja` offers the cities that begin so, the most frequent first.
struct ValueCompleter {
  let session: Session

  /// The text ends inside an opened quote.
  func complete(_ source: SourceText) -> Completion {
    let tokens = Lexer.tokens(source).tokens.filter { $0.kind != .comment && $0.kind != .end }
    guard let quote = tokens.lastIndex(where: { source.bytes[$0.span.lower] == UInt8(ascii: "\"") }) else {
      return .none
    }
    let start = tokens[quote].span.lower + 1
    let stem = source.text(Span(start, source.bytes.count))
    guard let column = column(before: quote, tokens, source) else { return .none }
    return Completion(stem: stem, candidates: values(of: column, beginningWith: stem), closing: "\"")
  }

  /// The column that the text at `quote` is compared with.
  private func column(before quote: Int, _ tokens: [Token], _ source: SourceText) -> Column? {
    var index = quote - 1
    // The elements of a list before this one.
    while index >= 0, [.text, .comma, .leftParenthesis].contains(tokens[index].kind) { index -= 1 }
    guard index >= 0, isComparison(tokens[index]) else { return nil }
    while index >= 0, isComparison(tokens[index]) { index -= 1 }
    var path: [String] = []
    while index >= 0, tokens[index].kind == .word || tokens[index].kind == .quotedName {
      path.insert(name(tokens[index], source), at: 0)
      guard index >= 2, tokens[index - 1].kind == .dot else { break }
      index -= 2
    }
    guard let last = path.popLast() else { return nil }
    let names = BookNames(book: session.book, catalog: session.catalog)
    for table in scopes(before: index, tokens, source, names) {
      guard let reached = names.table(from: table, following: path) else { continue }
      if let column = session.book.tables[reached].columns.first(where: { $0.name == last }) { return column.column }
    }
    return nil
  }

  private func isComparison(_ token: Token) -> Bool {
    switch token.kind {
    case .equal, .exactlyEqual, .notEqual: true
    case .word:
      switch token.word {
      case .in, .not, .contains, .starts, .ends, .with, .resembles, .has, .any, .all: true
      default: false
      }
    default: false
    }
  }

  private func name(_ token: Token, _ source: SourceText) -> String {
    let text = source.text(token.span)
    return token.kind == .quotedName ? String(text.dropFirst().dropLast()) : text
  }

  /// The tables that a name may belong to at a place, the innermost first: those of the aggregates that are open there,
  /// then the query's own, then every other.
  private func scopes(before place: Int, _ tokens: [Token], _ source: SourceText, _ names: BookNames) -> [Int] {
    let expected = ExpectedSyntax.at(source, place >= 0 ? tokens[place].span.lower : 0)
    let root = expected.source.flatMap(names.table(ofSource:)) ?? session.book.table(named: "customers") ?? 0
    var found: [Int] = []
    var depth = 0
    for index in stride(from: place, through: 0, by: -1) {
      if tokens[index].kind == .rightParenthesis { depth += 1 }
      guard tokens[index].kind == .leftParenthesis else { continue }
      if depth > 0 {
        depth -= 1
        continue
      }
      let path = dottedPath(after: index, tokens, source)
      if !path.isEmpty, let table = names.table(from: root, following: path) { found.append(table) }
    }
    return found + [root] + session.book.tables.indices.filter { $0 != root }
  }

  private func dottedPath(after parenthesis: Int, _ tokens: [Token], _ source: SourceText) -> [String] {
    var path: [String] = []
    var index = parenthesis + 1
    while index < tokens.count, tokens[index].kind == .word || tokens[index].kind == .quotedName {
      path.append(name(tokens[index], source))
      guard index + 1 < tokens.count, tokens[index + 1].kind == .dot else { break }
      index += 2
    }
    return path
  }

  /// The values of a text column that begin so in any case, with the rows that have them, the most frequent first.
  private func values(of column: Column, beginningWith stem: String) -> [Completion.Candidate] {
    let wanted = CaseFolding.fold(stem)
    let counts: [(text: String, count: Int)]
    switch column.storage {
    case .text(let pool, let codes?):
      counts = entries(pool, wanted, codes.array, column.known)
    case .textSet(let pool, _, let codes):
      counts = entries(pool, wanted, codes.array, nil)
    default: return []
    }
    let sorted = counts.sorted { ($1.count, $0.text) < ($0.count, $1.text) }
    return sorted.map { Completion.Candidate($0.text, detail: Wording.number($0.count)) }
  }

  private func entries(
    _ pool: TextPool, _ wanted: String, _ codes: [Int32], _ known: Bitmap?
  ) -> [(text: String, count: Int)] {
    var counts = [Int](repeating: 0, count: pool.count)
    for (row, code) in codes.enumerated() where known?[row] ?? true { counts[Int(code)] += 1 }
    return counts.indices.compactMap { entry in
      guard counts[entry] > 0 else { return nil }
      let text = pool.string(entry)
      let isPlain = !text.unicodeScalars.contains { $0.value < 0x20 || $0 == "\"" || $0 == "\\" }
      return isPlain && CaseFolding.fold(text).hasPrefix(wanted) ? (text, counts[entry]) : nil
    }
  }
}
