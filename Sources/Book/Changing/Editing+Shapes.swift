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
    if shape.parent == shape.name { throw .malformed("\(shape.name) cannot belong to itself") }
    for column in shape.columns { try check(column, of: shape.name) }
    for target in shape.columns.compactMap(\.target) + [shape.parent].compactMap({ $0 }) where target != shape.name {
      try checkKeys(of: target)
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
    if shape.columns.contains(where: { $0.target == shape.name }), table.keyColumn == nil {
      throw .keyMissing(table: shape.name)
    }
    book.tables.append(table)
    let index = book.tables.count - 1
    for column in table.columns.indices { addWayBack(index, column) }
    note(.removeTable(shape.name))
  }

  /// What can be made of a column's declaration, and written down.
  private func check(_ column: ColumnShape, of table: String) throws(ChangeError) {
    if column.target == nil, column.type.isReference {
      throw .malformed("\(table).\(column.name) refers to no table")
    }
    if column.isKey, column.target != nil || column.type != .text {
      throw .malformed("the key \(table).\(column.name) is no text")
    }
    if column.isEvent, column.target != nil || (column.type != .date && column.type != .time) {
      throw .malformed("the event \(table).\(column.name) is neither date nor time")
    }
  }

  /// References are kept by their keys, so only a table with keys can be referred to.
  private func checkKeys(of name: String) throws(ChangeError) {
    if book.tables[try table(name)].keyColumn == nil { throw .keyMissing(table: name) }
  }

  /// Takes out the table that was made last, as long as it has no rows.
  mutating func removeTable(_ name: String) throws(ChangeError) {
    let index = try table(name)
    let isReferredTo = book.waysBack.contains { $0.target == index && $0.source != index }
    guard index == book.tables.count - 1, book.tables[index].rowCount == 0, !isReferredTo else { throw .notEmpty(name) }
    let table = book.tables[index]
    let parent = book.parentTable(of: index).map { book.tables[$0].name }
    if let parent, let column = table.parentColumn,
      table.columns[column].name != EmptyTable.parentColumnName(parent)
    {
      throw .notEmpty(name)
    }
    let columns = table.columns.indices.map { shape(of: $0, in: table) }
    note(.addTable(TableShape(name: table.name, parent: parent, columns: columns)))
    book.waysBack.removeAll { $0.source == index || $0.target == index }
    book.tables.removeLast()
    unsorted.remove(index)
    crowded.remove(index)
  }

  private func shape(of column: Int, in table: Table) -> ColumnShape {
    let own = table.columns[column]
    var target: String?
    if case .reference(let table) = own.type { target = book.tables[table].name }
    return ColumnShape(
      own.name, target == nil ? own.type : .text, target: target, isKey: column == table.keyColumn,
      isEvent: column == table.eventColumn)
  }

  /// Adds a column without values.
  mutating func addColumn(_ shape: ColumnShape, to name: String) throws(ChangeError) {
    let index = try table(name)
    guard !book.tables[index].columns.contains(where: { $0.name.lowercased() == shape.name.lowercased() }) else {
      throw .nameInUse("\(name).\(shape.name)")
    }
    if shape.isKey || shape.isEvent { throw .malformed("\(name).\(shape.name) comes too late to be a key or an event") }
    try check(shape, of: name)
    if let target = shape.target { try checkKeys(of: target) }
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
    noteColumn(position, of: book.tables[index])
    book.waysBack.removeAll { $0.source == index && $0.sourceColumn == position }
    book.tables[index].columns.removeLast()
  }

  /// Remembers a column and its cells.
  private mutating func noteColumn(_ position: Int, of table: Table) {
    guard wantsInverse else { return }
    let column = table.columns[position]
    let known = column.column.known
    let orphans = column.unmatched.count == 0 ? [:] : column.orphans
    let all = (0..<table.rowCount).map { Int32(truncatingIfNeeded: $0) }
    let rows = table.asTheyCame(all.filter { known?[Int($0)] ?? true || orphans[$0] != nil })
    if !rows.isEmpty {
      let values = cells(rows, of: column)
      note(
        .update(
          CellUpdate(
            table: table.name, column: column.name, rows: rows.compactMap { table.name(ofRow: Int($0)) }, values: values
          )))
    }
    let shape = shape(of: position, in: table)
    note(.addColumn(table: table.name, shape))
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
