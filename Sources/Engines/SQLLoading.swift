import Book
import Columns

/// The statements that load Kenal's normalised export into an engine, as the generated queries want it.
///
/// Each table has the book's columns with their types, `_row`, and for a reference with keys that no row has a column
/// `NAME_orphan` of their texts. Money is an exact decimal of two places, a set a list of texts, a length of time a whole
/// number of microseconds.
public enum SQLLoading {
  /// The column that numbers the rows of a table in its own order.
  static let row = "_row"

  /// The column of the keys of a reference that no row of its target has.
  static func orphans(of column: TableColumn) -> String { column.name + "_orphan" }

  /// One statement for each table of the book, reading the export's files in a folder.
  public static func statements(for book: Book, folder: String, dialect: Dialect) -> [String] {
    book.tables.map { table in
      let columns = [(name: row, type: ValueType.whole)] + table.columns.flatMap { self.columns(of: $0, in: book) }
      let raw = columns.map { "\(SQLText.text($0.name)): '\(dialect.text)'" }.joined(separator: ", ")
      let file = SQLText.text("\(folder)/\(table.name).csv")
      let typed = columns.map { column($0.name, $0.type, dialect) }.joined(separator: ", ")
      return "CREATE TABLE \(SQLText.name(table.name)) AS SELECT \(typed)"
        + " FROM \(SQLText.fill(dialect.readFile, [file, "{\(raw)}"])) ORDER BY \(SQLText.name(row))"
    }
  }

  /// A column as the export writes it, in its order.
  private static func columns(of own: TableColumn, in book: Book) -> [(name: String, type: ValueType)] {
    guard case .reference(let target) = own.type else { return [(own.name, own.type)] }
    let key = (own.name, book.tables[target].keyColumn == nil ? ValueType.whole : .text)
    return own.unmatched.count == 0 ? [key] : [key, (orphans(of: own), .text)]
  }

  private static func column(_ name: String, _ type: ValueType, _ dialect: Dialect) -> String {
    let quoted = SQLText.name(name)
    let value = type == .textSet ? SQLText.fill(dialect.readSet, [quoted]) : quoted
    return "CAST(\(value) AS \(dialect.typeName(type))) AS \(quoted)"
  }
}
