import Book
import Columns
import Diagnostics

/// Which columns of a table give its rows their order.
struct TableRoles: Sendable {
  /// The reference to the parent, where the parent's rows come before this table's.
  var parent: Int?
  /// The date or time by which events are ordered.
  var event: Int?

  static func find(_ tables: [ParsedTable], _ references: [[Int: ResolvedReference]]) throws -> [TableRoles] {
    tables.indices.map { table in
      let parent = tables[table].parentReference
      var roles = TableRoles(
        parent: parent.flatMap { references[table][$0].map(\.target) == table ? nil : $0 },
        event: event(table, tables, references, hasParentColumn: parent != nil))
      if roles.parent.map({ references[table][$0] == nil }) ?? false { roles.parent = nil }
      return roles
    }
  }

  /// The declared event, else the first date or time; only for tables whose rows are events: those of a parent, and a
  /// file's own table that refers to the customers.
  private static func event(
    _ table: Int, _ tables: [ParsedTable], _ references: [[Int: ResolvedReference]], hasParentColumn: Bool
  ) -> Int? {
    let columns = tables[table].columns
    let isTime = { (index: Int) in columns[index].format.type == .date || columns[index].format.type == .time }
    if let declared = columns.indices.first(where: { columns[$0].plan.isEvent && isTime($0) }) { return declared }
    let root = tables.position(of: StandardSchema.root)
    let isEventTable =
      hasParentColumn
      || (!tables[table].declaration.isStandard && references[table].values.contains { $0.target == root })
    return isEventTable ? columns.indices.first(where: isTime) : nil
  }
}

/// In which order the rows of a table lie.
struct TableOrder: Sendable {
  /// The rows as they were read, in their final order.
  var rows: [Int32] = []
  /// The final row of each row that was read, −1 if it was left out; of tables that others refer to.
  var positions: [Int32] = []
  /// How many rows were read.
  private var readCount = 0
  /// For a table that lies in the order of its parent, where the rows of each parent are.
  var link: ChildLink?
  /// Every row that was read is kept, and none has moved.
  var isOrderOfLoading: Bool { link == nil && rows.count == readCount }

  /// Parents before their children. All threads work on one table, since the largest one may be most of all.
  static func make(
    _ tables: [ParsedTable], _ references: [[Int: ResolvedReference]], _ roles: [TableRoles], _ division: Division
  ) throws -> [TableOrder] {
    let parents = tables.indices.map { table in roles[table].parent.flatMap { references[table][$0]?.target } }
    let depths = try depths(parents, names: tables.map(\.name))
    let targets = Set(references.flatMap { $0.values.map(\.target) })
    var orders = tables.map { _ in TableOrder() }
    for depth in 0...(depths.max() ?? 0) {
      for table in tables.indices where depths[table] == depth {
        let reference = roles[table].parent.flatMap { references[table][$0] }
        orders[table] = TableOrder(
          tables[table], roles[table], reference, parent: reference.map { orders[$0.target] },
          isTarget: targets.contains(table), division)
      }
    }
    return orders
  }

  /// How many parents, grandparents … each table has.
  private static func depths(_ parents: [Int?], names: [String]) throws -> [Int] {
    try parents.indices.map { table in
      var seen: Set = [table]
      var ancestor = table
      while let parent = parents[ancestor] {
        guard seen.insert(parent).inserted else {
          throw Diagnostic(
            "parent-cycle", "The table \(names[parent]) belongs to itself through its parents.",
            notes: ["Of a table and its parent, only one can be `of` the other."])
        }
        ancestor = parent
      }
      return seen.count - 1
    }
  }

  private init() {}

  private init(
    _ table: ParsedTable, _ roles: TableRoles, _ reference: ResolvedReference?, parent: TableOrder?, isTarget: Bool,
    _ division: Division
  ) {
    rows = table.keptRows
    readCount = table.rowCount
    if let column = roles.parent, let reference, let parent, let codes = table.columns[column].codes() {
      let finalOfCode = reference.rowOfCode.map { $0 < 0 ? -1 : parent.positions[Int($0)] }
      let sorted = ChildOrder(
        rows, parentCount: parent.rows.count, eventOf: TableOrder.events(of: table, roles, rows), division
      ) { [rows] positions in
        Buffer(count: positions.count) { target in
          for (index, position) in positions.enumerated() {
            let code = codes[Int(rows[position])]
            target[index] = code < 0 ? -1 : finalOfCode[Int(code)]
          }
        }
      }
      rows = sorted.rows
      link = ChildLink(offsets: Buffer(sorted.offsets), rows: nil)
    }
    guard isTarget else { return }
    positions = [Int32](repeating: -1, count: table.rowCount)
    for (index, row) in rows.enumerated() { positions[Int(row)] = Int32(truncatingIfNeeded: index) }
  }

  private static func events(of table: ParsedTable, _ roles: TableRoles, _ rows: [Int32]) -> [Int64]? {
    guard let event = roles.event else { return nil }
    let column = table.columns[event]
    guard let joinedRows = column.joinedRows else { return column.reader.eventValues(rows) }
    return column.reader.eventValues(rows.map { joinedRows[Int($0)] })
  }
}

extension ParsedTable {
  /// The column that refers to the parent.
  fileprivate var parentReference: Int? {
    guard let name = declaration.parentColumn else { return nil }
    return columns.firstIndex { $0.plan.name == name }
  }

  /// The rows that are not left out, in the order of loading.
  fileprivate var keptRows: [Int32] {
    var rows: [Int32] = []
    rows.reserveCapacity(rowCount)
    for row in 0..<rowCount where !isRejected[row] { rows.append(Int32(truncatingIfNeeded: row)) }
    return rows
  }
}

extension [ParsedTable] {
  /// The table of this name, whatever its case.
  func position(of name: String) -> Int? {
    firstIndex { $0.name == name } ?? firstIndex { $0.name.lowercased() == name.lowercased() }
  }
}
