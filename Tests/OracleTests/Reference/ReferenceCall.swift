import Columns
import Foundation

/// A call of a function with known arguments. Each family knows its own names.
struct ReferenceCall {
  let name: String
  let arguments: [Value]
  let types: [ValueType]
  let type: ValueType

  /// Nil for a function that the reference does not know.
  func value() throws -> Value? {
    if let value = try arithmetic() { return value }
    if let value = try mathematics() { return value }
    if let value = try rounding() { return value }
    if let value = try textParts() { return value }
    if let value = try textShapes() { return value }
    if let value = try conversion() { return value }
    if let value = try datePart() { return value }
    return try dateMeasure()
  }

  // MARK: Arguments

  func text(_ index: Int) throws -> String {
    guard case .text(let text) = arguments[index] else { throw wrong(index) }
    return text
  }

  func scalars(_ index: Int) throws -> [Unicode.Scalar] { Array(try text(index).unicodeScalars) }

  func whole(_ index: Int) throws -> Int64 {
    switch arguments[index] {
    case .whole(let x), .money(let x), .duration(let x): return x
    default: throw wrong(index)
    }
  }

  /// A count of characters or places; nil beyond 32 bits, which no text has.
  func count(_ index: Int) throws -> Int? { Int32(exactly: try whole(index)).map { Int($0) } }

  func number(_ index: Int) throws -> Double {
    guard case .number(let x) = arguments[index] else { throw wrong(index) }
    return x
  }

  /// The calendar day of a date or time.
  func day(_ index: Int) throws -> Int {
    switch arguments[index] {
    case .date(let days): return Int(days)
    case .time(let time): return Calendar.split(time).day
    default: throw wrong(index)
    }
  }

  func wrong(_ index: Int) -> NotInReference { NotInReference(what: "\(name) of \(arguments[index])") }

  static func text(_ scalars: some Sequence<Unicode.Scalar>) -> Value {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return .text(String(text))
  }

  /// A whole number in the kind of the first argument.
  func like(_ index: Int, _ whole: Int64) throws -> Value {
    switch arguments[index] {
    case .money: return .money(whole)
    case .duration: return .duration(whole)
    case .whole: return .whole(whole)
    default: throw wrong(index)
    }
  }

  static func date(_ days: Int) throws -> Value {
    guard let fits = Int32(exactly: days) else { throw Overflow() }
    return .date(fits)
  }

  // MARK: Arithmetic

  func arithmetic() throws -> Value? {
    switch name {
    case "+": return try exact({ $0.addingReportingOverflow($1) }, +)
    case "-": return try exact({ $0.subtractingReportingOverflow($1) }, -)
    case "*": return try exact({ $0.multipliedReportingOverflow(by: $1) }, *)
    case "/":
      let divisor = try number(1)
      return divisor == 0 ? .missing : Values.finite(try number(0) / divisor)
    case "%":
      let divisor = try whole(1)
      return divisor == 0 ? .missing : .whole(divisor == -1 ? 0 : try whole(0) % divisor)
    case "minus":
      if case .number(let x) = arguments[0] { return .number(-x) }
      let (negated, overflow) = Int64(0).subtractingReportingOverflow(try whole(0))
      if overflow { throw Overflow() }
      return try like(0, negated)
    case "&": return .text(try text(0) + text(1))
    default: return nil
    }
  }

  /// Whole numbers, amounts and lengths of time exactly; everything else in floating point.
  private func exact(
    _ wholes: (Int64, Int64) -> (partialValue: Int64, overflow: Bool), _ numbers: (Double, Double) -> Double
  ) throws -> Value {
    if case .number(let a) = arguments[0], case .number(let b) = arguments[1] { return Values.finite(numbers(a, b)) }
    let (result, overflow) = wholes(try whole(0), try whole(1))
    if overflow { throw Overflow() }
    switch type {
    case .money: return .money(result)
    case .duration: return .duration(result)
    default: return .whole(result)
    }
  }

  // MARK: Numbers

  func mathematics() throws -> Value? {
    switch name {
    case "abs":
      if case .number(let x) = arguments[0] { return .number(Swift.abs(x)) }
      guard let magnitude = Int64(exactly: try whole(0).magnitude) else { throw Overflow() }
      return try like(0, magnitude)
    case "sign":
      let x = try Values.double(arguments[0])
      return .whole(x > 0 ? 1 : x < 0 ? -1 : 0)
    case "sqrt": return Values.finite(try number(0).squareRoot())
    case "ln": return Values.finite(Foundation.log(try number(0)))
    case "log10": return Values.finite(Foundation.log10(try number(0)))
    case "exp": return Values.finite(Foundation.exp(try number(0)))
    case "power": return Values.finite(pow(try number(0), try number(1)))
    default: return nil
    }
  }

  func rounding() throws -> Value? {
    guard ["round", "floor", "ceil"].contains(name) else { return nil }
    guard let places = arguments.count > 1 ? try count(1) : 0 else { return .missing }
    if case .number(let x) = arguments[0] {
      let shown = types[0] == .percent ? places + 2 : places
      return Values.finite(rounded(x, places: shown))
    }
    let unit = type == .money ? 2 - places : -places
    return try like(0, try rounded(try whole(0), zeros: unit))
  }

  private func rounded(_ x: Double, places: Int) -> Double {
    func cut(_ value: Double) -> Double {
      switch name {
      case "floor": value.rounded(.down)
      case "ceil": value.rounded(.up)
      default: value.rounded(.toNearestOrAwayFromZero)
      }
    }
    if places == 0 { return cut(x) }
    let scale = pow(10, Double(Swift.abs(places)))
    let result = places > 0 ? cut(x * scale) / scale : cut(x / scale) * scale
    return result.isFinite ? result : places > 0 ? x : 0
  }

  /// To a multiple of a power of ten, in exact arithmetic of 128 bits.
  private func rounded(_ value: Int64, zeros: Int) throws -> Int64 {
    if zeros <= 0 { return value }
    if zeros > 19 { return 0 }
    let unit = (0..<zeros).reduce(Int128(1)) { power, _ in power * 10 }
    let wide = Int128(value)
    let down = wide - ((wide % unit) + unit) % unit
    let rounded: Int128 =
      switch name {
      case "floor": down
      case "ceil": down == wide ? wide : down + unit
      default: (Int128(wide.magnitude) + unit / 2) / unit * unit * (wide < 0 ? -1 : 1)
      }
    guard let fits = Int64(exactly: rounded) else { throw Overflow() }
    return fits
  }
}
