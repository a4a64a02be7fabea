import Columns
import Diagnostics
import Query

/// Cohorts in SQL: a row for each cohort and period, beside which each measure is put, and then a column for each period.
extension SQLRelation {
  mutating func cohort(_ cohort: Cohort) throws {
    let key = writer.slot(cohort.key.slot)
    add([try writer.value(cohort.key.value, in: scopes)], as: [key])
    keep(where: "t.\(key) IS NOT NULL")
    let rows = self
    let period = writer.column()
    let own = try cohort.measures.filter { $0.age == nil }.map {
      "\(try SQLGroups.ownRows($0.aggregate, rows)) AS \(writer.slot($0.aggregate.slot))"
    }
    let items = (["t.\(key)"] + own).joined(separator: ", ")
    goOn(with: writer.step("SELECT \(items)\nFROM \(rows.source) AS t\nGROUP BY t.\(key)"), order: key)
    let periods = cohort.columns.indices.map { "(\($0))" }.joined(separator: ", ")
    goOn(
      with: writer.step("SELECT t.*, p.\(period)\nFROM \(source) AS t, (VALUES \(periods)) AS p(\(period))"),
      order: key)
    for measure in cohort.measures {
      guard let age = measure.age else { continue }
      try join(measure, try events(measure, age, cohort, rows, key, period), key, period)
    }
    try pivotCells(cohort, key, period)
  }

  /// A measure of each cohort and period that has events.
  private func events(
    _ measure: CohortMeasure, _ age: TypedExpression, _ cohort: Cohort, _ rows: SQLRelation, _ key: String,
    _ period: String
  ) throws -> String {
    let aggregate = measure.aggregate
    let parent = SQLScope(table: rows.table, alias: "t", dialect: writer.dialect)
    let path = try writer.children(aggregate.path, of: parent)
    let scopes = [parent, path.row]
    let age = try writer.value(age, in: scopes)
    let narrowing = try [aggregate.during, aggregate.filter].compactMap { $0 }.map {
      try writer.condition($0, in: scopes, exact: false)
    }
    let reach = ["\(age) >= 0", "\(age) < \(cohort.columns.count * cohort.width)"]
    let all = SQLAggregated(
      value: try aggregate.value.map { try writer.value($0, in: scopes) }, type: aggregate.value?.type ?? .whole,
      filter: nil, order: "t.\(rows.order), \(path.order)")
    let said =
      measure.countsRows
      ? "count(DISTINCT t.\(writer.row))" : try writer.said(aggregate.function, all, result: aggregate.type)
    let which = SQLText.fill(writer.dialect.quotient, [age, "\(cohort.width)"])
    return writer.step(
      "SELECT t.\(key), \(which) AS \(period), \(said) AS \(writer.slot(aggregate.slot))\nFROM \(rows.source) AS t, "
        + "\(path.from)\nWHERE \((path.conditions + narrowing + reach).joined(separator: " AND "))"
        + "\nGROUP BY t.\(key), \(which)")
  }

  private mutating func join(_ measure: CohortMeasure, _ events: String, _ key: String, _ period: String) throws {
    let slot = writer.slot(measure.aggregate.slot)
    let value =
      switch measure.aggregate.function {
      case .count, .sum, .distinct: "COALESCE(c.\(slot), 0)"
      default: "c.\(slot)"
      }
    goOn(
      with: writer.step(
        "SELECT t.*, \(value) AS \(slot)\nFROM \(source) AS t LEFT JOIN \(events) AS c"
          + " ON c.\(key) = t.\(key) AND c.\(period) = t.\(period)"), order: key)
  }

  /// The cells of periods that have begun, each in the column of its period.
  private mutating func pivotCells(_ cohort: Cohort, _ key: String, _ period: String) throws {
    let cell = writer.column()
    let reach = try writer.value(cohort.reach, in: scopes)
    let value = try writer.value(cohort.cell, in: scopes)
    add(["CASE WHEN t.\(period) * \(cohort.width) <= \(reach) THEN \(value) END"], as: [cell])
    let size = writer.slot(cohort.size.slot)
    let cells = cohort.columns.enumerated().map { index, column in
      writer.only("t.\(cell)", cohort.cell.type, where: "t.\(period) = \(index)") + " AS \(writer.slot(column.slot))"
    }
    let items = (["t.\(key)", "t.\(size)"] + cells).joined(separator: ", ")
    goOn(
      with: writer.step("SELECT \(items)\nFROM \(source) AS t\nGROUP BY t.\(key), t.\(size)"), order: key)
  }
}
