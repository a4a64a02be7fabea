/// A whole column of a table or of a result: a type, its values and which of them are known.
public struct Column: Sendable {
  /// How the values lie in memory.
  public enum Storage: Sendable {
    /// Dates (days), references (rows, −1 for none), and whole numbers or minor units that fit.
    case int32(Buffer<Int32>)
    /// Whole numbers, minor units, times and durations (microseconds).
    case int64(Buffer<Int64>)
    case double(Buffer<Double>)
    case truth(Bitmap)
    /// A pool and the entry of each row; without codes, row i is entry i.
    case text(TextPool, codes: Buffer<Int32>?)
    /// A pool and, for row i, the entries `codes[offsets[i]..<offsets[i + 1]]`, ascending and distinct.
    case textSet(TextPool, offsets: Buffer<Int32>, codes: Buffer<Int32>)
  }

  public let type: ValueType
  public let storage: Storage
  /// Which rows have a value; nil when all have. The storage of an unknown row holds a harmless filler (0, code 0).
  public let known: Bitmap?
  public let count: Int

  public init(type: ValueType, storage: Storage, known: Bitmap? = nil, count: Int) {
    self.type = type
    self.storage = storage
    self.known = known
    self.count = count
  }

  /// The value of one row, for showing, exporting and testing; never for evaluating.
  public func value(_ row: Int) -> Value {
    if let known, !known[row] { return .missing }
    switch storage {
    case .int32(let values): return integer(Int64(values[row]))
    case .int64(let values): return integer(values[row])
    case .double(let values): return .number(values[row])
    case .truth(let bits): return .truth(bits[row])
    case .text(let pool, let codes): return .text(pool.string(codes.map { Int($0[row]) } ?? row))
    case .textSet(let pool, let offsets, let codes):
      return .textSet((offsets[row]..<offsets[row + 1]).map { pool.string(Int(codes[Int($0)])) })
    }
  }

  private func integer(_ value: Int64) -> Value { Value(stored: value, as: type) }
}

extension Value {
  /// What a number stands for in a column of a type that is stored as whole numbers.
  public init(stored value: Int64, as type: ValueType) {
    self =
      switch type {
      case .money: .money(value)
      case .date: .date(Int32(truncatingIfNeeded: value))
      case .time: .time(value)
      case .duration: .duration(value)
      case .reference: .reference(row: Int32(truncatingIfNeeded: value))
      default: .whole(value)
      }
  }
}
