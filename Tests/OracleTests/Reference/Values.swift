import Columns
import Text

/// A whole number or amount beyond 64 bits, a date beyond 32: what the engine reports as an overflow.
struct Overflow: Error {}

/// The reference does not know something: a new function or clause has to be added to it too.
struct NotInReference: Error {
  var what: String
}

/// Values side by side, by the plainest rules.
enum Values {
  /// −1, 0 or 1; nil where one is missing. Texts by their bytes.
  static func order(_ a: Value, _ b: Value) throws -> Int? {
    switch (a, b) {
    case (.missing, _), (_, .missing): return nil
    case (.truth(let x), .truth(let y)): return sign(x ? 1 : 0, y ? 1 : 0)
    case (.whole(let x), .whole(let y)), (.money(let x), .money(let y)), (.time(let x), .time(let y)),
      (.duration(let x), .duration(let y)):
      return sign(x, y)
    case (.date(let x), .date(let y)): return sign(x, y)
    case (.number(let x), .number(let y)): return sign(x, y)
    case (.text(let x), .text(let y)):
      if Array(x.utf8) == Array(y.utf8) { return 0 }
      return x.utf8.lexicographicallyPrecedes(y.utf8) ? -1 : 1
    default: throw NotInReference(what: "comparing \(a) with \(b)")
    }
  }

  private static func sign<T: Comparable>(_ a: T, _ b: T) -> Int { a < b ? -1 : a > b ? 1 : 0 }

  /// Whether two values are the same to a group: equal, or both missing.
  static func areSame(_ a: Value, _ b: Value) throws -> Bool {
    if a == .missing || b == .missing { return a == .missing && b == .missing }
    return try order(a, b) == 0
  }

  /// A text without the difference of case.
  static func folded(_ text: String) -> [UInt8] { Array(CaseFolding.fold(text).utf8) }

  /// The known values, each once, in the order met.
  static func distinct(_ values: [Value]) throws -> [Value] {
    var seen: [Value] = []
    for value in values where value != .missing {
      if try !seen.contains(where: { try areSame($0, value) }) { seen.append(value) }
    }
    return seen
  }

  /// Sorted ascending; equal values keep their order.
  static func sorted(_ values: [Value]) throws -> [Value] {
    try values.enumerated().sorted { first, second in
      let order = try order(first.element, second.element) ?? 0
      return order == 0 ? first.offset < second.offset : order < 0
    }.map(\.element)
  }

  /// A number for arithmetic on doubles; money in minor units, times in microseconds.
  static func double(_ value: Value) throws -> Double {
    switch value {
    case .whole(let x), .money(let x), .duration(let x), .time(let x): return Double(x)
    case .number(let x): return x
    default: throw NotInReference(what: "\(value) as a number")
    }
  }

  /// The number, or missing where there is no such number.
  static func finite(_ value: Double) -> Value { value.isFinite ? .number(value) : .missing }
}
