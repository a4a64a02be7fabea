import Columns
import Diagnostics
import Syntax

/// `funnel`: the stages, and the columns that stand for them from there on.
extension ClauseResolution {
  func funnel(_ clause: FunnelClause, at span: Span) throws -> TypedClause.Kind {
    guard scope.table != nil else {
      throw Diagnostic(
        "not-over-groups", "A funnel follows single rows, and here are groups.", at: span,
        notes: ["Put funnel before group by."])
    }
    let within = clause.within.map { written in
      resolution.attempt { try resolution.limit(written, isByDate: false, in: scope) }
    }
    let steps = resolution.attempt { try self.steps(clause, at: span) }
    guard let steps, !(within.map { $0 == nil } ?? false) else { throw Reported() }
    if let limit = within ?? nil, let written = clause.within { try checkClock(limit, steps, at: written.span) }
    let stages = zip(steps, clause.steps).reduce(into: [TypedFunnel.Stage]()) { stages, step in
      add(step.0, step.1.label?.text ?? Formatter.text(of: step.1), isNamed: step.1.label != nil, to: &stages)
    }
    let slots = TypedFunnel.Slots(
      step: resolution.freshSlot(), count: resolution.freshSlot(), ofPrevious: resolution.freshSlot(),
      ofFirst: resolution.freshSlot(), medianTime: resolution.freshSlot())
    show(slots)
    return .funnel(
      TypedFunnel(
        isAnyOrder: clause.order == .any, stages: clause.order == .strict ? strict(stages) : stages,
        within: within ?? nil, today: resolution.context.today, now: resolution.context.now, slots: slots))
  }

  private func steps(_ clause: FunnelClause, at span: Span) throws -> [TypedStep] {
    if clause.order == .any { try checkAnyOrder(clause.steps) }
    let (steps, hops) = try resolution.steps(clause.steps, at: span, in: scope)
    guard hops.isEmpty else {
      throw Diagnostic(
        "steps-apart",
        "A funnel follows the rows themselves; \(Formatter.text(of: clause.steps[0].path)) leads to another.",
        at: clause.steps[0].path.span)
    }
    return steps
  }

  /// A step that must not happen belongs to the next that happens; at the end it is a stage of its own.
  private func add(
    _ step: TypedStep, _ text: String, isNamed: Bool, to stages: inout [TypedFunnel.Stage]
  ) {
    guard let last = stages.last?.steps.last, last.isAbsent, last.within == nil else {
      return stages.append(TypedFunnel.Stage(label: text, steps: [step]))
    }
    stages[stages.count - 1].label = isNamed ? text : stages[stages.count - 1].label + " then " + text
    stages[stages.count - 1].steps.append(step)
  }

  /// Between two things that happen, nothing happens in any of the tables that the steps name.
  private func strict(_ stages: [TypedFunnel.Stage]) -> [TypedFunnel.Stage] {
    var anything: [TypedStep] = []
    for var step in stages.flatMap(\.steps) where !anything.contains(where: { $0.path == step.path }) {
      (step.isAbsent, step.during, step.filter, step.within) = (true, nil, nil, nil)
      anything.append(step)
    }
    return stages.enumerated().map { index, stage in
      var stage = stage
      if index > 0, stage.steps.last.map({ !$0.isAbsent }) ?? false { stage.steps.insert(contentsOf: anything, at: 0) }
      return stage
    }
  }

  private func checkAnyOrder(_ steps: [JourneyStep]) throws {
    for step in steps {
      if step.isAbsent {
        throw Diagnostic(
          "absent-in-any-order", "In any order there is no step before this one after which nothing could happen.",
          at: step.span, notes: ["Leave such rows out before the funnel: where no(\(Formatter.text(of: step.path)))."])
      }
      if let within = step.within {
        throw Diagnostic(
          "within-in-any-order", "In any order there is no step before this one from which time could count.",
          at: within.span,
          notes: ["For all steps together: funnel in any order within \(Formatter.text(of: within)) …."])
      }
    }
  }

  /// Hours count from times, and a date has none.
  private func checkClock(_ limit: TimeLimit, _ steps: [TypedStep], at span: Span) throws {
    guard limit.isByClock else { return }
    let dated = steps.first { step in
      step.isAbsent
        ? step.within.map { !$0.isByClock } ?? false
        : resolution.book.tables[step.table].columns[step.event].type == .date
    }
    guard let dated else { return }
    throw Diagnostic(
      "units-do-not-meet", "\(resolution.tableName(dated.table).capitalizedFirst) have a date and no hour; use days.",
      at: span, notes: ["For instance: within 2d"])
  }

  private func show(_ slots: TypedFunnel.Slots) {
    let columns: [(String, Int, ValueType)] = [
      ("step", slots.step, .text), ("count", slots.count, .whole), ("ofPrevious", slots.ofPrevious, .percent),
      ("ofFirst", slots.ofFirst, .percent), ("medianTime", slots.medianTime, .duration),
    ]
    scope = Scope(table: nil, isRelation: true)
    scope.slots = columns.map { Scope.Slot(number: $1, name: $0, type: $2) }
    fields = columns.map { TypedField(name: $0, value: TypedExpression(.slot($1), $2, at: Span(0, 0))) }
    fieldsAreGroups = true
    mentioned = []
  }
}
