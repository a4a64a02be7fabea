import Book
import Columns
import Diagnostics
import Query
import Syntax
import Text

extension Command {
  static let describe = Command(
    .describe,
    help: """
      Without a name: the tables of the book. A table: its columns, how full they are and what they hold. A column: its
      values. A segment, a measure, a function or a word of the language: what it means.

          describe
          describe customers
          describe city
          describe purchases.amount
          describe champions
      """)
}

extension Session {
  mutating func describe(_ statement: DescribeStatement, _ turn: Turn) throws(Failure) {
    let path = statement.path.map(\.text)
    guard let first = path.first, let name = statement.path.first else { return describeBook(turn) }
    if path.count == 1, let table = book.table(named: first) { return describeTable(table, turn) }
    let dotted = path.joined(separator: ".")
    var isFound = false
    if let place = column(path) {
      describeColumn(place.table, place.column, turn)
      isFound = true
    }
    if let definition = definition(dotted) {
      try describeDefinition(definition, isHidden: isFound, turn)
      isFound = true
    }
    if path.count == 1, let segment = catalog.segment(first) {
      try describeSegment(segment, turn)
      isFound = true
    }
    if path.count == 1, let query = savedQueries[first] {
      turn.emit(.text("\(first) is a query that you saved:\n    " + indented(query.source.text(Span(0, .max)))))
      isFound = true
    }
    if let last = path.last, path.count == 1 || path[0] == "book", !isFound, let setting = BookSetting.named(last) {
      describe(setting, turn)
      isFound = true
    }
    if path.count == 1, first.lowercased() == "currency" {
      describeCurrency(turn)
      isFound = true
    }
    if path.count == 1, !isFound, let function = Function.named(first) {
      turn.emit(.text(FunctionHelp.text(function)))
      isFound = true
    }
    if path.count == 1, !isFound, let text = wordText(first) {
      turn.emit(.text(text))
      isFound = true
    }
    if let text = originText(path), !isFound {
      turn.emit(.text(text))
      isFound = true
    }
    guard !isFound else { return }
    let nearest = Suggestions.nearest(dotted, among: describableNames)
    throw turn.failure(
      Diagnostic(
        "unknown-name", "There is nothing of the name “\(dotted)”.",
        at: name.span.union(statement.path[path.count - 1].span),
        notes: nearest == nil ? ["describe on its own lists the tables."] : [],
        suggestion: nearest.map {
          Diagnostic.Suggestion($0, at: name.span.union(statement.path[path.count - 1].span))
        }))
  }

  /// `origin`, `origin.file`: what every row has beside its columns.
  private func originText(_ path: [String]) -> String? {
    guard path[0].lowercased() == "origin" else { return nil }
    let parts = OriginPart.allCases.filter { path.count == 1 || path[1...] == [$0.rawValue] }
    let lines = parts.map { "    \($0.label): \($0.type.label). \($0.doc)" }
    return parts.isEmpty ? nil : "Every row of every table tells where it came from:\n" + lines.joined(separator: "\n")
  }

  /// Everything that `describe` knows by name.
  public var describableNames: [String] {
    let columns = book.tables.flatMap { table in table.columns.map { "\(table.name).\($0.name)" } }
    let bare = book.table(named: "customers").map { book.tables[$0].columns.map(\.name) } ?? []
    return book.tables.map(\.name) + bare + catalog.definitions.map(\.name) + catalog.segments.map(\.name)
      + savedQueryNames + columns
  }

  private func describeBook(_ turn: Turn) {
    turn.emit(.answer(Answer(BookProfile.tables(book, report))))
    let own = catalog.ownSegments.keys.sorted() + catalog.ownDefinitions.keys.sorted() + savedQueryNames
    let place = isKept ? "Saved" : "Saved in this conversation"
    if !own.isEmpty { turn.emit(.message("\(place): \(Wording.list(own)).")) }
  }

  private func describeTable(_ index: Int, _ turn: Turn) {
    let table = book.tables[index]
    turn.emit(.answer(Answer(BookProfile.columns(table, book), title: Wording.count(table.rowCount, of: table.name))))
    let ways = book.waysBack.filter { $0.target == index }.map(\.name)
    let measures = catalog.definitions.filter { $0.table == table.name }.map(\.name)
    let segments = catalog.segments.map(\.name)
    var lines: [String] = []
    if !ways.isEmpty { lines.append("Belonging to each row, for count(…) and sum(…): \(Wording.list(ways)).") }
    if !measures.isEmpty { lines.append("Measures: \(Wording.list(measures)).") }
    if table.name == "customers", !segments.isEmpty { lines.append("Segments: \(Wording.list(segments)).") }
    if !lines.isEmpty { turn.emit(.message(lines.joined(separator: "\n"))) }
  }

  /// The column of `table.column` or, for one name, of the table where it is looked for first: customers.
  private func column(_ path: [String]) -> (table: Int, column: Int)? {
    if path.count == 2, let table = book.table(named: path[0]) {
      return book.tables[table].column(named: path[1]).map { (table, $0) }
    }
    guard path.count == 1 else { return nil }
    let tables = [book.table(named: "customers")].compactMap { $0 } + Array(book.tables.indices)
    for table in tables {
      if let column = book.tables[table].column(named: path[0]) { return (table, column) }
    }
    return nil
  }

  private func definition(_ name: String) -> Definition? {
    catalog.definitions.first { $0.name == name }
      ?? catalog.definitions.first { $0.name.lowercased() == name.lowercased() }
  }

  private func describeColumn(_ tableIndex: Int, _ columnIndex: Int, _ turn: Turn) {
    let table = book.tables[tableIndex]
    let column = table.columns[columnIndex]
    for answer in ColumnDescription.answers(table, column, book) { turn.emit(.answer(answer)) }
    if tableIndex == book.table(named: "customers"), catalog.preludeDefinition(column.name) != nil,
      catalog.ownDefinitions[column.name] == nil
    {
      turn.emit(
        .message("Your own column \(column.name) counts; the measure that other books have under this name is hidden."))
    }
  }

  private func describeDefinition(_ definition: Definition, isHidden: Bool, _ turn: Turn) throws(Failure) {
    if isHidden && definition.isPrelude { return }
    let owner = definition.isPrelude ? "that every book has" : "of your own"
    let hides = !definition.isPrelude && catalog.preludeDefinition(definition.name) != nil
    let note = hides ? "\nIt hides the \(definition.name) that every book has." : ""
    turn.emit(
      .text(
        "\(definition.name) is a measure of \(definition.table) \(owner):\n"
          + said(definition.remark) + "    " + indented(definition.source.text(definition.span)) + note
          + usersText(of: definition.name)))
    if !isHidden { try describeValues(of: definition, turn) }
  }

  private mutating func describeSegment(_ segment: SegmentDefinition, _ turn: Turn) throws(Failure) {
    let owner = segment.isPrelude ? "that every book has" : "of your own"
    let query = SelectQuery(
      source: Name(segment.name, at: turn.statement.span), clauses: [], at: turn.statement.span)
    let (typed, found) = Resolver.resolve(query, in: context)
    guard let typed else { throw Failure(found, in: turn.source) }
    let result = try execute(typed, turn)
    let total = book.tables[typed.table].rowCount
    let rows = Wording.count(total, of: book.tables[typed.table].name)
    turn.emit(
      .text(
        "\(segment.name) is a segment \(owner):\n" + said(segment.remark) + "    segment \(segment.name) = "
          + indented(segment.source.text(segment.query.span))
          + "\nToday \(Wording.number(result.table.rowCount)) of \(rows)."
          + usersText(of: segment.name) + recordsText(of: segment.name)))
  }

  /// A comment in lines that fit a terminal.
  private func said(_ remark: String?) -> String {
    guard let remark else { return "" }
    return WordWrap.lines(remark, width: 80).map { $0 + "\n" }.joined()
  }

  /// The lines of a definition after its first, put below it.
  private func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n    ")
  }
}

extension Table {
  /// The position of the column of this name, exactly first, then without case.
  func column(named name: String) -> Int? {
    columns.firstIndex { $0.name == name } ?? columns.firstIndex { $0.name.lowercased() == name.lowercased() }
  }
}
