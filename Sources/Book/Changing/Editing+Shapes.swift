import Columns

extension Editing {
  /// Makes a table without rows.
  mutating func addTable(_ shape: TableShape) throws(ChangeError) {
    guard book.table(named: shape.name) == nil else { throw .nameInUse(shape.name) }
    let names = book.tables.map(\.name) + [shape.name]
    let position = { (name: String) in names.firstIndex(of: name) }
    for target in shape.columns.compactMap(\.target) + [shape.parent].compactMap({ $0 }) where position(target) == nil {
      throw .unknownTable(target)
    }
    let declaration = TableDeclaration(
      shape.name, of: shape.parent,
      columns: shape.columns.map {
        TableDeclaration.Column($0.name, $0.type, target: $0.target, isKey: $0.isKey, isEvent: $0.isEvent)
      })
    var table = EmptyTable.make(declaration, position: position)
    table.origin = .none(count: 0)
    guard Set(table.columns.map { $0.name.lowercased() }).count == table.columns.count else {
      throw .malformed("a column of \(shape.name) is declared twice")
    }
    book.tables.append(table)
    let index = book.tables.count - 1
    for column in table.columns.indices { addWayBack(index, column) }
    note(.removeTable(shape.name))
  }

  /// Takes out the table that was made last, as long as it has no rows.
  mutating func removeTable(_ name: String) throws(ChangeError) {
    let index = try table(name)
    let isReferredTo = book.waysBack.contains { $0.target == index && $0.source != index }
    guard index == book.tables.count - 1, book.tables[index].rowCount == 0, !isReferredTo else { throw .notEmpty(name) }
    book.waysBack.removeAll { $0.source == index || $0.target == index }
    book.tables.removeLast()
  }

  /// Adds a column without values.
  mutating func addColumn(_ shape: ColumnShape, to name: String) throws(ChangeError) {
    let index = try table(name)
    guard !book.tables[index].columns.contains(where: { $0.name.lowercased() == shape.name.lowercased() }) else {
      throw .nameInUse("\(name).\(shape.name)")
    }
    let type = try shape.target.map { target throws(ChangeError) in ValueType.reference(table: try table(target)) }
    let column = Column(missing: type ?? shape.type, count: book.tables[index].rowCount)
    book.tables[index].columns.append(TableColumn(name: shape.name, column: column))
    let position = book.tables[index].columns.count - 1
    addWayBack(index, position)
    note(.removeColumn(table: name, name: shape.name))
  }

  /// Takes out the column that was added last.
  mutating func removeColumn(_ column: String, of name: String) throws(ChangeError) {
    let index = try table(name)
    let position = try self.column(column, of: index)
    guard position == book.tables[index].columns.count - 1, position != book.tables[index].keyColumn,
      position != book.tables[index].parentColumn, position != book.tables[index].eventColumn
    else { throw .notEmpty("\(name).\(column)") }
    book.waysBack.removeAll { $0.source == index && $0.sourceColumn == position }
    book.tables[index].columns.removeLast()
  }

  private mutating func addWayBack(_ source: Int, _ column: Int) {
    guard case .reference(let target) = book.tables[source].columns[column].type else { return }
    book.waysBack.append(
      WayBack(
        name: WayBack.name(book.tables, source: source, column: column, target: target), target: target,
        source: source, sourceColumn: column,
        children: LazyLink(ChildLink(noneOf: book.tables[target].rowCount))))
  }
}

extension RowOrigin {
  /// Of rows that came from no file: all of batch 0, numbered from 1.
  static func none(count: Int) -> RowOrigin {
    let type = ValueType.whole
    let batches = Column(type: type, storage: .int32(Buffer(repeating: 0, count: count)), count: count)
    let lines = Column(
      type: type, storage: .int32(.ascending(from: 1, count: count)), count: count)
    return RowOrigin(batches: LazyColumn(batches), lines: LazyColumn(lines))
  }
}
