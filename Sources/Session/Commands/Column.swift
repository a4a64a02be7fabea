import Book
import Columns
import Diagnostics
import Query
import Syntax

extension Command {
  static let column = Command(
    .column,
    help: """
      Gives a table a column of your own; its rows have no value in it yet.

          column customers.shoeSize number
          column purchases.store -> stores
      """)
}

extension Session {
  mutating func addColumn(_ statement: ColumnStatement, _ turn: Turn) throws(Failure) {
    let store = try writable(turn)
    let index = try table(statement.table, turn)
    let table = book.tables[index]
    let name = statement.column.name
    if table.column(named: name.text) != nil {
      throw turn.failure(
        Diagnostic("name-in-use", "\(table.name) have a column \(name.text) already.", at: name.span))
    }
    let shape = try shape(of: statement.column, turn)
    try commit([.addColumn(table: table.name, shape)], to: store, turn)
    let type = shape.target.map { "→ \($0)" } ?? shape.type.label
    turn.emit(
      .message(
        "New column of \(table.name): \(name.text), \(type); empty in \(Wording.count(table.rowCount, of: "rows"))."))
  }

  /// A declared column as a change takes it. What says how a file is read has no place in a book.
  func shape(of column: TableStatement.Column, _ turn: Turn) throws(Failure) -> ColumnShape {
    guard column.header == nil, column.position == nil, column.pattern == nil else {
      throw turn.failure(
        Diagnostic(
          "no-file", "In a book, a column has a name and a type; from, at and as say how a file is read.",
          at: column.span,
          notes: ["A file's columns are given theirs by import: map (\"HEADING\" = \(column.name.text))"]))
    }
    let target = try column.target.map { name throws(Failure) in book.tables[try table(name, turn)].name }
    let type = Schema.types.first { $0.word == column.type?.text.lowercased() }?.type ?? .text
    return ColumnShape(
      column.name.text, type, target: target, isKey: column.isKey, isEvent: column.isEvent)
  }
}
