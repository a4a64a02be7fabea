import Columns

extension ValueType {
  /// The number of each type in a file, for good: a number is never given to another type.
  private static let numbers: [(type: ValueType, number: UInt8)] = [
    (.truth, 1), (.text, 2), (.whole, 3), (.number, 4), (.percent, 5), (.money, 6), (.inexactMoney, 7), (.date, 8),
    (.time, 9), (.duration, 10), (.textSet, 11),
  ]
  private static let reference: UInt8 = 12

  /// Writes the type; of a reference, also the position of the table it leads to.
  public func write(to writer: inout ByteWriter) {
    if case .reference(let table) = self {
      writer.append(byte: ValueType.reference)
      writer.append(count: table)
    } else {
      writer.append(byte: ValueType.numbers.first { $0.type == self }?.number ?? 0)
    }
  }

  /// Reads a type in a book of so many tables.
  public init(from reader: inout ByteReader, tableCount: Int) throws(MalformedBytes) {
    let number = try reader.byte()
    if number == ValueType.reference {
      guard tableCount > 0 else { throw reader.malformed("a reference leads to no table") }
      self = .reference(table: try reader.count(upTo: tableCount - 1))
    } else {
      guard let known = ValueType.numbers.first(where: { $0.number == number }) else {
        throw reader.malformed("there is no type \(number)")
      }
      self = known.type
    }
  }
}
