import Book
import Columns
import Diagnostics
import Query

/// What is aggregated, in SQL: the value (nil: rows), which rows count (nil: all), and the order of the rows.
struct SQLAggregated {
  var value: String?
  /// Of the value.
  var type: ValueType
  var filter: String?
  var order: String
}

extension SQLWriter {
  /// One value from the rows that refer to the scope's row: a correlated subquery.
  func aggregate(_ aggregate: ChildAggregate, type: ValueType, in scopes: [SQLScope]) throws -> String {
    try within {
      if let span = aggregate.value?.span ?? aggregate.filter?.span { try check(scopes[scopes.count - 1], at: span) }
      return try children(aggregate, type: type, in: scopes)
    }
  }

  private func children(_ aggregate: ChildAggregate, type: ValueType, in scopes: [SQLScope]) throws -> String {
    let path = try children(aggregate.path, of: scopes[scopes.count - 1])
    let inner = scopes + [path.row]
    var conditions = path.conditions
    if let during = aggregate.during { conditions.append(try condition(during, in: inner, exact: false)) }
    let value = try aggregate.value.map { try self.value($0, in: inner) }
    switch aggregate.function {
    case .any, .no, .every:
      if let value { conditions.append("(\(value)) IS NOT NULL") }
      if aggregate.function == .every {
        conditions.append("NOT (\(try aggregate.filter.map { try condition($0, in: inner) } ?? "TRUE"))")
      } else if let filter = aggregate.filter {
        conditions.append(try condition(filter, in: inner, exact: false))
      }
      let exists = "EXISTS (SELECT 1 FROM \(path.from) WHERE \(conditions.joined(separator: " AND ")))"
      return aggregate.function == .any ? exists : "NOT \(exists)"
    default: break
    }
    if let filter = aggregate.filter { conditions.append(try condition(filter, in: inner, exact: false)) }
    let source = "\(path.from) WHERE \(conditions.joined(separator: " AND "))"
    let valueType = aggregate.value?.type ?? .whole
    if aggregate.overGaps, let value {
      let (gaps, gapType) = gaps(value, valueType, source: source, within: [])
      let all = SQLAggregated(value: "gap", type: gapType, filter: nil, order: "gap")
      return "(SELECT \(try said(aggregate.function, all, result: type)) FROM \(gaps))"
    }
    let all = SQLAggregated(
      value: value, type: valueType, filter: value.flatMap { anchor($0, to: path.row) },
      order: order(of: aggregate.function, path.row, path.order))
    return "(SELECT \(try said(aggregate.function, all, result: type)) FROM \(source))"
  }

  /// What holds always, and keeps an aggregate whose value names only rows further out with the rows that it stands over.
  private func anchor(_ value: String, to row: SQLScope) -> String? {
    dialect.aggregatesRise && !value.contains(row.alias + ".") ? "\(row.column(SQLLoading.row)) IS NOT NULL" : nil
  }

  /// `first` and `last` go by the rows' own event, whatever the order in which they lie.
  private func order(of function: AggregateFunction, _ row: SQLScope, _ order: String) -> String {
    guard function == .first || function == .last, let table = row.table, let event = book.tables[table].eventColumn
    else { return order }
    return SQLText.fill(dialect.ordered, [row.column(book.tables[table].columns[event].name)]) + ", \(order)"
  }

  /// The rows at the end of a path of ways back: what to select from, how the rows belong together, and their order.
  func children(
    _ path: [Int], of parent: SQLScope
  ) throws -> (from: String, conditions: [String], row: SQLScope, order: String) {
    try check(parent)
    var (from, conditions, order): ([String], [String], [String]) = ([], [], [])
    var above = parent
    for index in path {
      let way = book.waysBack[index]
      let source = book.tables[way.source]
      let row = SQLScope(table: way.source, alias: alias(), dialect: dialect, depth: depth)
      from.append("\(dialect.quoted(source.name)) AS \(row.alias)")
      conditions.append(
        "\(row.column(source.columns[way.sourceColumn].name)) = \(above.column(key(of: way.target)))")
      if let event = source.eventColumn {
        order.append(SQLText.fill(dialect.ordered, [row.column(source.columns[event].name)]))
      }
      order.append(row.column(SQLLoading.row))
      above = row
    }
    return (from.joined(separator: ", "), conditions, above, order.joined(separator: ", "))
  }

  /// A table of one column `gap`: the differences between neighbouring different values, within each combination of some
  /// columns of the source (named as they are written).
  func gaps(
    _ value: String, _ type: ValueType, source: String, within owners: [String]
  ) -> (sql: String, type: ValueType) {
    let owned = owners.indices.map { "o\($0)" }
    let columns = (zip(owners, owned).map { "\($0) AS \($1)" } + ["\(value) AS v"]).joined(separator: ", ")
    let window = "OVER (\(owned.isEmpty ? "" : "PARTITION BY \(owned.joined(separator: ", ")) ")ORDER BY d.v)"
    let previous = "lag(d.v) \(window)"
    let gap: String
    switch type {
    case .date: gap = SQLText.fill(dialect.elapsedDays, ["d.v", previous])
    case .time: gap = SQLText.fill(dialect.elapsed, ["d.v", previous])
    default: gap = "(d.v - \(previous))"
    }
    let kept = owned.map { "d.\($0), " }.joined()
    let isDated = type == .date || type == .time
    return (
      "(SELECT \(kept)\(gap) AS gap FROM (SELECT DISTINCT \(columns) FROM \(source)) AS d WHERE d.v IS NOT NULL) AS g",
      isDated ? .duration : type
    )
  }

  /// The aggregate itself. Over nothing, counts and sums are 0 and the rest NULL.
  func said(_ function: AggregateFunction, _ all: SQLAggregated, result: ValueType) throws -> String {
    let filter = all.filter.map { " FILTER (WHERE \($0))" } ?? ""
    guard let value = all.value else { return "count(*)\(filter)" }
    if !dialect.seesFar, depth > 0, (value + filter).contains("(SELECT ") {
      throw Diagnostic.noSQL(
        "an aggregate over other rows stands in an aggregate, and \(dialect.name) looks no rows up from there.")
    }
    let real = "CAST(\(value) AS \(dialect.number))"
    switch function {
    case .count: return "count(\(value))\(filter)"
    case .sum, .share: return sum(value, all.type, filter)
    case .average: return settled(SQLText.fill(dialect.average, [value, filter]), result)
    case .minimum: return "min(\(sorted(value, all.type)))\(filter)"
    case .maximum: return "max(\(sorted(value, all.type)))\(filter)"
    case .median: return settled(SQLText.fill(dialect.percentile, [real, "0.5", filter]), result)
    case .percentile(let share):
      return settled(SQLText.fill(dialect.percentile, [real, "\(share)", filter]), result)
    case .deviation:
      return settled("CASE WHEN count(\(value))\(filter) > 1 THEN stddev_samp(\(real))\(filter) END", result)
    case .distinct:
      return all.type == .textSet
        ? "COALESCE(\(SQLText.fill(dialect.distinctMembers, [value, filter])), 0)"
        : "count(DISTINCT \(value))\(filter)"
    case .first, .last, .list: return ordered(function, value, all)
    case .any, .no, .every: throw Diagnostic.noSQL("any, no and every ask about the rows of a table.")
    }
  }

  private func sum(_ value: String, _ type: ValueType, _ filter: String) -> String {
    switch type {
    case .whole, .duration, .money:
      return "CAST(COALESCE(sum(\(value))\(filter), 0) AS \(dialect.typeName(type)))"
    default: return "COALESCE(\(SQLText.fill(dialect.sumOfNumbers, [value, filter])), \(dialect.literal(0.0)))"
    }
  }

  /// Lengths of time are whole microseconds.
  private func settled(_ said: String, _ result: ValueType) -> String {
    result == .duration ? "CAST(round(\(said)) AS \(dialect.whole))" : said
  }

  private func ordered(_ function: AggregateFunction, _ value: String, _ all: SQLAggregated) -> String {
    let condition = "(\(value)) IS NOT NULL" + (all.filter.map { " AND (\($0))" } ?? "")
    let parts = [value, all.order, condition, dialect.typeName(all.type)]
    switch function {
    case .first: return SQLText.fill(dialect.first, parts)
    case .last: return SQLText.fill(dialect.last, parts)
    default: return SQLText.fill(dialect.list, parts)
    }
  }
}
