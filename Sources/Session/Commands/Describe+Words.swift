import CivilTime
import Columns
import Diagnostics
import Query
import Syntax

// What `describe` says of the language's own words, and of what rests on a name.

extension Session {
  /// Help of a statement, a clause, an operator, an aggregate or a place among all rows; nil for what is no such word.
  func wordText(_ name: String) -> String? {
    let name = name.lowercased()
    if let entry = AggregateFunction.all.first(where: { $0.name == name }) {
      return "\(entry.name) is an aggregate: \(entry.doc)\n    for example: \(entry.example)"
    }
    if let entry = Quantile.all.first(where: { $0.name == name }) {
      return "\(entry.name) is a place among all rows: \(entry.doc)\n    for example: \(entry.example)"
    }
    if let row = ClauseTable.all.first(where: { $0.word.rawValue == name }) {
      return "\(name) is a clause: \(row.help).\n    \(row.usage)\n    for example: \(row.example)"
    }
    if let row = StatementTable.all.first(where: { $0.word.rawValue == name }) {
      return "\(name) is a statement: \(row.help).\n    \(row.usage)\n    for example: \(row.example)"
    }
    if name == "today" {
      return "today is a setting: the day that counts as today.\n    set today = \(IsoText.date(context.today))"
    }
    if let operation = OperatorTable.all.first(where: { $0.spelling == name }) {
      return "\(name) is an operator: \(operation.help)."
    }
    return Word(rawValue: name).flatMap(Keywords.of).map { "\(name) is a word of the language: \($0.help)." }
  }

  /// Who else uses a name, in a line of its own; empty where nobody does.
  func usersText(of name: String) -> String {
    let definitions = catalog.definitions.filter { definition in
      definition.name != name && Session.mentions(definition.body, name)
    }.map(\.name)
    let segments = catalog.segments.filter { $0.name != name && $0.query.mentionedNames.contains(name) }.map(\.name)
    let queries = savedQueries.filter { _, query in
      (try? read(query))?.query.mentionedNames.contains(name) ?? false
    }.map(\.key)
    let users = (definitions + segments + queries).sorted()
    guard !users.isEmpty else { return "" }
    let shown = users.prefix(8)
    let more = users.count > 8 ? ["\(Wording.number(users.count - 8)) more"] : []
    return "\nUsed by \(Wording.list(Array(shown) + more))."
  }

  /// On which days a segment's members were recorded, in a line of its own; empty where they never were.
  func recordsText(of segment: String) -> String {
    let records = context.records(segment)
    guard let last = records.last else { return "" }
    let members = Wording.count(last.members.setCount, of: "members")
    let times = records.count == 1 ? "once" : "\(Wording.number(records.count)) times"
    return "\nRecorded \(times), last on \(IsoText.date(last.day)) with \(members)."
  }

  private static func mentions(_ body: Expression, _ name: String) -> Bool {
    let nowhere = Span(0, 0)
    let query = SelectQuery(
      source: Name("", at: nowhere), clauses: [Clause(.where(body), at: nowhere)], at: nowhere)
    return query.mentionedNames.contains(name)
  }

  /// What a measure without arguments comes to for the rows of its table today, as a column's values are told.
  func describeValues(of definition: Definition, _ turn: Turn) throws(Failure) {
    guard definition.parameters.isEmpty, let table = book.table(named: definition.table) else { return }
    let place = turn.statement.span
    let parts = definition.name.split(separator: ".").map { Name(String($0), at: place, isQuoted: true) }
    let expression = parts.dropFirst().reduce(Expression(.name(parts[0]), at: place)) {
      Expression(.member($0, $1), at: place)
    }
    let everyone = SelectQuery(source: Name(book.tables[table].name, at: place), clauses: [], at: place)
    guard let found = try columns(of: [expression], behind: everyone, turn), !found.rows.isEmpty else { return }
    for answer in ColumnDescription.answers(found.values.fields[0].column, title: "Today", book) {
      turn.emit(.answer(answer))
    }
  }
}
