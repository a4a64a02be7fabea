import Columns

/// The sections of a book as columns, each read when it is first asked for.
struct StoredColumns: Sendable {
  let source: any SectionSource
  let damage: DamageLog

  func column(_ place: ColumnPlace, _ layout: ColumnLayout, _ links: [Int: LazyLink]) -> TableColumn {
    let reading = ColumnReading(source: source, place: place, layout: layout)
    var link: LazyLink?
    if case .integers(.parents(let way)) = layout.values { link = links[way] }
    let values = LazyColumn(
      type: layout.type, count: place.rowCount, isComplete: layout.isComplete, damage: damage,
      cells: { rows throws(SectionDamage) in try reading.cells(rows) },
      load: { [link] () throws(SectionDamage) in
        if let link { return reading.parents(link.link) }
        return try reading.column()
      })
    guard layout.orphanCount > 0 else { return TableColumn(name: layout.name, values: values) }
    let unmatched = LazyOrphans(count: layout.orphanCount, damage: damage) { () throws(SectionDamage) in
      try reading.orphans()
    }
    return TableColumn(name: layout.name, values: values, unmatched: unmatched)
  }

  func origin(_ layout: BookSchema.Table.Origin, of table: Int, name: String, rowCount: Int) -> RowOrigin {
    RowOrigin(
      batches: whole(
        layout.batches, SectionName.batches(of: table), "which import the rows of \(name) came from", rowCount),
      lines: whole(layout.lines, SectionName.lines(of: table), "which lines the rows of \(name) came from", rowCount))
  }

  private func whole(_ layout: IntegerLayout, _ name: String, _ content: String, _ count: Int) -> LazyColumn {
    let section = CheckedSection(source: source, name: name, content: content)
    return LazyColumn(type: .whole, count: count, isComplete: true, damage: damage) { () throws(SectionDamage) in
      Column(type: .whole, storage: .int32(try section.integers(layout, count: count)), count: count)
    }
  }

  func keys(of table: Int, name: String, _ column: LazyColumn) -> RowKeys {
    let section = CheckedSection(
      source: source, name: SectionName.keys(of: table), content: "the index of the keys of \(name)")
    let index = { @Sendable [damage] in
      let places = damage.guarding(nil) { () throws(SectionDamage) -> Buffer<UInt32>? in
        try section.values(UInt32.self, count: KeyIndex.placeCount(rows: column.count))
      }
      return places.flatMap { KeyIndex(column: column.column, places: $0) } ?? KeyIndex(column: column.column)
    }
    return RowKeys(index: index) { [damage] key in
      let place = { (place: Int) throws(SectionDamage) -> UInt32 in try section.value(UInt32.self, at: place) }
      let hasKey = { (row: Int) throws(SectionDamage) -> Bool in column.value(row).isText(key) }
      return damage.guarding(nil) { () throws(SectionDamage) -> Int32? in
        try KeyIndex.row(of: key, rows: column.count, place: place, hasKey: hasKey)
      }
    }
  }
}

/// Reads one column.
struct ColumnReading: Sendable {
  let source: any SectionSource
  let place: ColumnPlace
  let layout: ColumnLayout

  private var rowCount: Int { place.rowCount }

  func section(_ part: SectionName.Part) -> CheckedSection {
    CheckedSection(
      source: source, name: SectionName.column(place.column, of: place.table, part),
      content: "\(place.tableName).\(layout.name)")
  }

  func column() throws(SectionDamage) -> Column {
    let storage = try storage()
    let known = layout.isComplete ? nil : try section(.known).bitmap(count: rowCount)
    return Column(type: layout.type, storage: storage, known: known, count: rowCount)
  }

  /// The references of rows that lie in the order of their parents.
  func parents(_ link: ChildLink) -> Column {
    let parents = link.offsets.owners(count: rowCount)
    let first = link.offsets[0]
    let last = link.offsets[link.offsets.count - 1]
    let isComplete = first == 0 && Int(last) == rowCount
    return Column(
      type: layout.type, storage: .int32(parents), known: isComplete ? nil : parents.areRows, count: rowCount)
  }

  func orphans() throws(SectionDamage) -> [Int32: String] {
    let section = section(.orphans)
    let bytes = try section.bytes(count: layout.orphanBytes)
    do throws(MalformedBytes) {
      return try OrphanCoding.read(bytes, rowCount: rowCount)
    } catch {
      throw section.damage("at its byte \(error.offset), \(error.reason)")
    }
  }

  // MARK: Values

  private func storage() throws(SectionDamage) -> Column.Storage {
    switch layout.values {
    case .integers(.wide): return .int64(try section(.values).values(Int64.self, count: rowCount))
    case .integers(let integers):
      let values = try section(.values).integers(integers, count: rowCount)
      if case .reference(let target) = layout.type {
        guard values.isWithin(-1...Int32(truncatingIfNeeded: place.rowCounts[target] - 1)) else {
          throw section(.values).damage("it refers to rows that are not there")
        }
      }
      return .int32(values)
    case .doubles: return .double(try section(.values).doubles(count: rowCount))
    case .truth: return .truth(try section(.values).bitmap(count: rowCount))
    case .text(let texts, let codes):
      let pool = try pool(texts)
      guard let codes else { return .text(pool, codes: nil) }
      return .text(pool, codes: try entries(of: pool, section(.codes).integers(codes, count: rowCount)))
    case .textSet(let texts, let memberCount):
      let pool = try pool(texts)
      let offsets = try section(.sets).values(Int32.self, count: rowCount + 1)
      guard offsets.areOffsets(into: memberCount) else {
        throw section(.sets).damage("its sets lie one within the other")
      }
      let members = try section(.codes).values(Int32.self, count: memberCount)
      return .textSet(pool, offsets: offsets, codes: try entries(of: pool, members))
    }
  }

  private func entries(of pool: TextPool, _ codes: Buffer<Int32>) throws(SectionDamage) -> Buffer<Int32> {
    guard codes.isWithin(0...Int32(truncatingIfNeeded: max(0, pool.count - 1))), pool.count > 0 || codes.count == 0
    else {
      throw section(.codes).damage("it names texts that are not there")
    }
    return codes
  }

  private func pool(_ texts: PoolLayout) throws(SectionDamage) -> TextPool {
    switch texts.form {
    case .plain(let byteCount):
      let offsets = try section(.starts).values(UInt32.self, count: texts.entryCount + 1)
      guard offsets.areOffsets(into: byteCount) else {
        throw section(.starts).damage("its texts lie one within the other")
      }
      return TextPool(
        bytes: try section(.texts).bytes(count: byteCount), offsets: offsets, isDistinct: texts.isDistinct)
    case .numbered(let prefix, let width, let layout):
      let numbers = try section(.numbers).integers(layout, count: texts.entryCount)
      let pool = NumberedTexts(prefix: prefix, width: width, numbers: numbers).pool(isDistinct: texts.isDistinct)
      guard let pool else { throw section(.numbers).damage("its numbers do not fit") }
      return pool
    }
  }
}

/// How the keys that lead nowhere lie in a file: a list of rows, each by its distance to the one before, and their texts.
enum OrphanCoding {
  static func bytes(_ orphans: LazyOrphans) -> [UInt8] {
    orphans.list.map(bytes) ?? bytes(orphans.byRow)
  }

  private static func bytes(_ orphans: OrphanList) -> [UInt8] {
    var writer = ByteWriter()
    var next: Int32 = 0
    writer.append(count: orphans.rows.count)
    for index in 0..<orphans.rows.count {
      let row = orphans.rows[index]
      writer.append(count: Int(row - next))
      orphans.texts.withBytes(Int(orphans.entries[index])) { writer.append(text: $0) }
      next = row + 1
    }
    return writer.bytes
  }

  private static func bytes(_ orphans: [Int32: String]) -> [UInt8] {
    var writer = ByteWriter()
    var next: Int32 = 0
    writer.append(list: orphans.sorted { $0.key < $1.key }) { writer, orphan in
      writer.append(count: Int(orphan.key - next))
      writer.append(orphan.value)
      next = orphan.key + 1
    }
    return writer.bytes
  }

  static func read(_ bytes: Buffer<UInt8>, rowCount: Int) throws(MalformedBytes) -> [Int32: String] {
    var reader = ByteReader(bytes)
    var next = 0
    let orphans = try reader.list(least: 2) { reader throws(MalformedBytes) in
      let row = next + (try reader.count(upTo: rowCount))
      guard row < rowCount else { throw reader.malformed("it names a row that is not there") }
      next = row + 1
      return (Int32(truncatingIfNeeded: row), try reader.text())
    }
    try reader.finish()
    return Dictionary(uniqueKeysWithValues: orphans)
  }
}
