/// One column to order by.
public struct SortKey: Sendable {
  public var column: Column
  public var isDescending: Bool

  public init(column: Column, isDescending: Bool) {
    self.column = column
    self.isDescending = isDescending
  }

  /// A number for each of the first `count` rows whose ascending order is the order asked for; missing comes last.
  func ranks(_ count: Int) -> [UInt64] {
    let ordered = column.orderedPayloads
    let last = UInt64.max
    return (0..<count).map { row in
      guard column.known?[row] ?? true else { return last }
      // The sign bit turned makes the order of signed numbers that of unsigned ones; nothing known reaches `last`.
      let rank = UInt64(bitPattern: ordered[row]) ^ 1 << 63
      return isDescending ? ~rank &- (rank == 0 ? 1 : 0) : rank &- (rank == last ? 1 : 0)
    }
  }
}

/// Ordering of rows: stable, missing last whatever the direction, texts by their bytes.
public enum Sorting {
  /// The rows `0..<count` in order. Complexity: O(count × bytes in which the keys differ).
  public static func order(count: Int, by keys: [SortKey]) -> Buffer<Int32> {
    var order = Array(0..<Int32(truncatingIfNeeded: count))
    // Least important key first: each stable pass keeps the order of the ones before among equals.
    for key in keys.reversed() { order = sorted(order, by: key.ranks(count)) }
    return Buffer(order)
  }

  /// The first `n` rows of `order`, found without ordering the rest.
  public static func top(_ n: Int, count: Int, by keys: [SortKey]) -> Buffer<Int32> {
    guard n < count, n >= 0 else { return order(count: count, by: keys) }
    guard n > 0, let first = keys.first else { return Buffer(ascendingFrom: 0, count: n) }
    let ranks = first.ranks(count)
    var scratch = ranks.map { Int64(bitPattern: $0 ^ 1 << 63) }
    let limit = scratch.withUnsafeMutableBufferPointer { UInt64(bitPattern: select($0, rank: n - 1)) ^ 1 << 63 }
    var candidates = (0..<Int32(truncatingIfNeeded: count)).filter { ranks[Int($0)] <= limit }
    for key in keys.dropFirst().reversed() { candidates = sorted(candidates, by: key.ranks(count)) }
    candidates = sorted(candidates, by: ranks)
    return Buffer(Array(candidates.prefix(n)))
  }

  /// Radix sort, byte by byte from the least one, leaving out bytes in which all the rows agree.
  private static func sorted(_ rows: [Int32], by ranks: [UInt64]) -> [Int32] {
    guard rows.count > 1 else { return rows }
    var common: UInt64 = 0
    let sample = ranks[Int(rows[0])]
    for row in rows { common |= ranks[Int(row)] ^ sample }
    var source = rows
    var target = rows
    for shift in stride(from: UInt64(0), to: 64, by: 8) where common >> shift & 0xFF != 0 {
      pass(source, &target, ranks, shift)
      swap(&source, &target)
    }
    return source
  }

  private static func pass(_ source: [Int32], _ target: inout [Int32], _ ranks: [UInt64], _ shift: UInt64) {
    var next = [Int](repeating: 0, count: 257)
    for row in source { next[Int(ranks[Int(row)] >> shift & 0xFF) + 1] += 1 }
    for digit in 0..<256 { next[digit + 1] += next[digit] }
    for row in source {
      let digit = Int(ranks[Int(row)] >> shift & 0xFF)
      target[next[digit]] = row
      next[digit] += 1
    }
  }
}

extension Column {
  /// A number for each row whose order is that of the values; texts by bytes, sets by their first member.
  var orderedPayloads: Buffer<Int64> {
    switch storage {
    case .text(let pool, let codes):
      let ranks = pool.ranks
      return Buffer(count: count) { target in
        for row in 0..<count {
          let entry = codes?[row] ?? Int32(truncatingIfNeeded: row)
          target[row] = pool.has(entry) ? Int64(ranks[Int(entry)]) : 0
        }
      }
    case .textSet(let pool, let offsets, let codes):
      let ranks = pool.ranks
      return Buffer(count: count) { target in
        for row in 0..<count {
          let members = offsets[row]..<offsets[row + 1]
          target[row] = members.map { Int64(ranks[Int(codes[Int($0)])]) }.min() ?? -1
        }
      }
    default:
      return vector(.range(0..<count)).payloads ?? Buffer(repeating: 0, count: count)
    }
  }
}

extension TextPool {
  /// For each entry, how many different texts come before it by bytes.
  var ranks: Buffer<Int32> {
    let order = (0..<count).sorted { self.order($0, self, $1) < 0 }
    return Buffer(count: count) { target in
      var rank: Int32 = 0
      for (place, entry) in order.enumerated() {
        if place > 0, self.order(order[place - 1], self, entry) != 0 { rank += 1 }
        target[entry] = rank
      }
    }
  }
}
