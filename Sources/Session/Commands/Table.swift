import Book
import Diagnostics
import Syntax

extension Command {
  static let table = Command(
    .table,
    help: """
      In a book, makes a table of your own; add and import bring its rows. Behind `of` stands the table whose rows they
      belong to; key marks the column that names a row, event the date that orders them.

          table visits of customers (day date event, store text)

      A folder of CSV files may hold a file schema.kq. Its table statements say what cannot be guessed: which table a file
      holds, whose rows it belongs to, and the type and name of its columns. It is read when the folder is opened.

          table visits of customers from "store-visits.csv" (
            customer -> customers, day date event as "dd.mm.yyyy", store text)
      """)
}

extension Session {
  /// Makes a table of the book. A folder's tables are declared before its files are read; here it is too late.
  mutating func declare(_ statement: TableStatement, _ turn: Turn) throws(Failure) {
    if isReadingSchema { return }
    guard let store else {
      throw turn.failure(
        Diagnostic(
          "table-too-late", "“\(statement.name.text)” cannot be declared now, because the book is already loaded.",
          at: turn.statement.span, notes: ["Put the statement into a file schema.kq beside the CSV files."]))
    }
    try check(statement, turn)
    let parent = try statement.parent.map { name throws(Failure) in book.tables[try table(name, turn)].name }
    var columns: [ColumnShape] = []
    for column in statement.columns {
      let shape = try shape(of: column, turn)
      if columns.contains(where: { $0.name.lowercased() == shape.name.lowercased() }) {
        throw turn.failure(Diagnostic("column-twice", "\(shape.name) is declared twice.", at: column.span))
      }
      // The column that leads to the parent comes by itself.
      if let parent, shape.target == parent, shape.name == String(parent.dropLast()) { continue }
      columns.append(shape)
    }
    try commit(
      [.addTable(TableShape(name: statement.name.text, parent: parent, columns: columns))], to: store, turn)
    let whose = parent.map { " of \($0)" } ?? ""
    turn.emit(.message("Made the table \(statement.name.text)\(whose), without rows yet."))
  }

  private func check(_ statement: TableStatement, _ turn: Turn) throws(Failure) {
    let readsFile =
      statement.file != nil || !statement.joins.isEmpty || statement.isFixedWidth || statement.isDistinct
      || statement.skippedLines > 0
    if readsFile {
      throw turn.failure(
        Diagnostic(
          "no-file", "In a book a table is made empty: its name, whose rows they are, and its columns.",
          at: turn.statement.span, notes: ["Its rows come with add, or with import \"FILE\" as \(statement.name.text)."]
        ))
    }
    if statement.columns.isEmpty {
      throw turn.failure(
        Diagnostic(
          "no-columns", "A table needs columns.", at: turn.statement.span,
          notes: ["For instance: table \(statement.name.text) (day date event, store text)"]))
    }
    if let name = book.table(named: statement.name.text).map({ book.tables[$0].name }) {
      throw turn.failure(Diagnostic("name-in-use", "There is a table \(name) already.", at: statement.name.span))
    }
  }
}
