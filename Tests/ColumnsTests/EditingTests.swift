import Testing

@testable import Columns

@Suite("Columns with other contents")
struct EditingTests {
  static let samples: [(ValueType, [Value])] = [
    (.truth, [.truth(true), .missing, .truth(false)]),
    (.text, [.text("Siti"), .text("Budi"), .missing, .text("Siti")]),
    (.whole, [.whole(3), .whole(.max), .missing]), (.number, [.number(0.5), .missing]),
    (.money, [.money(12_345), .missing, .money(-1)]), (.date, [.date(20_000), .missing]),
    (.time, [.time(1), .time(2)]), (.duration, [.duration(5)]),
    (.textSet, [.textSet(["a", "b"]), .missing, .textSet([])]), (.reference(table: 0), [.reference(row: 4), .missing]),
  ]

  func values(_ column: Column) -> [Value] { (0..<column.count).map { column.value($0).ordered } }

  @Test("What is appended stands behind what was there, and older columns do not see it", arguments: samples)
  func appending(type: ValueType, values: [Value]) {
    var column = Column(missing: type, count: 0)
    var expected: [Value] = []
    var older: [(Column, [Value])] = []
    for round in 0..<70 {
      let added = (0...(round % 3)).map { values[(round + $0) % values.count] }
      older.append((column, expected))
      column = column.appending(added)
      expected += added.map(\.ordered)
      #expect(self.values(column) == expected)
    }
    for (column, values) in older { #expect(self.values(column) == values) }
  }

  @Test("Two columns that grow out of the same one do not see each other's rows")
  func branching() {
    let trunk = Column(missing: .text, count: 3).appending([.text("trunk")])
    let left = trunk.appending([.text("left")])
    let right = trunk.appending([.text("right")])
    #expect(values(left).last == .text("left"))
    #expect(values(right).last == .text("right"))
    #expect(values(trunk).count == 4)
  }

  @Test("Replaced cells change, all others stay", arguments: samples)
  func replacing(type: ValueType, values: [Value]) {
    let before = Column(missing: type, count: 0).appending((0..<100).map { values[$0 % values.count] })
    let rows: [Int32] = [0, 7, 63, 64, 99]
    let new = (0..<5).map { values[($0 + 1) % values.count] }
    var expected = self.values(before)
    for (row, value) in zip(rows, new) { expected[Int(row)] = value.ordered }
    #expect(self.values(before.replacing(rows, with: new)) == expected)
  }

  @Test("Picked rows come in the order asked for; none gives a missing value", arguments: samples)
  func picking(type: ValueType, values: [Value]) {
    let column = Column(missing: type, count: 0).appending((0..<70).map { values[$0 % values.count] })
    let rows: [Int32] = [69, -1, 0, 0, 33]
    let own = self.values(column)
    #expect(self.values(column.picking(Buffer(rows))) == rows.map { $0 < 0 ? .missing : own[Int($0)] })
  }

  @Test("A value that needs more bits than the column has makes it wide")
  func widening() {
    let narrow = Column(type: .money, storage: .int32(Buffer([1, 2])), count: 2)
    #expect(values(narrow.appending([.money(1 << 40)])) == [.money(1), .money(2), .money(1 << 40)])
    #expect(values(narrow.replacing([0], with: [.money(1 << 40)])) == [.money(1 << 40), .money(2)])
  }

  @Test("A dictionary takes each new text once, and folds only what is new")
  func dictionaries() {
    let column = Column(missing: .text, count: 0).appending([.text("a"), .text("b")])
    guard case .text(let pool, _) = column.storage else { return }
    var folded = 0
    let fold: (UnsafeBufferPointer<UInt8>, inout [UInt8]) -> Void = { text, target in
      folded += 1
      target.append(contentsOf: text)
    }
    _ = pool.folded(by: fold)
    guard case .text(let grown, _) = column.appending([.text("b"), .text("c"), .text("c")]).storage else { return }
    #expect(grown.count == pool.count + 1)
    let before = folded
    #expect(grown.folded(by: fold).string(grown.count - 1) == "c")
    #expect(folded == before + 1)
  }

  @Test("Looking through a column finds what an index finds")
  func finding() {
    let texts = ["a", "b", "ab", "", "b", "ba", "é"]
    let values = texts.map { Value.text($0) } + [.missing]
    let pooled = Column(missing: .text, count: 0).appending(values)
    let plain = Column(type: .text, storage: .text(TextPool(texts), codes: nil), count: texts.count)
    for text in texts + ["c", "aba", "bb"] {
      let first = texts.firstIndex(of: text).map { Int32($0) }
      #expect(pooled.firstRow(withText: Array(text.utf8)) == first)
      #expect(plain.firstRow(withText: Array(text.utf8)) == first)
      #expect(KeyIndex(column: plain)?.row(of: text) == first)
    }
  }

  @Test("What the type does not take is missing")
  func wrongType() {
    #expect(values(Column(missing: .date, count: 0).appending([.text("x")])) == [.missing])
  }
}

extension Value {
  /// Sets in one order.
  fileprivate var ordered: Value {
    if case .textSet(let texts) = self { .textSet(texts.sorted()) } else { self }
  }
}
