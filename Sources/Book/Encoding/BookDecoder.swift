import Columns

/// Makes a book of the sections that `BookEncoder` wrote.
///
/// Only the schema is read at once; columns, ways back and indexes are read, and checked, when they are first asked for.
/// What is wrong with one of them then goes to the book's `DamageLog`.
public enum BookDecoder {
  /// The book of these sections, whose bytes stay where they are.
  ///
  /// - Throws: what is wrong with the schema, or a section that is not there or not of the length that the schema says.
  /// Complexity: O(columns).
  public static func book(from source: any SectionSource) throws(SectionDamage) -> Book {
    try book(from: source, acceptsGaps: false)
  }

  /// The same; with `acceptsGaps`, sections that are not there are damage like any other, met when they are asked for.
  static func book(from source: any SectionSource, acceptsGaps: Bool) throws(SectionDamage) -> Book {
    let schema = try schema(from: source)
    if !acceptsGaps, let name = schema.missingSection(in: source) {
      throw SectionDamage(
        content: "the book", section: name, reason: "it is not there, or not as long as the list of tables says")
    }
    let damage = DamageLog()
    var ways: [WayBack] = []
    for index in schema.ways.indices where schema.ways[index].isInOrder {
      ways.append(way(index, schema, children: storedLink(index, schema, source, damage)))
    }
    let links = Dictionary(
      uniqueKeysWithValues: zip(schema.ways.indices.filter { schema.ways[$0].isInOrder }, ways.map(\.children)))
    let tables = schema.tables.indices.map { index in
      table(index, schema, StoredColumns(source: source, damage: damage), links)
    }
    let all = schema.ways.indices.map { index in
      let own = schema.ways[index]
      return way(
        index, schema,
        children: links[index] ?? LazyLink(of: tables[own.source], own.sourceColumn, to: tables[own.target]))
    }
    return Book(name: schema.name, tables: tables, waysBack: all, currency: schema.currency, damage: damage)
  }

  private static func schema(from source: any SectionSource) throws(SectionDamage) -> BookSchema {
    let content = "the list of tables"
    guard source.length(of: SectionName.schema) != nil else {
      throw SectionDamage(content: content, section: SectionName.schema, reason: "it is not there")
    }
    let bytes = try source.bytes(of: SectionName.schema)
    do throws(MalformedBytes) {
      return try BookSchema(bytes: bytes)
    } catch {
      throw SectionDamage(
        content: content, section: SectionName.schema, reason: "at its byte \(error.offset), \(error.reason)")
    }
  }

  private static func way(_ index: Int, _ schema: BookSchema, children: LazyLink) -> WayBack {
    let way = schema.ways[index]
    return WayBack(
      name: way.name, target: way.target, source: way.source, sourceColumn: way.sourceColumn, children: children)
  }

  private static func storedLink(
    _ index: Int, _ schema: BookSchema, _ source: any SectionSource, _ damage: DamageLog
  ) -> LazyLink {
    let way = schema.ways[index]
    let (targetCount, sourceCount) = (schema.tables[way.target].rowCount, schema.tables[way.source].rowCount)
    let section = CheckedSection(
      source: source, name: SectionName.children(of: index),
      content: "which \(schema.tables[way.source].name) belong to which \(schema.tables[way.target].name)")
    let children = { @Sendable (parent: Int32) throws(SectionDamage) in
      try section.range(Int32.self, at: Int(parent), into: sourceCount)
    }
    return LazyLink(targetCount: targetCount, damage: damage, children: children) { () throws(SectionDamage) in
      let offsets = try section.values(Int32.self, count: targetCount + 1)
      guard offsets.areOffsets(into: sourceCount) else { throw section.damage("it names rows that are not there") }
      return ChildLink(offsets: offsets, rows: nil)
    }
  }

  private static func table(
    _ index: Int, _ schema: BookSchema, _ sections: StoredColumns, _ links: [Int: LazyLink]
  ) -> Table {
    let own = schema.tables[index]
    let rowCounts = schema.tables.map(\.rowCount)
    let columns = own.columns.indices.map { column in
      sections.column(
        ColumnPlace(table: index, column: column, rowCounts: rowCounts, tableName: own.name), own.columns[column], links
      )
    }
    var table = Table(
      name: own.name, columns: columns, rowCount: own.rowCount, keyColumn: own.keyColumn,
      parentColumn: own.parentColumn, eventColumn: own.eventColumn,
      origin: own.origin.map { sections.origin($0, of: index, name: own.name, rowCount: own.rowCount) })
    table.keys = own.keyColumn.map { key in
      own.hasKeyIndex
        ? sections.keys(of: index, name: own.name, columns[key].values) : RowKeys(columns[key].values)
    }
    return table
  }
}

/// Where a column is, and how many rows there are that it may refer to.
struct ColumnPlace: Sendable {
  var table: Int
  var column: Int
  /// Of each table of the book.
  var rowCounts: [Int]
  var tableName: String

  var rowCount: Int { rowCounts[table] }
}

/// A section that is read when its values are first needed.
struct CheckedSection: Sendable {
  var source: any SectionSource
  var name: String
  /// What it holds, in words.
  var content: String

  func damage(_ reason: String) -> SectionDamage { SectionDamage(content: content, section: name, reason: reason) }

  func bytes(count: Int) throws(SectionDamage) -> Buffer<UInt8> {
    guard count > 0 else { return Buffer([]) }
    let bytes: Buffer<UInt8>
    do throws(SectionDamage) {
      bytes = try source.bytes(of: name)
    } catch {
      var error = error
      error.content = content
      throw error
    }
    guard bytes.count == count else { throw damage("it has \(bytes.count) bytes instead of \(count)") }
    return bytes
  }

  /// The values as they lie there.
  func values<Element: FixedWidthInteger & BitwiseCopyable>(
    _ type: Element.Type, count: Int
  ) throws(SectionDamage) -> Buffer<Element> {
    guard let values = try bytes(count: count * MemoryLayout<Element>.stride).values(of: type) else {
      throw damage("it does not lie where numbers can")
    }
    return values
  }

  func doubles(count: Int) throws(SectionDamage) -> Buffer<Double> {
    guard let values = try bytes(count: count * 8).values(of: Double.self) else {
      throw damage("it does not lie where numbers can")
    }
    return values
  }

  func bitmap(count: Int) throws(SectionDamage) -> Bitmap {
    let words = try values(UInt64.self, count: Bitmap.wordCount(count))
    guard let bitmap = Bitmap(checked: words, count: count) else { throw damage("it has bits beyond the last row") }
    return bitmap
  }

  /// Whole numbers of 32 bits in any layout but that of parents.
  func integers(_ layout: IntegerLayout, count: Int) throws(SectionDamage) -> Buffer<Int32> {
    switch layout {
    case .narrow: return try values(Int32.self, count: count)
    case .packed(let base, let bits):
      guard count > 0 else { return Buffer([]) }
      guard let length = PackedIntegers.byteCount(count, bits: bits),
        let values = PackedIntegers.unpack(try bytes(count: length), count: count, base: base, bits: bits)
      else { throw damage("its numbers do not fit") }
      return values
    case .constant(let value): return Buffer(repeating: value, count: count)
    case .ascending(let first):
      guard Int64(first) + Int64(count) - 1 <= Int64(Int32.max) else { throw damage("its numbers do not fit") }
      return .ascending(from: first, count: count)
    case .wide, .parents: throw damage("it is not laid out like this")
    }
  }
}
