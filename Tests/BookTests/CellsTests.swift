import Columns
import Testing

@testable import Book

/// A few cells of a column that lies in a file are those that the whole column has.
@Suite struct CellsTests {
  private static let tight = Compactness(packedRows: 1, numberedBytes: 1, indexedRows: 1)

  @Test(arguments: 0..<40 as Range<UInt64>)
  func cellsAreThoseOfTheColumn(_ seed: UInt64) throws {
    let book = AnyBook.make(seed)
    var lots = Lots(seed)
    for compactness in [Compactness(), Self.tight] {
      let sections = SectionsInMemory(try BookEncoder.sections(of: book, compactness))
      let (few, whole) = (try BookDecoder.book(from: sections), try BookDecoder.book(from: sections))
      for (index, table) in few.tables.enumerated() where table.rowCount > 0 {
        for column in table.columns.indices {
          let rows = Buffer((0..<20).map { _ in Int32(lots.below(table.rowCount + 1)) - 1 })
          let cells = table.columns[column].values.cells(rows)
          let expected = whole.tables[index].columns[column].column.picking(rows)
          #expect(!table.columns[column].values.isRead && cells.type == expected.type)
          #expect((0..<20).map { cells.value($0) } == (0..<20).map { expected.value($0) })
          let texts = few.readable(table: index, column: column, rows: rows)
          let all = whole.readable(table: index, column: column).picking(rows)
          #expect((0..<20).map { texts.value($0) } == (0..<20).map { all.value($0) })
        }
      }
      #expect(few.damage.isEmpty)
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func childrenAreThoseOfTheLink(_ seed: UInt64) throws {
    let book = try AnyBook.make(seed).relaid(Self.tight)
    for way in book.waysBack {
      let count = book.tables[way.target].rowCount
      let rows = RowBatch.list(Buffer([-1] + (0..<min(30, count)).map { Int32($0 * 7 % max(1, count)) } + [-1]))
      let few = way.children.segments(of: rows)
      let all = way.link.segments(of: rows)
      #expect(few.offsets.array == all.offsets.array)
      #expect(
        (0..<few.children.count).map { few.children.row($0) } == (0..<all.children.count).map { all.children.row($0) })
    }
  }

  /// Rows that wait behind a column that was not read are there, and reading them takes no room from it.
  @Test(arguments: 0..<10 as Range<UInt64>)
  func addedRowsAreThere(_ seed: UInt64) throws {
    for table in try AnyBook.make(seed).relaid(Self.tight).tables where table.rowCount > 1 {
      for column in table.columns {
        let value = column.values.value(1)
        let grown = column.values.appending([.missing, value])
        let rows = Buffer<Int32>([Int32(table.rowCount), 0, Int32(table.rowCount) + 1, -1, 1])
        let cells = grown.cells(rows)
        #expect(!grown.isRead && !column.values.isRead)
        let expected = grown.column.picking(rows)
        #expect((0..<5).map { cells.value($0) } == (0..<5).map { expected.value($0) })
        #expect(cells.value(0) == .missing && cells.value(2) == value && cells.value(3) == .missing)
      }
    }
  }

  @Test func manyCellsReadTheColumn() throws {
    let book = try AnyBook.make(3).relaid()
    let table = try #require(book.tables.first { $0.rowCount > 64 })
    let values = table.columns[0].values
    for row in 0..<64 { _ = values.value(row) }
    #expect(!values.isRead)
    for round in 0..<3000 { _ = values.value(round % 64) }
    #expect(values.isRead)
  }

  @Test func keysAreFoundWithoutReadingThem() throws {
    let sections = SectionsInMemory(try BookEncoder.sections(of: AnyBook.make(1), Self.tight))
    let tables = try BookDecoder.book(from: sections).tables
    for table in tables where table.hasKeyIndex && table.rowCount > 0 {
      let key = table.keyText(table.rowCount - 1)
      #expect(table.row(ofKey: key) == Int32(table.rowCount - 1) && table.row(ofKey: "nobody") == nil)
      #expect(table.keyColumn.map { table.columns[$0].values.isRead } == false)
    }
    #expect(tables.contains { $0.hasKeyIndex })
  }
}
