/// Finds the groups of rows that have equal keys, block by block.
///
/// Missing is a group of its own; groups are numbered in the order in which they are first seen. Texts are equal when
/// their bytes are. Not to be shared between threads.
public final class Grouper {
  private let encoders: [KeyEncoder]
  /// Pair i combines the number of the first i + 1 keys together with the number of the next.
  private let pairs: [IntegerTable]

  /// - Parameter keyCount: how many keys; with none there is one group.
  public init(keyCount: Int) {
    encoders = (0..<keyCount).map { _ in KeyEncoder() }
    pairs = (0..<max(0, keyCount - 1)).map { _ in IntegerTable() }
  }

  /// The group of each row of a block. Every key has the block's count.
  public func slots(for keys: [Vector]) -> Buffer<Int32> {
    precondition(keys.count == encoders.count, "as many keys as the grouper was made for")
    guard var slots = keys.first.map({ encoders[0].encode($0) }) else { return Buffer(repeating: 0, count: 0) }
    for index in 1..<max(1, keys.count) {
      slots = combine(slots, encoders[index].encode(keys[index]), pairs[index - 1])
    }
    return slots
  }

  private func combine(_ first: Buffer<Int32>, _ second: Buffer<Int32>, _ table: IntegerTable) -> Buffer<Int32> {
    first.withUnsafe { first in
      second.withUnsafe { second in
        Buffer(count: first.count) { target in
          for row in 0..<first.count {
            target[row] = table.number(of: Int64(first[row]) << 32 | Int64(second[row]))
          }
        }
      }
    }
  }

  /// How many groups there are so far.
  public var count: Int { pairs.last?.count ?? encoders.first?.count ?? 1 }

  /// The keys of the groups, one column a key, one row a group.
  public func keyColumns(types: [ValueType]) -> [Column] {
    var columns: [Column] = []
    var numbers = Buffer(ascendingFrom: 0, count: count)
    for index in encoders.indices.dropFirst().reversed() {
      let keys = pairs[index - 1].keys
      let combined = numbers.array.map { keys[Int($0)] }
      columns.append(
        encoders[index].column(Buffer(combined.map { Int32(truncatingIfNeeded: $0) }), type: types[index]))
      numbers = Buffer(combined.map { Int32(truncatingIfNeeded: $0 >> 32) })
    }
    if let encoder = encoders.first { columns.append(encoder.column(numbers, type: types[0])) }
    return columns.reversed()
  }
}
