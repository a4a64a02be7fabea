import Columns

/// The ways back. That of a parent is stored, the others are worked out of their references when they are first asked for.
struct EncodedWays: Sendable {
  private(set) var ways: [BookSchema.Way] = []
  private(set) var sections: [BookSection] = []

  init(_ book: Book) {
    for (index, way) in book.waysBack.enumerated() {
      var isInOrder = false
      // A table without rows needs no file to tell where none begin.
      if book.tables[way.source].parentColumn == way.sourceColumn, book.tables[way.source].rowCount > 0,
        way.link.rows == nil
      {
        isInOrder = true
        let bytes = SectionBytes(way.link.offsets)
        if bytes.count > 0 { sections.append(BookSection(name: SectionName.children(of: index), bytes: bytes)) }
      }
      ways.append(
        BookSchema.Way(
          name: way.name, target: way.target, source: way.source, sourceColumn: way.sourceColumn, isInOrder: isInOrder))
    }
  }
}

/// What is encoded at a time, on one core.
enum EncodedPiece: Sendable {
  case keys(table: Int)
  case column(Int, table: Int)
  case origin(table: Int)

  static func all(of table: Int, in book: Book) -> [EncodedPiece] {
    [.keys(table: table)] + book.tables[table].columns.indices.map { .column($0, table: table) } + [
      .origin(table: table)
    ]
  }
}

/// What came of a piece: its sections, and what the schema says of them.
struct EncodedPart: Sendable {
  enum Layout: Sendable {
    case keys(isThere: Bool)
    case column(ColumnLayout)
    case origin(BookSchema.Table.Origin?)
  }

  var layout: Layout
  var sections: [BookSection]

  static func schema(
    of index: Int, in book: Book, _ layouts: some Sequence<(EncodedPiece, Layout)>
  ) -> BookSchema.Table {
    let table = book.tables[index]
    var schema = BookSchema.Table(
      name: table.name, rowCount: table.rowCount, keyColumn: table.keyColumn, parentColumn: table.parentColumn,
      eventColumn: table.eventColumn, columns: [], origin: nil, hasKeyIndex: false)
    for (piece, layout) in layouts where piece.table == index {
      switch layout {
      case .keys(let isThere): schema.hasKeyIndex = isThere
      case .column(let layout): schema.columns.append(layout)
      case .origin(let origin): schema.origin = origin
      }
    }
    return schema
  }
}

extension EncodedPiece {
  var table: Int {
    switch self {
    case .keys(let table), .column(_, let table), .origin(let table): table
    }
  }
}

/// The sections of one piece as they come together.
struct PieceEncoding {
  private let book: Book
  private let ways: [BookSchema.Way]
  private let compactness: Compactness
  private var sections: [BookSection] = []

  init(_ book: Book, _ ways: [BookSchema.Way], _ compactness: Compactness) {
    self.book = book
    self.ways = ways
    self.compactness = compactness
  }

  mutating func part(_ piece: EncodedPiece) -> EncodedPart {
    let layout: EncodedPart.Layout =
      switch piece {
      case .keys(let table): .keys(isThere: addKeyIndex(of: table))
      case .column(let index, let table): .column(column(index, of: table))
      case .origin(let table): .origin(origin(of: table))
      }
    return EncodedPart(layout: layout, sections: sections)
  }

  private mutating func add(_ name: String, _ bytes: Buffer<UInt8>) {
    if bytes.count > 0 { sections.append(BookSection(name: name, bytes: SectionBytes(bytes))) }
  }

  // MARK: Keys and origins

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
    guard let origin = book.tables[table].origin, case .int32(let lines) = origin.lines.column.storage else {
      return nil
    }
    let lineLayout = integers(lines, SectionName.lines(of: table))
    if case .constant(let batch)? = origin.batches.pattern {
      return BookSchema.Table.Origin(batches: .constant(batch), lines: lineLayout)
    }
    guard case .int32(let batches) = origin.batches.column.storage else { return nil }
    return BookSchema.Table.Origin(
      batches: integers(batches, SectionName.batches(of: table)), lines: lineLayout)
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
    let name = { (part: SectionName.Part) in SectionName.column(index, of: table, part) }
    if case .numbered(let texts)? = own.values.pattern, texts.textBytes >= compactness.numberedBytes {
      let pool = numbered(texts, isDistinct: false, name)
      return ColumnLayout(name: own.name, type: own.type, isComplete: true, values: .text(pool, codes: nil))
    }
    var layout: ColumnLayout
    if case .owners? = own.values.pattern, let way = ownWay(own.count, index, of: table) {
      layout = ColumnLayout(
        name: own.name, type: own.type, isComplete: own.values.isComplete, values: .integers(.parents(way: way)))
    } else {
      let column = own.column
      layout = ColumnLayout(
        name: own.name, type: own.type, isComplete: column.known == nil,
        values: values(column, index, of: table, name))
      if let known = column.known, !layout.isFromParents { add(name(.known), known.words.bytes) }
    }
    if own.unmatched.count > 0 {
      let orphans = OrphanCoding.bytes(own.unmatched)
      layout.orphanCount = own.unmatched.count
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
    guard let way = ownWay(column.count, index, of: table) else { return nil }
    let owners = book.waysBack[way].link.offsets.owners(count: column.count)
    return owners.equals(values.orNone(column.known)) ? way : nil
  }

  /// The way back of a long column by which its table lies in order.
  private func ownWay(_ count: Int, _ index: Int, of table: Int) -> Int? {
    guard count >= compactness.packedRows else { return nil }
    return ways.firstIndex { $0.source == table && $0.sourceColumn == index && $0.isInOrder }
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
      return self.numbered(numbered, isDistinct: texts.isDistinct, name)
    }
    add(name(.texts), texts.bytes)
    add(name(.starts), texts.offsets.bytes)
    let isDistinct = texts.isDistinct || (texts.count <= compactness.packedRows && texts.hasDistinctEntries)
    return PoolLayout(
      entryCount: texts.count, isDistinct: isDistinct, form: .plain(byteCount: texts.bytes.count))
  }

  private mutating func numbered(
    _ texts: NumberedTexts, isDistinct: Bool, _ name: (SectionName.Part) -> String
  ) -> PoolLayout {
    let layout = packed(texts.numbers, mostBits: 30, name(.numbers))
    return PoolLayout(
      entryCount: texts.numbers.count, isDistinct: isDistinct,
      form: .numbered(prefix: texts.prefix, width: texts.width, layout))
  }
}
