import Book
import Columns

/// A table of Kenal's normalised export, to be loaded into an engine.
struct LoadedTable: Sendable {
  struct Column: Sendable {
    var name: String
    var type: ValueType
    /// Whether queries look rows up by it: a key, or what refers to one.
    var isLookedUp = false
  }

  var name: String
  /// The path of its CSV file.
  var file: String
  /// As the export writes them, in its order.
  var columns: [Column]
}

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

  /// The statements for all tables of the book, reading the export's files in a folder.
  public static func statements(for book: Book, folder: String, dialect: Dialect) -> [String] {
    dialect.loading.opening
      + book.tables.flatMap { table in
        let own = table.columns.enumerated().flatMap { index, column in
          columns(of: column, isKey: index == table.keyColumn, in: book)
        }
        let all = [LoadedTable.Column(name: row, type: .whole, isLookedUp: table.keyColumn == nil)] + own
        return dialect.loading.statements(
          LoadedTable(name: table.name, file: "\(folder)/\(table.name).csv", columns: all), dialect)
      }
  }

  private static func columns(of own: TableColumn, isKey: Bool, in book: Book) -> [LoadedTable.Column] {
    guard case .reference(let target) = own.type else {
      return [LoadedTable.Column(name: own.name, type: own.type, isLookedUp: isKey)]
    }
    let key = LoadedTable.Column(
      name: own.name, type: book.tables[target].keyColumn == nil ? .whole : .text, isLookedUp: true)
    return own.unmatched.count == 0 ? [key] : [key, LoadedTable.Column(name: orphans(of: own), type: .text)]
  }
}
