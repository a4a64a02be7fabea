import Columns

@testable import Book

/// Where a book is not what the model says.
final class ModelComparison {
  private let model: ChangeModel
  private let book: Book
  private var differences: [String] = []

  static func differences(_ book: Book, _ model: ChangeModel, vanished: Set<String> = []) -> [String] {
    let comparison = ModelComparison(model: model, book: book)
    comparison.compare(vanished)
    return comparison.differences
  }

  private init(model: ChangeModel, book: Book) {
    self.model = model
    self.book = book
  }

  private func expect(_ isSo: Bool, _ what: @autoclosure () -> String) {
    if !isSo, differences.count < 8 { differences.append(what()) }
  }

  private func compare(_ vanished: Set<String>) {
    expect(book.tables.map(\.name) == model.tables.map(\.name), "tables \(book.tables.map(\.name))")
    guard differences.isEmpty else { return }
    for table in model.tables {
      compareRows(table)
      compareKeys(table, vanished)
    }
    for way in book.waysBack { compare(way) }
    let references = book.tables.flatMap(\.columns).filter(\.type.isReference)
    expect(book.waysBack.count == references.count, "\(book.waysBack.count) ways back")
  }

  private func table(_ name: String) -> Table { book.tables[book.table(named: name) ?? 0] }

  /// The physical rows in the table's own order.
  private func order(_ table: Table) -> [Int] {
    table.arrivals?.order?.array.map(Int.init) ?? Array(0..<table.rowCount)
  }

  /// A cell as the model has it, and whether a reference leads somewhere.
  private func cell(_ table: Table, _ column: TableColumn, _ row: Int) -> (value: Value, isMatched: Bool) {
    let value = column.column.value(row)
    if case .reference(let target) = value, case .reference(let index) = column.type {
      return (.text(book.tables[index].keyText(Int(target)).plain), true)
    }
    if let orphan = column.orphans[Int32(row)] { return (value == .missing ? .text(orphan.plain) : value, false) }
    return (value.plain, true)
  }

  private func compareRows(_ expected: ChangeModel.TableModel) {
    let table = table(expected.name)
    let rows = model.ordered(expected.name)
    let order = order(table)
    expect(table.rowCount == rows.count, "\(table.name) has \(table.rowCount) rows, not \(rows.count)")
    expect(order.sorted() == Array(0..<table.rowCount), "the order of \(table.name) is none: \(order)")
    expect(table.columns.map(\.name) == expected.columns.map(\.name), "\(table.name) has \(table.columns.map(\.name))")
    guard differences.isEmpty else { return }
    if let ranks = table.arrivals?.ranks {
      expect(order.enumerated().allSatisfy { ranks[$1] == Int32($0) }, "ranks of \(table.name)")
    }
    for (column, shape) in zip(table.columns, expected.columns) {
      expect(column.count == table.rowCount && column.column.count == table.rowCount, "length of \(column.name)")
      let keys = Set(shape.target.map { model[$0].keys } ?? [])
      let readable = book.readable(
        table: book.table(named: table.name) ?? 0, column: table.columns.firstIndex { $0.name == column.name } ?? 0)
      var orphans = 0
      for (row, expected) in zip(order, rows) {
        let value = expected.cells[column.name] ?? .missing
        let (found, isMatched) = cell(table, column, row)
        expect(
          found == value, "\(table.name).\(column.name) \(expected.batch):\(expected.line) is \(found), not \(value)")
        guard case .text(let key) = value, shape.target != nil else { continue }
        expect(isMatched == keys.contains(key), "\(table.name).\(column.name) → \(key) leads somewhere: \(isMatched)")
        expect(
          readable.value(row).plain == value, "\(table.name).\(column.name) reads \(readable.value(row)), not \(value)")
        orphans += keys.contains(key) ? 0 : 1
      }
      expect(
        column.unmatched.count == orphans && column.orphans.count == orphans, "orphans of \(table.name).\(column.name)")
    }
    compareOrigins(table, order, rows)
  }

  private func compareOrigins(_ table: Table, _ order: [Int], _ rows: [ChangeModel.Row]) {
    for (row, expected) in zip(order, rows) {
      let batch = table.origins.batches.column.value(row)
      let line = table.origins.lines.column.value(row)
      expect(
        batch == .whole(Int64(expected.batch)) && line == .whole(Int64(expected.line)),
        "a row of \(table.name) is from \(batch):\(line), not \(expected.batch):\(expected.line)")
      expect(table.name(ofRow: row)?.plain == model[table.name].name(expected), "name of \(expected)")
    }
    let last = rows.map { OriginPlace(batch: $0.batch, line: $0.line) }.max()
    expect(table.origins.last == last, "the last of \(table.name) is \(String(describing: table.origins.last))")
  }

  private func compareKeys(_ expected: ChangeModel.TableModel, _ vanished: Set<String>) {
    let table = table(expected.name)
    let order = order(table)
    guard let key = expected.key else { return expect(table.keys == nil, "\(table.name) has keys") }
    let rows = model.ordered(expected.name)
    for (row, expected) in zip(order, rows) {
      guard case .text(let text)? = expected.cells[key] else { continue }
      expect(
        table.row(ofKey: text.unplain) == Int32(row),
        "\(table.name) \(text) is at \(String(describing: table.row(ofKey: text)))")
    }
    for text in vanished.subtracting(expected.keys) {
      expect(table.row(ofKey: text.unplain) == nil, "\(table.name) \(text) is still there")
    }
  }

  private func compare(_ way: WayBack) {
    let (source, target) = (book.tables[way.source], book.tables[way.target])
    let ordered = model.ordered(source.name)
    let places = Dictionary(uniqueKeysWithValues: order(source).enumerated().map { (Int32($1), $0) })
    let expected = (0..<target.rowCount).map { row in
      model.referrers(source.name, source.columns[way.sourceColumn].name, target.keyText(row).plain, ordered)
    }
    let count = target.rowCount
    let third = count / 3
    let list = (0..<count).map { Int32(($0 * 7 + 3) % count) } + [-1, -1]
    let batches: [RowBatch] = [
      .range(0..<count), .range(third..<count - third), .range(0..<0), .list(Buffer(list)), .list(Buffer([-1])),
      .list(Buffer((0..<count).reversed().map { Int32($0) })),
    ]
    for batch in batches {
      let segments = way.link.segments(of: batch)
      let wanted = (0..<batch.count).map { batch.row($0) < 0 ? [] : expected[Int(batch.row($0))] }
      let found = (0..<batch.count).map { index in
        (segments.offsets[index]..<segments.offsets[index + 1]).map { places[segments.children.row(Int($0))] ?? -1 }
      }
      expect(segments.offsets.count == batch.count + 1, "offsets of \(target.name).\(way.name)")
      expect(found == wanted, "\(target.name).\(way.name) of \(batch) are \(found), not \(wanted)")
    }
  }
}
