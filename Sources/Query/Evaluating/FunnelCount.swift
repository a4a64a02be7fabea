import CivilTime
import Columns

/// `funnel`: follows each row through the stages, block by block, and counts.
struct FunnelCount {
  private let funnel: TypedFunnel
  private let inputs: [StepInput]
  private let rows: Relation
  private let run: Run

  init(_ funnel: TypedFunnel, _ rows: Relation, _ compiler: Compiler, _ run: Run) {
    self.funnel = funnel
    self.rows = rows
    self.run = run
    inputs = funnel.steps.map(compiler.input)
  }

  /// The stages as rows of their own, with a slot for each column.
  func relation() throws -> Relation {
    let walk = FunnelWalk(funnel, areDates: inputs.map(\.areDates))
    let inputs = inputs
    let tallies = try Parallel.map(rows.blocks(run)) { block in
      try block.run.checkCancelled()
      return walk.tally(try inputs.map { try $0.events(block) }, count: block.count)
    }
    let counts = funnel.stages.indices.map { stage in tallies.reduce(0) { $0 + $1.counts[stage] } }
    let entered = rows.count
    let slots = rows.slots
    slots.removeAll()
    func set(_ slot: Int, _ type: ValueType, _ value: (Int) -> Value) {
      var assembler = ColumnAssembler(type: type)
      for stage in counts.indices { assembler.append(Vector(repeating: value(stage), count: 1)) }
      slots.set(slot, .column(assembler.finish()))
    }
    set(funnel.slots.step, .text) { .text(funnel.stages[$0].label) }
    set(funnel.slots.count, .whole) { .whole(Int64(counts[$0])) }
    set(funnel.slots.ofPrevious, .percent) { share(counts[$0], of: $0 == 0 ? entered : counts[$0 - 1]) }
    set(funnel.slots.ofFirst, .percent) { share(counts[$0], of: counts[0]) }
    slots.set(funnel.slots.medianTime, .column(medians(tallies)))
    return Relation(table: nil, total: counts.count, slots: slots)
  }

  private func share(_ count: Int, of whole: Int) -> Value {
    whole == 0 ? .missing : .number(Double(count) / Double(whole))
  }

  private func medians(_ tallies: [FunnelWalk.Tally]) -> Column {
    let accumulator = Accumulator(.median, slots: funnel.stages.count, type: .duration)
    for tally in tallies {
      let values = Vector(count: tally.times.count, .int64(Lane(Buffer(tally.times))))
      try? accumulator.add(values, slots: Buffer(tally.stages), selected: nil)
    }
    let medians = accumulator.finish(slots: funnel.stages.count)
    return medians.settled(as: .duration, from: .duration).column(type: .duration)
  }
}

/// Follows rows through the stages of a funnel.
struct FunnelWalk: Sendable {
  /// How many rows came to each stage, and how long it took those that came from the one before.
  struct Tally: Sendable {
    fileprivate(set) var counts: [Int]
    /// For each time its stage.
    fileprivate(set) var stages: [Int32] = []
    /// In microseconds.
    fileprivate(set) var times: [Int64] = []
  }

  private let chain: ChainSearch
  private let anyOrder: AnyOrderSearch?
  /// The moment of the stage is a whole day.
  private let areDates: [Bool]

  /// - Parameter areDates: of each step.
  init(_ funnel: TypedFunnel, areDates steps: [Bool]) {
    chain = ChainSearch(funnel.steps, whole: funnel.within, today: funnel.today, now: funnel.now)
    anyOrder = funnel.isAnyOrder ? AnyOrderSearch(within: funnel.within) : nil
    var areDates: [Bool] = []
    for (stage, step) in chain.steps.enumerated() {
      let before = stage > 0 && areDates[stage - 1]
      switch step.kind {
      case .event: areDates.append(steps[step.runs] || funnel.isAnyOrder && before)
      case .silence: areDates.append(step.limit.map { !$0.isByClock } ?? before)
      case .never: areDates.append(before)
      }
    }
    self.areDates = areDates
  }

  /// Complexity: O(steps and events) in order.
  func tally(_ runs: [EventRuns], count: Int) -> Tally {
    var tally = Tally(counts: Array(repeating: 0, count: chain.steps.count))
    if let anyOrder {
      var scratch = AnyOrderSearch.Scratch()
      for row in 0..<count { walk(row, runs, anyOrder, &scratch, &tally) }
    } else {
      var scratch = ChainSearch.Scratch()
      for row in 0..<count { walk(row, runs, &scratch, &tally) }
    }
    return tally
  }

  private func walk(_ row: Int, _ runs: [EventRuns], _ scratch: inout ChainSearch.Scratch, _ tally: inout Tally) {
    scratch.begin()
    for (stage, step) in chain.steps.enumerated() {
      guard chain.advance(&scratch, step, runs, row) else { return }
      tally.counts[stage] += 1
      if stage > 0, step.kind != .never, let arrival = scratch.arrivals.first {
        note(from: scratch.origin, to: arrival.moment, stage, &tally)
      }
    }
  }

  private func walk(
    _ row: Int, _ runs: [EventRuns], _ search: AnyOrderSearch, _ scratch: inout AnyOrderSearch.Scratch,
    _ tally: inout Tally
  ) {
    var last = Int64.min
    search.walk(&scratch, runs, row) { stage, moment in
      tally.counts[stage] += 1
      if stage > 0 { note(from: last, to: moment, stage, &tally) }
      last = moment
    }
  }

  /// Between a date and anything else lie whole days.
  private func note(from start: Int64, to end: Int64, _ stage: Int, _ tally: inout Tally) {
    let isDated = areDates[stage] || areDates[stage - 1]
    let days = Int64(Microseconds.split(end).days) - Int64(Microseconds.split(start).days)
    tally.stages.append(Int32(truncatingIfNeeded: stage))
    tally.times.append(isDated ? days * Microseconds.day : end - start)
  }
}
