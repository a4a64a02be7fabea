import Book
import Columns
import Query

/// Funnels by trying every chain of rows.
struct ReferenceFunnel {
  let evaluator: ReferenceEvaluator
  let funnel: TypedFunnel

  /// One result row a stage: the label, how many came, of the stage before, of the first, the median time in between.
  func stages(_ rows: [Place]) throws -> [[Value]] {
    var counts = funnel.stages.map { _ in 0 }
    var times: [[Value]] = funnel.stages.map { _ in [] }
    for row in rows {
      let follower = ReferenceFollower(evaluator: evaluator, funnel: funnel, row: row)
      for stage in funnel.stages.indices {
        guard let time = try follower.come(to: stage) else { break }
        counts[stage] += 1
        if let time = time.since { times[stage].append(.duration(time)) }
      }
    }
    return try funnel.stages.indices.map { stage in
      [
        .text(funnel.stages[stage].label), .whole(Int64(counts[stage])),
        Self.share(counts[stage], of: stage == 0 ? rows.count : counts[stage - 1]),
        Self.share(counts[stage], of: counts[0]),
        try Statistics(values: times[stage], type: .duration).value(.median),
      ]
    }
  }

  private static func share(_ count: Int, of whole: Int) -> Value {
    whole == 0 ? .missing : .number(Double(count) / Double(whole))
  }
}

/// One row on its way through a funnel.
struct ReferenceFollower {
  typealias Moment = ReferenceJourney.Moment

  let evaluator: ReferenceEvaluator
  let funnel: TypedFunnel
  let row: Place

  /// How long a row took to a stage from the one before; nil where it never comes there.
  func come(to stage: Int) throws -> (since: Int64?, Void)? {
    funnel.isAnyOrder ? try comeInAnyOrder(to: stage) : try comeInOrder(to: stage)
  }

  // MARK: One after another

  private func comeInOrder(to stage: Int) throws -> (since: Int64?, Void)? {
    let steps = funnel.stages[...stage].flatMap(\.steps)
    let journey = ReferenceJourney(evaluator: evaluator, steps: steps, today: funnel.today, now: funnel.now, row: row)
    let chains = try journey.chains().filter { chain in
      guard let limit = funnel.within, let first = chain.first else { return true }
      return chain.dropFirst().allSatisfy { ReferenceJourney.isWithin($0, first, limit) }
    }
    guard !chains.isEmpty else { return nil }
    let isOpen = steps.last.map { $0.isAbsent && $0.within == nil } ?? false
    if isOpen || stage == 0 { return (nil, ()) }
    // The earliest arrival; of several chains that arrive then, the one that set out first.
    let ends = chains.map { ($0[$0.count - 1], $0[$0.count - 2]) }
    let best = ends.min { a, b in
      Self.end(a.0) == Self.end(b.0) ? Self.end(a.1) < Self.end(b.1) : Self.end(a.0) < Self.end(b.0)
    }
    return best.map { (Self.between($0.1, $0.0), ()) }
  }

  // MARK: In any order

  private func comeInAnyOrder(to stage: Int) throws -> (since: Int64?, Void)? {
    guard let arrival = try completed(stage) else { return nil }
    guard stage > 0 else { return (nil, ()) }
    guard let before = try completed(stage - 1) else { return nil }
    let isDated = funnel.steps[...stage].contains { step in
      evaluator.book.tables[step.table].columns[step.event].type == .date
    }
    let time = isDated ? Int64(arrival.day - before.day) * Calendar.dayLength : Self.end(arrival) - Self.end(before)
    return (time, ())
  }

  /// The earliest moment at which every stage up to this one has happened, all of them within the funnel's time.
  private func completed(_ stage: Int) throws -> Moment? {
    let journey = ReferenceJourney(
      evaluator: evaluator, steps: funnel.steps, today: funnel.today, now: funnel.now, row: row)
    var combinations: [[Moment]] = [[]]
    for step in 0...stage {
      let found = try journey.moments(at: step)
      combinations = combinations.flatMap { begun in found.map { begun + [$0] } }
    }
    let spans = combinations.compactMap { moments -> (first: Moment, last: Moment)? in
      guard let first = moments.min(by: Self.isEarlier), let last = moments.max(by: Self.isEarlier) else { return nil }
      return (first, last)
    }
    return spans.filter { span in
      funnel.within.map { ReferenceJourney.isWithin(span.last, span.first, $0) } ?? true
    }.map(\.last).min(by: Self.isEarlier)
  }

  // MARK: Time

  private static func isEarlier(_ a: Moment, _ b: Moment) -> Bool { end(a) < end(b) }

  /// A date is over at the end of its day.
  private static func end(_ moment: Moment) -> Int64 {
    switch moment {
    case .date(let day): Int64(day + 1) * Calendar.dayLength - 1
    case .time(let time): time
    }
  }

  private static func between(_ start: Moment, _ end: Moment) -> Int64 {
    if case .time(let from) = start, case .time(let to) = end { return to - from }
    return Int64(end.day - start.day) * Calendar.dayLength
  }
}
