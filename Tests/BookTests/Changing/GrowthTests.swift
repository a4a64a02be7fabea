import Columns
import Testing

@testable import Book

/// A table that grows row by row: put in order from time to time, never waiting for a long past.
@Suite struct GrowthTests {
  private static func book() throws -> (book: Book, keepsakes: Keepsakes) {
    let edits: [Edit] =
      ChangeWriter.shapes.map { .addTable($0) } + [
        .add(
          RowAddition(
            table: "customers", batch: 1, lines: Array(1...50),
            columns: [.init("id", (1...50).map { .text("c\($0)") })]))
      ]
    let edited = try Editing.make(
      Change(title: "shop", at: 0, edits: edits), in: Book(name: "shop", tables: [], waysBack: []), Keepsakes())
    return (edited.book, edited.keepsakes)
  }

  private static func purchases(_ batch: Int32, _ count: Int) -> Change {
    let ids = (0..<count).map { Value.text("p\(batch).\($0)") }
    let customers = (0..<count).map { Value.text("c\(($0 &* 7 + Int(batch)) % 53)") }
    let dates = (0..<count).map { Value.date(Int32(($0 &* 13) % 9)) }
    let columns = [RowAddition.Cells("id", ids), .init("customer", customers), .init("date", dates)]
    let addition = RowAddition(
      table: "purchases", batch: batch, lines: (0..<count).map { Int32($0 + 1) }, columns: columns)
    return Change(title: "purchases", at: 0, edits: [.add(addition)])
  }

  /// Parents, events, batches and lines as they lie in the table's own order.
  private static func isInOrder(_ table: Table) -> Bool {
    let order = table.arrivals?.order?.array.map(Int.init) ?? Array(0..<table.rowCount)
    let places = order.map { row -> [Int64] in
      let parent = table.columns[table.parentColumn ?? 0].column.eventKey(row)
      let event = table.columns[table.eventColumn ?? 0].column.eventKey(row)
      return [parent, event] + [table.origins.batches, table.origins.lines].map { $0.column.eventKey(row) }
    }
    return order.count == table.rowCount
      && zip(places, places.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) }
  }

  @Test func moreArrivalsThanTheLimitArePutInOrder() throws {
    var (book, keepsakes) = try Self.book()
    var arrived: [Int] = []
    for batch in Int32(2)...7 {
      let edited = try Editing.make(Self.purchases(batch, 1_500), in: book, keepsakes)
      (book, keepsakes) = (edited.book, edited.keepsakes)
      let table = book.tables[2]
      #expect(Self.isInOrder(table))
      arrived.append(table.arrivals.map { table.rowCount - $0.start } ?? 0)
    }
    #expect(arrived == [1_500, 3_000, 0, 1_500, 3_000, 0])
    #expect(book.tables[2].rowCount == 9_000 && book.tables[2].row(ofKey: "p7.1499") != nil)
  }

  /// Each step is looked at, so that every column is there before the next: none may wait for all those before.
  @Test func aLongPastIsLetGo() throws {
    var (book, keepsakes) = try Self.book()
    weak let first = book.tables[0].columns[0].values
    for step in Int32(2)...3_000 {
      let addition = RowAddition(
        table: "customers", batch: step, lines: [1], columns: [.init("id", [.text("k\(step)")])])
      let edited = try Editing.make(
        Change(title: "one", at: 0, edits: [.add(addition)]), in: book, keepsakes, limit: 100)
      (book, keepsakes) = (edited.book, edited.keepsakes)
      #expect(book.tables[0].row(ofKey: "k\(step)") == Int32(48 + step))
    }
    #expect(first == nil)
    #expect(book.tables[0].rowCount == 3_049 && keepsakes.history.count == Keepsakes.historyLimit)
  }
}

extension Column {
  /// What the rows of a table lie in order by, as a number; the greatest where there is none.
  fileprivate func eventKey(_ row: Int) -> Int64 {
    switch value(row) {
    case .date(let days): Int64(days)
    case .time(let moment): moment
    case .whole(let number): number
    case .reference(let row): Int64(row)
    default: .max
    }
  }
}
