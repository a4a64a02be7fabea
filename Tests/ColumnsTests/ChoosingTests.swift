import Columns
import Testing

@Suite struct ChoosingTests {
  @Test(arguments: LoadingTests.columns.indices) func everyKind(_ index: Int) {
    let column = LoadingTests.columns[index]
    var random = Seeded(index + 5)
    for length in [0, 1, 63, 64, 65, 100] {
      // Two halves of one column share a pool; a column assembled anew has its own.
      let a = column.vector(.range(0..<length))
      let b = column.vector(.range(100..<100 + length))
      let stranger = Column.of(column.type, b.values(column.type)).vector(.range(0..<length))
      for bits in [random.bits(length), Array(repeating: true, count: length), Array(repeating: false, count: length)] {
        for other in [b, stranger] {
          let expected = (0..<length).map { column.value(bits[$0] ? $0 : 100 + $0) }
          #expect(Choosing.choose(Bitmap(bits), a, other).values(column.type) == expected)
        }
      }
      let expected = (0..<length).map { row in
        column.value(row) == .missing ? column.value(100 + row) : column.value(row)
      }
      #expect(Choosing.otherwise(a, b).values(column.type) == expected)
      #expect(Choosing.otherwise(a, stranger).values(column.type) == expected)
    }
  }

  @Test func constants() {
    let condition = Bitmap([true, false, true])
    let texts = Choosing.choose(
      condition, Vector(repeating: .text("a"), count: 3), Vector(repeating: .text("b"), count: 3))
    #expect(texts.values(.text) == [.text("a"), .text("b"), .text("a")])
    let mixed = Choosing.choose(
      condition, Vector(repeating: .whole(1), count: 3), Vector(repeating: .number(0.5), count: 3))
    #expect(mixed.values(.number) == [.number(1), .number(0.5), .number(1)])
    let partly = Choosing.choose(
      condition, Vector(repeating: .missing, count: 3), Vector(repeating: .whole(.max), count: 3))
    #expect(partly.values(.whole) == [.missing, .whole(.max), .missing])
    let nothing = Choosing.otherwise(Vector(repeating: .missing, count: 2), Vector(repeating: .text("x"), count: 2))
    #expect(nothing.values(.text) == [.text("x"), .text("x")])
  }
}
