import Columns

/// Finds when some things have all happened to a row, in whatever order, and if asked, all within some time.
struct AnyOrderSearch: Sendable {
  /// The longest time from the earliest to the latest of them.
  let within: TimeLimit?

  /// How far each step's events have been passed, kept from row to row so that none allocates.
  struct Scratch {
    fileprivate var passed: [Int] = []
  }

  /// Calls `reach` with each step in turn and the moment when it and those before it have all happened, as early as that can
  /// be; stops at the first that cannot. Complexity: O(steps² × events).
  func walk(_ scratch: inout Scratch, _ runs: [EventRuns], _ row: Int, _ reach: (_ step: Int, _ moment: Int64) -> Void)
  {
    scratch.passed.removeAll(keepingCapacity: true)
    var moment = Int64.min
    for step in runs.indices {
      scratch.passed.append(Int(runs[step].offsets[row]))
      pass(&scratch, step, runs[step], row, until: moment)
      guard let next = next(&scratch, runs, row, from: moment) else { return }
      moment = next
      reach(step, moment)
    }
  }

  private func pass(_ scratch: inout Scratch, _ step: Int, _ events: EventRuns, _ row: Int, until moment: Int64) {
    let end = Int(events.offsets[row + 1])
    while scratch.passed[step] < end, events.moments[scratch.passed[step]] &+ events.length <= moment {
      scratch.passed[step] += 1
    }
  }

  /// The first moment, not before this one, up to which all steps so far have happened.
  private func next(_ scratch: inout Scratch, _ runs: [EventRuns], _ row: Int, from moment: Int64) -> Int64? {
    var moment = moment
    while !isComplete(scratch, runs, row, at: moment) {
      var following = Int64.max
      for step in scratch.passed.indices where scratch.passed[step] < Int(runs[step].offsets[row + 1]) {
        following = min(following, runs[step].moments[scratch.passed[step]] &+ runs[step].length)
      }
      guard following < .max else { return nil }
      moment = following
      for step in scratch.passed.indices { pass(&scratch, step, runs[step], row, until: moment) }
    }
    return moment
  }

  private func isComplete(_ scratch: Scratch, _ runs: [EventRuns], _ row: Int, at moment: Int64) -> Bool {
    var earliest = Int64.max
    for step in scratch.passed.indices {
      guard scratch.passed[step] > Int(runs[step].offsets[row]) else { return false }
      earliest = min(earliest, runs[step].moments[scratch.passed[step] - 1] &+ runs[step].length)
    }
    return within.map { moment <= $0.end(from: earliest) } ?? true
  }
}
