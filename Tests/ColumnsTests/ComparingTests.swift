import CKernels
import Columns
import Testing

/// What a comparison of two values is by definition.
func holds<T: Comparable>(_ comparison: Comparison, _ a: T, _ b: T) -> Bool {
  switch comparison {
  case .equal: a == b
  case .notEqual: a != b
  case .less: a < b
  case .lessOrEqual: a <= b
  case .greater: a > b
  case .greaterOrEqual: a >= b
  }
}

/// Serialized: the level of the instructions is one for the process.
@Suite(.serialized) struct ComparingTests {
  @Test(arguments: [0, 1, 2]) func everyLengthAndLevel(_ level: Int) {
    let best = kernels_level()
    kernels_limit_level(Int32(level))
    defer { kernels_limit_level(best) }
    for length in 0...130 {
      var random = Seeded(length + level)
      check(.whole, &random, length, [.min, -1, 0, 1, 2, .max].map { Value.whole($0) }, \.asInteger)
      check(.date, &random, length, [.min, -1, 0, 1, .max].map { Value.date($0) }, \.asInteger)
      check(.number, &random, length, [-.infinity, -1.5, -0.0, 0, 1.5, 1e300].map { Value.number($0) }, \.asDouble)
    }
  }

  private func check<T: Comparable>(
    _ type: ValueType, _ random: inout Seeded, _ length: Int, _ pool: [Value], _ key: (Value) -> T
  ) {
    let a = values(length, pool, &random)
    let b = values(length, pool, &random)
    let (x, y) = (Column.of(type, a), Column.of(type, b))
    let (left, right) = (x.vector(.range(0..<length)), y.vector(.range(0..<length)))
    for comparison in Comparison.allCases {
      let pairwise = zip(a, b).map { $0 != .missing && $1 != .missing && holds(comparison, key($0), key($1)) }
      let bits = left.compare(comparison, right)
      #expect(bits.bools == pairwise)
      #expect(bits.hasCleanTail)
      let constant = pool[length % pool.count]
      let against = Vector(repeating: constant, count: length)
      let expected = a.map { $0 != .missing && holds(comparison, key($0), key(constant)) }
      #expect(left.compare(comparison, against).bools == expected)
      #expect(against.compare(comparison.mirrored, left).bools == expected)
      #expect(x.compare(comparison, constant, rows: 0..<length)?.bools == expected)
      let both = Vector(repeating: pool[0], count: length).compare(comparison, against)
      #expect(both.bools == a.map { _ in holds(comparison, key(pool[0]), key(constant)) })
    }
  }

  private func values(_ length: Int, _ pool: [Value], _ random: inout Seeded) -> [Value] {
    let known = random.known(length)
    return (0..<length).map { row in
      known?[row] ?? true ? pool[Int.random(in: 0..<pool.count, using: &random)] : .missing
    }
  }

  /// Whole numbers beside floating point, where rounding would lie.
  @Test func exactlyMixed() {
    let big = Int64(1) << 53
    let wholes: [Int64] = [.min, .min + 1, -big - 1, -1, 0, 1, big, big + 1, .max - 1, .max]
    let numbers: [Double] = [
      -.infinity, -0x1p63, -0x1p63 - 2048, -0x1p53, -0.5, 0, 0.5, 1, 0x1p53, 0x1p53 + 2, 0x1p63, 1e19, .infinity,
    ]
    for whole in wholes {
      for number in numbers {
        for comparison in Comparison.allCases {
          checkMixed(whole, number, comparison)
        }
      }
    }
  }

  private func checkMixed(_ whole: Int64, _ number: Double, _ comparison: Comparison) {
    let expected: Bool
    switch comparison {
    case .equal: expected = Int64(exactly: number) == whole
    case .notEqual: expected = Int64(exactly: number) != whole
    case .less: expected = isLess(whole, number)
    case .lessOrEqual: expected = isLess(whole, number) || Int64(exactly: number) == whole
    case .greater: expected = !isLess(whole, number) && Int64(exactly: number) != whole
    case .greaterOrEqual: expected = !isLess(whole, number)
    }
    let rows = Vector(count: 2, .int64(Lane(Buffer([whole, whole]))))
    let others = Vector(count: 2, .double(Lane(Buffer([number, number]))))
    let one = Vector(repeating: .whole(whole), count: 2)
    let other = Vector(repeating: .number(number), count: 2)
    let note: Comment = "\(whole) \(comparison) \(number)"
    #expect(rows.compare(comparison, others).bools == [expected, expected], note)
    #expect(rows.compare(comparison, other).bools == [expected, expected], note)
    #expect(one.compare(comparison, others).bools == [expected, expected], note)
    #expect(one.compare(comparison, other).bools == [expected, expected], note)
    #expect(others.compare(comparison.mirrored, rows).bools == [expected, expected], note)
    let wholes = Column(type: .whole, storage: .int64(Buffer([whole])), count: 1)
    #expect(wholes.compare(comparison, .number(number), rows: 0..<1)?.bools == [expected], note)
    let numbers = Column(type: .number, storage: .double(Buffer([number])), count: 1)
    #expect(numbers.compare(comparison.mirrored, .whole(whole), rows: 0..<1)?.bools == [expected], note)
    if let small = Int32(exactly: whole) {
      let narrow = Column(type: .whole, storage: .int32(Buffer([small])), count: 1)
      #expect(narrow.compare(comparison, .number(number), rows: 0..<1)?.bools == [expected], note)
    }
  }

  /// Whether a whole number is less than another, told without converting it.
  private func isLess(_ whole: Int64, _ number: Double) -> Bool {
    if number >= 0x1p63 { return true }
    if number < -0x1p63 { return false }
    let floor = number.rounded(.down)
    return floor == number ? whole < Int64(floor) : whole <= Int64(floor)
  }

  @Test func narrowColumnsWithWideConstants() {
    let column = Column(type: .money, storage: .int32(Buffer([.min, 0, .max])), count: 3)
    for constant in [Int64.min, Int64(Int32.min) - 1, Int64(Int32.max) + 1, .max] {
      for comparison in Comparison.allCases {
        let expected = [Int64(Int32.min), 0, Int64(Int32.max)].map { holds(comparison, $0, constant) }
        #expect(column.compare(comparison, .money(constant), rows: 0..<3)?.bools == expected)
      }
    }
  }

  @Test func truthAndMissing() {
    let column = Column.of(.truth, [.truth(true), .truth(false), .missing])
    #expect(column.compare(.equal, .truth(true), rows: 0..<3)?.bools == [true, false, false])
    #expect(column.compare(.notEqual, .truth(true), rows: 0..<3)?.bools == [false, true, false])
    #expect(column.compare(.less, .truth(true), rows: 0..<3)?.bools == [false, true, false])
    #expect(column.compare(.greaterOrEqual, .truth(false), rows: 1..<3)?.bools == [true, false])
    #expect(column.compare(.notEqual, .missing, rows: 0..<3)?.bools == [false, false, false])
    #expect(Column.of(.text, [.text("a")]).compare(.equal, .text("a"), rows: 0..<1) == nil)
  }

  @Test func bounds() {
    let vector = Column.of(.date, [.date(1), .date(2), .missing, .date(3)]).vector(.range(0..<4))
    #expect(vector.within(.date(2), .date(3)).bools == [false, true, false, true])
    #expect(vector.within(nil, .date(2)).bools == [true, true, false, false])
    #expect(vector.within(.date(2), nil).bools == [false, true, false, true])
    #expect(vector.within(nil, nil).bools == [true, true, false, true])
    #expect(vector.within(.date(3), .date(2)).isEmpty)
  }
}
