import Columns
import Testing

@Suite struct OrderingTests {
  private func isBefore(_ a: Value, _ b: Value) -> Bool {
    switch (a, b) {
    case (.text(let a), .text(let b)): precedes(a, b)
    case (.truth(let a), .truth(let b)): !a && b
    case (.number(let a), .number(let b)): a < b
    default: a.asInteger < b.asInteger
    }
  }

  /// A stable sort by definition: insertion of each row after all that do not come after it.
  private func expected(_ count: Int, _ keys: [(column: Column, isDescending: Bool)]) -> [Int32] {
    let comes = { (a: Int, b: Int) -> Bool in
      for key in keys {
        let (x, y) = (key.column.value(a), key.column.value(b))
        if x == .missing || y == .missing {
          if (x == .missing) != (y == .missing) { return y == .missing }
        } else if isBefore(x, y) || isBefore(y, x) {
          return isBefore(x, y) != key.isDescending
        }
      }
      return false
    }
    return (0..<count).sorted { comes($0, $1) || (!comes($1, $0) && $0 < $1) }.map { Int32($0) }
  }

  private func column(_ kind: Int, _ count: Int, _ random: inout Seeded) -> Column {
    let isSparse = random.next() % 2 == 0
    let draw = { (random: inout Seeded, type: ValueType, value: (Int, UInt64) -> Value) in
      Column.of(
        type,
        (0..<count).map { _ in
          isSparse && random.next() % 4 == 0 ? .missing : value(Int.random(in: -3...3, using: &random), random.next())
        })
    }
    switch kind {
    case 0: return draw(&random, .whole) { small, _ in .whole(Int64(small)) }
    case 1:
      return draw(&random, .whole) { small, wide in
        .whole([.min, .max, .max - 1, Int64(bitPattern: wide), 0][abs(small)])
      }
    case 2:
      return draw(&random, .number) { small, wide in .number(small == 0 ? -0.0 : Double(Int64(bitPattern: wide)) * 1e-9)
      }
    case 3: return draw(&random, .date) { small, _ in .date(Int32(small)) }
    case 4: return draw(&random, .truth) { small, _ in .truth(small > 0) }
    default:
      return draw(&random, .text) { small, wide in
        .text(["", "é", "common beginning \(wide % 50)", "a\u{0}", "a", "common begin", "zz"][small + 3])
      }
    }
  }

  @Test(arguments: 0..<6) func orderAndTop(_ kind: Int) {
    var random = Seeded(kind + 77)
    for count in [0, 1, 2, 24, 65, 300] {
      let first = column(kind, count, &random)
      let second = column((kind + 1) % 6, count, &random)
      for keys in [
        [(first, false)], [(first, true)], [(first, false), (second, true)], [(first, true), (second, false)],
      ] {
        let keys = keys.map { (column: $0.0, isDescending: $0.1) }
        let wanted = expected(count, keys)
        let sortKeys = keys.map { SortKey(column: $0.column, isDescending: $0.isDescending) }
        #expect(Sorting.order(count: count, by: sortKeys).array == wanted)
        for n in [0, 1, 5, 64, count, count + 1] {
          #expect(Sorting.top(n, count: count, by: sortKeys).array == Array(wanted.prefix(n)))
        }
      }
    }
    #expect(Sorting.order(count: 3, by: []).array == [0, 1, 2])
    #expect(Sorting.top(2, count: 3, by: []).array == [0, 1])
  }

  @Test func manyRows() {
    var random = Seeded(5)
    let values = (0..<60_000).map { _ in Int64(random.next() % 3000) }
    let column = Column(type: .whole, storage: .int64(Buffer(values)), count: values.count)
    let wanted = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }.map { Int32($0) }
    #expect(Sorting.order(count: values.count, by: [SortKey(column: column, isDescending: false)]).array == wanted)
    for n in [1, 100, 30_000] {
      let top = Sorting.top(n, count: values.count, by: [SortKey(column: column, isDescending: false)])
      #expect(top.array == Array(wanted.prefix(n)))
    }
  }

  /// Long common beginnings, prefixes of each other, zero bytes and duplicates.
  @Test func manyTexts() {
    var random = Seeded(6)
    let texts = (0..<3000).map { _ in
      String(repeating: "x", count: Int(random.next() % 40))
        + ["", "\u{0}", "\u{0}\u{0}", "y", "é"][Int(random.next() % 5)]
    }
    let column = Column(type: .text, storage: .text(TextPool(texts), codes: nil), count: texts.count)
    let wanted = texts.indices.sorted {
      texts[$0] == texts[$1] ? $0 < $1 : precedes(texts[$0], texts[$1])
    }.map { Int32($0) }
    #expect(Sorting.order(count: texts.count, by: [SortKey(column: column, isDescending: false)]).array == wanted)
  }

  @Test(arguments: 0..<6, [1, 2, 5, 10]) func quantiles(_ kind: Int, _ bins: Int) {
    var random = Seeded(kind * 10 + bins)
    for count in [0, 1, 2, 3, 50, 200] {
      let column = column(kind, count, &random)
      let known = column.values.filter { $0 != .missing }
      let below = column.values.map { value in value == .missing ? nil : known.count { isBefore($0, value) } }
      let result = Quantiles.bins(column, n: bins)
      #expect(result.column.values == below.map { $0.map { .whole(Int64(1 + bins * $0 / known.count)) } ?? .missing })
      let others = Double(max(1, known.count - 1))
      #expect(Quantiles.percentRank(column).values == below.map { $0.map { .number(Double($0) / others) } ?? .missing })
      #expect(Quantiles.rank(column).values == below.map { $0.map { .whole(Int64($0 + 1)) } ?? .missing })
      let present = Set(result.column.values.map(\.asInteger)).filter { $0 > 1 }.sorted()
      #expect(result.cuts.count == present.count)
      for (cut, bin) in zip(result.cuts, present) {
        let members = column.values.indices.filter { result.column.value($0).asInteger == bin }.map { column.value($0) }
        #expect(members.allSatisfy { !isBefore($0, cut) })
        #expect(members.contains { !isBefore(cut, $0) })
      }
    }
  }

  @Test(arguments: 0..<6) func quantilesPerGroup(_ kind: Int) {
    var random = Seeded(kind + 500)
    for count in [0, 1, 2, 3, 50, 200] {
      let column = column(kind, count, &random)
      let groups = Buffer((0..<count).map { _ in Int32(random.next() % 4) })
      for group in Set(groups.array) {
        let rows = (0..<count).filter { groups[$0] == group }
        let own = Column.of(column.type, rows.map { column.value($0) })
        let results = [
          (Quantiles.bins(column, n: 3, groups: groups), Quantiles.bins(own, n: 3).column),
          (Quantiles.rank(column, groups: groups), Quantiles.rank(own)),
          (Quantiles.percentRank(column, groups: groups), Quantiles.percentRank(own)),
        ]
        for (grouped, alone) in results { #expect(rows.map { grouped.value($0) } == alone.values) }
      }
    }
  }

  @Test func runningTotals() throws {
    let wholes = Column.of(.whole, [.whole(5), .missing, .whole(-2), .whole(7)])
    #expect(try RunningTotals.totals(wholes).values == [.whole(5), .missing, .whole(3), .whole(10)])
    let groups = Buffer<Int32>([1, 0, 0, 1])
    #expect(try RunningTotals.totals(wholes, groups: groups).values == [.whole(5), .missing, .whole(-2), .whole(12)])
    let tenths = Column.of(.number, Array(repeating: .number(0.1), count: 10))
    #expect(try RunningTotals.totals(tenths).value(9) == .number(1))
    let huge = Column.of(.number, [.number(.greatestFiniteMagnitude), .number(.greatestFiniteMagnitude)])
    #expect(try RunningTotals.totals(huge).value(1) == .missing)
    let overflowing = Column.of(.whole, [.whole(.max), .whole(1)])
    #expect(throws: ArithmeticOverflow(row: 1)) { try RunningTotals.totals(overflowing) }
    #expect(try RunningTotals.totals(Column.of(.money, [])).count == 0)
  }

  @Test func absurdBins() {
    let column = Column.of(.whole, [.whole(1), .whole(2)])
    #expect(Quantiles.bins(column, n: .max).column.value(0) == .whole(1))
    #expect(Quantiles.bins(column, n: 0).column.values == [.whole(1), .whole(1)])
    #expect(Quantiles.bins(column, n: -5).column.values == [.whole(1), .whole(1)])
  }
}
