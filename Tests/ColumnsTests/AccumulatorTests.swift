import Columns
import Testing

/// Every aggregation against its definition, value by value.
@Suite struct AccumulatorTests {
  private static let aggregations: [Aggregation] = [
    .count, .sum, .mean, .minimum, .maximum, .first, .last, .median, .percentile(0.9), .percentile(0), .percentile(1),
    .distinct, .standardDeviation, .list,
  ]

  static let samples: [(ValueType, [Value])] = {
    var random = Seeded(21)
    let draw = { (random: inout Seeded, value: (Int) -> Value) in
      (0..<700).map { _ in
        random.next() % 5 == 0 ? Value.missing : value(Int.random(in: -40...40, using: &random))
      }
    }
    return [
      (.whole, draw(&random) { .whole(Int64($0)) }), (.money, draw(&random) { .money(Int64($0) * 1001) }),
      (.date, draw(&random) { .date(Int32($0)) }), (.time, draw(&random) { .time(Int64($0) << 30) }),
      (.number, draw(&random) { .number(Double($0) / 4) }), (.truth, draw(&random) { .truth($0 > 0) }),
      (.text, draw(&random) { .text("w\($0 % 9)") }),
      (.textSet, draw(&random) { .textSet(["a", "b", "c"].prefix(abs($0) % 4).map { $0 }) }),
    ]
  }()

  /// What an aggregation gives by definition, or nil where it is not meant for the type.
  private func expected(_ aggregation: Aggregation, _ type: ValueType, _ all: [Value]) -> Value? {
    let values = all.filter { $0 != .missing }
    let isNumber = type.isNumeric || type == .time
    switch aggregation {
    case .count: return .whole(Int64(values.count))
    case .first: return values.first ?? .missing
    case .last: return values.last ?? .missing
    case .distinct:
      if type == .textSet { return .whole(Int64(Set(values.flatMap(\.members)).count)) }
      return .whole(Int64(Set(values).count))
    case .list:
      guard type == .text || type == .textSet else { return nil }
      let members = values.flatMap(\.members).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
      return members.isEmpty ? .missing : .text(members.joined(separator: ", "))
    case .minimum: return type == .textSet ? nil : values.min(by: isBefore) ?? .missing
    case .maximum: return type == .textSet ? nil : values.max(by: isBefore) ?? .missing
    default: return isNumber ? numeric(aggregation, type, values) : nil
    }
  }

  private func numeric(_ aggregation: Aggregation, _ type: ValueType, _ values: [Value]) -> Value {
    let numbers = values.map(\.asDouble)
    let mean = numbers.reduce(0, +) / Double(numbers.count)
    switch aggregation {
    case .sum:
      return type == .number ? .number(numbers.reduce(0, +)) : integer(type, values.reduce(0) { $0 + $1.asInteger })
    case .mean: return values.isEmpty ? .missing : .number(mean)
    case .standardDeviation:
      guard values.count > 1 else { return .missing }
      let spread = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return .number((spread / Double(numbers.count - 1)).squareRoot())
    case .median: return quantile(numbers, 0.5)
    case .percentile(let fraction): return quantile(numbers, fraction)
    default: return .missing
    }
  }

  private func integer(_ type: ValueType, _ value: Int64) -> Value {
    switch type {
    case .money: .money(value)
    case .time: .time(value)
    default: .whole(value)
    }
  }

  private func quantile(_ numbers: [Double], _ fraction: Double) -> Value {
    guard !numbers.isEmpty else { return .missing }
    let sorted = numbers.sorted()
    let place = fraction * Double(sorted.count - 1)
    let lower = sorted[Int(place)]
    let upper = sorted[min(sorted.count - 1, Int(place) + 1)]
    return .number(lower + (upper - lower) * (place - place.rounded(.down)))
  }

  private func isBefore(_ a: Value, _ b: Value) -> Bool {
    switch (a, b) {
    case (.text(let a), .text(let b)): precedes(a, b)
    case (.truth(let a), .truth(let b)): !a && b
    default: a.asDouble < b.asDouble
    }
  }

  /// The type in which a result is read.
  private func resultType(_ aggregation: Aggregation, _ type: ValueType) -> ValueType {
    switch aggregation {
    case .count, .distinct: .whole
    case .mean, .median, .percentile, .standardDeviation: .number
    case .list: .text
    case .sum, .minimum, .maximum, .first, .last: type
    }
  }

  private func expectClose(_ found: Value, _ wanted: Value, _ note: Comment) {
    if case .number(let a) = found, case .number(let b) = wanted {
      #expect(abs(a - b) <= 1e-9 * max(1, abs(b)), note)
    } else {
      #expect(found == wanted, note)
    }
  }

  @Test(arguments: samples.indices, [1, 7, 64, 100, 700]) func scattered(_ index: Int, _ blockSize: Int) throws {
    let (type, values) = AccumulatorTests.samples[index]
    var random = Seeded(index * 1000 + blockSize)
    let slots = values.map { _ in Int32.random(in: -1..<6, using: &random) }
    for selection in [nil, random.bits(values.count)] {
      for aggregation in AccumulatorTests.aggregations {
        let accumulator = Accumulator(aggregation, slots: 2, type: type)
        for start in stride(from: 0, to: values.count, by: blockSize) {
          let rows = start..<min(values.count, start + blockSize)
          accumulator.grow(slots: 6)
          try accumulator.add(
            Column.of(type, Array(values[rows])).vector(.range(0..<rows.count)), slots: Buffer(Array(slots[rows])),
            selected: selection.map { Bitmap(Array($0[rows])) })
        }
        // Slot 6 and 7 never got a row.
        let results = accumulator.finish(slots: 8).values(resultType(aggregation, type))
        for slot in 0..<8 {
          let own = values.indices.filter { slots[$0] == slot && selection?[$0] ?? true }.map { values[$0] }
          guard let wanted = expected(aggregation, type, own) else { continue }
          expectClose(results[slot], wanted, "\(aggregation) of \(type) in slot \(slot)")
        }
      }
    }
  }

  @Test(arguments: samples.indices, [1, 7, 64, 100, 700]) func segments(_ index: Int, _ blockSize: Int) throws {
    let (type, values) = AccumulatorTests.samples[index]
    var random = Seeded(index * 1000 + blockSize + 1)
    var offsets: [Int32] = [0, 0, 0]
    while let last = offsets.last, last < 700 { offsets.append(min(700, last + Int32(random.next() % 40))) }
    offsets += [700, 700]
    let column = Column.of(type, values)
    for selection in [nil, random.bits(values.count)] {
      for aggregation in AccumulatorTests.aggregations {
        let accumulator = Accumulator(aggregation, slots: offsets.count - 1, type: type)
        for start in stride(from: 0, to: values.count, by: blockSize) {
          let rows = start..<min(values.count, start + blockSize)
          try accumulator.add(
            column.vector(.range(rows)), segments: Buffer(offsets), base: start,
            selected: selection.map { Bitmap($0).slice(rows) })
        }
        let results = accumulator.finish(slots: offsets.count - 1).values(resultType(aggregation, type))
        for slot in 0..<offsets.count - 1 {
          let rows = Int(offsets[slot])..<Int(offsets[slot + 1])
          let own = rows.filter { selection?[$0] ?? true }.map { values[$0] }
          guard let wanted = expected(aggregation, type, own) else { continue }
          expectClose(results[slot], wanted, "\(aggregation) of \(type) in segment \(slot)")
        }
      }
    }
  }

  @Test func countOfRows() throws {
    let rows = Accumulator(.count, slots: 3, type: .whole)
    try rows.add(nil, slots: Buffer([0, 2, -1, 2]), selected: nil)
    try rows.add(nil, slots: Buffer([0, 2]), selected: Bitmap([false, true]))
    #expect(rows.finish(slots: 3).values(.whole) == [.whole(1), .whole(0), .whole(3)])
    let children = Accumulator(.count, slots: 3, type: .whole)
    try children.add(nil, segments: Buffer([0, 2, 2, 5]), base: 0, selected: nil)
    #expect(children.finish(slots: 3).values(.whole) == [.whole(2), .whole(0), .whole(3)])
  }

  @Test(arguments: [false, true]) func overflow(_ isSegments: Bool) {
    let sum = { (values: [Int64], known: [Bool]?) throws(ArithmeticOverflow) -> Value in
      let accumulator = Accumulator(.sum, slots: 2, type: .money)
      let vector = Vector(count: values.count, .int64(Lane(Buffer(values))), known: known.map { Bitmap($0) })
      if isSegments {
        try accumulator.add(vector, segments: Buffer([0, 1, Int32(values.count)]), base: 0, selected: nil)
      } else {
        try accumulator.add(vector, slots: Buffer(values.indices.map { $0 == 0 ? 0 : 1 }), selected: nil)
      }
      return accumulator.finish(slots: 2).values(.money)[1]
    }
    #expect(throws: ArithmeticOverflow(row: 2)) { try sum([.max, .max, 1], nil) }
    #expect(throws: ArithmeticOverflow(row: 2)) { try sum([0, .min, -1], nil) }
    #expect((try? sum([.max, .max, -1], nil)) == .money(.max - 1))
    #expect((try? sum([.max, .max, 1], [true, true, false])) == .money(.max))
  }

  @Test func overflowAcrossBlocks() throws {
    let accumulator = Accumulator(.sum, slots: 1, type: .whole)
    let half = Vector(repeating: .whole(1 << 62), count: 1)
    try accumulator.add(half, segments: Buffer([0, 2]), base: 0, selected: nil)
    #expect(throws: ArithmeticOverflow(row: 0)) {
      try accumulator.add(half, segments: Buffer([0, 2]), base: 1, selected: nil)
    }
  }

  @Test func meansOfHugeValues() throws {
    let accumulator = Accumulator(.mean, slots: 1, type: .whole)
    try accumulator.add(
      Vector(repeating: .whole(.max), count: 100), slots: Buffer(repeating: 0, count: 100), selected: nil)
    #expect(accumulator.finish(slots: 1).values(.number) == [.number(0x1p63)])
  }

  /// Small values beside huge ones that cancel: plain addition would lose the small ones.
  @Test func compensatedSums() throws {
    let values = [1e16, 1, -1e16, 1, 3e16, 1, -3e16]
    for order in [values, values.reversed(), values.sorted()] {
      let accumulator = Accumulator(.sum, slots: 1, type: .number)
      for value in order {
        try accumulator.add(Vector(repeating: .number(value), count: 1), slots: Buffer([0]), selected: nil)
      }
      #expect(accumulator.finish(slots: 1).values(.number) == [.number(3)])
    }
  }

  /// Texts from several pools, dictionaries with repeated entries among them, are the same when their bytes are.
  @Test func textsFromSeveralPools() throws {
    let pools = [TextPool(["b", "a", "b"]), TextPool(["a", "c"]), TextPool(["b", "a"])]
    for aggregation in [Aggregation.distinct, .list, .minimum, .maximum, .first, .last] {
      let accumulator = Accumulator(aggregation, slots: 1, type: .text)
      for (index, pool) in pools.enumerated() {
        let codes = Buffer((0..<pool.count).map { Int32($0) })
        let lane = TextLane(pool: pool, codes: Lane(codes), isDictionary: index != 1)
        try accumulator.add(
          Vector(count: pool.count, .text(lane)), slots: Buffer(repeating: 0, count: pool.count), selected: nil)
      }
      let result = accumulator.finish(slots: 1).values(resultType(aggregation, .text))
      let wanted: Value =
        switch aggregation {
        case .distinct: .whole(3)
        case .list: .text("b, a, c")
        case .minimum, .last: .text("a")
        case .maximum: .text("c")
        default: .text("b")
        }
      #expect(result == [wanted])
    }
  }
}

extension Value {
  /// The texts of a set, or the one text.
  fileprivate var members: [String] {
    switch self {
    case .text(let text): [text]
    case .textSet(let texts): texts
    default: []
    }
  }
}
