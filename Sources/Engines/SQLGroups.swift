import Columns
import Diagnostics
import Query

/// `group by` in SQL: one step for the groups, and one for each aggregate over all children of a group's rows.
struct SQLGroups {
  let grouping: Grouping
  private var rows: SQLRelation
  private let writer: SQLWriter

  init(_ grouping: Grouping, _ rows: SQLRelation) {
    self.grouping = grouping
    self.rows = rows
    writer = rows.writer
  }

  /// The step that holds the groups, and the column of their order: that of each group's first row.
  func grouped() throws -> (step: String, order: String) {
    var relation = rows
    let keys = grouping.keys.map { writer.slot($0.slot) }
    if !keys.isEmpty { relation.add(try grouping.keys.map { try writer.value($0.value, in: rows.scopes) }, as: keys) }
    let order = writer.column()
    var base = try own(relation, keys, order)
    for aggregate in grouping.aggregates where !aggregate.path.isEmpty {
      base = try joined(base, try overChildren(aggregate, relation, keys), aggregate, keys)
    }
    let shares = grouping.aggregates.filter { $0.function == .share }
    return (shares.isEmpty ? base : shared(base, shares), order)
  }

  /// The groups with the aggregates over their own rows.
  private func own(_ relation: SQLRelation, _ keys: [String], _ order: String) throws -> String {
    let aggregates = try grouping.aggregates.filter { $0.path.isEmpty }.map {
      "\(try SQLGroups.ownRows($0, relation)) AS \(name(of: $0))"
    }
    let first = "min(t.\(relation.order)) AS \(order)"
    let items = (keys.map { "t.\($0)" } + [first] + aggregates).joined(separator: ", ")
    return writer.step("SELECT \(items)\nFROM \(relation.source) AS t\(by(keys, of: "t"))")
  }

  /// A share is finished once all sums are known.
  private func name(of aggregate: GroupAggregate) -> String {
    writer.slot(aggregate.slot).replacingSuffix(aggregate.function == .share)
  }

  private func shared(_ base: String, _ shares: [GroupAggregate]) -> String {
    let number = writer.dialect.number
    let items = shares.map { share in
      let sum = "CAST(t.\(name(of: share)) AS \(number))"
      let total = "CAST(sum(t.\(name(of: share))) OVER (\(keys(of: share))) AS \(number))"
      return ", (\(sum) / NULLIF(\(total), 0)) AS \(writer.slot(share.slot))"
    }
    return writer.step("SELECT t.*\(items.joined()) FROM \(base) AS t")
  }

  private func keys(of share: GroupAggregate) -> String {
    let slots = share.per.compactMap { value -> String? in
      guard case .slot(let slot) = value.kind else { return nil }
      return "t.\(writer.slot(slot))"
    }
    return slots.isEmpty ? "" : "PARTITION BY \(slots.joined(separator: ", "))"
  }

  /// One aggregate over the rows themselves.
  static func ownRows(_ aggregate: GroupAggregate, _ relation: SQLRelation) throws -> String {
    guard aggregate.path.isEmpty, !aggregate.overGaps else {
      throw Diagnostic.noSQL("gaps belong to the rows of one parent.", at: aggregate.span)
    }
    let writer = relation.writer
    let conditions = try [aggregate.during, aggregate.filter].compactMap { $0 }.map {
      try writer.condition($0, in: relation.scopes, exact: false)
    }
    let all = SQLAggregated(
      value: try aggregate.value.map { try writer.value($0, in: relation.scopes) },
      type: aggregate.value?.type ?? .whole,
      filter: conditions.isEmpty ? nil : conditions.joined(separator: " AND "), order: "t.\(relation.order)")
    return try writer.said(aggregate.function, all, result: aggregate.type)
  }

  // MARK: Children of the groups' rows

  /// The step with the keys and the aggregate over all the children of each group's rows.
  private func overChildren(_ aggregate: GroupAggregate, _ relation: SQLRelation, _ keys: [String]) throws -> String {
    let parent = SQLScope(table: relation.table, alias: "t", dialect: writer.dialect)
    let path = try writer.children(aggregate.path, of: parent)
    let scopes = [parent, path.row]
    let conditions =
      try path.conditions
      + [aggregate.during, aggregate.filter].compactMap { $0 }.map {
        try writer.condition($0, in: scopes, exact: false)
      }
    let source = "\(relation.source) AS t, \(path.from)\nWHERE \(conditions.joined(separator: " AND "))"
    let value = try aggregate.value.map { try writer.value($0, in: scopes) }
    let type = aggregate.value?.type ?? .whole
    if aggregate.overGaps, let value {
      return try overGaps(aggregate, value, type, source: source, keys)
    }
    let all = SQLAggregated(value: value, type: type, filter: nil, order: "t.\(relation.order), \(path.order)")
    let said = try writer.said(aggregate.function, all, result: aggregate.type)
    let items = (keys.map { "t.\($0)" } + ["\(said) AS \(name(of: aggregate))"]).joined(separator: ", ")
    return writer.step("SELECT \(items)\nFROM \(source)\(by(keys, of: "t"))")
  }

  private func overGaps(
    _ aggregate: GroupAggregate, _ value: String, _ type: ValueType, source: String, _ keys: [String]
  ) throws -> String {
    let owners = keys.map { "t.\($0)" } + ["t.\(writer.row)"]
    let (gaps, gapType) = writer.gaps(value, type, source: source, within: owners)
    let all = SQLAggregated(value: "g.gap", type: gapType, filter: nil, order: "g.gap")
    let said = try writer.said(aggregate.function, all, result: aggregate.type)
    let named = keys.indices.map { "g.o\($0) AS \(keys[$0])" }
    let items = (named + ["\(said) AS \(name(of: aggregate))"]).joined(separator: ", ")
    let by = keys.isEmpty ? "" : "\nGROUP BY \(keys.indices.map { "g.o\($0)" }.joined(separator: ", "))"
    return writer.step("SELECT \(items)\nFROM \(gaps)\(by)")
  }

  /// The groups with an aggregate over children put beside them; groups without children get what nothing gives.
  private func joined(
    _ base: String, _ children: String, _ aggregate: GroupAggregate, _ keys: [String]
  ) throws -> String {
    let same = keys.map { "c.\($0) IS NOT DISTINCT FROM t.\($0)" }
    let found = "c.\(name(of: aggregate))"
    let value: String
    switch aggregate.function {
    case .count, .distinct, .sum, .share: value = "COALESCE(\(found), 0)"
    default: value = found
    }
    return writer.step(
      "SELECT t.*, \(value) AS \(name(of: aggregate))\nFROM \(base) AS t LEFT JOIN \(children) AS c"
        + " ON \(same.isEmpty ? "TRUE" : same.joined(separator: " AND "))")
  }

  private func by(_ keys: [String], of alias: String) -> String {
    keys.isEmpty ? "" : "\nGROUP BY \(keys.map { "\(alias).\($0)" }.joined(separator: ", "))"
  }
}

extension String {
  /// A quoted name with a mark for "not finished yet".
  fileprivate func replacingSuffix(_ isUnfinished: Bool) -> String {
    isUnfinished ? String(dropLast()) + "sum" + suffix(1) : self
  }
}
