import Columns
import Query

/// Columns computed from all rows that enter a clause, or from those that agree in some values.
extension SQLRelation {
  mutating func add(_ spanning: SpanningColumn) throws {
    let name = writer.slot(spanning.slot)
    if case .aggregate(let aggregate) = spanning.kind { return try add(aggregate, per: spanning.per, as: name) }
    let (value, sorted, rows) = try valueAndRows(spanning)
    let number = writer.dialect.number
    switch spanning.kind {
    case .aggregate: break
    case .share:
      let total = "sum(\(value)) OVER (\(rows))"
      add(["(CAST(\(value) AS \(number)) / NULLIF(CAST(\(total) AS \(number)), 0))"], as: [name])
    case .bins(_, let count):
      let bin = SQLText.fill(
        writer.dialect.quotient, ["\(count) * \(below(sorted, rows))", "NULLIF(count(\(value)) OVER (\(rows)), 0)"])
      add(["CASE WHEN \(value) IS NOT NULL THEN 1 + \(bin) END"], as: [name])
    case .percentRank:
      let share = "CAST(\(below(sorted, rows)) AS \(number)) / GREATEST(count(\(value)) OVER (\(rows)) - 1, 1)"
      add(["CASE WHEN \(value) IS NOT NULL THEN \(share) END"], as: [name])
    case .rank: add(["CASE WHEN \(value) IS NOT NULL THEN \(below(sorted, rows)) + 1 END"], as: [name])
    case .running(let expression):
      let window = "OVER (\(rows) ORDER BY t.\(order) ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)"
      let total = "CAST(sum(\(value)) \(window) AS \(writer.dialect.typeName(expression.type)))"
      add(["CASE WHEN \(value) IS NOT NULL THEN \(total) END"], as: [name])
    }
  }

  /// The value that is compared, and the rows that it is compared with as a window says it.
  private mutating func valueAndRows(_ spanning: SpanningColumn) throws -> (value: String, sorted: String, rows: String)
  {
    let expression: TypedExpression
    switch spanning.kind {
    case .share(let value), .bins(let value, _), .percentRank(let value), .rank(let value), .running(let value):
      expression = value
    case .aggregate: return ("NULL", "NULL", "")
    }
    let said = try columns([expression] + spanning.per)
    let keys = said.dropFirst().joined(separator: ", ")
    return (said[0], writer.sorted(said[0], expression.type), keys.isEmpty ? "" : "PARTITION BY \(keys)")
  }

  /// How many known values are strictly less.
  private func below(_ value: String, _ rows: String) -> String {
    "(rank() OVER (\(rows) ORDER BY \(value) ASC NULLS LAST) - 1)"
  }

  /// An aggregate over the rows, or over those of the same keys, beside each of them.
  private mutating func add(_ aggregate: GroupAggregate, per: [TypedExpression], as name: String) throws {
    guard !per.isEmpty else {
      return add(["(SELECT \(try SQLGroups.ownRows(aggregate, self)) FROM \(source) AS t)"], as: [name])
    }
    let keys = per.map { _ in writer.column() }
    add(try per.map { try writer.value($0, in: scopes) }, as: keys)
    let said = try SQLGroups.ownRows(aggregate, self)
    let items = (keys.map { "t.\($0)" } + ["\(said) AS \(name)"]).joined(separator: ", ")
    let groups = writer.step(
      "SELECT \(items)\nFROM \(source) AS t\nGROUP BY \(keys.map { "t.\($0)" }.joined(separator: ", "))")
    join(groups, on: keys, columns: [name])
  }
}
