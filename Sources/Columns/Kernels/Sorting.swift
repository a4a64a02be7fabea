/// One column to order by.
public struct SortKey: Sendable {
  public var column: Column
  public var isDescending: Bool

  public init(column: Column, isDescending: Bool) {
    self.column = column
    self.isDescending = isDescending
  }
}

/// Ordering of rows: stable, missing last whatever the direction, texts by their bytes.
public enum Sorting {
  /// The rows `0..<count` in order. Complexity: O(count × keys).
  public static func order(count: Int, by keys: [SortKey]) -> Buffer<Int32> {
    ordered(Buffer(ascendingFrom: 0, count: count), keys.map(RankedKey.init))
  }

  /// The first `n` rows of `order`, found without ordering the rest. Complexity: O(count) where few tie with the last.
  public static func top(_ n: Int, count: Int, by keys: [SortKey]) -> Buffer<Int32> {
    let ranked = keys.map(RankedKey.init)
    let wanted = max(0, n)
    guard wanted < count, let first = ranked.first else {
      return ordered(Buffer(ascendingFrom: 0, count: count), ranked)[0..<min(wanted, count)]
    }
    let candidates = first.leading(wanted, count)
    return ordered(candidates, ranked)[0..<wanted]
  }

  /// Least important key first: each stable pass keeps the order of the ones before among equals.
  private static func ordered(_ rows: Buffer<Int32>, _ keys: [RankedKey]) -> Buffer<Int32> {
    keys.reversed().reduce(rows) { $1.sorted($0) }
  }
}

/// A key whose values have been made numbers in the order asked for.
private struct RankedKey {
  private let payloads: Buffer<Int64>
  private let known: Bitmap?
  /// Turns the order of signed integers, or its reverse, into that of unsigned ones.
  private let turn: UInt64

  init(_ key: SortKey) {
    payloads = key.column.orderedPayloads
    known = key.column.known
    turn = key.isDescending ? ~(1 << 63) : 1 << 63
  }

  /// The rows ordered by this key, stable; rows without a value at the end.
  func sorted(_ rows: Buffer<Int32>) -> Buffer<Int32> {
    var present: [RankedRow] = []
    var missing: [Int32] = []
    present.reserveCapacity(rows.count)
    rows.withUnsafe { rows in
      payloads.withUnsafe { payloads in
        for row in rows {
          if known?[Int(row)] ?? true {
            present.append(RankedRow(rank: UInt64(bitPattern: payloads[Int(row)]) ^ turn, row: row))
          } else {
            missing.append(row)
          }
        }
      }
    }
    RadixSort.sort(&present)
    return Buffer(count: rows.count) { target in
      for (place, item) in present.enumerated() { target[place] = item.row }
      for (place, row) in missing.enumerated() { target[present.count + place] = row }
    }
  }

  /// The rows that can be among the first `wanted`, ascending: those whose rank is no greater than the last one's.
  func leading(_ wanted: Int, _ count: Int) -> Buffer<Int32> {
    guard wanted > 0 else { return Buffer(repeating: 0, count: 0) }
    let knownCount = known?.setCount ?? count
    if knownCount < wanted { return Buffer(ascendingFrom: 0, count: count) }
    var candidates: [RankedRow] = []
    var bound = UInt64.max
    var enough = wanted * 4 + 1024
    candidates.reserveCapacity(enough)
    payloads.withUnsafe { payloads in
      for row in 0..<count {
        let rank = UInt64(bitPattern: payloads[row]) ^ turn
        guard rank <= bound, known?[row] ?? true else { continue }
        candidates.append(RankedRow(rank: rank, row: Int32(truncatingIfNeeded: row)))
        if candidates.count >= enough, rank < bound {
          bound = lastRank(candidates, wanted)
          candidates.removeAll { $0.rank > bound }
          // Where many tie at the bound they stay; looking again too soon would cost more than keeping them.
          enough = max(enough, candidates.count * 2)
        }
      }
    }
    bound = lastRank(candidates, wanted)
    return Buffer(candidates.filter { $0.rank <= bound }.map(\.row))
  }

  /// The rank of the last of the first `wanted` candidates.
  private func lastRank(_ candidates: [RankedRow], _ wanted: Int) -> UInt64 {
    var ranks = candidates.map { Int64(bitPattern: $0.rank ^ 1 << 63) }
    return ranks.withUnsafeMutableBufferPointer { UInt64(bitPattern: select($0, rank: wanted - 1)) ^ 1 << 63 }
  }
}

extension Column {
  /// A number for each row whose order is that of the values; texts by bytes, sets by their first member.
  var orderedPayloads: Buffer<Int64> {
    switch storage {
    case .text(let pool, let codes):
      let ranks = pool.ranks
      guard let codes else { return Lane(ranks).widened.values }
      return ranks.withUnsafe { ranks in
        codes.withUnsafe { codes in
          Buffer(count: count) { target in
            for row in 0..<count { target[row] = pool.has(codes[row]) ? Int64(ranks[Int(codes[row])]) : 0 }
          }
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
