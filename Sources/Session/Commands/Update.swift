import Book
import Columns
import Diagnostics
import Query
import Syntax

extension Command {
  static let update = Command(
    .update,
    help: """
      Changes the rows for which a condition holds, or those for a customer. Values may be worked out from the row as it was
      before; missing empties a column. You are told how many rows changed, and undo takes it back.

          update customers where city = "Bogor" set region = "West Java"
          update customers for C000123 set tags = "vip", owner = "Rina"
          update products where category = "ink" set unitCost = unitCost * 2
      """)
}

extension Session {
  mutating func update(_ statement: UpdateStatement, _ turn: Turn) throws(Failure) {
    let store = try writable(turn)
    let index = try table(statement.table, turn)
    let table = book.tables[index]
    let fields = try fields(statement.values, of: index, turn)
    let written = try writtenCurrencies(fields, of: index, turn)
    let computed = fields.filter { !$0.isEmptied && written.amount(of: $0) == nil }.map(\.value)
    let found = try self.rows(statement.rows, of: statement.table, index, showing: computed, turn)
    var edits: [Edit] = []
    var changed = Set<Int32>()
    var place = 0
    for field in fields {
      let amount = written.amount(of: field).map { Value.money($0.cents) }
      let isComputed = !field.isEmptied && amount == nil
      let values = isComputed ? found.values.fields[place].column : nil
      if isComputed { place += 1 }
      let update = try cells(field, values, otherwise: amount ?? .missing, found.rows, in: index, turn)
      changed.formUnion(update.rows)
      guard let edit = update.edit else { continue }
      // The rows are named by their keys as they are now, so a new key comes last.
      if field.column == table.keyColumn { edits.append(.update(edit)) } else { edits.insert(.update(edit), at: 0) }
    }
    let currencies = try currencies(fields, written, found.rows, in: index, turn)
    changed.formUnion(currencies.rows)
    edits = (found.rows.isEmpty ? [] : written.columns(of: table)) + currencies.edits + edits
    if !edits.isEmpty { try commit(edits, to: store, turn) }
    turn.emit(
      .message(updated(changed.count, of: found.rows.count, table) + (found.rows.isEmpty ? "" : written.text(table))),
      found.notes)
  }

  /// The cells of a column that become others, and their rows.
  private func cells(
    _ field: FieldValue, _ values: Column?, otherwise same: Value, _ rows: [Int32], in index: Int, _ turn: Turn
  ) throws(Failure) -> (edit: CellUpdate?, rows: [Int32]) {
    let table = book.tables[index]
    var edit = CellUpdate(table: table.name, column: table.columns[field.column].name, rows: [], values: [])
    var changed: [Int32] = []
    var known: [Value: Value] = [:]
    for (place, row) in rows.enumerated() {
      var new = same
      if let values {
        let value = values.value(place)
        if let before = known[value] {
          new = before
        } else {
          new = try cell(value, of: values.type, for: field, in: index, turn)
          if known.count < 10_000 { known[value] = new }
        }
      }
      guard new != book.cell(index, field.column, Int(row)), let name = table.name(ofRow: Int(row)) else { continue }
      edit.rows.append(name)
      edit.values.append(new)
      changed.append(row)
    }
    return (edit.rows.isEmpty ? nil : edit, changed)
  }

  private func updated(_ changed: Int, of chosen: Int, _ table: Table) -> String {
    let total = Wording.count(table.rowCount, of: table.name)
    guard chosen > 0 else { return "Nothing changed: the condition holds for none of \(total)." }
    let same = chosen - changed
    let had = same == 0 ? "" : " \(Wording.number(same)) had these values already."
    guard changed > 0 else { return "Nothing changed.\(had)" }
    return "Updated \(Wording.number(changed)) of \(total).\(had)"
  }
}
