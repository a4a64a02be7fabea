import Book
import Columns
import Interchange
import Output
import Query

/// What `describe` says of a book and of a table, as rows.
enum BookProfile {
  /// One row a table: what it holds and what is wrong with it.
  ///
  /// Standard tables that were not loaded are left out.
  static func tables(_ book: Book, _ report: LoadReport) -> ResultTable {
    let tables = book.tables.filter { table in
      table.rowCount > 0 || report.tables.contains { $0.name == table.name }
    }
    return ResultTable([
      .text("table", tables.map(\.name)),
      .whole("rows", tables.map(\.rowCount)),
      .whole("columns", tables.map(\.columns.count)),
      .text("of", tables.map { parent($0, book) }),
      .whole("unmatched", tables.map { table in table.columns.reduce(0) { $0 + $1.unmatched.count } }),
      .whole("rejected", tables.map { rejected($0, report) }),
    ])
  }

  private static func rejected(_ table: Table, _ report: LoadReport) -> Int {
    report.tables.filter { $0.name == table.name }.reduce(0) { $0 + $1.rejected }
  }

  /// One row a column: type, how full, how varied, and its extremes.
  ///
  /// A reference is filled where it has a key; `unmatched` counts the keys that lead to no row.
  static func columns(_ table: Table, _ book: Book) -> ResultTable {
    let profiles = table.columns.indices.map { ColumnProfile(readable(table, $0, book)) }
    let types = table.columns.map { typeName($0.type, book) }
    func value(_ value: Value?, _ index: Int) -> String? {
      value.flatMap { ProfileText.text($0, type: table.columns[index].type, book) }
    }
    // Amounts in several currencies have no least and no greatest before they are converted.
    let mixed = table.columns.indices.map { foreignMoney(table, $0, book) }
    let unmatched = table.columns.map(\.unmatched.count)
    return ResultTable(
      [
        .text("column", table.columns.map(\.name)),
        .text("type", types.indices.map { types[$0] + role($0, in: table) + currencies(mixed[$0], book) }),
        .percent("filled", profiles.map { $0.rowCount == 0 ? nil : Double($0.filled) / Double($0.rowCount) }),
        .whole("distinct", profiles.map(\.distinct)),
        .text("most common", profiles.indices.map { value(profiles[$0].mostCommon.first?.value, $0) }),
        .text("least", profiles.indices.map { mixed[$0] == nil ? value(profiles[$0].least, $0) : nil }),
        .text("greatest", profiles.indices.map { mixed[$0] == nil ? value(profiles[$0].greatest, $0) : nil }),
      ] + (unmatched.contains { $0 > 0 } ? [.whole("unmatched", unmatched)] : []))
  }

  private static func readable(_ table: Table, _ column: Int, _ book: Book) -> Column {
    guard let index = book.tables.firstIndex(where: { $0.name == table.name }) else {
      return table.columns[column].column
    }
    return book.readable(table: index, column: column)
  }

  /// What of a column's amounts is in other currencies; nil where nothing is.
  static func foreignMoney(_ table: Table, _ column: Int, _ book: Book) -> ForeignMoney? {
    book.tables.firstIndex { $0.name == table.name }.flatMap { book.foreignMoney(table: $0, column: column) }
  }

  private static func currencies(_ money: ForeignMoney?, _ book: Book) -> String {
    money.map { ", in " + ([book.currency] + $0.uses.map(\.currency)).joined(separator: ", ") } ?? ""
  }

  static func typeName(_ type: ValueType, _ book: Book) -> String {
    if case .reference(let table) = type { return "→ \(book.tables[table].name)" }
    return type.label
  }

  private static func role(_ column: Int, in table: Table) -> String {
    if column == table.keyColumn { return ", key" }
    return column == table.eventColumn ? ", event" : ""
  }

  private static func parent(_ table: Table, _ book: Book) -> String? {
    guard let column = table.parentColumn, case .reference(let parent) = table.columns[column].type else {
      return nil
    }
    return book.tables[parent].name
  }
}

/// Values as texts for messages and profiles.
enum ProfileText {
  /// The text of a value; of a reference, the key of the row it leads to. Nil if there is none.
  static func text(_ value: Value, type: ValueType, _ book: Book) -> String? {
    guard case .reference(let row) = value, case .reference(let table) = type else {
      return CellText.text(value, type: type)
    }
    let target = book.tables[table]
    guard row >= 0, Int(row) < target.rowCount, let key = target.keyColumn,
      case .text(let text) = target.columns[key].column.value(Int(row))
    else { return nil }
    return text
  }
}
