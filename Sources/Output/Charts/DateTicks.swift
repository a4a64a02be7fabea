import CivilTime
import Columns

/// Marks of an axis of dates, or of times: at the beginnings of days, weeks, months and years.
struct DateTicks {
  /// How long a day is on the axis: 1 for dates, its microseconds for times.
  let unit: Double

  /// A distance between marks.
  enum Step: Equatable {
    /// Parts of a day, in microseconds; only on an axis of times.
    case clock(Int64)
    case days(Int)
    /// Whole weeks, from Mondays.
    case weeks
    case months(Int)

    /// About how many days it has.
    var days: Double {
      switch self {
      case .clock(let length): Double(length) / Double(Microseconds.day)
      case .days(let count): Double(count)
      case .weeks: 7
      case .months(let count): Double(count) * 30.44
      }
    }
  }

  private static let hours: [Int64] = [1, 2, 3, 6, 12]
  private static let years = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]

  private var steps: [Step] {
    let clock: [Step] =
      unit > 1
      ? [1, 5, 15, 30].map { .clock($0 * Microseconds.minute) } + Self.hours.map { .clock($0 * Microseconds.hour) } : []
    return clock + [.days(1), .days(2), .weeks] + [1, 2, 3, 6].map { .months($0) } + Self.years.map { .months($0 * 12) }
  }

  /// The shortest step that makes at most so many marks.
  func step(_ range: ClosedRange<Double>, _ most: Int) -> Step {
    let least = (range.upperBound - range.lowerBound) / unit / Double(max(1, most - 1))
    return steps.first { $0.days >= least } ?? .months(12_000)
  }

  func over(_ range: ClosedRange<Double>, _ most: Int) -> [Tick] {
    let step = step(range, most)
    var ticks: [Tick] = []
    var mark = first(step, notBefore: range.lowerBound)
    while mark <= range.upperBound, ticks.count <= most {
      ticks.append(Tick(value: mark, text: text(mark, step)))
      mark = start(of: mark, step, offset: 1)
    }
    return ticks
  }

  private func first(_ step: Step, notBefore place: Double) -> Double {
    let start = start(of: place, step)
    return start < place ? self.start(of: place, step, offset: 1) : start
  }

  /// The beginning of the step that holds a place, or of one so many steps later.
  func start(of place: Double, _ step: Step, offset: Int = 0) -> Double {
    if case .clock(let length) = step {
      let count = (place / Double(length)).rounded(.down) + Double(offset)
      return count * Double(length)
    }
    let days = Int32(clamping: Int64((place / unit).rounded(.down).clamped(to: -2e9...2e9)))
    return Double(start(of: days, step, offset: offset)) * unit
  }

  private func start(of day: Int32, _ step: Step, offset: Int) -> Int32 {
    switch step {
    case .clock: return day
    case .days(let count):
      let index = Int((Double(day) / Double(count)).rounded(.down))
      return Int32(clamping: (index + offset) * count)
    case .weeks: return CivilPeriod.week.start(of: day, offset: offset)
    case .months(let count):
      let number = CivilDate(days: day).monthNumber
      let index = Int((Double(number) / Double(count)).rounded(.down))
      return CivilDate(monthNumber: (index + offset) * count).days
    }
  }

  /// No more of a date than the step tells apart.
  func text(_ place: Double, _ step: Step) -> String {
    let days = Int32(clamping: Int64((place / unit).rounded(.down).clamped(to: -2e9...2e9)))
    switch step {
    case .clock: return Ticks.text(place, .time)
    case .days, .weeks: return IsoText.date(days)
    case .months(let count): return String(IsoText.date(days).prefix(count % 12 == 0 ? 4 : 7))
    }
  }
}

extension Double {
  func clamped(to range: ClosedRange<Double>) -> Double { min(max(self, range.lowerBound), range.upperBound) }
}
