import Book
import CivilTime
import Columns
import Query

/// What `export … masked` does: who somebody is cannot be read any more, what they do can.
///
/// Columns that hold or are worked out from names, addresses, numbers to reach somebody, dates of birth and notes are
/// masked, wherever they come from: filtered, sorted, grouped or the least of many. Of words the first letter stays, of an
/// e-mail address the domain, of a phone number the last three digits, of a date the year. Numbers, amounts, yes and no,
/// and keys stay as they are.
struct Masking {
  let book: Book

  /// A table with its personal columns masked, and how they are called.
  func masked(_ table: ResultTable, of query: TypedQuery) -> (table: ResultTable, columns: [String]) {
    let isPersonal = query.personalFields(isPersonal)
    var masked = table
    var columns: [String] = []
    for index in masked.fields.indices where index < isPersonal.count && isPersonal[index] {
      guard let column = Masking.masked(masked.fields[index].column) else { continue }
      masked.fields[index].column = column
      columns.append(masked.fields[index].name)
    }
    return (masked, columns)
  }

  /// Whether headings of a pivot are personal: those cannot be masked and stay told apart.
  func hasPersonalHeadings(_ query: TypedQuery) -> Bool { query.hasPersonalHeadings(isPersonal) }

  private func isPersonal(_ table: Int, _ column: Int) -> Bool {
    StandardSchema.isPersonal(book.tables[table].columns[column].name, of: book.tables[table].name)
  }

  /// Nil for what is not masked: numbers and the like.
  private static func masked(_ column: Column) -> Column? {
    switch column.type {
    case .text, .textSet, .date, .time: break
    default: return nil
    }
    let texts = (0..<column.count).map { text(column.value($0)) }
    return Column(
      type: .text, storage: .text(TextPool(texts.map { $0 ?? "" }), codes: nil), known: Bitmap(texts.map { $0 != nil }),
      count: column.count)
  }

  private static func text(_ value: Value) -> String? {
    switch value {
    case .text(let text): self.text(text)
    case .textSet(let texts): texts.map(text).joined(separator: "; ")
    case .date(let days): String(CivilDate(days: days).year)
    case .time(let time): String(CivilDate(days: Microseconds.split(time).days).year)
    default: nil
    }
  }

  static func text(_ text: String) -> String {
    if let at = text.lastIndex(of: "@"), at != text.startIndex {
      return text.prefix(1) + "•••" + text[at...]
    }
    let digits = text.filter(\.isNumber).count
    if digits >= 6, !text.contains(where: \.isLetter) { return "•••" + text.filter(\.isNumber).suffix(3) }
    let words = text.split(separator: " ").map { word in (word.first(where: \.isLetter).map(String.init) ?? "") + "•••"
    }
    return words.prefix(3).joined(separator: " ")
  }
}
