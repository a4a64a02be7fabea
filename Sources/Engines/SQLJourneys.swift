import Columns
import Diagnostics
import Query

/// When a step of a journey happened: a DATE, or a TIMESTAMP.
struct SQLMoment {
  var sql: String
  var isDate: Bool

  /// The calendar day.
  var day: String { isDate ? sql : "CAST(\(sql) AS DATE)" }

  /// Whether one moment is later than another: on a later date, or of two times at a later time.
  static func later(_ next: SQLMoment, _ previous: SQLMoment) -> String {
    !next.isDate && !previous.isDate ? "\(next.sql) > \(previous.sql)" : "\(next.day) > \(previous.day)"
  }

  /// The end of a length of time that begins at this moment.
  func end(of limit: TimeLimit, _ dialect: Dialect) -> SQLMoment {
    let lengths = [limit.months, limit.days, limit.microseconds]
    let moved = SQLText.fill(dialect.moved, [limit.isByClock ? sql : day] + lengths.map(SQLText.whole))
    return SQLMoment(sql: limit.isByClock ? moved : "CAST(\(moved) AS DATE)", isDate: !limit.isByClock)
  }
}

/// Chains of events in SQL: the rows of the steps side by side, and what holds between them.
struct SQLChain {
  private(set) var from: [String] = []
  private(set) var conditions: [String] = []
  /// When each step that has a time of its own happened; of a silence, when it was over.
  private(set) var moments: [SQLMoment] = []

  private let writer: SQLWriter
  private let scopes: [SQLScope]
  private let today: Int32
  private let now: Int64
  /// Steps that must not happen before the next one.
  private var open: [TypedStep] = []

  init(_ writer: SQLWriter, in scopes: [SQLScope], today: Int32, now: Int64) {
    self.writer = writer
    self.scopes = scopes
    self.today = today
    self.now = now
  }

  /// Adds a step behind those that are there.
  mutating func add(_ step: TypedStep) throws {
    if !step.isAbsent { return try addEvent(step) }
    guard let limit = step.within, let previous = moments.last else {
      open.append(step)
      return
    }
    let end = previous.end(of: limit, writer.dialect)
    let present = limit.isByClock ? try writer.literal(.time(now), .time) : SQLText.date(today)
    conditions.append("\(end.sql) < \(present)")
    conditions.append(
      try nothing(step) { SQLMoment.later($0, previous) + " AND " + SQLChain.within($0, end) })
    moments.append(end)
  }

  /// What must not happen after the last step does not happen.
  mutating func close() throws {
    guard let previous = moments.last else { return }
    for step in open { conditions.append(try nothing(step) { SQLMoment.later($0, previous) }) }
    open = []
  }

  private mutating func addEvent(_ step: TypedStep) throws {
    let (rows, held, moment) = try self.rows(of: step)
    from.append(rows)
    conditions += held
    if let previous = moments.last {
      conditions.append(SQLMoment.later(moment, previous))
      if let limit = step.within { conditions.append(SQLChain.within(moment, previous.end(of: limit, writer.dialect))) }
      for absent in open {
        conditions.append(
          try nothing(absent) { SQLMoment.later($0, previous) + " AND " + SQLMoment.later(moment, $0) })
      }
      open = []
    } else {
      conditions.append("\(moment.sql) IS NOT NULL")
    }
    moments.append(moment)
  }

  static func within(_ moment: SQLMoment, _ end: SQLMoment) -> String {
    end.isDate ? "\(moment.day) <= \(end.sql)" : "\(moment.sql) <= \(end.sql)"
  }

  /// No row of a step has a moment for which something holds.
  private func nothing(_ step: TypedStep, that holds: (SQLMoment) -> String) throws -> String {
    let (rows, held, moment) = try writer.within { try self.rows(of: step) }
    return "NOT EXISTS (SELECT 1 FROM \(rows) WHERE \((held + [holds(moment)]).joined(separator: " AND ")))"
  }

  /// The rows of a step: what to select from, which of them, and when they happened.
  func rows(of step: TypedStep) throws -> (from: String, conditions: [String], moment: SQLMoment) {
    let path = try writer.children(step.path, of: scopes[scopes.count - 1])
    let inner = scopes + [path.row]
    let held = try step.conditions.map { try writer.condition($0, in: inner, exact: false) }
    let event = writer.book.tables[step.table].columns[step.event]
    return (
      path.from, path.conditions + held,
      SQLMoment(sql: path.row.column(event.name), isDate: event.type == .date)
    )
  }
}

extension SQLWriter {
  /// A journey: a chain of rows exists.
  func journey(_ journey: ChildJourney, in scopes: [SQLScope]) throws -> String {
    var chain = SQLChain(self, in: scopes, today: journey.today, now: journey.now)
    try within {
      for step in journey.steps { try chain.add(step) }
      try chain.close()
    }
    return
      "EXISTS (SELECT 1 FROM \(chain.from.joined(separator: ", ")) WHERE \(chain.conditions.joined(separator: " AND ")))"
  }
}
