import Columns
import Testing

@Suite struct GroupingTests {
  private func columns(_ count: Int, _ random: inout Seeded) -> [(ValueType, [Value])] {
    let draw = { (random: inout Seeded, value: (Int) -> Value) in
      (0..<count).map { _ in
        random.next() % 4 == 0 ? Value.missing : value(Int.random(in: 0..<5, using: &random))
      }
    }
    return [
      (.text, draw(&random) { .text("t\($0)") }), (.whole, draw(&random) { .whole(Int64($0) << 60) }),
      (.date, draw(&random) { .date(Int32($0)) }), (.number, draw(&random) { .number(Double($0) - 2) }),
      (.truth, draw(&random) { .truth($0 > 2) }),
      (.textSet, draw(&random) { .textSet(["a", "b", "c", "d"].prefix($0).map { $0 }) }),
    ]
  }

  @Test(arguments: [1, 2, 3], [1, 10, 64, 333]) func againstDefinition(_ keyCount: Int, _ blockSize: Int) {
    var random = Seeded(keyCount * 100 + blockSize)
    let all = columns(333, &random)
    for first in all.indices {
      let keys = (0..<keyCount).map { all[(first + $0) % all.count] }
      let grouper = Grouper(keyCount: keyCount)
      var slots: [Int32] = []
      for start in stride(from: 0, to: 333, by: blockSize) {
        let rows = start..<min(333, start + blockSize)
        let blocks = keys.map { Column.of($0.0, Array($0.1[rows])).vector(.range(0..<rows.count)) }
        slots += grouper.slots(for: blocks).array
      }
      var groups: [[Value]] = []
      let expected = (0..<333).map { row -> Int32 in
        let key = keys.map { $0.1[row] }
        if let known = groups.firstIndex(of: key) { return Int32(known) }
        groups.append(key)
        return Int32(groups.count - 1)
      }
      #expect(slots == expected)
      #expect(grouper.count == groups.count)
      let found = grouper.keyColumns(types: keys.map(\.0))
      for (place, column) in found.enumerated() { #expect(column.values == groups.map { $0[place] }) }
    }
  }

  @Test func oneDictionary() {
    let column = Column.of(.text, ["b", "a", "b", "c"].map { .text($0) } + [.missing])
    let grouper = Grouper(keyCount: 1)
    #expect(grouper.slots(for: [column.vector(.range(0..<3))]).array == [0, 1, 0])
    #expect(grouper.slots(for: [column.vector(.range(4..<5))]).array == [2])
    #expect(grouper.slots(for: [column.vector(.range(0..<5))]).array == [0, 1, 0, 3, 2])
    #expect(grouper.keyColumns(types: [.text])[0].values == [.text("b"), .text("a"), .missing, .text("c")])
  }

  @Test func manyIntegers() {
    let grouper = Grouper(keyCount: 1)
    let values = (0..<20_000).map { Int64(bitPattern: UInt64($0) &* 0x9E37_79B9_7F4A_7C15) }
    let block = Vector(count: values.count, .int64(Lane(Buffer(values))))
    #expect(grouper.slots(for: [block]).array == (0..<20_000).map { Int32($0) })
    #expect(grouper.slots(for: [block]).array == (0..<20_000).map { Int32($0) })
  }

  @Test func bothZerosAreOne() {
    let block = Vector(count: 2, .double(Lane(Buffer([0.0, -0.0]))))
    #expect(Grouper(keyCount: 1).slots(for: [block]).array == [0, 0])
  }

  @Test func nothing() {
    let grouper = Grouper(keyCount: 2)
    let none = Column.of(.text, []).vector(.range(0..<0))
    #expect(grouper.slots(for: [none, none]).count == 0)
    #expect(grouper.count == 0)
    #expect(grouper.keyColumns(types: [.text, .text]).map(\.count) == [0, 0])
    #expect(Grouper(keyCount: 0).count == 1)
  }
}
