import Diagnostics
import Syntax

extension Command {
  static let table = Command(
    .table,
    help: """
      A folder of CSV files may hold a file schema.kq. Its table statements say what cannot be guessed: which table a file
      holds, whose rows it belongs to, and the type and name of its columns. It is read when the folder is opened.

          table visits of customers from "store-visits.csv" (
            customer -> customers, day date event as "dd.mm.yyyy", store text)
      """)
}

extension Session {
  /// Tables are declared before rows are read; here it is too late.
  func declare(_ table: TableStatement, _ turn: Turn) throws(Failure) {
    if isReadingSchema { return }
    throw turn.failure(
      Diagnostic(
        "table-too-late", "“\(table.name.text)” cannot be declared now, because the book is already loaded.",
        at: turn.statement.span, notes: ["Put the statement into a file schema.kq beside the CSV files."]))
  }
}
