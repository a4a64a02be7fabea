/// Columns with another column of the same type behind them.
extension Column {
  /// The rows of both columns, this one's first. A column of another type counts as
  /// missing values.
  ///
  /// Small dictionaries are made one. Complexity: O(rows of both).
  public func joined(with other: Column) -> Column {
    if count == 0 { return other }
    if other.count == 0 { return self }
    guard type == other.type else { return joined(with: Column(missing: type, count: other.count)) }
    return Column(
      type: type, storage: joinedStorage(other), known: joinedKnown(other), count: count + other.count)
  }

  private func joinedKnown(_ other: Column) -> Bitmap? {
    guard known != nil || other.known != nil else { return nil }
    return (known ?? Bitmap(repeating: true, count: count))
      .joined(with: other.known ?? Bitmap(repeating: true, count: other.count))
  }

  private func joinedStorage(_ other: Column) -> Storage {
    switch (storage, other.storage) {
    case (.int32(let own), .int32(let others)): .int32(own.joined(with: others))
    case (.double(let own), .double(let others)): .double(own.joined(with: others))
    case (.truth(let own), .truth(let others)): .truth(own.joined(with: others))
    case (.text(let pool, let codes), .text(let otherPool, let otherCodes)):
      joinedTexts(pool, codes, otherPool, otherCodes, other.count)
    case (.textSet(let pool, let offsets, let codes), .textSet(let otherPool, let otherOffsets, let otherCodes)):
      joinedSets((pool, offsets, codes), (otherPool, otherOffsets, otherCodes))
    default: .int64(wide.joined(with: other.wide))
    }
  }

  /// The values with 64 bits each.
  private var wide: Buffer<Int64> {
    switch storage {
    case .int64(let values): values
    case .int32(let values):
      Buffer(count: values.count) { target in
        for row in 0..<values.count { target[row] = Int64(values[row]) }
      }
    default: Buffer(repeating: 0, count: count)
    }
  }

  private func joinedTexts(
    _ pool: TextPool, _ codes: Buffer<Int32>?, _ otherPool: TextPool, _ otherCodes: Buffer<Int32>?, _ otherCount: Int
  ) -> Storage {
    if codes == nil, otherCodes == nil, pool.count == count, otherPool.count == otherCount {
      return .text(pool.joined(with: otherPool), codes: nil)
    }
    let (joint, entries) = pool.merged(with: otherPool)
    let own = codes ?? Buffer(ascendingFrom: 0, count: count)
    let others = Buffer<Int32>(count: otherCount) { target in
      for row in 0..<otherCount { target[row] = entries[otherCodes.map { Int($0[row]) } ?? row] }
    }
    return .text(joint, codes: own.joined(with: others))
  }

  private typealias Sets = (pool: TextPool, offsets: Buffer<Int32>, codes: Buffer<Int32>)

  private func joinedSets(_ own: Sets, _ other: Sets) -> Storage {
    let (joint, entries) = own.pool.merged(with: other.pool)
    let ownEnd = own.offsets[own.offsets.count - 1]
    var codes: [Int32] = []
    codes.reserveCapacity(other.codes.count)
    var ends: [Int32] = []
    for row in 0..<(other.offsets.count - 1) {
      let members = other.codes[Int(other.offsets[row])..<Int(other.offsets[row + 1])].array
      codes += Set(members.map { entries[Int($0)] }).sorted()
      ends.append(ownEnd + Int32(truncatingIfNeeded: codes.count))
    }
    return .textSet(
      joint, offsets: own.offsets.joined(with: Buffer(ends)),
      codes: own.codes[0..<Int(ownEnd)].joined(with: Buffer(codes)))
  }
}

extension Buffer {
  /// The values of both, these first, in memory of their own.
  public func joined(with other: Buffer) -> Buffer {
    let total = count + other.count
    return Buffer(count: total) { target in
      withUnsafe { source in _ = target[0..<count].initialize(fromContentsOf: source) }
      other.withUnsafe { source in _ = target[count..<total].initialize(fromContentsOf: source) }
    }
  }
}

extension Bitmap {
  fileprivate func joined(with other: Bitmap) -> Bitmap {
    let total = count + other.count
    let shift = UInt64(count & 63)
    return Bitmap(count: total) { target in
      target.initialize(repeating: 0)
      for index in 0..<words.count { target[index] = words[index] }
      for index in 0..<other.words.count {
        let place = (count >> 6) + index
        target[place] |= other.words[index] << shift
        if shift > 0, place + 1 < target.count { target[place + 1] |= other.words[index] >> (64 - shift) }
      }
    }
  }
}

extension TextPool {
  /// The entries of both pools, whatever they are.
  fileprivate func joined(with other: TextPool) -> TextPool {
    let shift = offsets[count]
    let moved = Buffer<UInt32>(count: other.count) { target in
      for entry in 0..<other.count { target[entry] = other.offsets[entry + 1] &+ shift }
    }
    return TextPool(
      bytes: bytes[0..<Int(shift)].joined(with: other.bytes[0..<Int(other.offsets[other.count])]),
      offsets: offsets.joined(with: moved))
  }

  /// A pool with the entries of both, and where each entry of the other is in it. Entries that both have are one, unless
  /// there are too many to look.
  fileprivate func merged(with other: TextPool) -> (pool: TextPool, entries: [Int32]) {
    guard count <= PoolLookup.limit, other.count <= PoolLookup.limit else {
      let shift = Int32(truncatingIfNeeded: count)
      return (joined(with: other), (0..<other.count).map { shift + Int32(truncatingIfNeeded: $0) })
    }
    return appending((0..<other.count).map { entry in other.withBytes(entry) { Array($0) } })
  }
}
