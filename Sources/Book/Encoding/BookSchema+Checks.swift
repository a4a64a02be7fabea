import Columns

extension BookSchema {
  /// Rows up to this many need no bytes that vouch for them.
  private static let freeRows = 1 << 16

  /// Where the schema names what is not there, or what cannot be; nil if it is sound.
  var contradiction: String? {
    guard Set(tables.map(\.name)).count == tables.count else { return "two tables have the same name" }
    for (index, table) in tables.enumerated() {
      if let reason = table.contradiction ?? parents(index) { return "\(table.name): \(reason)" }
    }
    return ways.lazy.compactMap { way in contradiction(way).map { "\(way.name): \($0)" } }.first
  }

  private func contradiction(_ way: Way) -> String? {
    guard tables.indices.contains(way.target), tables.indices.contains(way.source),
      tables[way.source].columns.indices.contains(way.sourceColumn),
      tables[way.source].columns[way.sourceColumn].type == .reference(table: way.target)
    else { return "a way back of a reference that is not there" }
    return nil
  }

  /// Checks the columns that are told by a way back.
  private func parents(_ table: Int) -> String? {
    for (index, column) in tables[table].columns.enumerated() {
      guard case .integers(.parents(let way)) = column.values else { continue }
      guard ways.indices.contains(way), ways[way].source == table, ways[way].sourceColumn == index,
        ways[way].isInOrder
      else { return "\(column.name) is told by a way back that is not its own" }
    }
    return nil
  }

  /// Compares the lengths of all sections with what the schema says of them; gives the name of one that differs.
  func missingSection(in source: some SectionSource) -> String? {
    for (index, table) in tables.enumerated() {
      var total = 0
      for (name, length) in table.sections(index) {
        guard source.length(of: name) == length else { return name }
        total += length
      }
      // So many rows cannot come out of so few bytes: nothing is allocated for them.
      if table.rowCount > BookSchema.freeRows, total < table.rowCount / 8 { return SectionName.schema }
    }
    for (index, way) in ways.enumerated() where way.isInOrder {
      let name = SectionName.children(of: index)
      guard source.length(of: name) == (tables[way.target].rowCount + 1) * 4 else { return name }
    }
    return nil
  }
}

extension BookSchema.Table {
  fileprivate var contradiction: String? {
    guard Set(columns.map(\.name)).count == columns.count else { return "two columns have the same name" }
    if let keyColumn, !has(keyColumn, { $0 == .text }) { return "the key is no text" }
    if let parentColumn, !has(parentColumn, \.isReference) { return "the parent is no reference" }
    if let eventColumn, !has(eventColumn, { $0 == .date || $0 == .time }) { return "the event is no date or time" }
    if hasKeyIndex, keyColumn == nil { return "an index without keys" }
    if let origin, [origin.batches, origin.lines].contains(where: { !$0.standsAlone || $0 == .wide }) {
      return "the origin of its rows lies where it cannot"
    }
    return columns.lazy.compactMap { column in column.contradiction(rowCount).map { "\(column.name): \($0)" } }.first
  }

  private func has(_ column: Int, _ test: (ValueType) -> Bool) -> Bool {
    columns.indices.contains(column) && test(columns[column].type)
  }

  /// The names of the sections with the bytes that each has to have.
  func sections(_ table: Int) -> [(name: String, length: Int)] {
    var sections: [(name: String, length: Int)] = []
    for (index, column) in columns.enumerated() {
      for (part, length) in column.parts(rowCount: rowCount) ?? [:] {
        sections.append((SectionName.column(index, of: table, part), length))
      }
    }
    if let origin {
      sections.append((SectionName.batches(of: table), origin.batches.byteCount(rowCount) ?? 0))
      sections.append((SectionName.lines(of: table), origin.lines.byteCount(rowCount) ?? 0))
    }
    if hasKeyIndex { sections.append((SectionName.keys(of: table), KeyIndex.placeCount(rows: rowCount) * 4)) }
    return sections.filter { $0.length > 0 }
  }
}

extension IntegerLayout {
  /// Whether the numbers need no way back to be told.
  fileprivate var standsAlone: Bool {
    if case .parents = self { false } else { true }
  }
}

extension ColumnLayout {
  fileprivate func contradiction(_ rowCount: Int) -> String? {
    guard fitsType else { return "the values are not of its type" }
    guard parts(rowCount: rowCount) != nil else { return "too many values" }
    guard orphanCount == 0 || type.isReference, orphanCount <= rowCount, orphanCount <= orphanBytes else {
      return "too many unmatched keys"
    }
    switch values {
    case .text(let pool, codes: nil) where pool.entryCount != rowCount: return "not as many texts as rows"
    case .text(let pool, _), .textSet(let pool, _):
      if case .numbered(_, _, let layout) = pool.form, !layout.standsAlone || layout == .wide {
        return "the numbers of its texts lie where they cannot"
      }
      return nil
    default: return nil
    }
  }

  private var fitsType: Bool {
    switch (type, values) {
    case (.truth, .truth), (.textSet, .textSet), (.number, .doubles), (.percent, .doubles), (.inexactMoney, .doubles):
      true
    case (.text, .text(_, let codes)): codes.map { $0.standsAlone && $0 != .wide } ?? true
    case (.whole, .integers(let layout)), (.money, .integers(let layout)), (.time, .integers(let layout)),
      (.duration, .integers(let layout)):
      layout.standsAlone
    case (.date, .integers(let layout)): layout.standsAlone && layout != .wide
    case (.reference, .integers(let layout)): layout != .wide
    default: false
    }
  }
}
