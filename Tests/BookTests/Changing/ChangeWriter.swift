import Columns

@testable import Book

/// Writes random changes that can be made, and follows what they mean in a model.
struct ChangeWriter {
  private(set) var model = ChangeModel()
  var lots: Lots
  /// Keys that some row had once.
  private(set) var everKeys = Set<String>()
  private(set) var nextBatch: Int32 = 1
  private var clock: Int64 = 0
  /// Only adds rows of new batches that lead to rows there are, so that they go on lying behind the others.
  var isCalm = false

  init(seed: UInt64) { lots = Lots(seed) }

  static let shapes: [TableShape] = [
    TableShape(
      name: "customers",
      columns: [
        ColumnShape("id", isKey: true), ColumnShape("memberOf", target: "customers"), ColumnShape("name"),
        ColumnShape("score", .number), ColumnShape("born", .date, isEvent: true), ColumnShape("tags", .textSet),
        ColumnShape("isActive", .truth),
      ]),
    TableShape(name: "products", columns: [ColumnShape("id", isKey: true), ColumnShape("title")]),
    TableShape(
      name: "purchases", parent: "customers",
      columns: [
        ColumnShape("id", isKey: true), ColumnShape("date", .date, isEvent: true),
        ColumnShape("product", target: "products"), ColumnShape("amount", .money), ColumnShape("quantity", .whole),
      ]),
    TableShape(
      name: "interactions", parent: "customers",
      columns: [
        ColumnShape("at", .time, isEvent: true), ColumnShape("channel"), ColumnShape("product", target: "products"),
        ColumnShape("customer", target: "customers"), ColumnShape("length", .duration),
      ]),
    TableShape(
      name: "lines", parent: "purchases",
      columns: [
        ColumnShape("product", target: "products"), ColumnShape("quantity", .whole), ColumnShape("share", .percent),
      ]),
    TableShape(
      name: "visits",
      columns: [ColumnShape("day", .date, isEvent: true), ColumnShape("who", target: "customers"), ColumnShape("note")]),
  ]

  mutating func start() -> Change { written(ChangeWriter.shapes.map { .addTable($0) }) }

  /// The model begins anew from here.
  mutating func resume(from model: ChangeModel) { self.model = model }

  private mutating func written(_ edits: [Edit]) -> Change {
    clock += 1
    for edit in edits { follow(edit) }
    return Change(title: "change \(clock)", at: clock, edits: edits)
  }

  private mutating func follow(_ edit: Edit) {
    model.make(edit.plain)
    for table in model.tables { everKeys.formUnion(table.keys) }
  }

  /// A change of one to four edits.
  mutating func change() -> Change {
    clock += 1
    var edits: [Edit] = []
    for _ in 0..<1 + lots.below(4) {
      for edit in edit() {
        follow(edit)
        edits.append(edit)
      }
    }
    return Change(title: "change \(clock)", at: clock, edits: edits)
  }

  private mutating func edit() -> [Edit] {
    if isCalm {
      let children = model.tables.filter { $0.parent != nil }
      return lots.one(of: children).map { addition(to: $0, isOld: false) } ?? []
    }
    switch lots.below(100) {
    case 0..<45: return addition()
    case 45..<70: return update()
    case 70..<78: return rename()
    case 78..<87: return removal()
    case 87..<90: return [.removeBatch(Int32(lots.below(Int(nextBatch) + 1)))]
    case 90..<95: return shape()
    default:
      let value: Keepsake? = lots.happens(70) ? .text("customers where score > \(lots.below(9))") : nil
      return [.keep(lots.happens(50) ? .segment : .alias, name: "s\(lots.below(4))", value)]
    }
  }

  private mutating func someTable() -> ChangeModel.TableModel {
    lots.one(of: model.tables) ?? ChangeModel.TableModel(name: "customers", columns: [])
  }

  // MARK: Rows

  private mutating func addition() -> [Edit] {
    addition(to: someTable(), isOld: lots.happens(30) && nextBatch > 1)
  }

  private mutating func addition(to table: ChangeModel.TableModel, isOld: Bool) -> [Edit] {
    let batch = isOld ? Int32(lots.below(Int(nextBatch))) : nextBatch + Int32(lots.below(2))
    nextBatch = max(nextBatch, batch + 1)
    let free = (1...40).map { Int32($0) }.filter { table.row(.origin(batch: batch, line: $0)) == nil }
    var lines = Array(free.shuffled(using: &lots).prefix(1 + lots.below(5)))
    if isCalm || lots.happens(70) { lines.sort() }
    if let key = table.key {
      let keys = freeKeys(of: table.name)
      lines = Array(lines.prefix(keys.count))
      return kept(batch, add(table, batch, lines, keys: (key, keys)))
    }
    return kept(batch, add(table, batch, lines, keys: nil))
  }

  private mutating func kept(_ batch: Int32, _ edit: Edit) -> [Edit] {
    let record = Edit.keep(
      .batch, name: String(batch),
      .batch(ImportBatch(number: batch, source: "a.csv", at: clock, read: 1, added: 1)))
    switch lots.below(3) {
    case 0: return [record, edit]
    case 1: return [edit, record]
    default: return [edit]
    }
  }

  private mutating func add(
    _ table: ChangeModel.TableModel, _ batch: Int32, _ lines: [Int32], keys: (column: String, texts: [String])?
  ) -> Edit {
    var columns: [RowAddition.Cells] = []
    for column in table.columns.shuffled(using: &lots) {
      if let keys, column.name == keys.column {
        columns.append(.init(column.name, keys.texts.prefix(lines.count).map { .text($0) }))
      } else if lots.happens(85) {
        columns.append(.init(column.name, lines.map { _ in value(of: column) }))
      }
    }
    return .add(RowAddition(table: table.name, batch: batch, lines: lines, columns: columns))
  }

  private static func allKeys(_ table: String) -> [String] {
    (1...24).map { "\(table.prefix(2))\($0)" } + ["\(table.prefix(2))é", "\(table.prefix(2))e\u{301}"]
  }

  private mutating func freeKeys(of table: String) -> [String] {
    let taken = Set(model[table].keys)
    return ChangeWriter.allKeys(table).filter { !taken.contains($0.plain) }.shuffled(using: &lots)
  }

  private mutating func value(of column: ColumnShape) -> Value {
    if lots.happens(12) { return .missing }
    if let target = column.target, isCalm {
      return lots.one(of: model[target].keys).map { .text($0.unplain) } ?? .missing
    }
    if let target = column.target { return lots.one(of: ChangeWriter.allKeys(target)).map { .text($0) } ?? .missing }
    switch column.type {
    case .truth: return .truth(lots.happens(50))
    case .text: return .text(["", "a", "b", "ß", "a long text \(lots.below(5))"][lots.below(5)])
    case .whole: return .whole([0, 1, -7, 1 << 40, .max, .min][lots.below(6)])
    case .number, .percent, .inexactMoney: return .number(Double(lots.below(9)) / 4 - 1)
    case .money: return .money(Int64(lots.below(500)) * (lots.happens(5) ? 1 << 40 : 1))
    case .date: return .date(Int32(lots.below(6)) - 2)
    case .time: return .time(Int64(lots.below(5)) * (lots.happens(20) ? 1 << 40 : 1))
    case .duration: return .duration(Int64(lots.below(5)))
    case .textSet: return .textSet(["a", "b", "c", "d"].filter { _ in lots.happens(40) })
    case .reference: return .missing
    }
  }

  /// Some rows, each once.
  private mutating func some(_ table: ChangeModel.TableModel, _ count: Int) -> [RowName] {
    table.rows.shuffled(using: &lots).prefix(count).map { row in
      lots.happens(10) && table.row(.origin(batch: row.batch, line: row.line)).map { table.rows[$0] } == row
        ? .origin(batch: row.batch, line: row.line) : table.name(row).unplain
    }
  }

  private mutating func update() -> [Edit] {
    let table = someTable()
    let columns = table.columns.filter { $0.name != table.key }
    guard !table.rows.isEmpty, let column = lots.one(of: columns) else { return [] }
    let rows = some(table, 1 + lots.below(4))
    return [
      .update(
        CellUpdate(table: table.name, column: column.name, rows: rows, values: rows.map { _ in value(of: column) }))
    ]
  }

  /// Other keys for some rows: free ones, or each other's.
  private mutating func rename() -> [Edit] {
    guard let table = lots.one(of: model.tables.filter { $0.key != nil && $0.rows.count > 1 }), let key = table.key
    else { return [] }
    let rows = some(table, 1 + lots.below(3))
    let own = rows.compactMap { table.row($0.plain) }.compactMap { table.rows[$0].cells[key]?.unplain }
    let free = freeKeys(of: table.name).map { Value.text($0) }
    let values = lots.happens(40) ? Array(own.dropFirst() + own.prefix(1)) : Array(free.prefix(rows.count))
    guard values.count == rows.count else { return [] }
    return [.update(CellUpdate(table: table.name, column: key, rows: rows, values: values))]
  }

  private mutating func removal() -> [Edit] {
    let table = someTable()
    let rows = some(table, 1 + lots.below(3))
    return rows.isEmpty ? [] : [.remove(table: table.name, rows: rows)]
  }

  // MARK: Shapes

  private mutating func shape() -> [Edit] {
    let table = someTable()
    let name = "x\(table.columns.count)"
    switch lots.below(4) {
    case 0:
      let parent = lots.one(of: [nil, "customers", "purchases"]) ?? nil
      let columns = [
        ColumnShape("id", isKey: true), ColumnShape("on", .date, isEvent: true),
        ColumnShape("next", target: "customers"),
      ]
      let isNew = model.tables.allSatisfy { $0.name != "t\(model.tables.count)" }
      return isNew && model.tables.count < 9
        ? [.addTable(TableShape(name: "t\(model.tables.count)", parent: parent, columns: columns))] : []
    case 1:
      guard let last = model.tables.last, model.tables.count > 6, last.rows.isEmpty,
        !model.tables.contains(where: { $0.columns.contains { $0.target == last.name } })
      else { return [] }
      return [.removeTable(last.name)]
    case 2:
      guard let last = table.columns.last, last.name.hasPrefix("x") else { return [] }
      return [.removeColumn(table: table.name, name: last.name)]
    default:
      guard table.columns.count < 9 else { return [] }
      let target = lots.one(of: [nil, "customers", "products", "purchases"]) ?? nil
      let type = lots.one(of: [ValueType.text, .whole, .truth, .textSet, .number]) ?? .text
      return [.addColumn(table: table.name, ColumnShape(name, target == nil ? type : .text, target: target))]
    }
  }
}
