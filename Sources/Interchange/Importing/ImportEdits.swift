import Book
import Columns

extension ImportStep {
  /// What the step does, as edits; nil if it changes rows that have neither a key nor an origin to call them by.
  func edits() -> [Edit]? {
    var edits: [Edit] = []
    guard
      columns.allSatisfy({ column in
        existing.columns.first { $0.name == column.name }.map { $0.type == column.column.type } ?? true
      })
    else { return nil }
    let fresh = columns.filter { column in !existing.columns.contains { $0.name == column.name } }
    if isNewTable {
      edits.append(.addTable(TableShape(name: table, parent: parent, columns: fresh.map(shape))))
    } else {
      edits += fresh.map { .addColumn(table: table, shape($0)) }
    }
    for index in columns.indices where !overrides[index].isEmpty {
      guard let update = update(index) else { return nil }
      if !update.rows.isEmpty { edits.append(.update(update)) }
    }
    if !added.isEmpty { edits.append(.add(addition)) }
    return edits
  }

  /// The cells that were there before; nil as above.
  fileprivate func restoring() -> [Edit]? {
    var edits: [Edit] = []
    for index in columns.indices {
      let changed = changedRows(index)
      let names = changed.map { existing.rowName(Int($0.row)) }
      guard !changed.isEmpty else { continue }
      guard !names.contains(nil) else { return nil }
      let own = existing.columns.first { $0.name == columns[index].name }
      let values = changed.map { row, _ -> Value in
        guard let own else { return .missing }
        if let orphan = own.orphans[row] { return .text(orphan) }
        let value = own.column.value(Int(row))
        guard case .reference(let target) = value else { return value }
        return columns[index].targetKeys?.column.value(Int(target)) ?? .missing
      }
      edits.append(
        .update(
          CellUpdate(table: table, column: columns[index].name, rows: names.compactMap { $0 }, values: values)))
    }
    return edits
  }

  /// Takes out the columns, or the table, that came with the file.
  fileprivate func removingColumns() -> [Edit] {
    if isNewTable { return StandardSchema.table(table) == nil ? [.removeTable(table)] : [] }
    return counts.newColumns.reversed().map { .removeColumn(table: table, name: $0) }
  }

  /// The rows that were there before and have another cell in a column now, with the row of the file that it comes from.
  private func changedRows(_ index: Int) -> [(row: Int32, source: Int32)] {
    overrides[index].filter { Int($0.key) < existing.rowCount }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private func shape(_ column: IncomingColumn) -> ColumnShape {
    var target: String?
    if case .reference(let position) = column.column.type { target = tableNames[position] }
    return ColumnShape(
      column.name, column.column.type, target: target, isKey: column.isKey, isEvent: column.isEvent)
  }

  /// Added rows with the values that later rows of the same file gave them.
  private var addition: RowAddition {
    RowAddition(
      table: table, batch: batch, lines: added.map { lines[Int($0)] },
      columns: columns.indices.map { index in
        let values = added.enumerated().map { place, row in
          value(columns[index], Int(overrides[index][Int32(truncatingIfNeeded: existing.rowCount + place)] ?? row))
        }
        return RowAddition.Cells(columns[index].name, values)
      })
  }

  private func update(_ index: Int) -> CellUpdate? {
    let changed = changedRows(index)
    guard !changed.isEmpty else { return CellUpdate(table: table, column: columns[index].name, rows: [], values: []) }
    var rows: [RowName] = []
    for (row, _) in changed {
      guard let name = existing.rowName(Int(row)) else { return nil }
      rows.append(name)
    }
    return CellUpdate(
      table: table, column: columns[index].name, rows: rows,
      values: changed.map { value(columns[index], Int($0.source)) })
  }

  /// A cell as edits say it: a reference is the key that it leads to.
  private func value(_ column: IncomingColumn, _ row: Int) -> Value {
    if let orphan = column.orphans[Int32(truncatingIfNeeded: row)] { return .text(orphan) }
    let value = column.column.value(row)
    guard case .reference(let target) = value else { return value }
    let place = Int(target) - existing.rowCount
    if case .reference(let position) = column.column.type, tableNames[position] == table, place >= 0 {
      return columns.first(where: \.isKey)?.column.value(Int(added[place])) ?? .missing
    }
    return column.targetKeys?.column.value(Int(target)) ?? .missing
  }
}

extension Table {
  /// How a change calls a row: by its key, else by where it came from; nil where neither is known.
  func rowName(_ row: Int) -> RowName? {
    if let keyColumn {
      guard case .text(let key) = columns[keyColumn].column.value(row) else { return nil }
      return .key(key)
    }
    guard let origin, case .whole(let batch) = origin.batches.column.value(row),
      case .whole(let line) = origin.lines.column.value(row), batch > 0
    else { return nil }
    return .origin(batch: Int32(truncatingIfNeeded: batch), line: Int32(truncatingIfNeeded: line))
  }
}

extension ImportPlan {
  /// The import as edits, which mean the same as `book`; nil where they cannot say it, because it changes rows that have
  /// neither a key nor an origin. Complexity: O(cells added and changed), with a `Value` for each: for imports that are
  /// small beside their book.
  public func edits() -> [Edit]? {
    guard isSayable else { return nil }
    var edits: [Edit] = []
    for step in steps {
      guard let own = step.edits() else { return nil }
      edits += own
    }
    return edits
  }

  /// The edits that take the import back, after `book` was written as a whole; nil where they cannot say it.
  public func inverse() -> [Edit]? {
    var edits: [Edit] = []
    for step in steps.reversed() {
      guard let own = step.restoring() else { return nil }
      edits += own
    }
    edits += batches.keys.sorted(by: >).map { .removeBatch($0) }
    for step in steps.reversed() { edits += step.removingColumns() }
    return edits
  }
}
