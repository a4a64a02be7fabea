import Book
import Columns
import Diagnostics
import Syntax

// Journeys: what happened one after another to one row. Funnels are made of the same steps.

extension Resolution {
  /// The longest time that a `within` may span, in days.
  private static let longestLimit: Int64 = 3_660_000
  /// More steps than anyone reads.
  private static let mostSteps = 100

  /// `journey(STEP then STEP …)`: a condition on the scope's row.
  func journey(_ steps: [JourneyStep], at span: Span, in scope: Scope) throws -> TypedExpression {
    let (typed, hops) = try self.steps(steps, at: span, in: scope)
    let journey = ChildJourney(steps: typed, today: context.today, now: context.now)
    var condition = TypedExpression(.journey(journey), .truth, at: place(span))
    for (table, column) in hops.reversed() { condition = hop(table, column, condition, at: place(span)) }
    // Behind a reference that leads nowhere nothing has happened.
    return hops.isEmpty ? condition : TypedExpression(.call(LogicFunctions.and, [condition]), .truth, at: place(span))
  }

  /// The steps, and the references to follow before them. All mistakes are reported together.
  func steps(
    _ steps: [JourneyStep], at span: Span, in scope: Scope
  ) throws -> (steps: [TypedStep], hops: [(table: Int, column: Int)]) {
    guard steps.count <= Self.mostSteps else {
      throw Diagnostic("too-many-steps", "There may be up to \(Self.mostSteps) steps.", at: place(span))
    }
    guard scope.table != nil else {
      throw Diagnostic(
        "not-over-groups", "A journey is that of one row, and a group has many.", at: place(span),
        notes: ["Before group by, give it a name: with x = journey(…)."])
    }
    let found = steps.map { step in attempt { try self.step(step, in: scope) } }
    guard !found.contains(where: { $0 == nil }) else { throw Reported() }
    let known = found.compactMap { $0 }
    try checkOrder(known.map(\.step), steps)
    let hops = known[0].path.hops
    for (step, written) in zip(known, steps) where step.path.hops.map(\.column) != hops.map(\.column) {
      throw Diagnostic(
        "steps-apart", "All steps happen to the same row; \(Formatter.text(of: written.path)) leads to another.",
        at: place(written.path.span))
    }
    return (known.map(\.step), hops)
  }

  private func step(_ step: JourneyStep, in scope: Scope) throws -> (step: TypedStep, path: ToManyPath) {
    let path = try stepPath(step, in: scope)
    let around = path.hops.reduce(scope) { around, _ in Scope(table: nil, parent: around) }
    let rows = Scope(table: path.table, parent: around, path: path.names)
    guard let event = book.tables[path.table].eventColumn else {
      throw Diagnostic(
        "no-event-date",
        "\(tableName(path.table).capitalizedFirst) have no date, so nothing comes before or after them.",
        at: place(step.path.span))
    }
    let during = step.during.map { range in attempt { try eventRange(range, rows: rows, at: step.span) } }
    let filter = step.filter.map { written in attempt { try condition(written, in: rows) } }
    let within = step.within.map { written in attempt { try limit(written, isByDate: isDated(event, path), in: scope) }
    }
    let failed = [during.map { $0 == nil }, filter.map { $0 == nil }, within.map { $0 == nil }]
    guard !failed.contains(true) else { throw Reported() }
    return (
      TypedStep(
        isAbsent: step.isAbsent, path: path.ways, table: path.table, event: event,
        during: existing(path.ways, during ?? nil, at: place(step.span)),
        filter: filter ?? nil, within: within ?? nil), path
    )
  }

  private func isDated(_ event: Int, _ path: ToManyPath) -> Bool {
    book.tables[path.table].columns[event].type == .date
  }

  /// The rows that a step names: a path to many that is used up wholly.
  private func stepPath(_ step: JourneyStep, in scope: Scope) throws -> ToManyPath {
    let names = step.path.dottedName ?? []
    if let path = toManyPath(names, in: scope), path.names.count == names.count { return path }
    let written = Formatter.text(of: step.path)
    let table = scope.table ?? 0
    let near = Suggestions.nearest(written, among: book.waysBack.filter { $0.target == table }.map(\.name))
    let known = book.waysBack.filter { $0.target == table && book.tables[$0.source].eventColumn != nil }.map(\.name)
    throw Diagnostic(
      "not-an-event", "\(written) is nothing that happens to \(tableName(table)).", at: place(step.path.span),
      notes: near == nil && !known.isEmpty ? ["There are: \(known.sorted().joined(separator: ", "))."] : [],
      suggestion: near.map { Diagnostic.Suggestion($0, at: place(step.path.span)) })
  }

  /// `within`: a length of time that does not change from row to row.
  func limit(_ written: Expression, isByDate: Bool, in scope: Scope) throws -> TimeLimit {
    let span = place(written.span)
    guard let length = length(written, in: scope) else {
      throw Diagnostic(
        "not-a-length", "A length of time belongs here.", at: span, notes: ["For instance: 30d, 2w, 3mo, 12h."])
    }
    let limit = TimeLimit(months: length.months, days: length.days, microseconds: length.microseconds)
    if isByDate, limit.isByClock {
      throw Diagnostic(
        "units-do-not-meet", "A date has no hours; use days.", at: span, notes: ["For instance: within 2d"])
    }
    guard limit.months >= 0, limit.days >= 0, limit.microseconds >= 0,
      limit != TimeLimit(months: 0, days: 0, microseconds: 0)
    else { throw Diagnostic("empty-range", "Nothing comes later within no time.", at: span) }
    guard limit.months <= 120_000, limit.days <= Self.longestLimit,
      limit.microseconds / 86_400_000_000 <= Self.longestLimit
    else { throw TimeRanges.outOfRange(span) }
    return limit
  }

  /// A journey begins with something that happens; what must not happen lies between two events or has its own time.
  private func checkOrder(_ typed: [TypedStep], _ steps: [JourneyStep]) throws {
    if steps[0].isAbsent {
      throw Diagnostic(
        "absent-first", "The first step is something that happens; only later ones can be `no`.",
        at: place(steps[0].span),
        notes: ["Whether a thing never happens is asked without a journey: no(\(Formatter.text(of: steps[0].path)))."])
    }
    if let within = steps[0].within {
      throw Diagnostic(
        "nothing-before", "There is no step before this one; `within` counts from the step before.",
        at: place(within.span), notes: ["When it happened is asked with during: purchases during last 30d."])
    }
    for index in steps.indices.dropLast() where typed[index].isAbsent && typed[index].within == nil {
      guard typed[index + 1].isAbsent, typed[index + 1].within != nil else { continue }
      throw Diagnostic(
        "open-absence", "Until when? This `no` needs a time of its own.", at: place(steps[index].span),
        notes: ["For instance: no \(Formatter.text(of: steps[index].path)) within 30d."])
    }
    try checkClocks(typed, steps)
  }

  /// Hours count from a time, and a date has none.
  private func checkClocks(_ typed: [TypedStep], _ steps: [JourneyStep]) throws {
    var isTimed = true
    for (step, written) in zip(typed, steps) {
      if let within = step.within, within.isByClock, !isTimed {
        throw Diagnostic(
          "units-do-not-meet", "The step before has a date and no hour, so no hours can be counted from it; use days.",
          at: place(written.within?.span ?? written.span), notes: ["For instance: within 2d"])
      }
      if !step.isAbsent { isTimed = book.tables[step.table].columns[step.event].type == .time }
      if step.isAbsent, let within = step.within { isTimed = within.isByClock }
    }
  }
}
