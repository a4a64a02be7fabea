import CivilTime
import Columns

/// A mark of an axis: where it lies, and what stands beside it.
struct Tick: Equatable {
  var value: Double
  var text: String
}

/// Round marks for an axis: 1, 2 or 5 times a power of ten, hours and minutes for durations, days, months and years for
/// dates.
enum Ticks {
  /// At most so many marks inside a range, ascending; fewer where no round number lies in it, and the ends themselves where
  /// the numbers are too large or too close for arithmetic.
  static func over(_ range: ClosedRange<Double>, type: ValueType, most: Int) -> [Tick] {
    let span = range.upperBound - range.lowerBound
    guard most > 1, span > 0, span.isFinite else {
      return [Tick(value: range.lowerBound, text: text(range.lowerBound, type))]
    }
    switch type {
    case .date: return DateTicks(unit: 1).over(range, most)
    case .time: return DateTicks(unit: Double(Microseconds.day)).over(range, most)
    default:
      guard let step = step(range, type: type, most: most) else {
        return [range.lowerBound, range.upperBound].map { Tick(value: $0, text: text($0, type)) }
      }
      return step.marks(in: range).map { Tick(value: $0, text: step.text($0, type)) }
    }
  }

  /// The distance between at most so many marks; nil where the numbers are too large or too close for arithmetic.
  static func step(_ range: ClosedRange<Double>, type: ValueType, most: Int) -> DecimalStep? {
    let least = (range.upperBound - range.lowerBound) / Double(max(1, most - 1))
    guard least.isFinite, least > 0 else { return nil }
    let step = type == .duration ? durationStep(least) : DecimalStep(atLeast: least, isWhole: type == .whole)
    return step.flatMap { $0.reaches(range) ? $0 : nil }
  }

  /// A value of an axis as it stands alone.
  static func text(_ value: Double, _ type: ValueType) -> String {
    switch type {
    case .whole where abs(value) < 9e18: NumberText.whole(Int64(value.rounded()))
    case .money, .inexactMoney: NumberText.inexactMoney(value)
    case .percent: NumberText.percent(value)
    case .duration where abs(value) < 9e18: DurationText.short(microseconds: Int64(value.rounded()))
    case .date where abs(value) < 2e9: IsoText.date(Int32(value.rounded()))
    case .time where abs(value) < 9e18: CellText.text(.time(Int64(value.rounded())), type: .time) ?? ""
    default: NumberText.number(value)
    }
  }

  private static func durationStep(_ least: Double) -> DecimalStep {
    let units: [(Double, [Int64])] = [
      (Double(Microseconds.second), [1, 2, 5, 10, 15, 30]), (Double(Microseconds.minute), [1, 2, 5, 10, 15, 30]),
      (Double(Microseconds.hour), [1, 2, 3, 6, 12]),
    ]
    if least > Double(Microseconds.second) {
      for (unit, counts) in units {
        for count in counts where Double(count) * unit >= least { return DecimalStep(count, unit: unit) }
      }
    }
    let unit = least > Double(Microseconds.second) ? Double(Microseconds.day) : 1
    let step = DecimalStep(atLeast: least / unit, isWhole: true) ?? DecimalStep(1, unit: 1)
    return DecimalStep(step.mantissa, exponent: step.exponent, unit: unit)
  }
}

/// A round distance between marks: mantissa × 10^exponent × unit. Kept in parts, so that 3 × 0.1 is 0.3.
struct DecimalStep {
  var mantissa: Int64
  var exponent = 0
  var unit = 1.0

  init(_ mantissa: Int64, exponent: Int = 0, unit: Double = 1) {
    (self.mantissa, self.exponent, self.unit) = (mantissa, exponent, unit)
  }

  /// The least of 1, 2, 5, 10, 20 … and of 0.5, 0.2, 0.1 … that is not below a number above zero.
  ///
  /// Nil where that is beyond what powers of ten can say.
  init?(atLeast least: Double, isWhole: Bool) {
    guard least.isFinite, least > 1e-290, least < 1e300 else { return nil }
    var exponent = 0
    while Self.power(exponent) > least { exponent -= 1 }
    while Self.power(exponent + 1) <= least { exponent += 1 }
    if isWhole, exponent < 0 {
      self.init(1)
      return
    }
    // Noise of the division must not turn 0.2 into 0.5.
    let mantissa = least / Self.power(exponent) * (1 - 1e-9)
    if mantissa > 5 {
      self.init(1, exponent: exponent + 1)
    } else {
      self.init(mantissa <= 1 ? 1 : mantissa <= 2 ? 2 : 5, exponent: exponent)
    }
  }

  private static func power(_ exponent: Int) -> Double {
    var power = 1.0
    for _ in 0..<abs(exponent) { power *= 10 }
    return exponent < 0 ? 1 / power : power
  }

  var size: Double { value(1) }

  /// So many steps from zero.
  func value(_ count: Int64) -> Double {
    let whole = Double(count) * Double(mantissa) * unit
    return exponent < 0 ? whole / Self.power(-exponent) : whole * Self.power(exponent)
  }

  /// Whether the marks of a range can be counted from zero.
  func reaches(_ range: ClosedRange<Double>) -> Bool {
    max(abs(range.lowerBound), abs(range.upperBound)) / size < 1e15
  }

  /// Which step holds a number: the last mark that is not above it.
  func index(of number: Double) -> Int64 {
    var index = Int64((number / size).rounded(.down))
    // Division rounds; the marks themselves decide.
    if value(index) > number { index -= 1 }
    if value(index + 1) <= number { index += 1 }
    return index
  }

  func marks(in range: ClosedRange<Double>) -> [Double] {
    guard reaches(range) else { return [] }
    var first = index(of: range.lowerBound)
    if value(first) < range.lowerBound { first += 1 }
    let last = index(of: range.upperBound)
    guard first <= last, last - first < 1000 else { return [] }
    return (first...last).map(value)
  }

  /// A mark with as many decimals as the step has.
  func text(_ value: Double, _ type: ValueType) -> String {
    let isRound = abs(value) < 1e15 && exponent >= -9
    switch type {
    case .duration: return Ticks.text(value, .duration)
    case .percent where isRound:
      return NumberText.decimal(value * 100, places: max(0, -exponent - 2), trimmed: false) + "%"
    case .money where exponent < 0, .inexactMoney where exponent < 0:
      return isRound ? NumberText.decimal(value, places: max(2, -exponent), trimmed: false) : NumberText.number(value)
    default:
      return isRound ? NumberText.decimal(value, places: max(0, -exponent), trimmed: false) : NumberText.number(value)
    }
  }
}
