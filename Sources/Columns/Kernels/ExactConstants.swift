/// A comparison with a constant after the constant took the type of the values, or an answer that no value can change.
///
/// Whole numbers and floating point compare by their exact values: converting the whole number first would round it.
enum ConstantComparison<Element: BitwiseCopyable> {
  case never
  case always
  case with(Comparison, Element)
}

extension ConstantComparison<Int64> {
  /// `x comparison constant` for 64-bit integers x.
  init(_ comparison: Comparison, _ constant: Double) {
    let floor = constant.rounded(.down)
    if constant.isNaN {
      self = comparison == .notEqual ? .always : .never
    } else if constant >= 0x1p63 {
      self = comparison.holds(order: -1) ? .always : .never
    } else if constant < -0x1p63 {
      self = comparison.holds(order: 1) ? .always : .never
    } else if floor == constant {
      self = .with(comparison, Int64(floor))
    } else {
      switch comparison {
      case .equal: self = .never
      case .notEqual: self = .always
      case .less, .lessOrEqual: self = .with(.lessOrEqual, Int64(floor))
      case .greater, .greaterOrEqual: self = .with(.greater, Int64(floor))
      }
    }
  }
}

extension ConstantComparison<Int32> {
  /// `x comparison constant` for 32-bit integers x.
  init(_ whole: ConstantComparison<Int64>) {
    switch whole {
    case .never: self = .never
    case .always: self = .always
    case .with(let comparison, let constant):
      if let narrow = Int32(exactly: constant) {
        self = .with(comparison, narrow)
      } else {
        self = comparison.holds(order: constant > 0 ? -1 : 1) ? .always : .never
      }
    }
  }
}

extension ConstantComparison<Double> {
  /// `x comparison constant` for floating point x.
  init(_ comparison: Comparison, _ constant: Int64) {
    let nearest = Double(constant)
    if Int64(exactly: nearest) == constant {
      self = .with(comparison, nearest)
      return
    }
    let below = exactOrder(nearest, constant) < 0 ? nearest : nearest.nextDown
    switch comparison {
    case .equal: self = .never
    case .notEqual: self = .always
    case .less, .lessOrEqual: self = .with(.lessOrEqual, below)
    case .greater, .greaterOrEqual: self = .with(.greaterOrEqual, below.nextUp)
    }
  }
}

/// The order of a floating-point and a whole number by their exact values: negative, 0 or positive. NaN comes last.
func exactOrder(_ x: Double, _ y: Int64) -> Int {
  if !(x < 0x1p63) { return 1 }
  if x < -0x1p63 { return -1 }
  let floor = x.rounded(.down)
  let whole = Int64(floor)
  if whole != y { return whole < y ? -1 : 1 }
  return floor == x ? 0 : 1
}

extension Value {
  /// The integer behind a whole number, money, date, time, duration or reference, in the units of its type.
  var integer: Int64? {
    switch self {
    case .whole(let value), .money(let value), .time(let value), .duration(let value): value
    case .date(let value), .reference(let value): Int64(value)
    default: nil
    }
  }
}
