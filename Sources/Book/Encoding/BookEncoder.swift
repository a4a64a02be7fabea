import Columns

/// From which sizes on it is worth the work to lay something down in less space than it has in memory.
struct Compactness: Sendable {
  /// Columns of this many rows and more.
  var packedRows = 1 << 16
  /// Texts of this many bytes and more that are a common beginning and a number.
  var numberedBytes = 1 << 24
  /// Tables of this many rows and more get an index of their keys.
  var indexedRows = 1 << 12
}

/// Lays a book down as sections of bytes, from which `BookDecoder` makes it again.
///
/// The section `schema` tells what there is. Every buffer of a column is a section of its own, which holds the values as
/// they lie in memory (little-endian, without gaps), so that reading them is no work: dates, references and whole numbers
/// that fit in 32 bits, others and fractions in 64, texts as bytes and the offsets at which each begins, truth values and
/// what is known as bits. Where that takes much less, there is less: see `IntegerLayout` and `PoolLayout`.
public enum BookEncoder {
  /// The sections of a book, whose columns are all read for it. Their bytes are shared with the columns where they can be.
  ///
  /// - Throws: what was found damaged while the columns were read. Nothing may be saved then.
  /// Complexity: O(values).
  public static func sections(of book: Book) throws(SectionDamage) -> [BookSection] {
    try sections(of: book, Compactness())
  }

  static func sections(
    of book: Book, _ compactness: Compactness
  ) throws(SectionDamage) -> [BookSection] {
    let book = Arrangement.settled(book)
    var encoding = Encoding(book, compactness)
    let tables = book.tables.indices.map { encoding.table($0) }
    let schema = BookSchema(name: book.name, currency: book.currency, tables: tables, ways: encoding.ways)
    if let damage = book.damage.first { throw damage }
    return [BookSection(name: SectionName.schema, bytes: SectionBytes(schema.bytes))] + encoding.sections
  }
}

/// The sections of a book as they come together.
private struct Encoding {
  private let book: Book
  private let compactness: Compactness
  private(set) var sections: [BookSection] = []
  private(set) var ways: [BookSchema.Way] = []

  init(_ book: Book, _ compactness: Compactness) {
    self.book = book
    self.compactness = compactness
    for way in book.waysBack.indices { addWay(way) }
  }

  private mutating func add(_ name: String, _ bytes: Buffer<UInt8>) {
    if bytes.count > 0 { sections.append(BookSection(name: name, bytes: SectionBytes(bytes))) }
  }

  // MARK: Ways back

  /// The way of the parent is stored, the others are worked out of their references when they are first asked for.
  private mutating func addWay(_ index: Int) {
    let way = book.waysBack[index]
    var isInOrder = false
    if book.tables[way.source].parentColumn == way.sourceColumn, way.link.rows == nil {
      isInOrder = true
      add(SectionName.children(of: index), way.link.offsets.bytes)
    }
    ways.append(
      BookSchema.Way(
        name: way.name, target: way.target, source: way.source, sourceColumn: way.sourceColumn, isInOrder: isInOrder))
  }

  // MARK: Tables

  mutating func table(_ index: Int) -> BookSchema.Table {
    let table = book.tables[index]
    let hasKeyIndex = addKeyIndex(of: index)
    return BookSchema.Table(
      name: table.name, rowCount: table.rowCount, keyColumn: table.keyColumn, parentColumn: table.parentColumn,
      eventColumn: table.eventColumn, columns: table.columns.indices.map { column($0, of: index) },
      origin: origin(of: index), hasKeyIndex: hasKeyIndex)
  }

  /// For tables that others refer to. Events, such as purchases, are many, and seldom asked for by their key.
  private mutating func addKeyIndex(of table: Int) -> Bool {
    let own = book.tables[table]
    guard let key = own.keyColumn, own.parentColumn == nil, own.rowCount >= compactness.indexedRows,
      book.waysBack.contains(where: { $0.target == table }),
      let index = KeyIndex(column: own.columns[key].column)
    else { return false }
    add(SectionName.keys(of: table), index.places.bytes)
    return true
  }

  private mutating func origin(of table: Int) -> BookSchema.Table.Origin? {
    guard let origin = book.tables[table].origin, case .int32(let batches) = origin.batches.column.storage,
      case .int32(let lines) = origin.lines.column.storage
    else { return nil }
    return BookSchema.Table.Origin(
      batches: integers(batches, SectionName.batches(of: table)),
      lines: integers(lines, SectionName.lines(of: table)))
  }

  /// Numbers that need not be read fast.
  private mutating func integers(_ values: Buffer<Int32>, _ name: String) -> IntegerLayout {
    let first = values.count == 0 ? 0 : values[0]
    if values.isWithin(first...first) { return .constant(first) }
    if values.isAscendingByOne { return .ascending(from: first) }
    return packed(values, mostBits: 28, name)
  }

  // MARK: Columns

  private mutating func column(_ index: Int, of table: Int) -> ColumnLayout {
    let own = book.tables[table].columns[index]
    let column = own.column
    let name = { (part: SectionName.Part) in SectionName.column(index, of: table, part) }
    var layout = ColumnLayout(
      name: own.name, type: own.type, isComplete: column.known == nil,
      values: values(column, index, of: table, name))
    if let known = column.known, !layout.isFromParents { add(name(.known), known.words.bytes) }
    if own.unmatched.count > 0 {
      let orphans = OrphanCoding.bytes(own.orphans)
      layout.orphanCount = own.orphans.count
      layout.orphanBytes = orphans.count
      add(name(.orphans), Buffer(orphans))
    }
    return layout
  }

  private mutating func values(
    _ column: Column, _ index: Int, of table: Int, _ name: (SectionName.Part) -> String
  ) -> ValuesLayout {
    switch column.storage {
    case .int32(let values):
      if let way = parents(column, values, index, of: table) { return .integers(.parents(way: way)) }
      let isReference = column.type.isReference
      return .integers(
        packed(isReference ? values.orNone(column.known) : values, mostBits: isReference ? 16 : 8, name(.values)))
    case .int64(let values):
      if let extent = values.extent, extent.lowerBound >= Int64(Int32.min), extent.upperBound <= Int64(Int32.max) {
        return .integers(packed(values.narrowed, mostBits: 8, name(.values)))
      }
      add(name(.values), values.bytes)
      return .integers(.wide)
    case .double(let values):
      add(name(.values), values.bytes)
      return .doubles
    case .truth(let bits):
      add(name(.values), bits.words.bytes)
      return .truth
    case .text(let texts, nil) where texts.count == column.count:
      return .text(pool(texts.emptyWhereMissing(column.known), mayNumber: true, name), codes: nil)
    case .text(let texts, let codes):
      let codes = codes ?? .ascending(from: 0, count: column.count)
      let used = texts.keepingUsed(codes.orNone(column.known))
      return .text(pool(used.pool, mayNumber: false, name), codes: packed(used.codes, mostBits: 16, name(.codes)))
    case .textSet(let texts, let offsets, let members):
      let range = Int(offsets[0])..<Int(offsets[column.count])
      let used = texts.keepingUsed(members[range])
      add(name(.sets), offsets.lowered(by: offsets[0]).bytes)
      add(name(.codes), used.codes.bytes)
      return .textSet(pool(used.pool, mayNumber: false, name), memberCount: range.count)
    }
  }

  /// The way back that tells a column of references, if it is the one by whose parents the table lies in order.
  private func parents(_ column: Column, _ values: Buffer<Int32>, _ index: Int, of table: Int) -> Int? {
    guard column.count >= compactness.packedRows,
      let way = ways.firstIndex(where: { $0.source == table && $0.sourceColumn == index && $0.isInOrder })
    else { return nil }
    let owners = book.waysBack[way].link.offsets.owners(count: column.count)
    return owners.equals(values.orNone(column.known)) ? way : nil
  }

  /// Numbers of 32 bits, in few bits each where the column is long and so many are enough.
  private mutating func packed(_ values: Buffer<Int32>, mostBits: Int, _ name: String) -> IntegerLayout {
    if values.count >= compactness.packedRows, let extent = values.extent {
      let bits = PackedIntegers.bits(extent)
      if bits <= mostBits, Int64(extent.lowerBound) + (1 << Int64(bits)) - 1 <= Int64(Int32.max) {
        add(name, PackedIntegers.pack(values, base: extent.lowerBound, bits: bits))
        return .packed(base: extent.lowerBound, bits: bits)
      }
    }
    add(name, values.bytes)
    return .narrow
  }

  private mutating func pool(
    _ texts: TextPool, mayNumber: Bool, _ name: (SectionName.Part) -> String
  ) -> PoolLayout {
    let texts = texts.trimmed
    let isLarge = texts.bytes.count + texts.offsets.count * 4 >= compactness.numberedBytes
    if mayNumber, isLarge, let numbered = NumberedTexts(texts) {
      let layout = packed(numbered.numbers, mostBits: 30, name(.numbers))
      return PoolLayout(
        entryCount: texts.count, isDistinct: texts.isDistinct,
        form: .numbered(prefix: numbered.prefix, width: numbered.width, layout))
    }
    add(name(.texts), texts.bytes)
    add(name(.starts), texts.offsets.bytes)
    let isDistinct = texts.isDistinct || (texts.count <= compactness.packedRows && texts.hasDistinctEntries)
    return PoolLayout(
      entryCount: texts.count, isDistinct: isDistinct, form: .plain(byteCount: texts.bytes.count))
  }
}
