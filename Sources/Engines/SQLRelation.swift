import Columns
import Diagnostics
import Query

/// The rows of a query as its clauses leave them, step by step.
struct SQLRelation {
  let query: TypedQuery
  let writer: SQLWriter
  /// The table or step that holds the rows now.
  private(set) var source: String
  /// The table the rows are of; nil for groups.
  private(set) var table: Int?
  /// The column whose ascending order is that of the rows.
  private(set) var order: String

  init(_ query: TypedQuery, _ writer: SQLWriter) {
    self.query = query
    self.writer = writer
    order = writer.row
    source = writer.dialect.quoted(query.book.tables[query.table].name)
    table = query.table
  }

  /// The row that expressions look at, as `t`.
  var scopes: [SQLScope] { [SQLScope(table: table, alias: "t", dialect: writer.dialect)] }

  /// The rows after the last clause.
  func afterClauses() throws -> SQLRelation {
    var relation = self
    let mentioned = query.mentionedSlots
    if let existing = query.existing {
      relation.keep(where: try writer.condition(existing, in: relation.scopes, exact: false))
    }
    if let segment = query.segment {
      let members = try writer.members(of: segment)
      relation.keep(where: "t.\(writer.row) IN (SELECT m.\(writer.row) FROM \(members) AS m)")
    }
    for clause in query.clauses {
      for spanning in clause.spanning where mentioned.contains(spanning.slot) { try relation.add(spanning) }
      try relation.apply(clause)
    }
    return relation
  }

  private mutating func apply(_ clause: TypedClause) throws {
    switch clause.kind {
    case .filter(let condition):
      keep(where: try writer.condition(condition, in: scopes, exact: false))
    case .add(let columns):
      for column in columns {
        add([try writer.value(column.value, in: scopes)], as: [writer.slot(column.slot)])
      }
    case .group(let grouping):
      let (step, order) = try SQLGroups(grouping, self).grouped()
      (source, table, self.order) = (step, nil, order)
    case .order(let keys): try sort(keys)
    case .limit(let count, let offset):
      source = writer.step("SELECT t.* FROM \(source) AS t\nORDER BY t.\(order)\nLIMIT \(count) OFFSET \(offset)")
    case .top(let top): try cut(top)
    case .sample:
      throw Diagnostic.noSQL(
        "sample picks rows by Kenal's own hash of their keys, so that the same seed gives the same rows.",
        at: clause.span)
    case .pivot(let pivot): try self.pivot(pivot)
    case .cohort(let cohort): try self.cohort(cohort)
    case .previous(let previous): try self.previous(previous)
    case .split:
      throw Diagnostic.noSQL(
        "split draws lots by Kenal's own hash of the keys, so that the same key is always in the same part.",
        at: clause.span)
    case .funnel(let funnel):
      let (step, order) = try SQLFunnels(funnel, self).stages()
      (source, table, self.order) = (step, nil, order)
    case .show, .export: break
    }
  }

  /// Goes on with a step whose rows are groups.
  mutating func goOn(with step: String, order column: String) {
    (source, table, order) = (step, nil, column)
  }

  // MARK: Steps

  mutating func keep(where condition: String) {
    source = writer.step("SELECT t.* FROM \(source) AS t\nWHERE \(condition)")
  }

  /// Adds columns to the rows.
  mutating func add(_ values: [String], as names: [String], where condition: String? = nil) {
    let added = zip(values, names).map { ", \($0) AS \($1)" }.joined()
    let narrowed = condition.map { "\nWHERE \($0)" } ?? ""
    source = writer.step("SELECT t.*\(added) FROM \(source) AS t\(narrowed)")
  }

  /// Puts columns of another step beside the rows that have the same keys there; missing is equal to missing.
  mutating func join(_ other: String, on keys: [String], columns: [String]) {
    let same = keys.map { "c.\($0) IS NOT DISTINCT FROM t.\($0)" }.joined(separator: " AND ")
    let added = columns.map { ", c.\($0)" }.joined()
    source = writer.step("SELECT t.*\(added)\nFROM \(source) AS t LEFT JOIN \(other) AS c ON \(same)")
  }

  /// The values as columns, for use in windows: plain ones as they are, others worked out in a step of their own.
  mutating func columns(_ expressions: [TypedExpression]) throws -> [String] {
    let said = try expressions.map { try writer.value($0, in: scopes) }
    if expressions.allSatisfy({ $0.isPlain && $0.constant == nil }) { return said }
    let names = said.map { _ in writer.column() }
    add(said, as: names)
    return names.map { "t.\($0)" }
  }

  private mutating func sort(_ keys: [TypedOrderKey]) throws {
    let values = try columns(keys.map(\.value))
    let parts = zip(values, keys).map {
      "\(writer.sorted($0, $1.value.type)) \($1.isDescending ? "DESC" : "ASC") NULLS LAST"
    }
    let position = writer.column()
    add(["row_number() OVER (ORDER BY \((parts + ["t.\(order)"]).joined(separator: ", ")))"], as: [position])
    order = position
  }

  private mutating func cut(_ top: TopRows) throws {
    let values = try columns([top.by] + (top.per.map { [$0] } ?? []))
    let ranked = "ORDER BY \(writer.sorted(values[0], top.by.type)) \(top.isBottom ? "ASC" : "DESC"), t.\(order)"
    let (place, position, total) = (writer.column(), writer.column(), writer.column())
    let partition = values.count > 1 ? "PARTITION BY \(values[1])" : ""
    add(
      [
        "row_number() OVER (\(ranked))", "row_number() OVER (\(partition) \(ranked))",
        "count(*) OVER (\(partition))",
      ], as: [position, place, total], where: "\(values[0]) IS NOT NULL")
    order = position
    switch top.amount {
    case .rows(let count): keep(where: "t.\(place) <= \(count)")
    case .fraction(let share): keep(where: "t.\(place) <= ceil(\(writer.dialect.literal(share)) * t.\(total))")
    }
  }
}
