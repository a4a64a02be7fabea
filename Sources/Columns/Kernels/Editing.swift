/// Columns with other contents: rows behind them, other values in some rows, other rows.
extension Column {
  /// The column with more rows behind its own. Values that the type does not take are missing.
  ///
  /// Complexity: O(rows added), amortised; the first time O(rows), and for truths and missing values O(rows / 64).
  public func appending(_ values: [Value]) -> Column {
    let values = values.map { type.takes($0) ? $0 : .missing }
    let storage = wideEnough(for: values).storageAppending(values)
    return Column(type: type, storage: storage, known: knownAppending(values), count: count + values.count)
  }

  /// The column with other values in some of its rows. Complexity: O(rows).
  public func replacing(_ rows: [Int32], with values: [Value]) -> Column {
    let values = values.map { type.takes($0) ? $0 : .missing }
    let bits = values.map { $0 != .missing }
    let all = known ?? Bitmap(repeating: true, count: count)
    return Column(
      type: type, storage: wideEnough(for: values).storageReplacing(rows, values),
      known: all.replacing(rows, with: bits).unlessAllSet, count: count)
  }

  /// The rows at some positions, in that order; −1 gives a missing value. Texts keep their dictionary.
  public func picking(_ positions: Buffer<Int32>) -> Column {
    let present = known.map { $0.gathered(positions) } ?? positions.notNegative
    return Column(
      type: type, storage: storagePicking(positions), known: present.unlessAllSet, count: positions.count)
  }
}

extension Column {
  /// The same column with 64 bits a value, if 32 are too few for one of the values to come.
  private func wideEnough(for values: [Value]) -> Column {
    guard case .int32(let narrow) = storage, values.contains(where: { Int32(exactly: $0.storedInteger) == nil }) else {
      return self
    }
    let wide = Buffer<Int64>(count: count) { target in
      narrow.withUnsafe { source in
        for row in 0..<count { target[row] = Int64(source[row]) }
      }
    }
    return Column(type: type, storage: .int64(wide), known: known, count: count)
  }

  private func knownAppending(_ values: [Value]) -> Bitmap? {
    let bits = values.map { $0 != .missing }
    guard known != nil || bits.contains(false) else { return nil }
    return (known ?? Bitmap(repeating: true, count: count)).appending(bits)
  }

  private func storageAppending(_ values: [Value]) -> Storage {
    switch storage {
    case .int32(let own): return .int32(own.appending(values.map { Int32(truncatingIfNeeded: narrow($0)) }))
    case .int64(let own): return .int64(own.appending(values.map(\.storedInteger)))
    case .double(let own): return .double(own.appending(values.map(\.storedReal)))
    case .truth(let own): return .truth(own.appending(values.map { $0 == .truth(true) }))
    case .text(let pool, let codes):
      guard let codes else { return .text(pool.grown(by: values.map(\.bytes), isDistinct: false), codes: nil) }
      let (grown, entries) = pool.appending(values.map(\.bytes))
      return .text(grown, codes: codes.appending(entries))
    case .textSet(let pool, let offsets, let codes):
      let (grown, members, ends) = adding(values, to: pool, after: offsets[count])
      return .textSet(grown, offsets: offsets.appending(ends), codes: codes[0..<Int(offsets[count])].appending(members))
    }
  }

  private func storageReplacing(_ rows: [Int32], _ values: [Value]) -> Storage {
    switch storage {
    case .int32(let own):
      return .int32(own.replacing(rows, with: values.map { Int32(truncatingIfNeeded: narrow($0)) }))
    case .int64(let own): return .int64(own.replacing(rows, with: values.map(\.storedInteger)))
    case .double(let own): return .double(own.replacing(rows, with: values.map(\.storedReal)))
    case .truth(let own): return .truth(own.replacing(rows, with: values.map { $0 == .truth(true) }))
    case .text(let pool, let codes):
      let (grown, entries) = pool.appending(values.map(\.bytes))
      let own = codes ?? Buffer(ascendingFrom: 0, count: count)
      return .text(grown, codes: own.replacing(rows, with: entries))
    case .textSet: return setsReplacing(rows, values)
    }
  }

  private func storagePicking(_ positions: Buffer<Int32>) -> Storage {
    switch storage {
    case .int32(let own): return .int32(own.gathered(positions, filler: type.isReference ? -1 : 0))
    case .int64(let own): return .int64(own.gathered(positions, filler: 0))
    case .double(let own): return .double(own.gathered(positions, filler: 0))
    case .truth(let own): return .truth(own.gathered(positions))
    case .text(let pool, let codes):
      return .text(pool, codes: codes?.gathered(positions, filler: 0) ?? positions.withoutNegatives)
    case .textSet(let pool, let offsets, let codes):
      let lane = SetLane(pool: pool, offsets: offsets, codes: codes).gathered(positions)
      return .textSet(lane.pool, offsets: lane.offsets, codes: lane.codes)
    }
  }

  /// References without a row hold −1, whatever else is missing 0.
  private func narrow(_ value: Value) -> Int64 { value == .missing && type.isReference ? -1 : value.storedInteger }

  private func adding(
    _ values: [Value], to pool: TextPool, after end: Int32
  ) -> (pool: TextPool, members: [Int32], ends: [Int32]) {
    let texts = values.map(\.texts)
    let (grown, entries) = pool.appending(texts.flatMap { $0.map { Array($0.utf8) } })
    var members: [Int32] = []
    var ends: [Int32] = []
    var next = 0
    for set in texts {
      members += Set(entries[next..<next + set.count]).sorted()
      next += set.count
      ends.append(end + Int32(truncatingIfNeeded: members.count))
    }
    return (grown, members, ends)
  }

  private func setsReplacing(_ rows: [Int32], _ values: [Value]) -> Storage {
    guard case .textSet(let pool, let offsets, let codes) = storage else { return storage }
    let (grown, members, ends) = adding(values, to: pool, after: 0)
    var places: [Int32: Range<Int>] = [:]
    for (index, row) in rows.enumerated() { places[row] = (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index]) }
    var allEnds: [Int32] = [0]
    var all: [Int32] = []
    for row in 0..<count {
      if let place = places[Int32(truncatingIfNeeded: row)] {
        all += members[place]
      } else {
        for member in offsets[row]..<offsets[row + 1] { all.append(codes[Int(member)]) }
      }
      allEnds.append(Int32(truncatingIfNeeded: all.count))
    }
    return .textSet(grown, offsets: Buffer(allEnds), codes: Buffer(all))
  }
}

extension Bitmap {
  /// The bits with more behind them. Complexity: O(bits / 64), since a word may be shared with an older bitmap.
  func appending(_ bits: [Bool]) -> Bitmap {
    let total = count + bits.count
    return Bitmap(count: total) { target in
      target.initialize(repeating: 0)
      for index in 0..<words.count { target[index] = words[index] }
      for (index, bit) in bits.enumerated() where bit {
        target[(count + index) >> 6] |= 1 << UInt64((count + index) & 63)
      }
    }
  }

  /// The bits with others in some places.
  func replacing(_ places: [Int32], with bits: [Bool]) -> Bitmap {
    Bitmap(count: count) { target in
      for index in 0..<words.count { target[index] = words[index] }
      for (place, bit) in zip(places, bits) where place >= 0 && Int(place) < count {
        let mask: UInt64 = 1 << UInt64(place & 63)
        if bit { target[Int(place) >> 6] |= mask } else { target[Int(place) >> 6] &= ~mask }
      }
    }
  }
}

extension ValueType {
  /// Whether values are rows of a table.
  public var isReference: Bool {
    if case .reference = self { true } else { false }
  }

  /// Whether a column of this type takes the value: missing always, else one of its type. References take rows.
  public func takes(_ value: Value) -> Bool {
    switch (self, value) {
    case (_, .missing), (.truth, .truth), (.text, .text), (.whole, .whole), (.number, .number), (.percent, .number),
      (.money, .money), (.inexactMoney, .number), (.date, .date), (.time, .time), (.duration, .duration),
      (.textSet, .textSet), (.reference, .reference):
      true
    default: false
    }
  }
}

extension Value {
  /// The number that the value is stored as; 0 where it is none.
  fileprivate var storedInteger: Int64 {
    switch self {
    case .whole(let value), .money(let value), .time(let value), .duration(let value): value
    case .date(let days): Int64(days)
    case .reference(let row): Int64(row)
    default: 0
    }
  }

  fileprivate var storedReal: Double {
    if case .number(let value) = self { value } else { 0 }
  }

  fileprivate var bytes: [UInt8] {
    if case .text(let text) = self { Array(text.utf8) } else { [] }
  }

  fileprivate var texts: [String] {
    if case .textSet(let texts) = self { texts } else { [] }
  }
}
