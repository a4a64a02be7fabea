import CivilTime
import Columns

// How functions without a kernel of their own walk a block: lanes are taken out of the vectors once, then one closure
// makes each row's value. A vector without a single known value may be of any kind: its lane is a constant filler.

extension Vector {
  /// Whether the row has a value.
  func isKnown(_ row: Int) -> Bool { known?[row] ?? true }

  /// Whether one value stands for every row. Behind a reference, one value stands only for the rows that lead somewhere.
  var isConstant: Bool {
    guard known == nil else { return false }
    return switch data {
    case .int32(let lane): lane.isConstant
    case .int64(let lane): lane.isConstant
    case .double(let lane): lane.isConstant
    case .text(let lane): lane.codes.isConstant
    case .truth, .textSet: false
    }
  }

  /// Whole numbers, minor units, times or durations.
  var wholes: Lane<Int64> {
    switch data {
    case .int64(let lane): lane
    case .int32(let lane):
      lane.isConstant ? Lane(constant: Int64(lane[0])) : Lane(Buffer(lane.values.array.map { Int64($0) }))
    default: Lane(constant: 0)
    }
  }

  /// Floating-point numbers.
  var numbers: Lane<Double> {
    if case .double(let lane) = data { lane } else { Lane(constant: 0) }
  }

  /// The calendar days of dates or times.
  var days: Lane<Int32> {
    switch data {
    case .int32(let lane): lane
    case .int64(let lane):
      lane.isConstant
        ? Lane(constant: Microseconds.split(lane[0]).days)
        : Lane(Buffer(lane.values.array.map { Microseconds.split($0).days }))
    default: Lane(constant: 0)
    }
  }

  /// The microseconds since 1970 of times, or of the midnights that begin dates.
  var instants: Lane<Int64> {
    switch data {
    case .int64(let lane): lane
    case .int32(let lane):
      lane.isConstant
        ? Lane(constant: Int64(lane[0]) * Microseconds.day)
        : Lane(Buffer(lane.values.array.map { Int64($0) * Microseconds.day }))
    default: Lane(constant: 0)
    }
  }

  /// One 32-bit value a row; nil, like a missing argument, gives missing.
  static func int32s(
    _ arguments: [Vector], count: Int, _ value: (_ row: Int) throws -> Int32?
  ) rethrows -> Vector {
    let (lane, known) = try rows(arguments, count: count, filler: 0, value)
    return Vector(count: count, .int32(lane), known: known)
  }

  /// One 64-bit value a row; nil, like a missing argument, gives missing.
  static func int64s(
    _ arguments: [Vector], count: Int, _ value: (_ row: Int) throws -> Int64?
  ) rethrows -> Vector {
    let (lane, known) = try rows(arguments, count: count, filler: 0, value)
    return Vector(count: count, .int64(lane), known: known)
  }

  /// One floating-point value a row; nil and what is no finite number, like a missing argument, give missing.
  static func doubles(_ arguments: [Vector], count: Int, _ value: (_ row: Int) -> Double?) -> Vector {
    let (lane, known) = rows(arguments, count: count, filler: 0) { row in
      value(row).flatMap { $0.isFinite ? $0 : nil }
    }
    return Vector(count: count, .double(lane), known: known)
  }

  /// One text a row, appended to the array by `append`; false, like a missing argument, gives missing.
  static func texts(
    _ arguments: [Vector], count: Int, _ append: (_ row: Int, inout [UInt8]) -> Bool
  ) -> Vector {
    var builder = TextPoolBuilder()
    let (lane, known) = rows(arguments, count: count, filler: Int32(0)) { row in
      let start = builder.bytes.count
      guard append(row, &builder.bytes) else {
        builder.bytes.removeSubrange(start...)
        return nil
      }
      builder.finishEntry()
      return Int32(truncatingIfNeeded: builder.count - 1)
    }
    if builder.count == 0 { builder.finishEntry() }
    return Vector(
      count: count, .text(TextLane(pool: TextPool(builder), codes: lane, isDictionary: false)), known: known)
  }

  private static func rows<R>(
    _ arguments: [Vector], count: Int, filler: R, _ value: (_ row: Int) throws -> R?
  ) rethrows -> (lane: Lane<R>, known: Bitmap?) {
    let isConstant = count > 0 && arguments.allSatisfy(\.isConstant)
    var values = [R](repeating: filler, count: isConstant ? 1 : count)
    var unknown: [Int] = []
    for row in values.indices {
      if arguments.allSatisfy({ $0.isKnown(row) }), let one = try value(row) {
        values[row] = one
      } else {
        unknown.append(row)
      }
    }
    if isConstant { return (Lane(constant: values[0]), unknown.isEmpty ? nil : Bitmap(repeating: false, count: count)) }
    return (Lane(Buffer(values)), unknown.isEmpty ? nil : bitmap(without: unknown, count: count))
  }

  private static func bitmap(without rows: [Int], count: Int) -> Bitmap {
    var bits = [Bool](repeating: true, count: count)
    for row in rows { bits[row] = false }
    return Bitmap(bits)
  }
}
