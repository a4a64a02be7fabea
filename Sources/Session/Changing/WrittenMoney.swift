import Book
import Columns
import Diagnostics
import Query
import Syntax

/// An amount that a statement writes into a column, with the currency that it names there.
struct WrittenMoney {
  var field: FieldValue
  var cents: Int64
  var currency: String
}

/// The amounts of a statement that name their currency, and the columns that will say so.
struct WrittenCurrencies {
  var amounts: [WrittenMoney] = []
  /// For each column of amounts, the column that names its currency.
  var naming: [Int: String] = [:]
  /// Columns that the table does not have yet.
  var newColumns: [String] = []

  /// The codes as cells of a new row.
  var cells: [RowAddition.Cells] {
    var codes: [String: String] = [:]
    for amount in amounts { codes[naming[amount.field.column] ?? ""] = amount.currency }
    return codes.sorted { $0.key < $1.key }.map { RowAddition.Cells($0.key, [.text($0.value)]) }
  }

  /// What makes the columns that are not there yet.
  func columns(of table: Table) -> [Edit] { newColumns.map { .addColumn(table: table.name, ColumnShape($0)) } }

  /// What is said of columns that were made.
  func text(_ table: Table) -> String {
    newColumns.isEmpty
      ? "" : " New in \(table.name): \(Wording.list(newColumns)), which names the currency of each amount."
  }

  func amount(of field: FieldValue) -> WrittenMoney? { amounts.first { $0.field.column == field.column } }
}

extension Session {
  /// Finds the amounts that are written with a currency (`amount = 500 USD`) of a statement's fields. Throws where two of
  /// them cannot both be said.
  func writtenCurrencies(_ fields: [FieldValue], of index: Int, _ turn: Turn) throws(Failure) -> WrittenCurrencies {
    let table = book.tables[index]
    var written = WrittenCurrencies()
    for field in fields where table.columns[field.column].type == .money {
      guard let (amount, code) = field.value.binding(parameters).money else { continue }
      guard let cents = amount.minorUnits else { continue }
      let naming = table.currencyColumn(of: field.column)
      if naming == nil, code == ExchangeRates.code(book.currency) { continue }
      let name = naming.map { table.columns[$0].name } ?? table.columns[field.column].name + Table.currencySuffix
      if naming == nil { written.newColumns.append(name) }
      written.naming[field.column] = name
      written.amounts.append(WrittenMoney(field: field, cents: cents, currency: code))
    }
    for amount in written.amounts { try checkAlone(amount, written, fields, table, turn) }
    return written
  }

  private func checkAlone(
    _ amount: WrittenMoney, _ written: WrittenCurrencies, _ fields: [FieldValue], _ table: Table, _ turn: Turn
  ) throws(Failure) {
    let naming = written.naming[amount.field.column]
    if let said = fields.first(where: { table.columns[$0.column].name == naming }) {
      throw turn.failure(
        Diagnostic(
          "column-twice", "\(said.name.text) says the currency of \(amount.field.name.text) already.",
          at: amount.field.value.span, notes: ["Leave one of the two away."]))
    }
    for other in fields where other.column != amount.field.column {
      guard let column = table.currencyColumn(of: other.column), table.columns[column].name == naming else { continue }
      let code = written.amount(of: other)?.currency ?? ExchangeRates.code(book.currency)
      if code == amount.currency || other.isEmptied { continue }
      throw turn.failure(
        Diagnostic(
          "mixed-currencies",
          "\(amount.field.name.text) and \(other.name.text) have their currency in the same column, \(naming ?? ""), and are in \(amount.currency) and \(code) here.",
          at: other.value.span, notes: ["Write both in one currency: \(other.name.text) = 20 \(amount.currency)"]))
    }
  }
}

extension Session {
  /// The cells that say the currencies of amounts which a statement changes: what is worked out is in the book's.
  ///
  /// Throws where a cell also says the currency of an amount that stays.
  func currencies(
    _ fields: [FieldValue], _ written: WrittenCurrencies, _ rows: [Int32], in index: Int, _ turn: Turn
  ) throws(Failure) -> (edits: [Edit], rows: [Int32]) {
    let table = book.tables[index]
    var edits: [Edit] = []
    var changed: [Int32] = []
    var done: Set<String> = []
    for field in fields where table.columns[field.column].type == .money && !field.isEmptied {
      let naming = table.currencyColumn(of: field.column)
      guard let name = written.naming[field.column] ?? naming.map({ table.columns[$0].name }),
        !fields.contains(where: { $0.column == naming }), done.insert(name).inserted
      else { continue }
      let code = written.amount(of: field)?.currency ?? ExchangeRates.code(book.currency)
      let other = rows.filter { naming == nil || currency(naming, $0, of: table) != code }
      if let naming { try checkSharing(field, naming, other, fields, table, turn) }
      let names = other.compactMap { table.name(ofRow: Int($0)) }
      guard !names.isEmpty, names.count == other.count else { continue }
      edits.append(
        .update(
          CellUpdate(table: table.name, column: name, rows: names, values: names.map { _ in .text(code) })))
      changed += other
    }
    return (edits, changed)
  }

  private func currency(_ naming: Int?, _ row: Int32, of table: Table) -> String {
    let own = ExchangeRates.code(book.currency)
    guard let naming, case .text(let text) = table.columns[naming].values.value(Int(row)) else { return own }
    let code = ExchangeRates.code(text)
    return code.isEmpty ? own : code
  }

  private func checkSharing(
    _ field: FieldValue, _ naming: Int, _ rows: [Int32], _ fields: [FieldValue], _ table: Table, _ turn: Turn
  ) throws(Failure) {
    let others = table.columns.indices.filter { other in
      other != field.column && table.columns[other].type == .money && table.currencyColumn(of: other) == naming
        && !fields.contains { $0.column == other }
    }
    for other in others {
      guard let row = rows.first(where: { table.columns[other].values.value(Int($0)) != .missing }) else { continue }
      let code = currency(naming, row, of: table)
      throw turn.failure(
        Diagnostic(
          "mixed-currencies",
          "\(table.columns[other].name) has its currency in the same column as \(field.name.text), and is in \(code) in \(Wording.count(rows.count, of: "rows")).",
          at: field.value.span,
          notes: ["Write the amount in that currency: \(field.name.text) = 20 \(code). Nothing was changed."]))
    }
  }
}

extension Expression {
  /// The amount and the code of its currency that is written here; nil for anything else.
  fileprivate var money: (Decimal64, String)? {
    switch kind {
    case .literal(.money(let amount, let currency)): return (amount, ExchangeRates.code(currency))
    case .unary(.minus, let operand, _):
      return operand.money.map { (Decimal64(units: 0 &- $0.units, scale: $0.scale), $1) }
    default: return nil
    }
  }
}
