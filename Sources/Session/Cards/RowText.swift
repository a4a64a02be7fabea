import Book
import CivilTime
import Columns
import Output
import Query

/// A row of a table in few words, for lists of many.
struct RowText {
  let book: Book

  /// What matters most of a standard table's row; of other tables it is every column.
  private static let columns: [String: [String]] = [
    "purchases": ["product", "amount", "channel", "refunded", "offer"],
    "interactions": ["direction", "channel", "touchpoint", "kind", "outcome", "note"],
    "cases": ["kind", "severity", "status", "note"],
    "responses": ["event", "campaign"],
    "offersMade": ["status", "offer", "channel", "message"],
    "answers": ["question", "value", "score"],
    "loyalty": ["program", "tier", "points"],
    "stages": ["from", "to"],
    "payments": ["amount", "method", "status"],
    "costs": ["kind", "activity", "amount"],
  ]

  /// What one row of a table of touchpoints is called.
  static let words = [
    "interactions": "contact", "responses": "response", "offersMade": "offer", "answers": "answer",
  ]

  /// Columns whose values need no name beside them.
  private static let plain: Set<String> = ["amount", "value"]

  /// The row's values, with the names of those that are numbers or dates.
  func text(_ table: Int, _ row: Int32) -> String {
    let owner = book.tables[table]
    let chosen = RowText.columns[owner.name]?.compactMap { owner.column(named: $0) }
    let columns =
      chosen
      ?? owner.columns.indices.filter { ![owner.keyColumn, owner.parentColumn, owner.eventColumn].contains($0) }
    return columns.compactMap { column in
      guard let value = text(table, column, row) else { return nil }
      let own = owner.columns[column]
      return isPlain(own) ? value : "\(own.name) \(value)"
    }.joined(separator: ", ")
  }

  private func isPlain(_ column: TableColumn) -> Bool {
    switch column.type {
    case .text, .textSet: true
    case .reference: true
    default: RowText.plain.contains(column.name)
    }
  }

  /// A cell as a text; of a reference, the name of the row that it leads to. Nil where there is none.
  func text(_ table: Int, _ column: Int, _ row: Int32) -> String? {
    let own = book.tables[table].columns[column]
    guard case .reference(let target) = own.type else {
      let text = CellText.text(own.column.value(Int(row)), type: own.type).flatMap { $0.isEmpty ? nil : $0 }
      return text.map { $0 + (currency(of: column, table, row).map { " \($0)" } ?? "") }
    }
    guard case .reference(let other) = own.column.value(Int(row)), other >= 0 else {
      return own.unmatched.count == 0 ? nil : own.orphans[row]
    }
    let named = book.tables[target].column(named: "name").flatMap { text(target, $0, other) }
    return named ?? book.tables[target].keyText(Int(other))
  }

  /// The currency of an amount, where it is another than the book's.
  private func currency(of column: Int, _ table: Int, _ row: Int32) -> String? {
    guard let naming = book.tables[table].currencyColumn(of: column),
      case .text(let text) = book.tables[table].columns[naming].column.value(Int(row))
    else { return nil }
    let code = ExchangeRates.code(text)
    return code.isEmpty || code == ExchangeRates.code(book.currency) ? nil : code
  }

  /// The day of a moment.
  func day(_ microseconds: Int64) -> String { IsoText.date(Microseconds.split(microseconds).days) }
}
