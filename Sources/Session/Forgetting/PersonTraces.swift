import Book
import Columns
import Text

/// The texts that name one customer, and where else in a book they stand.
struct PersonTraces: Sendable {
  /// The key and those that were merged into it.
  let keys: Set<String>
  let email: String?
  let phone: String?
  let name: String?

  init(row: Int, of table: Int, in book: Book, _ keepsakes: Keepsakes) {
    let owner = book.tables[table]
    func text(_ name: String) -> String? {
      guard let column = owner.column(named: name), case .text(let text) = owner.columns[column].values.value(row),
        !text.isEmpty
      else { return nil }
      return text
    }
    keys = keepsakes.keys(leadingTo: owner.keyText(row))
    email = text("email")
    phone = text("phone")
    name = text("name")
  }

  /// What is looked for in other texts. A name of one word is also a word like any other, and short keys are numbers.
  var words: [String] {
    let long = keys.filter { $0.unicodeScalars.count >= 5 }.sorted()
    let full = name.map { $0.contains(" ") ? [$0] : [] } ?? []
    return long + [email, phone].compactMap { $0 } + full
  }

  /// Whether a text names the customer.
  func isNamed(in text: String) -> Bool {
    let text = CaseFolding.fold(text)
    return (words + keys.map { "\"\($0)\"" }).contains { text.contains(CaseFolding.fold($0)) }
  }

  /// The saved segments, measures and queries that name the customer.
  func savedNames(_ keepsakes: Keepsakes) -> [String] {
    [Keepsake.Kind.segment, .measure, .query].flatMap(keepsakes.texts).filter { isNamed(in: $0.text) }.map(\.name)
  }

  /// How many cells of which columns of texts name the customer, as `interactions.note`. Complexity: O(bytes of texts).
  func cells(of book: Book) -> [(column: String, count: Int)] {
    let needles = words.map { Array($0.utf8) }
    guard !needles.isEmpty else { return [] }
    return book.tables.flatMap { table in
      table.columns.compactMap { column -> (String, Int)? in
        guard column.count > 0, case .text(let pool, let codes) = column.column.storage else { return nil }
        let entries = needles.reduce(Bitmap(repeating: false, count: pool.count)) { $0.or(pool.containing($1)) }
        let count = (0..<column.count).count { row in
          entries[codes.map { Int($0[row]) } ?? row] && column.column.known?[row] ?? true
        }
        return count > 0 ? ("\(table.name).\(column.name)", count) : nil
      }
    }
  }
}
