import Book
import Columns
import Diagnostics
import Interchange
import Output
import Query
import Session
import Syntax

/// What may come next at a place in a text: words where the grammar allows them, names of the book, values of a column.
struct Completer {
  let session: Session

  /// `cursor` is an offset in UTF-8; what stands behind it does not count.
  func complete(_ text: String, at cursor: Int) -> Completion {
    let before = String(decoding: text.utf8.prefix(cursor), as: UTF8.self)
    if before.hasPrefix("."), !before.contains("\n") { return dotCommands(before) }
    let source = SourceText(before)
    let expected = ExpectedSyntax.at(source, source.bytes.count)
    if expected.isInsideText { return ValueCompleter(session: session).complete(source) }
    let stem = source.text(expected.partial)
    let keys = expected.names.contains(.key) ? KeyCompleter(session: session).candidates(beginningWith: stem) : []
    return Completion(stem: stem, candidates: matching(keys + candidates(expected), stem))
  }

  private func dotCommands(_ before: String) -> Completion {
    if before.lowercased().hasPrefix(".mode ") {
      let stem = String(before.dropFirst(".mode ".count))
      return Completion(stem: stem, candidates: matching(OutputMode.names.map { .init($0) }, stem))
    }
    let commands = DotCommand.all.map { Completion.Candidate($0.name) }
    return Completion(stem: before, candidates: matching(commands, before))
  }

  /// Those that begin with the stem in any case, each text once, in the order given.
  private func matching(_ candidates: [Completion.Candidate], _ stem: String) -> [Completion.Candidate] {
    var seen: Set<String> = []
    let wanted = stem.lowercased()
    return candidates.filter { $0.text.lowercased().hasPrefix(wanted) && seen.insert($0.text).inserted }
  }

  private func candidates(_ expected: ExpectedSyntax) -> [Completion.Candidate] {
    var all: [Completion.Candidate] = []
    for role in ExpectedSyntax.Role.allCases where expected.names.contains(role) {
      all += names(role, expected)
    }
    return all + expected.words.map { Completion.Candidate($0.rawValue) }
  }

  private func names(_ role: ExpectedSyntax.Role, _ expected: ExpectedSyntax) -> [Completion.Candidate] {
    switch role {
    case .expression: expressionNames(expected)
    case .source: tables + segments
    case .table: tables
    case .segment: segments
    case .event: ways(ofTable: scope(expected))
    case .column: columns(ofTable: scope(expected))
    case .saved: (expected.base.isEmpty ? tables + segments + measures(on: nil, prefix: []) : []) + described(expected)
    case .query: session.savedQueryNames.map { .init($0, detail: "query") }
    case .preset: tables
    case .key: []
    case .setting: Session.settings.map { .init($0) }
    case .exportFormat: OutputFormat.all.map { .init($0.name) }
    case .chartKind: ChartKind.all.map { .init($0.name, detail: $0.help) }
    case .purpose: purposes
    case .dialect: Session.dialects.map { .init($0) }
    case .columnType: Schema.types.map { .init($0.word) }
    case .new: []
    }
  }

  private var book: Book { session.book }

  private var tables: [Completion.Candidate] {
    book.tables.map { .init($0.name, detail: Wording.number($0.rowCount)) }
  }

  /// What people were asked to agree to, as far as it is a plain word.
  private var purposes: [Completion.Candidate] {
    guard let consents = book.table(named: "consents"),
      let column = book.tables[consents].columns.first(where: { $0.name == "purpose" })?.column,
      case .text(let pool, _) = column.storage
    else { return [] }
    let texts = Set((0..<min(pool.count, 1_000)).map(pool.string))
    return texts.filter { $0.allSatisfy(\.isLetter) && !$0.isEmpty }.sorted().map { .init($0) }
  }

  private var segments: [Completion.Candidate] { session.catalog.segments.map { .init($0.name, detail: "segment") } }

  /// The table whose rows a name would be looked up in: the query's own, or where the dots before lead.
  private func scope(_ expected: ExpectedSyntax) -> Int? {
    let names = BookNames(book: book, catalog: session.catalog)
    let root = expected.source.flatMap(names.table(ofSource:)) ?? book.table(named: "customers")
    return root.flatMap { names.table(from: $0, following: expected.base) }
  }

  private func expressionNames(_ expected: ExpectedSyntax) -> [Completion.Candidate] {
    let table = scope(expected)
    let own = columns(ofTable: table) + ways(ofTable: table)
    let name = table.map { book.tables[$0].name }
    let measures = measures(on: name, prefix: expected.base)
    if expected.base.last == "origin" {
      return own + OriginPart.allCases.map { .init($0.rawValue, detail: $0.type.label) }
    }
    let origins = OriginPart.allCases.map { Completion.Candidate($0.label, detail: $0.type.label) }
    return expected.base.isEmpty ? own + measures + origins + functions : own + measures + origins
  }

  private func described(_ expected: ExpectedSyntax) -> [Completion.Candidate] {
    guard let first = expected.base.first else { return columns(ofTable: book.table(named: "customers")) }
    let ofTable = expected.base.count == 1 ? columns(ofTable: book.table(named: first)) : []
    return ofTable + measures(on: nil, prefix: expected.base)
  }

  private func columns(ofTable table: Int?) -> [Completion.Candidate] {
    guard let table else { return [] }
    return book.tables[table].columns.map { .init($0.name, detail: BookNames.typeName($0.type, book)) }
  }

  private func ways(ofTable table: Int?) -> [Completion.Candidate] {
    book.waysBack.filter { $0.target == table }.map { .init($0.name, detail: "many \(book.tables[$0.source].name)") }
  }

  /// Measures on a table (of any, without one); of dotted names, what follows the names before the dot.
  private func measures(on table: String?, prefix: [String]) -> [Completion.Candidate] {
    let start = prefix.map { $0 + "." }.joined()
    return session.catalog.definitions.compactMap { definition in
      guard table == nil || definition.table == table, definition.name.hasPrefix(start) else { return nil }
      let rest = String(definition.name.dropFirst(start.count))
      return .init(rest, detail: "measure")
    }
  }

  private var functions: [Completion.Candidate] {
    AggregateFunction.all.map { .init($0.name + "(", detail: $0.example) }
      + Function.all.filter { !$0.isOperator }.map { function in
        .init(function.name + "(", detail: function.signatures.first.map { FunctionHelp.signature(function, $0) } ?? "")
      } + [.init("journey(", detail: "journey(purchases then no purchases within 90d)")]
  }
}
