import Columns

extension Book {
  /// The book with every standard table that was not loaded, without rows: measures over them then give 0 or missing.
  public func withStandardTables() -> Book {
    let absent = StandardSchema.tables.filter { declaration in table(named: declaration.name) == nil }
    guard !absent.isEmpty else { return self }
    let names = (tables.map(\.name) + absent.map(\.name)).map { $0.lowercased() }
    let added = absent.map { EmptyTable.make($0) { name in names.firstIndex(of: name.lowercased()) } }
    let all = tables + added
    var ways = waysBack
    for source in tables.count..<all.count {
      for column in all[source].columns.indices {
        guard case .reference(let target) = all[source].columns[column].type else { continue }
        let targetCount = all[target].rowCount
        ways.append(
          WayBack(
            name: WayBack.name(all, source: source, column: column, target: target), target: target, source: source,
            sourceColumn: column, children: LazyLink { ChildLink(noneOf: targetCount) }))
      }
    }
    return Book(name: name, tables: all, waysBack: ways, currency: currency, damage: damage)
  }
}

/// A declared table without rows.
enum EmptyTable {
  static func make(_ declaration: TableDeclaration, position: (String) -> Int?) -> Table {
    var columns = declaration.columns.map { column in
      TableColumn(
        name: column.name, column: empty(column.target.flatMap(position).map { .reference(table: $0) } ?? column.type))
    }
    var parentColumn: Int?
    if let parent = declaration.parent, let target = position(parent) {
      let name = parentColumnName(parent)
      parentColumn = declaration.columns.firstIndex { $0.name == name && $0.target == parent } ?? columns.count
      if parentColumn == columns.count {
        columns.append(TableColumn(name: name, column: empty(.reference(table: target))))
      }
    }
    let event = declaration.columns.firstIndex(where: \.isEvent)
    return Table(
      name: declaration.name, columns: columns, rowCount: 0,
      keyColumn: declaration.columns.firstIndex(where: \.isKey), parentColumn: parentColumn,
      eventColumn: event ?? declaration.columns.firstIndex { $0.type == .date || $0.type == .time })
  }

  /// What the column is called that refers to the parent: `customer` for `customers`.
  static func parentColumnName(_ parent: String) -> String { String(parent.dropLast()) }

  private static func empty(_ type: ValueType?) -> Column { Column(missing: type ?? .text, count: 0) }
}

extension WayBack {
  /// What the way back of a reference is called; `StandardSchema` says how.
  public static func name(_ tables: [Table], source: Int, column: Int, target: Int) -> String {
    let table = tables[source]
    let reference = table.columns[column].name
    if table.parentColumn == column { return table.name }
    if let name = StandardSchema.waysBack[table.name]?[reference] { return name }
    let isOnly = table.columns.indices.allSatisfy { other in
      if case .reference(target) = table.columns[other].type { return other == column }
      return true
    }
    let isFree = !tables[target].columns.contains { $0.name.lowercased() == table.name.lowercased() }
    if isOnly, isFree { return table.name }
    return table.name + "By" + reference.prefix(1).uppercased() + reference.dropFirst()
  }
}
