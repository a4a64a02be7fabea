import CivilTime
import Columns

/// Finds whether things happened to a row one after another: of all chains of events, not only the nearest.
///
/// From step to step it keeps the moments at which some chain arrives, in order. An event goes on from the latest moment
/// before it, if from any: no other leaves more time, and between none lies less that must not happen. So one walk over the
/// events of each step is enough, and no chain is missed.
struct ChainSearch: Sendable {
  enum Kind: Sendable {
    /// Something happens.
    case event
    /// Nothing happens for some time, which is over.
    case silence
    /// Nothing ever happens after the step before.
    case never
  }

  struct Step: Sendable {
    var kind: Kind
    /// Which runs hold the events of the step; of `never` none.
    var runs: Int
    var limit: TimeLimit?
    /// Runs of what must not happen between the step before and this one.
    var without: [Int]
  }

  /// Where a chain has come to.
  struct Arrival: Sendable {
    /// The last moment of the step's event or silence: of a date the end of the day.
    var moment: Int64
    /// What the whole chain must not outlast.
    var deadline: Int64
  }

  let steps: [Step]
  /// The longest time from the first step to any other.
  let whole: TimeLimit?
  /// When today began, and now: what is over.
  let today: Int64
  let now: Int64

  /// Which rows a whole chain exists for. Complexity: O(steps and events).
  func completed(_ runs: [EventRuns], count: Int) -> Bitmap {
    var scratch = Scratch()
    return Bitmap(
      (0..<count).map { row in
        scratch.begin()
        return steps.allSatisfy { advance(&scratch, $0, runs, row) }
      })
  }

  /// The arrivals of one step and of the next, kept from row to row so that none allocates.
  struct Scratch {
    fileprivate(set) var arrivals: [Arrival] = []
    fileprivate(set) var next: [Arrival] = []
    /// Of the first arrival at the last step: the earliest moment it could have gone on from.
    fileprivate(set) var origin: Int64 = .min
    fileprivate var isFirst = true

    mutating func begin() {
      arrivals.removeAll(keepingCapacity: true)
      arrivals.append(Arrival(moment: .min, deadline: .max))
      isFirst = true
    }
  }

  /// Goes one step further; false where no chain arrives.
  func advance(_ scratch: inout Scratch, _ step: Step, _ runs: [EventRuns], _ row: Int) -> Bool {
    scratch.next.removeAll(keepingCapacity: true)
    switch step.kind {
    case .event: addEvents(&scratch, step, runs, row)
    case .silence: addSilences(&scratch, step, runs[step.runs], row)
    case .never: addLast(&scratch, step, runs, row)
    }
    swap(&scratch.arrivals, &scratch.next)
    scratch.isFirst = false
    return !scratch.arrivals.isEmpty
  }

  private func addEvents(_ scratch: inout Scratch, _ step: Step, _ runs: [EventRuns], _ row: Int) {
    let events = runs[step.runs]
    let length = events.length
    var before = 0
    for index in Int(events.offsets[row])..<Int(events.offsets[row + 1]) {
      let moment = events.moments[index]
      while before < scratch.arrivals.count, scratch.arrivals[before].moment < moment { before += 1 }
      if before == 0 { continue }
      let latest = scratch.arrivals[before - 1]
      let earliest = step.without.reduce(Int64.min) { max($0, last(before: moment, in: runs[$1], row)) }
      guard isReached(moment, from: latest, step, notBefore: earliest) else { continue }
      if scratch.next.isEmpty {
        let first = scratch.arrivals.first { isReached(moment, from: $0, step, notBefore: earliest) }
        scratch.origin = first?.moment ?? latest.moment
      }
      let end = moment &+ length
      if scratch.next.last?.moment == end { continue }
      let deadline = scratch.isFirst ? whole?.end(from: end) ?? .max : latest.deadline
      scratch.next.append(Arrival(moment: end, deadline: deadline))
    }
  }

  private func isReached(_ moment: Int64, from arrival: Arrival, _ step: Step, notBefore earliest: Int64) -> Bool {
    guard arrival.moment >= earliest, moment <= arrival.deadline else { return false }
    return step.limit.map { moment <= $0.end(from: arrival.moment) } ?? true
  }

  /// The beginning of the last event that is wholly before a moment; the least number where there is none.
  private func last(before moment: Int64, in runs: EventRuns, _ row: Int) -> Int64 {
    var (low, high) = (Int(runs.offsets[row]), Int(runs.offsets[row + 1]))
    let first = low
    while low < high {
      let middle = (low + high) / 2
      if runs.moments[middle] &+ runs.length < moment { low = middle + 1 } else { high = middle }
    }
    return low > first ? runs.moments[low - 1] : .min
  }

  private func addSilences(_ scratch: inout Scratch, _ step: Step, _ events: EventRuns, _ row: Int) {
    guard let limit = step.limit else { return }
    var index = Int(events.offsets[row])
    let last = Int(events.offsets[row + 1])
    for arrival in scratch.arrivals {
      let end = limit.end(from: arrival.moment)
      guard end < (limit.isByClock ? now : today) else { break }
      while index < last, events.moments[index] <= arrival.moment { index += 1 }
      if index < last, events.moments[index] <= end { continue }
      guard end <= arrival.deadline else { continue }
      if scratch.next.isEmpty { scratch.origin = arrival.moment }
      scratch.next.append(Arrival(moment: end, deadline: arrival.deadline))
    }
  }

  /// Only from the last arrival is the way free, if from any.
  private func addLast(_ scratch: inout Scratch, _ step: Step, _ runs: [EventRuns], _ row: Int) {
    guard let arrival = scratch.arrivals.last else { return }
    let isFollowed = step.without.contains { index in
      let (first, end) = (Int(runs[index].offsets[row]), Int(runs[index].offsets[row + 1]))
      return end > first && runs[index].moments[end - 1] > arrival.moment
    }
    if isFollowed { return }
    scratch.origin = arrival.moment
    scratch.next.append(arrival)
  }
}

extension TimeLimit {
  /// The last moment that is no later than so long after another. Whole days count by the calendar, to the end of the day.
  func end(from moment: Int64) -> Int64 {
    let (day, clock) = Microseconds.split(moment)
    var moved = Int64(day)
    if months != 0 { moved = Int64(CivilDate(days: day).adding(months: Int(months)).days) }
    moved += days
    return isByClock
      ? moved &* Microseconds.day &+ clock &+ microseconds : (moved + 1) &* Microseconds.day &- 1
  }
}
