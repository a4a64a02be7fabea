import Book
import Interchange

/// A small book as the text of its files: what the random generator makes, the loader reads and the shrinker cuts.
struct BookText: Sendable {
  struct Table: Sendable {
    var name: String
    var header: [String]
    var rows: [[String]]

    var csv: String {
      ([header] + rows).map { $0.map(Table.quoted).joined(separator: ",") }.joined(separator: "\n") + "\n"
    }

    private static func quoted(_ cell: String) -> String {
      guard cell.contains(where: { ",\"\n;".contains($0) }) else { return cell }
      return "\"" + cell.replacing("\"", with: "\"\"") + "\""
    }
  }

  var tables: [Table]
  /// Days since 1970-01-01.
  var today: Int32

  /// The book that the loader makes of the files, with the standard tables that are not there.
  func loaded() throws -> Book {
    let files = tables.map { SourceFile(name: "\($0.name).csv", text: $0.csv) }
    return try Loader.load(name: "random", files: files, currency: "USD").book.withStandardTables()
  }

  var description: String {
    tables.filter { !$0.rows.isEmpty }.map { "\($0.name).csv\n\($0.csv)" }.joined(separator: "\n")
  }
}
