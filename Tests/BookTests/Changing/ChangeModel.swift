import Columns

@testable import Book

/// A book as plain rows, in no order: what changes mean, said as simply as possible.
struct ChangeModel: Equatable {
  struct Row: Equatable {
    /// By column; a reference is the key that it leads to, whether there is a row of it or not. Missing ones are left out.
    var cells: [String: Value] = [:]
    var batch: Int32
    var line: Int32
  }

  struct TableModel: Equatable {
    var name: String
    /// The table that it belongs to, and the column that says to which row.
    var parent: String?
    var parentColumn: String?
    var key: String?
    var event: String?
    var columns: [ColumnShape]
    var rows: [Row] = []

    func row(_ name: RowName) -> Int? {
      switch name {
      case .key(let text): key.flatMap { key in rows.firstIndex { $0.cells[key] == .text(text) } }
      case .origin(let batch, let line): rows.firstIndex { $0.batch == batch && $0.line == line }
      }
    }

    func name(_ row: Row) -> RowName {
      if let key, case .text(let text)? = row.cells[key] { return .key(text) }
      return .origin(batch: row.batch, line: row.line)
    }

    var keys: [String] {
      rows.compactMap { row in
        if let key, case .text(let text)? = row.cells[key] { text } else { nil }
      }
    }
  }

  var tables: [TableModel] = []
  var kept: [Keepsake.Kind: [String: Keepsake]] = [:]

  subscript(name: String) -> TableModel {
    get { tables.first { $0.name == name } ?? TableModel(name: name, columns: []) }
    set {
      if let index = tables.firstIndex(where: { $0.name == name }) { tables[index] = newValue }
    }
  }

  // MARK: Changes

  mutating func make(_ edit: Edit) {
    switch edit {
    case .add(let addition): add(addition)
    case .update(let update): self.update(update)
    case .remove(let table, let names):
      let gone = Set(names.compactMap { self[table].row($0) })
      self[table].rows = self[table].rows.enumerated().filter { !gone.contains($0.offset) }.map(\.element)
    case .removeBatch(let number):
      for index in tables.indices { tables[index].rows.removeAll { $0.batch == number } }
    case .addTable(let shape): tables.append(ChangeModel.table(shape))
    case .removeTable(let name): tables.removeAll { $0.name == name }
    case .addColumn(let table, let shape): self[table].columns.append(shape)
    case .removeColumn(let table, let name):
      self[table].columns.removeAll { $0.name == name }
      for row in self[table].rows.indices { self[table].rows[row].cells[name] = nil }
    case .keep(let kind, let name, let value):
      kept[kind, default: [:]][name] = value
      if kept[kind]?.isEmpty ?? false { kept[kind] = nil }
    }
  }

  private static func table(_ shape: TableShape) -> TableModel {
    var table = TableModel(name: shape.name, columns: shape.columns)
    table.key = shape.columns.first(where: \.isKey)?.name
    table.event = shape.columns.first(where: \.isEvent)?.name
    if let parent = shape.parent {
      table.parent = parent
      table.parentColumn = String(parent.dropLast())
      if !shape.columns.contains(where: { $0.name == String(parent.dropLast()) }) {
        table.columns.append(ColumnShape(String(parent.dropLast()), target: parent))
      }
    }
    return table
  }

  private mutating func add(_ addition: RowAddition) {
    for (place, line) in addition.lines.enumerated() {
      var row = Row(batch: addition.batch, line: line)
      for cells in addition.columns { row.cells[cells.column] = ChangeModel.known(cells.values[place]) }
      self[addition.table].rows.append(row)
    }
  }

  private mutating func update(_ update: CellUpdate) {
    let rows = update.rows.compactMap { self[update.table].row($0) }
    if update.column == self[update.table].key { renameReferences(update, rows) }
    for (row, value) in zip(rows, update.values) {
      self[update.table].rows[row].cells[update.column] = ChangeModel.known(value)
    }
  }

  /// References lead to rows, so they go on leading to a row whose key is another.
  private mutating func renameReferences(_ update: CellUpdate, _ rows: [Int]) {
    var renamed: [Value: Value] = [:]
    for (row, value) in zip(rows, update.values) {
      if let old = self[update.table].rows[row].cells[update.column] { renamed[old] = value }
    }
    for table in tables.indices {
      for column in tables[table].columns where column.target == update.table {
        for row in tables[table].rows.indices {
          if let value = tables[table].rows[row].cells[column.name], let new = renamed[value] {
            tables[table].rows[row].cells[column.name] = new
          }
        }
      }
    }
  }

  private static func known(_ value: Value) -> Value? { value == .missing ? nil : value }

  // MARK: Order

  /// The rows of a table in its own order: parent, event, batch, line; rows without a parent last.
  func ordered(_ name: String) -> [Row] {
    let table = self[name]
    let parents = table.parent.map { ordered($0) } ?? []
    let parentKey = table.parent.flatMap { self[$0].key } ?? ""
    var ranks: [Value: Int] = [:]
    for (rank, parent) in parents.enumerated() { ranks[parent.cells[parentKey] ?? .missing] = rank }
    func place(_ row: Row) -> [Int] {
      guard let column = table.parentColumn else { return [Int(row.batch), Int(row.line)] }
      return [row.cells[column].flatMap { ranks[$0] } ?? .max, event(row, table), Int(row.batch), Int(row.line)]
    }
    return table.rows.map { (place($0), $0) }.sorted { $0.0.lexicographicallyPrecedes($1.0) }.map(\.1)
  }

  private func event(_ row: Row, _ table: TableModel) -> Int {
    guard let event = table.event else { return 0 }
    switch row.cells[event] {
    case .date(let day)?: return Int(day)
    case .time(let moment)?: return Int(moment)
    default: return .max
    }
  }

  /// The places, in the source's own order, of the rows that refer to a key: by event, then in that order.
  func referrers(_ source: String, _ column: String, _ key: String, _ ordered: [Row]) -> [Int] {
    let table = self[source]
    let places = ordered.indices.filter { ordered[$0].cells[column] == .text(key) }
    return places.sorted { (event(ordered[$0], table), $0) < (event(ordered[$1], table), $1) }
  }

  /// The rows that came from no batch are numbered as they lie.
  func renumbered() -> ChangeModel {
    var result = self
    for table in tables {
      result[table.name].rows = ordered(table.name).enumerated().map { place, row in
        Row(cells: row.cells, batch: 0, line: Int32(place + 1))
      }
    }
    return result
  }
}
