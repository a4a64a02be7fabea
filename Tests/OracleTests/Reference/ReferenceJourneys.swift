import Book
import Columns
import Query

/// Journeys by trying every chain: all rows for the first step, for each all rows for the second, and so on.
final class ReferenceJourney {
  /// What a chain has come to: a date, or a time.
  enum Moment: Equatable {
    case date(Int)
    case time(Int64)

    /// The day on the calendar.
    var day: Int {
      switch self {
      case .date(let day): day
      case .time(let time): Int((Double(time) / Double(Calendar.dayLength)).rounded(.down))
      }
    }
  }

  private let evaluator: ReferenceEvaluator
  private let steps: [TypedStep]
  private let today: Int32
  private let now: Int64
  private let row: Place
  private var known: [Int: [Moment]] = [:]

  init(evaluator: ReferenceEvaluator, steps: [TypedStep], today: Int32, now: Int64, row: Place) {
    self.evaluator = evaluator
    self.steps = steps
    self.today = today
    self.now = now
    self.row = row
  }

  /// Whether some chain goes through all steps.
  func holds() throws -> Bool { try goesOn(from: [], at: 0) { _ in true } }

  /// Every chain: the moments of its events, and of silences when they were over.
  func chains() throws -> [[Moment]] {
    var all: [[Moment]] = []
    _ = try goesOn(from: [], at: 0) { chain in
      all.append(chain)
      return false
    }
    return all
  }

  /// Visits each whole chain until one is enough.
  private func goesOn(from chain: [Moment], at index: Int, _ isEnough: ([Moment]) -> Bool) throws -> Bool {
    guard index < steps.count else { return isEnough(chain) }
    let step = steps[index]
    if !step.isAbsent {
      for next in try moments(at: index) where isStep(next, after: chain.last, step) {
        if try goesOn(from: chain + [next], at: index + 1, isEnough) { return true }
      }
      return false
    }
    guard let moment = chain.last else { throw NotInReference(what: "a journey that begins with nothing") }
    if let limit = step.within {
      guard let end = silence(after: moment, limit),
        try !moments(at: index).contains(where: { Self.isLater($0, moment) && Self.isWithin($0, moment, limit) })
      else { return false }
      return try goesOn(from: chain + [end], at: index + 1, isEnough)
    }
    // Nothing of the kind up to the next thing that happens, or ever.
    var next = index
    while next < steps.count, steps[next].isAbsent { next += 1 }
    let absent = try (index..<next).flatMap { try moments(at: $0) }.filter { Self.isLater($0, moment) }
    if next == steps.count { return absent.isEmpty && isEnough(chain) }
    for found in try moments(at: next) where isStep(found, after: moment, steps[next]) {
      let isFree = !absent.contains { Self.isLater(found, $0) }
      if isFree, try goesOn(from: chain + [found], at: next + 1, isEnough) { return true }
    }
    return false
  }

  private func isStep(_ next: Moment, after previous: Moment?, _ step: TypedStep) -> Bool {
    guard let previous else { return true }
    return Self.isLater(next, previous) && (step.within.map { Self.isWithin(next, previous, $0) } ?? true)
  }

  /// The moments of all rows that a step speaks of.
  func moments(at index: Int) throws -> [Moment] {
    if let known = known[index] { return known }
    let step = steps[index]
    let found = try evaluator.descendants(of: row.row, step.path).compactMap { child -> Moment? in
      let place = Place(table: step.table, row: child, around: row)
      guard try step.conditions.allSatisfy({ try evaluator.holds($0, place) }) else { return nil }
      switch evaluator.cell(step.table, step.event, child) {
      case .date(let day): return .date(Int(day))
      case .time(let time): return .time(time)
      default: return nil
      }
    }
    known[index] = found
    return found
  }

  // MARK: Time

  /// On a later date; two times of one day by the clock.
  static func isLater(_ a: Moment, _ b: Moment) -> Bool {
    if case .time(let x) = a, case .time(let y) = b { return x > y }
    return a.day > b.day
  }

  static func isWithin(_ a: Moment, _ b: Moment, _ limit: TimeLimit) -> Bool {
    if limit.microseconds == 0 { return a.day <= shifted(b.day, limit) }
    guard case .time(let x) = a, let end = clockEnd(b, limit) else { return false }
    return x <= end
  }

  private static func shifted(_ day: Int, _ limit: TimeLimit) -> Int {
    Calendar.adding(months: Int(limit.months), to: day) + Int(limit.days)
  }

  /// By the clock: so many hours later on the day to which the calendar leads.
  private static func clockEnd(_ moment: Moment, _ limit: TimeLimit) -> Int64? {
    guard case .time(let time) = moment else { return nil }
    let clock = time - Int64(moment.day) * Calendar.dayLength
    return Int64(shifted(moment.day, limit)) * Calendar.dayLength + clock + limit.microseconds
  }

  /// When a length of time is over that begins at a moment; nil where it is not over yet.
  private func silence(after moment: Moment, _ limit: TimeLimit) -> Moment? {
    if limit.microseconds == 0 {
      let end = Self.shifted(moment.day, limit)
      return end < Int(today) ? .date(end) : nil
    }
    guard let end = Self.clockEnd(moment, limit), end < now else { return nil }
    return .time(end)
  }
}

extension ReferenceEvaluator {
  func journey(_ journey: ChildJourney, _ place: Place) throws -> Value {
    .truth(
      try ReferenceJourney(
        evaluator: self, steps: journey.steps, today: journey.today, now: journey.now, row: place
      ).holds())
  }
}
