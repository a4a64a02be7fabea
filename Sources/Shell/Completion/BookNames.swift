import Book
import Columns
import Query

/// Where the names of a query lead, as far as completion has to know.
struct BookNames {
  let book: Book
  let catalog: Catalog

  /// The table that a source names, itself or through segments.
  func table(ofSource name: String) -> Int? {
    var name = name
    for _ in 0..<16 {
      if let table = book.table(named: name) { return table }
      guard let segment = catalog.segment(name) else { return nil }
      name = segment.query.source.text
    }
    return nil
  }

  /// The table that names with dots between lead to: references, or ways back to rows that refer.
  func table(from table: Int, following path: [String]) -> Int? {
    var table = table
    for (index, name) in path.enumerated() {
      if let next = step(from: table, name) {
        table = next
      } else if index == 0, let root = book.table(named: name) {
        table = root
      } else {
        return nil
      }
    }
    return table
  }

  private func step(from table: Int, _ name: String) -> Int? {
    for column in book.tables[table].columns where column.name == name {
      if case .reference(let target) = column.type { return target }
    }
    return book.waysBack.first { $0.target == table && $0.name == name }?.source
  }

  static func typeName(_ type: ValueType, _ book: Book) -> String {
    if case .reference(let table) = type { return "→ \(book.tables[table].name)" }
    return type.label
  }
}
