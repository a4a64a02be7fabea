import Columns
import Testing

@testable import Book

@Suite struct DamagedSectionsTests {
  private static let tight = Compactness(packedRows: 1, numberedBytes: 1, indexedRows: 1)

  /// Opens a book and asks it everything; true if it says that it is damaged. Whatever it holds, nothing may trap.
  private func isRefused(_ source: SectionsInMemory) -> Bool {
    do {
      let book = try BookDecoder.book(from: source)
      _ = book.description
      for table in book.tables.indices {
        for column in book.tables[table].columns.indices { _ = book.readable(table: table, column: column).value }
        _ = book.tables[table].row(ofKey: "C000001")
      }
      return !book.damage.isEmpty
    } catch {
      return true
    }
  }

  @Test(arguments: [2, 7] as [UInt64])
  func aFlippedByteOfTheSchemaNeverTraps(_ seed: UInt64) throws {
    for compactness in [Compactness(), DamagedSectionsTests.tight] {
      let whole = SectionsInMemory(try BookEncoder.sections(of: small(seed), compactness))
      let schema = try whole.bytes(of: "schema").array
      var refused = 0
      for place in schema.indices {
        for change: UInt8 in [0x01, 0x80, 0xFF] {
          var source = whole
          var flipped = schema
          flipped[place] ^= change
          source.sections["schema"] = Buffer(flipped)
          if isRefused(source) { refused += 1 }
        }
        var cut = whole
        cut.sections["schema"] = Buffer(Array(schema[..<place]))
        #expect(throws: SectionDamage.self) { try BookDecoder.book(from: cut) }
      }
      // Names may change without anyone noticing; what tells places and lengths may not.
      #expect(refused > schema.count)
    }
  }

  @Test(arguments: [4, 9] as [UInt64])
  func aFlippedByteOfAnySectionNeverTraps(_ seed: UInt64) throws {
    for compactness in [Compactness(), DamagedSectionsTests.tight] {
      let whole = SectionsInMemory(try BookEncoder.sections(of: small(seed), compactness))
      for (name, bytes) in whole.sections where name != "schema" {
        let values = bytes.array
        for place in values.indices {
          var source = whole
          var flipped = values
          flipped[place] ^= [0xFF, 0x80, 0x01][place % 3]
          source.sections[name] = Buffer(flipped)
          _ = isRefused(source)
        }
        for length in [0, values.count - 1, values.count + 1, values.count + 8] {
          var source = whole
          source.sections[name] = Buffer(repeating: 0, count: max(0, length))
          #expect(isRefused(source), "\(name) of \(length) bytes")
        }
        var without = whole
        without.sections[name] = nil
        #expect(isRefused(without), "without \(name)")
      }
    }
  }

  /// A book whose cells are few enough to look at them some ten thousand times.
  private func small(_ seed: UInt64) -> Book {
    let book = AnyBook.make(seed)
    let tables = book.tables.map { table in
      var table = table
      let rows = Buffer<Int32>((0..<min(5, table.rowCount)).map { Int32($0) })
      table.columns = table.columns.map { column in
        guard column.type.isReference else {
          return TableColumn(name: column.name, column: column.column.picking(rows))
        }
        let none = Column(missing: column.type, count: rows.count)
        return TableColumn(name: column.name, column: none, orphans: rows.count > 1 ? [1: "lost"] : [:])
      }
      table.origin = nil
      table.rowCount = rows.count
      table.keys = nil
      return table
    }
    let ways = book.waysBack.map { way in
      WayBack(
        name: way.name, target: way.target, source: way.source, sourceColumn: way.sourceColumn,
        children: tables[way.source].parentColumn == way.sourceColumn
          ? LazyLink(ofChildren: tables[way.source], to: tables[way.target])
          : LazyLink(of: tables[way.source], way.sourceColumn, to: tables[way.target]))
    }
    return Book(name: book.name, tables: tables, waysBack: ways, currency: book.currency)
  }

  @Test func lengthsBeyondAllMemoryAreRefused() {
    for count in [Int(Int32.max) - 2, 1 << 40, .max] {
      for layout in [ValuesLayout.integers(.constant(0)), .integers(.ascending(from: 0)), .integers(.narrow), .doubles]
      {
        let type: ValueType = layout == .doubles ? .number : .whole
        let schema = BookSchema(
          name: "b", currency: "USD",
          tables: [
            BookSchema.Table(
              name: "t", rowCount: count,
              columns: [ColumnLayout(name: "c", type: type, isComplete: true, values: layout)],
              hasKeyIndex: false)
          ], ways: [])
        let source = SectionsInMemory([
          BookSection(name: "schema", bytes: SectionBytes(schema.bytes)),
          BookSection(name: "0.0.values", bytes: SectionBytes(Buffer<Int32>(repeating: 0, count: 16))),
        ])
        #expect(throws: SectionDamage.self) { _ = try BookDecoder.book(from: source) }
      }
    }
  }

  @Test func whatIsWrongIsSaidInWords() throws {
    var source = SectionsInMemory(try BookEncoder.sections(of: AnyBook.make(1)))
    let name = try #require(source.sections.keys.first { $0.hasSuffix("starts") })
    let length = try #require(source.length(of: name))
    source.sections[name] = Buffer(repeating: 0xFF, count: length)
    let book = try BookDecoder.book(from: source)
    _ = book.description
    let damage = try #require(book.damage.first)
    #expect(damage.section == name && damage.reason == "its texts lie one within the other")
    #expect(damage.content.contains(".") && damage.diagnostic.message.contains(damage.content))
  }
}
