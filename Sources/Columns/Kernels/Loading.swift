extension Column {
  /// The values of a block of rows: views where the rows are neighbours, gathered where they are listed.
  ///
  /// Whole numbers, money, times and durations come out 64 bits wide; dates and references 32. A listed −1 is unknown.
  public func vector(_ rows: RowBatch) -> Vector {
    switch rows {
    case .range(let range): slice(range)
    case .list(let positions): gathered(positions)
    }
  }

  /// Whether the 32-bit values stand for 64-bit ones that happened to fit.
  private var isWidened: Bool {
    switch type {
    case .date, .reference: false
    default: true
    }
  }

  private func slice(_ range: Range<Int>) -> Vector {
    Vector(count: range.count, sliceData(range), known: known?.slice(range).unlessAllSet)
  }

  private func sliceData(_ range: Range<Int>) -> Vector.Data {
    switch storage {
    case .int32(let values):
      let lane = Lane(values[range])
      return isWidened ? .int64(lane.widened) : .int32(lane)
    case .int64(let values): return .int64(Lane(values[range]))
    case .double(let values): return .double(Lane(values[range]))
    case .truth(let bits): return .truth(bits.slice(range))
    case .text(let pool, let codes):
      let entries = codes.map { $0[range] } ?? Buffer(ascendingFrom: range.lowerBound, count: range.count)
      return .text(TextLane(pool: pool, codes: Lane(entries), isDictionary: codes != nil))
    case .textSet(let pool, let offsets, let codes):
      return .textSet(SetLane(pool: pool, offsets: offsets[range.lowerBound..<range.upperBound + 1], codes: codes))
    }
  }

  private func gathered(_ positions: Buffer<Int32>) -> Vector {
    let present = known.map { $0.gathered(positions) } ?? positions.notNegative
    return Vector(count: positions.count, gatheredData(positions), known: present.unlessAllSet)
  }

  private func gatheredData(_ positions: Buffer<Int32>) -> Vector.Data {
    switch storage {
    case .int32(let values):
      let lane = Lane(values.gathered(positions, filler: 0))
      return isWidened ? .int64(lane.widened) : .int32(lane)
    case .int64(let values): return .int64(Lane(values.gathered(positions, filler: 0)))
    case .double(let values): return .double(Lane(values.gathered(positions, filler: 0)))
    case .truth(let bits): return .truth(bits.gathered(positions))
    case .text(let pool, let codes):
      let entries = codes?.gathered(positions, filler: 0) ?? positions.withoutNegatives
      return .text(TextLane(pool: pool, codes: Lane(entries), isDictionary: codes != nil))
    case .textSet(let pool, let offsets, let codes):
      return .textSet(SetLane(pool: pool, offsets: offsets, codes: codes).gathered(positions))
    }
  }
}

extension Vector {
  /// The rows at `positions` of this block; −1 gives an unknown row.
  public func gathered(_ positions: Buffer<Int32>) -> Vector {
    let present = known.map { $0.gathered(positions) } ?? positions.notNegative
    return Vector(count: positions.count, gatheredData(positions), known: present.unlessAllSet)
  }

  private func gatheredData(_ positions: Buffer<Int32>) -> Data {
    switch data {
    case .int32(let lane): .int32(lane.gathered(positions, filler: 0))
    case .int64(let lane): .int64(lane.gathered(positions, filler: 0))
    case .double(let lane): .double(lane.gathered(positions, filler: 0))
    case .truth(let bits): .truth(bits.gathered(positions))
    case .text(let lane):
      .text(
        TextLane(
          pool: lane.pool, codes: lane.codes.gathered(positions, filler: 0), isDictionary: lane.isDictionary))
    case .textSet(let lane): .textSet(lane.gathered(positions))
    }
  }
}

extension SetLane {
  /// The sets at `positions`; empty where a position is −1.
  func gathered(_ positions: Buffer<Int32>) -> SetLane {
    var starts: [Int32] = [0]
    var members: [Int32] = []
    starts.reserveCapacity(positions.count + 1)
    for row in 0..<positions.count {
      let position = Int(positions[row])
      if position >= 0 {
        for member in offsets[position]..<offsets[position + 1] { members.append(codes[Int(member)]) }
      }
      starts.append(Int32(truncatingIfNeeded: members.count))
    }
    return SetLane(pool: pool, offsets: Buffer(starts), codes: Buffer(members))
  }
}

extension Buffer<Int32> {
  /// `first`, `first + 1`, …
  init(ascendingFrom first: Int, count: Int) {
    let first = Int32(truncatingIfNeeded: first)
    self.init(count: count) { target in
      for row in 0..<count { target[row] = first &+ Int32(truncatingIfNeeded: row) }
    }
  }

  /// Which of the values are positions rather than −1.
  var notNegative: Bitmap { compared(.greaterOrEqual, 0) }

  /// The values with 0 in the place of −1.
  var withoutNegatives: Buffer {
    withUnsafe { source in
      Buffer(count: count) { target in
        for row in 0..<source.count { target[row] = max(0, source[row]) }
      }
    }
  }
}
