import Columns
import Diagnostics
import Query

/// `funnel` in SQL: whether each row comes to each stage and how long it took, then one row for each stage.
struct SQLFunnels {
  let funnel: TypedFunnel
  private let rows: SQLRelation
  private let writer: SQLWriter

  init(_ funnel: TypedFunnel, _ rows: SQLRelation) {
    self.funnel = funnel
    self.rows = rows
    writer = rows.writer
  }

  /// The step that holds the stages, and the column of their order.
  func stages() throws -> (step: String, order: String) {
    var followed = rows
    var reached: [String] = []
    var times: [String?] = []
    for stage in funnel.stages.indices {
      let columns = try funnel.isAnyOrder ? anyOrder(to: stage) : inOrder(to: stage)
      let names = columns.map { _ in writer.column() }
      followed.add(columns, as: names)
      reached.append("t.\(names[0])")
      times.append(names.count > 1 ? "t.\(names[1])" : nil)
    }
    return try counted(followed.source, reached, times)
  }

  // MARK: Every row

  /// Whether a row comes to a stage; behind the first one also how long it took since the one before.
  private func inOrder(to stage: Int) throws -> [String] {
    var chain = SQLChain(writer, in: rows.scopes, today: funnel.today, now: funnel.now)
    try writer.within { for step in funnel.stages[...stage].flatMap(\.steps) { try chain.add(step) } }
    let last = funnel.stages[stage].steps.last
    let isOpen = last.map { $0.isAbsent && $0.within == nil } ?? false
    try writer.within { try chain.close() }
    var conditions = chain.conditions
    if let whole = funnel.within, let first = chain.moments.first {
      conditions += chain.moments.dropFirst().map { SQLChain.within($0, first.end(of: whole, writer.dialect)) }
    }
    let source = "FROM \(chain.from.joined(separator: ", ")) WHERE \(conditions.joined(separator: " AND "))"
    let reached = "EXISTS (SELECT 1 \(source))"
    guard stage > 0, !isOpen, chain.moments.count > 1 else { return [reached] }
    let (end, start) = (chain.moments[chain.moments.count - 1], chain.moments[chain.moments.count - 2])
    let time = SQLText.fill(
      writer.dialect.first,
      [elapsed(end, start), "\(end.sql), \(start.sql)", "TRUE", writer.dialect.typeName(.duration)])
    return [reached, "(SELECT \(time) \(source))"]
  }

  private func anyOrder(to stage: Int) throws -> [String] {
    let source = try anyOrderSource(to: stage)
    let reached = "EXISTS (SELECT 1 \(source.sql))"
    guard stage > 0 else { return [reached] }
    let before = try anyOrderSource(to: stage - 1)
    let ends = [source, before].map { part in
      SQLMoment(sql: "(SELECT min(\(part.end.sql)) \(part.sql))", isDate: part.end.isDate)
    }
    return [reached, elapsed(ends[0], ends[1])]
  }

  /// Rows for all stages up to one, side by side, and the latest of their moments.
  private func anyOrderSource(to stage: Int) throws -> (sql: String, end: SQLMoment) {
    let chain = SQLChain(writer, in: rows.scopes, today: funnel.today, now: funnel.now)
    let parts = try funnel.stages[...stage].flatMap(\.steps).map { step in
      try writer.within { try chain.rows(of: step) }
    }
    guard Set(parts.map(\.moment.isDate)).count == 1 else {
      throw Diagnostic.noSQL("a funnel in any order whose steps have dates as well as times is Kenal's own.")
    }
    let moments = parts.map(\.moment.sql)
    func bound(_ function: String) -> SQLMoment {
      let sql = moments.count == 1 ? moments[0] : "\(function)(\(moments.joined(separator: ", ")))"
      return SQLMoment(sql: sql, isDate: parts[0].moment.isDate)
    }
    var conditions = parts.flatMap { $0.conditions + ["\($0.moment.sql) IS NOT NULL"] }
    if let whole = funnel.within {
      conditions.append(SQLChain.within(bound("greatest"), bound("least").end(of: whole, writer.dialect)))
    }
    let from = parts.map(\.from).joined(separator: ", ")
    return ("FROM \(from) WHERE \(conditions.joined(separator: " AND "))", bound("greatest"))
  }

  /// Microseconds from one moment to a later one; where one is a date, those of whole days.
  private func elapsed(_ end: SQLMoment, _ start: SQLMoment) -> String {
    end.isDate || start.isDate
      ? SQLText.fill(writer.dialect.elapsedDays, [end.day, start.day])
      : SQLText.fill(writer.dialect.elapsed, [end.sql, start.sql])
  }

  // MARK: Every stage

  private func counted(_ source: String, _ reached: [String], _ times: [String?]) throws -> (String, String) {
    let entered = writer.column()
    let counts = reached.map { _ in writer.column() }
    let medians = times.map { $0.map { _ in writer.column() } }
    var items = ["count(*) AS \(entered)"]
    items += zip(reached, counts).map { "count(*) FILTER (WHERE \($0)) AS \($1)" }
    for (time, name) in zip(times, medians) {
      guard let time, let name else { continue }
      let all = SQLAggregated(value: time, type: .duration, filter: nil, order: time)
      items.append("\(try writer.said(.median, all, result: .duration)) AS \(name)")
    }
    let totals = writer.step("SELECT \(items.joined(separator: ", "))\nFROM \(source) AS t")
    let order = writer.column()
    let missing = try writer.literal(.missing, .duration)
    let stages = counts.indices.map { stage in
      let previous = stage == 0 ? entered : counts[stage - 1]
      let values: [(String, Int)] = [
        (writer.dialect.literal(funnel.stages[stage].label), funnel.slots.step),
        ("t.\(counts[stage])", funnel.slots.count),
        (share("t.\(counts[stage])", "t.\(previous)"), funnel.slots.ofPrevious),
        (share("t.\(counts[stage])", "t.\(counts[0])"), funnel.slots.ofFirst),
        (medians[stage].map { "t.\($0)" } ?? missing, funnel.slots.medianTime),
      ]
      let columns = values.map { "\($0) AS \(writer.slot($1))" }.joined(separator: ", ")
      return "SELECT \(stage + 1) AS \(order), \(columns) FROM \(totals) AS t"
    }
    return (writer.step(stages.joined(separator: "\nUNION ALL\n")), order)
  }

  private func share(_ count: String, _ whole: String) -> String {
    "(CAST(\(count) AS \(writer.dialect.number)) / NULLIF(CAST(\(whole) AS \(writer.dialect.number)), 0))"
  }
}
