import Book
import CivilTime
import Columns
import Diagnostics
import Interchange
import Query
import Syntax

extension Command {
  static let add = Command(
    .add,
    help: """
      Adds one row. for names the customer that it belongs to, by key, e-mail address or phone number. A key that is not
      given is made up, an event without its time is of now; all else that is not given is missing. The row is on the disk
      when you see the count, and undo takes it back.

          add interactions for C000123 channel = "phone", direction = "out", outcome = "reached"
          add customers id = "C900001", name = "Sari Dewi", email = "sari@example.id"
      """)
}

extension Session {
  mutating func add(_ statement: AddStatement, _ turn: Turn) throws(Failure) {
    let store = try writable(turn)
    let index = try table(statement.table, turn)
    let table = book.tables[index]
    let fields = try fields(statement.values, of: index, turn)
    var cells: [Int: Value] = [:]
    let written = try writtenCurrencies(fields, of: index, turn)
    for field in fields {
      if let amount = written.amount(of: field) {
        cells[field.column] = .money(amount.cents)
      } else {
        cells[field.column] = try constant(field, in: index, turn)
      }
    }
    let owner = try statement.owner.map { key throws(Failure) in try self.owner(key, of: index, fields, turn) }
    if let owner { cells[owner.column] = owner.cell }
    let given = giveDefaults(&cells, in: index)
    let number = store.keepsakes.nextBatch
    let addition = RowAddition(
      table: table.name, batch: number, lines: [1],
      columns: cells.sorted { $0.key < $1.key }.map { RowAddition.Cells(table.columns[$0.key].name, [$0.value]) }
        + written.cells)
    let batch = ImportBatch(number: number, source: "add \(table.name)", at: moment, read: 1, added: 1)
    let returning = returning(cells, in: index, store, turn)
    let edits: [Edit] = [.add(addition), .keep(.batch, name: String(number), .batch(batch))]
    try commit(written.columns(of: table) + edits + returning.edits, to: store, turn)
    let whose = owner.map { " for \($0.shown)" } ?? ""
    turn.emit(
      .message(
        "Added \(Wording.count(1, of: table.name))\(given)\(whose). "
          + counts(of: table.name, from: table.rowCount) + written.text(table)), returning.notes)
  }

  /// A customer who was forgotten and is added by hand has come back: imports take their rows again.
  private func returning(
    _ cells: [Int: Value], in index: Int, _ store: BookStore, _ turn: Turn
  ) -> (edits: [Edit], notes: [Diagnostic]) {
    let people = store.keepsakes.forgotten
    guard !people.isEmpty, index == book.table(named: StandardSchema.root) else { return ([], []) }
    let table = book.tables[index]
    func text(_ column: Int?) -> String? {
      if let column, case .text(let text)? = cells[column] { text } else { nil }
    }
    let (key, email, phone) = (
      text(table.keyColumn), text(table.column(named: "email")), text(table.column(named: "phone"))
    )
    guard let day = people.day(ofKey: key, email: email, phone: phone) else { return ([], []) }
    let edits = people.hashes(ofKey: key, email: email, phone: phone).map { Edit.keep(.forgotten, name: $0, nil) }
    let note = Diagnostic(
      "was-forgotten", "Somebody with this key or address was forgotten on \(IsoText.date(day)).",
      at: turn.statement.span, severity: .warning,
      notes: ["They are in the book again, and imports take their rows again."])
    return (edits, [note])
  }

  /// `interactions: 300,000 → 300,001.`
  func counts(of name: String, from before: Int) -> String {
    let after = book.table(named: name).map { book.tables[$0].rowCount } ?? 0
    return "\(name): \(Wording.number(before)) → \(Wording.number(after))."
  }

  /// A value that needs no row to be known.
  private func constant(_ field: FieldValue, in table: Int, _ turn: Turn) throws(Failure) -> Value {
    if field.isEmptied { return .missing }
    let (value, type, found) = Resolver.constant(field.value, in: context)
    guard !found.contains(where: { $0.severity == .error }) else { throw Failure(found, in: turn.source) }
    guard let value, let type else {
      throw turn.failure(
        Diagnostic(
          "not-a-value", "The value of \(field.name.text) has to be known before there is a row.", at: field.value.span,
          notes: ["Write a value, as in: \(field.name.text) = \(example(field, in: table))"]))
    }
    return try cell(value, of: type, for: field, in: table, turn)
  }

  private func example(_ field: FieldValue, in table: Int) -> String {
    CellValue.example(book.tables[table].columns[field.column].type) ?? "\"…\""
  }

  /// The row that a new row belongs to: the column that says so, its cell, and how a message calls it.
  private func owner(
    _ key: Key, of index: Int, _ fields: [FieldValue], _ turn: Turn
  ) throws(Failure) -> (column: Int, cell: Value, shown: String) {
    let table = book.tables[index]
    guard let column = table.parentColumn, case .reference(let parent) = table.columns[column].type else {
      throw turn.failure(
        Diagnostic(
          "no-owner", "Rows of \(table.name) belong to nobody, so `for` cannot stand here.", at: key.span))
    }
    if let twice = fields.first(where: { $0.column == column }) {
      throw turn.failure(
        Diagnostic("column-twice", "\(twice.name.text) is what `for` says already.", at: twice.name.span))
    }
    let row = try row(key, of: parent, turn)
    return (column, .text(book.tables[parent].keyText(row)), shown(row, of: parent))
  }

  /// What every row needs and was not given: a key, and of an event its time. Returns what to say about it.
  private func giveDefaults(_ cells: inout [Int: Value], in index: Int) -> String {
    let table = book.tables[index]
    var said: [String] = []
    if let key = table.keyColumn, cells[key] == nil {
      let new = newKey(for: index)
      cells[key] = .text(new)
      said.append("\(table.columns[key].name) \(new)")
    }
    if table.parentColumn != nil, let event = table.eventColumn, cells[event] == nil {
      let second = context.now - (context.now % 1_000_000 + 1_000_000) % 1_000_000
      let now = table.columns[event].type == .date ? Value.date(context.today) : .time(second)
      cells[event] = now
      said.append("\(table.columns[event].name) \(ValueText.text(now, type: table.columns[event].type))")
    }
    return said.isEmpty ? "" : " (\(said.joined(separator: ", ")))"
  }

  /// A key like those that the table has, such as `I300001` behind `I300000`.
  private func newKey(for index: Int) -> String {
    let table = book.tables[index]
    let first = table.rowCount > 0 ? table.keyText(0) : ""
    let digits = String(first.reversed().prefix { ("0"..."9").contains($0) }.reversed())
    let start = first.dropLast(digits.count)
    // Keys such as `I000002-14` count within something else.
    let isCounted = !digits.isEmpty && digits.count < 16 && !start.contains(where: \.isNumber)
    let prefix = isCounted ? String(start) : table.name.prefix(1).uppercased()
    var number = table.rowCount + 1
    while true {
      let written = String(number)
      let key = prefix + String(repeating: "0", count: isCounted ? max(0, digits.count - written.count) : 0) + written
      if book.rows(ofKeys: [key], in: index)[0] == nil, store?.keepsakes[.alias, key] == nil { return key }
      number += 1
    }
  }
}
