import Columns
import Testing

@Suite struct LoadingTests {
  /// One column of each storage, with and without missing values.
  static let columns: [Column] = {
    let count = 200
    let some: (Int) -> Bool = { $0 % 7 != 3 }
    let of = { (type: ValueType, value: (Int) -> Value) in
      [
        Column.of(type, (0..<count).map(value)), Column.of(type, (0..<count).map { some($0) ? value($0) : .missing }),
      ]
    }
    return of(.whole) { .whole(Int64($0) << 40) } + of(.date) { .date(Int32($0)) }
      + of(.reference(table: 1)) { .reference(row: Int32($0)) } + of(.number) { .number(Double($0) / 3) }
      + of(.truth) { .truth($0 % 3 == 0) } + of(.text) { .text("t\($0 % 11)") }
      + of(.textSet) { .textSet(["a", "b", "c"].prefix($0 % 4).map { $0 }) } + [
        Column(type: .money, storage: .int32(Buffer((0..<200).map { Int32($0) })), count: 200),
        Column(type: .text, storage: .text(TextPool((0..<200).map { "n\($0)" }), codes: nil), count: 200),
      ]
  }()

  @Test(arguments: columns.indices) func ranges(_ index: Int) {
    let column = LoadingTests.columns[index]
    for range in [0..<0, 0..<200, 1..<2, 63..<130, 64..<128, 7..<199] {
      #expect(column.vector(.range(range)).values(column.type) == Array(column.values[range]))
    }
  }

  @Test(arguments: columns.indices) func lists(_ index: Int) {
    let column = LoadingTests.columns[index]
    var random = Seeded(index + 1)
    for length in [0, 1, 64, 65, 130] {
      let rows = (0..<length).map { _ in Int32.random(in: -1..<200, using: &random) }
      let expected = rows.map { $0 < 0 ? Value.missing : column.value(Int($0)) }
      #expect(column.vector(.list(Buffer(rows))).values(column.type) == expected)
      #expect(column.vector(.range(0..<200)).gathered(Buffer(rows)).values(column.type) == expected)
    }
  }

  @Test(arguments: columns.indices) func assembling(_ index: Int) {
    let column = LoadingTests.columns[index]
    for size in [1, 3, 64, 100, 200, 4096] {
      var assembler = ColumnAssembler(type: column.type)
      for block in inBlocks(column, of: size) { assembler.append(block) }
      #expect(assembler.finish().values == column.values)
    }
  }

  @Test func widths() {
    let money = Column(type: .money, storage: .int32(Buffer([1, 2])), count: 2).vector(.range(0..<2))
    guard case .int64 = money.data else { return #expect(Bool(false), "money is 64 bits wide") }
    let dates = Column(type: .date, storage: .int32(Buffer([1, 2])), count: 2).vector(.list(Buffer([1, 0])))
    guard case .int32 = dates.data else { return #expect(Bool(false), "dates are 32 bits wide") }
    let both = Column(type: .text, storage: .text(TextPool(["a", "b"]), codes: nil), count: 2).vector(.range(0..<2))
    guard case .text(let lane) = both.data else { return #expect(Bool(false), "text stays text") }
    #expect(!lane.isDictionary)
  }

  @Test func constantsAndStrangersInOneColumn() {
    var texts = ColumnAssembler(type: .text)
    texts.append(Vector(repeating: .text("é"), count: 3))
    texts.append(Vector(repeating: .missing, count: 2))
    texts.append(Column.of(.text, [.text("a"), .missing, .text("é")]).vector(.range(0..<3)))
    let expected: [Value] = [
      .text("é"), .text("é"), .text("é"), .missing, .missing, .text("a"), .missing, .text("é"),
    ]
    #expect(texts.finish().values == expected)
    var wholes = ColumnAssembler(type: .whole)
    wholes.append(Vector(repeating: .whole(7), count: 65))
    wholes.append(Vector(repeating: .missing, count: 1))
    #expect(wholes.finish().values == Array(repeating: .whole(7), count: 65) + [.missing])
    var sets = ColumnAssembler(type: .textSet)
    sets.append(Vector(repeating: .textSet(["x", "y"]), count: 1))
    sets.append(Column.of(.textSet, [.textSet(["y"]), .textSet([])]).vector(.range(0..<2)))
    #expect(sets.finish().values == [.textSet(["x", "y"]), .textSet(["y"]), .textSet([])])
    for type in [ValueType.truth, .text, .whole, .number, .date, .textSet] {
      #expect(ColumnAssembler(type: type).finish().count == 0)
      #expect(Vector(repeating: .missing, count: 3).column(type: type).values == [.missing, .missing, .missing])
    }
  }
}
