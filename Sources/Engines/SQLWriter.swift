import Book
import Columns
import Diagnostics
import Query

/// One SQL statement under way: the named steps so far, and names that nothing else has.
final class SQLWriter {
  /// Statements do not grow beyond this many bytes: functions whose SQL says an argument twice, nested, double each time.
  static let longest = 1_048_576

  let book: Book
  let dialect: Dialect
  private(set) var steps: [(name: String, sql: String)] = []
  private var aliases = 0
  /// How many queries lie around what is being written.
  private(set) var depth = 0
  private var columns = 0
  private let mark: String
  private var members: [SegmentQuery: String] = [:]

  init(book: Book, dialect: Dialect) {
    self.book = book
    self.dialect = dialect
    let taken = book.tables.flatMap { [$0.name] + $0.columns.map(\.name) }.map { $0.lowercased() }
    var mark = "_"
    // Generated names are `_step1`, `_slot2` …; `_row` is the export's own.
    while taken.contains(where: {
      $0.hasPrefix(mark + "step") || $0.hasPrefix(mark + "slot") || $0.hasPrefix(mark + "col")
    }) {
      mark += "_"
    }
    self.mark = mark
  }

  /// The column of the export that numbers a table's rows in their own order.
  var row: String { dialect.quoted(SQLLoading.row) }

  /// The value of the one row for which a condition holds.
  func only(_ value: String, _ type: ValueType, where condition: String) -> String {
    SQLText.fill(dialect.only, [value, condition, dialect.typeName(type)])
  }

  /// What `write` makes inside a query within the present one.
  func within<R>(_ write: () throws -> R) rethrows -> R {
    depth += 1
    defer { depth -= 1 }
    return try write()
  }

  /// Refuses rows that the engine does not see from here.
  func check(_ row: SQLScope, at span: Span? = nil) throws {
    guard dialect.seesFar || depth - row.depth <= 1 else {
      throw Diagnostic.noSQL(
        "this looks from one table through another at a third, and \(dialect.name) sees from a query only the one around "
          + "it; name the inner part first: with NAME = ….", at: span)
    }
  }

  /// A row's alias that nothing else has.
  func alias() -> String {
    aliases += 1
    return "r\(aliases)"
  }

  /// A column's name that nothing else has.
  func column() -> String {
    columns += 1
    return dialect.quoted("\(mark)col\(columns)")
  }

  func slot(_ number: Int) -> String { dialect.quoted("\(mark)slot\(number)") }

  /// Adds a named step and returns its name.
  func step(_ sql: String) -> String {
    let name = dialect.quoted("\(mark)step\(steps.count + 1)")
    steps.append((name, sql))
    return name
  }

  /// The step that holds the `_row` of a segment's members.
  func members(of segment: SegmentQuery) throws -> String {
    if let known = members[segment] { return known }
    if segment.recorded != nil {
      throw Diagnostic.noSQL("“\(segment.condition)” asks what snapshots in the book recorded.")
    }
    // A step of its own, wherever it is asked for.
    let around = depth
    depth = 0
    defer { depth = around }
    let relation = try SQLRelation(segment.query, self).afterClauses()
    guard relation.table != nil else {
      throw Diagnostic.noSQL("the members of \(segment.name) are groups, not rows of a table.")
    }
    let name = step("SELECT t.\(row) FROM \(relation.source) AS t")
    members[segment] = name
    return name
  }

  /// A template filled in; refused when the statement would become absurdly long.
  func fill(_ template: String, _ arguments: [String], at span: Span) throws -> String {
    let size = arguments.reduce(template.utf8.count) { $0 + $1.utf8.count }
    guard size < SQLWriter.longest else {
      throw Diagnostic(
        "no-sql", "This nests so deeply that its SQL would be longer than 1 MiB.", at: span,
        notes: ["Give the inner parts names with: with NAME = …"])
    }
    let filled = SQLText.fill(template, arguments) { dialect.part($0, arguments) }
    guard !filled.contains("{constant") else {
      throw Diagnostic.noSQL("\(dialect.name) wants a number here that is written down, not calculated.", at: span)
    }
    return filled
  }

  /// The whole statement: the steps, then the last SELECT.
  func statement(_ last: String) -> String {
    if steps.isEmpty { return last }
    let parts = steps.map { "\($0.name) AS (\n  \($0.sql.split(separator: "\n").joined(separator: "\n  "))\n)" }
    return "WITH \(parts.joined(separator: ",\n"))\n\(last)"
  }
}

extension Diagnostic {
  /// Why a query cannot be said in SQL.
  static func noSQL(_ reason: String, at span: Span? = nil) -> Diagnostic {
    Diagnostic("no-sql", "This cannot be said in SQL: \(reason)", at: span)
  }
}
