import Book
import Columns

/// Merges the rows of one file into one table, column by column: what is new goes behind, what differs takes the place of
/// what was there, and the table is put in order once.
struct TableMerge {
  let existing: Table
  let matching: RowMatching
  let columns: [IncomingColumn]
  let overwritesBlanks: Bool
  /// For each incoming column: the row of the file that gives the value of a row of the table instead of what was there.
  private(set) var overrides: [[Int32: Int32]]
  /// Rows of the file that change something.
  private(set) var isChanging: [Bool]
  private let rowCount: Int

  init(existing: Table, matching: RowMatching, columns: [IncomingColumn], rowCount: Int, overwritesBlanks: Bool) {
    self.existing = existing
    self.matching = matching
    self.columns = columns
    self.overwritesBlanks = overwritesBlanks
    self.rowCount = rowCount
    overrides = columns.map { _ in [:] }
    isChanging = [Bool](repeating: false, count: rowCount)
    for index in columns.indices where !columns[index].isKey { compare(index) }
  }

  // MARK: Comparing

  private mutating func compare(_ index: Int) {
    let incoming = columns[index]
    let own = existing.columns.first { $0.name == incoming.name }
    let contact = MatchField(incoming.name)
    let ownColumn = own.map(\.column) ?? Column(missing: incoming.column.type, count: existing.rowCount)
    let ownOrphans = own?.orphans ?? [:]
    for row in 0..<rowCount where matching.targets[row] >= 0 && !isAdded(row) {
      let target = matching.targets[row]
      let isThere: Bool
      let differs: Bool
      if let source = overrides[index][target] ?? addedSource(target) {
        (isThere, differs) = TableMerge.compare(
          incoming.column, row, incoming.orphans, incoming.column, Int(source), incoming.orphans)
      } else {
        (isThere, differs) = TableMerge.compare(
          incoming.column, row, incoming.orphans, ownColumn, Int(target), ownOrphans)
      }
      guard differs, isThere || overwritesBlanks else { continue }
      let other = overrides[index][target] ?? addedSource(target)
      if contact.areSame(incoming.column, row, other.map { _ in incoming.column } ?? ownColumn, Int(other ?? target)) {
        continue
      }
      overrides[index][target] = Int32(truncatingIfNeeded: row)
      isChanging[row] = true
    }
  }

  /// Whether a row of the file is the one that adds its target.
  private func isAdded(_ row: Int) -> Bool { addedSource(matching.targets[row]).map(Int.init) == row }

  /// The row of the file that a target is made of, if it is an added one.
  private func addedSource(_ target: Int32) -> Int32? {
    let place = Int(target) - existing.rowCount
    return place >= 0 ? matching.added[place] : nil
  }

  /// Whether the first cell has a value, and whether it differs from the second one.
  private static func compare(
    _ left: Column, _ row: Int, _ orphans: [Int32: String], _ right: Column, _ other: Int,
    _ otherOrphans: [Int32: String]
  ) -> (isThere: Bool, differs: Bool) {
    let orphan = orphans.isEmpty ? nil : orphans[Int32(truncatingIfNeeded: row)]
    let otherOrphan = otherOrphans.isEmpty ? nil : otherOrphans[Int32(truncatingIfNeeded: other)]
    let isKnown = CellComparison.isKnown(left, row)
    let isOtherKnown = CellComparison.isKnown(right, other)
    if isKnown, isOtherKnown { return (true, !CellComparison.areEqual(left, row, right, other)) }
    return (isKnown || orphan != nil, isKnown != isOtherKnown || orphan != otherOrphan)
  }

  // MARK: Building

  private var addedCount: Int { matching.added.count }
  private var finalCount: Int { existing.rowCount + addedCount }

  /// Whether the table stays as it is.
  var isEmpty: Bool { addedCount == 0 && overrides.allSatisfy(\.isEmpty) && newColumns.isEmpty }

  /// Names of incoming columns that the table does not have.
  var newColumns: [String] {
    columns.map(\.name).filter { name in !existing.columns.contains { $0.name == name } }
  }

  /// The merged table, and for each of its rows before it was put in order, where the row is now; nil if all stayed.
  ///
  /// - Parameters:
  ///   - parent: the name of the column that refers to the parent, for a table that did not know it yet.
  ///   - parents: how many rows the parent of a table has.
  func merged(
    batch: Int32, lines: [Int32], parent: String?, parents: (Table) -> Int
  ) -> (table: Table, moved: Buffer<Int32>?) {
    var table = Table(name: existing.name, columns: [], rowCount: finalCount)
    table.columns = existing.columns.map { own in
      guard let index = columns.firstIndex(where: { $0.name == own.name }) else { return lengthened(own) }
      return joined(own, index)
    }
    for index in columns.indices where newColumns.contains(columns[index].name) {
      let missing = TableColumn(
        name: columns[index].name, column: Column(missing: columns[index].column.type, count: existing.rowCount))
      table.columns.append(joined(missing, index))
    }
    table.keyColumn = existing.keyColumn ?? roleColumn(table, \.isKey)
    table.eventColumn = existing.eventColumn ?? roleColumn(table, \.isEvent)
    table.parentColumn =
      existing.parentColumn ?? table.columns.firstIndex { $0.name == parent && $0.type.isReference }
    table.origin = origin(batch, lines)
    guard let order = ChildSorting.order(of: table, parents: parents(table)) else { return (table.rekeyed, nil) }
    return (table.reordered(order), ChildSorting.positions(of: order))
  }

  private func roleColumn(_ table: Table, _ role: (IncomingColumn) -> Bool) -> Int? {
    guard existing.rowCount == 0, let column = columns.first(where: role) else { return nil }
    return table.columns.firstIndex { $0.name == column.name }
  }

  private func lengthened(_ own: TableColumn) -> TableColumn {
    if addedCount == 0 { return own }
    return TableColumn(
      name: own.name, values: LazyColumn(own.column.joined(with: Column(missing: own.type, count: addedCount))),
      unmatched: own.unmatched)
  }

  private func joined(_ own: TableColumn, _ index: Int) -> TableColumn {
    let incoming = columns[index]
    if addedCount == 0, overrides[index].isEmpty { return own }
    let added = Buffer(matching.added)
    let column: Column
    if overrides[index].isEmpty {
      column = own.column.joined(with: incoming.column.picking(added))
    } else {
      let start = Int32(truncatingIfNeeded: existing.rowCount)
      let picks = Buffer<Int32>(count: finalCount) { target in
        for row in 0..<existing.rowCount { target[row] = Int32(truncatingIfNeeded: row) }
        for place in 0..<addedCount { target[existing.rowCount + place] = start + added[place] }
        for (row, source) in overrides[index] { target[Int(row)] = start + source }
      }
      column = own.column.joined(with: incoming.column).picking(picks)
    }
    return TableColumn(name: own.name, column: column, orphans: orphans(own, index))
  }

  private func orphans(_ own: TableColumn, _ index: Int) -> [Int32: String] {
    var orphans = own.orphans
    let incoming = columns[index].orphans
    if !incoming.isEmpty {
      for (place, row) in matching.added.enumerated() {
        if let text = incoming[row] { orphans[Int32(truncatingIfNeeded: existing.rowCount + place)] = text }
      }
    }
    for (row, source) in overrides[index] { orphans[row] = incoming[source] }
    return orphans
  }

  private func origin(_ batch: Int32, _ lines: [Int32]) -> RowOrigin {
    let none = Column(
      type: .whole, storage: .int32(Buffer(repeating: 0, count: existing.rowCount)), count: existing.rowCount)
    let added = Buffer(matching.added.map { lines[Int($0)] })
    let batches = Column(type: .whole, storage: .int32(Buffer(repeating: batch, count: addedCount)), count: addedCount)
    return RowOrigin(
      batches: LazyColumn((existing.origin?.batches.column ?? none).joined(with: batches)),
      lines: LazyColumn(
        (existing.origin?.lines.column ?? none).joined(
          with: Column(type: .whole, storage: .int32(added), count: addedCount))))
  }

  // MARK: Outcome

  /// The cells of rows that were there before which get another value.
  func changes(lines: [Int32]) -> [ChangedCells] {
    columns.indices.compactMap { index in
      let changed = overrides[index].filter { Int($0.key) < existing.rowCount }.sorted { $0.key < $1.key }
      guard !changed.isEmpty else { return nil }
      let name = columns[index].name
      let before =
        existing.columns.first { $0.name == name }
        ?? TableColumn(name: name, column: Column(missing: columns[index].column.type, count: existing.rowCount))
      return ChangedCells(
        column: name, rows: changed.map(\.key), lines: changed.map { lines[Int($0.value)] }, before: before,
        after: TableColumn(name: name, column: columns[index].column, orphans: columns[index].orphans),
        sources: changed.map(\.value))
    }
  }
}
