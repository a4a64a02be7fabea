import Columns
import Testing

@testable import Book

@Suite struct EncodingTests {
  /// Everything as small as it can be, however short the columns.
  private static let tight = Compactness(packedRows: 1, numberedBytes: 1, indexedRows: 1)

  @Test(arguments: 0..<60 as Range<UInt64>)
  func aBookComesBack(_ seed: UInt64) throws {
    let book = AnyBook.make(seed)
    let plain = try book.relaid()
    #expect(plain.description == book.description)
    let tight = try book.relaid(EncodingTests.tight)
    #expect(tight.description == book.description)
    #expect(plain.damage.isEmpty && tight.damage.isEmpty)
    #expect(try tight.relaid().description == book.description)
  }

  @Test(arguments: 0..<12 as Range<UInt64>)
  func keysAreFound(_ seed: UInt64) throws {
    let book = AnyBook.make(seed)
    for relaid in [try book.relaid(), try book.relaid(EncodingTests.tight)] {
      for table in relaid.tables where table.keyColumn != nil {
        for row in 0..<table.rowCount { #expect(table.row(ofKey: table.keyText(row)) == Int32(row)) }
        #expect(table.row(ofKey: "nobody") == nil)
      }
    }
  }

  @Test func aBookWithoutRowsComesBack() throws {
    let book = Book(name: "", tables: [], waysBack: []).withStandardTables()
    #expect(try book.relaid().description == book.description)
    #expect(try book.relaid(EncodingTests.tight).description == book.description)
  }

  @Test func openingReadsNothingButTheSchema() throws {
    let sections = try BookEncoder.sections(of: AnyBook.make(3))
    var source = SectionsInMemory(sections)
    // Bytes that would be damage wherever they are looked at.
    for section in sections where section.name != "schema" {
      source.sections[section.name] = Buffer(repeating: 0xFF, count: section.bytes.count)
    }
    let book = try BookDecoder.book(from: source)
    #expect(book.damage.isEmpty && book.tables.contains { $0.rowCount > 0 })
  }

  @Test func whatIsNotUsedIsNotWritten() throws {
    let pool = TextPool(["Depok", "secret", "Bogor"])
    let plain = TextPool(["a", "secret", "c"])
    let known = Bitmap([true, false, true])
    let table = Table(
      name: "customers",
      columns: [
        TableColumn(
          name: "city",
          column: Column(type: .text, storage: .text(pool, codes: Buffer([2, 1, 0])), known: known, count: 3)),
        TableColumn(
          name: "name", column: Column(type: .text, storage: .text(plain, codes: nil), known: known, count: 3)),
        TableColumn(
          name: "tags",
          column: Column(
            type: .textSet, storage: .textSet(pool, offsets: Buffer([0, 1, 1, 2]), codes: Buffer([0, 2])), count: 3)),
      ], rowCount: 3)
    let book = Book(name: "shop", tables: [table], waysBack: [])
    let sections = try BookEncoder.sections(of: book)
    let all = sections.map { String(decoding: $0.bytes.parts[0].array, as: UTF8.self) }.joined()
    #expect(!all.contains("secret") && all.contains("Depok"))
    #expect(try book.relaid().description == book.description)
  }

  @Test func aBookThatIsDamagedIsNotSaved() throws {
    let book = AnyBook.make(5)
    let damage = SectionDamage(content: "x", section: "y", reason: "z")
    book.damage.record(damage)
    #expect(throws: damage) { try BookEncoder.sections(of: book) }
  }

  @Test func longColumnsTakeFewBytes() throws {
    let count = 100_000
    let column = Column(
      type: .text,
      storage: .text(TextPool(["web", "shop", "phone"]), codes: Buffer((0..<count).map { Int32($0 % 3) })),
      count: count)
    let table = Table(name: "t", columns: [TableColumn(name: "channel", column: column)], rowCount: count)
    let book = Book(name: "b", tables: [table], waysBack: [])
    let sections = try BookEncoder.sections(of: book)
    #expect(sections.reduce(0) { $0 + $1.bytes.count } < 30_000)
    #expect(try book.relaid().tables[0].columns[0].column.value(count - 1) == .text("web"))
  }
}
