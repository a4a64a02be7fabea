import Columns
import Synchronization
import Testing

@testable import Book

@Suite struct LazyTests {
  private let damage = DamageLog()
  private let lost = SectionDamage(content: "customers.city", section: "1", offset: 4096, reason: "it is gone")

  private func city(_ load: @escaping @Sendable () throws(SectionDamage) -> Column) -> TableColumn {
    TableColumn(name: "city", values: LazyColumn(type: .text, count: 2, isComplete: true, damage: damage, load: load))
  }

  @Test func typeAndLengthDoNotLoad() {
    let column = city { () throws(SectionDamage) in
      Issue.record("loaded")
      return Column(missing: .text, count: 2)
    }
    #expect(column.type == .text && column.count == 2 && column.values.isComplete && column.unmatched.count == 0)
  }

  @Test func threadsLoadOnce() async {
    let loads = Atomic(0)
    let values = Lazy {
      loads.add(1, ordering: .relaxed)
      return 7
    }
    let sum = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<100 { group.addTask { values.value } }
      return await group.reduce(0, +)
    }
    #expect(sum == 700 && loads.load(ordering: .relaxed) == 1)
  }

  @Test func whatCannotBeReadIsMissingAndNoted() {
    let column = city { [lost] () throws(SectionDamage) in throw lost }
    #expect(damage.isEmpty && damage.first == nil)
    #expect(column.column.count == 2 && column.column.value(0) == .missing && column.column.value(1) == .missing)
    #expect(damage.all == [lost])
    #expect(throws: (any Error).self) { try damage.check() }
    _ = column.column
    damage.record(lost)
    #expect(damage.all.count == 1)
  }

  @Test(arguments: [
    ValueType.truth, .text, .whole, .number, .percent, .money, .inexactMoney, .date, .time, .duration, .textSet,
    .reference(table: 0),
  ])
  func everyTypeHasAMissingColumn(_ type: ValueType) {
    for count in [0, 1, 65] {
      let column = Column(missing: type, count: count)
      #expect((0..<count).allSatisfy { column.value($0) == .missing } && column.count == count)
      #expect(column.vector(.range(0..<count)).column(type: type).count == count)
    }
  }

  @Test func linksAreWorkedOutInTheOrderOfEvents() {
    let reference = Column(
      type: .reference(table: 0), storage: .int32(Buffer([1, -1, 0, 1, 1, 0])),
      known: Bitmap([true, false, true, true, true, true]), count: 6)
    let event = Column(
      type: .date, storage: .int32(Buffer([9, 1, 0, 2, 2, 5])), known: Bitmap([true, true, false, true, true, true]),
      count: 6)
    let source = Table(
      name: "purchases",
      columns: [TableColumn(name: "customer", column: reference), TableColumn(name: "date", column: event)],
      rowCount: 6, eventColumn: 1)
    let link = LazyLink(of: source, 0, to: Table(name: "customers", columns: [], rowCount: 3)).link
    #expect(link.offsets.array == [0, 2, 5, 5] && link.rows?.array == [5, 2, 3, 4, 0])
    #expect(ChildLink(noneOf: 2).offsets.array == [0, 0, 0])
  }

  @Test func lentMemoryIsReadInPlace() throws {
    let words = Buffer<Int32>([1, -2, 3])
    #expect(words.bytes.count == 12 && words.bytes.values(of: Int32.self)?.array == [1, -2, 3])
    #expect(words.bytes[1..<5].values(of: Int32.self) == nil && words.bytes.values(of: Int64.self) == nil)
    #expect(words.bytes[0..<0].values(of: UInt64.self)?.count == 0)
  }
}
