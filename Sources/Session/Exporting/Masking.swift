import Book
import CivilTime
import Columns
import Query

/// What `export … masked` does: who somebody is cannot be read any more, what they do can.
///
/// Columns that hold or are worked out from names, addresses, numbers to reach somebody, dates of birth and notes are
/// masked, wherever they come from: filtered, sorted, grouped or the least of many. Of words the first letter stays, of an
/// e-mail address the domain, of a phone number the last three digits, of a date the year. Numbers, amounts, yes and no,
/// and keys that are no contacts stay as they are.
struct Masking {
  let book: Book

  /// A table with its personal columns masked, and how they are called.
  func masked(_ table: ResultTable, of query: TypedQuery) -> (table: ResultTable, columns: [String]) {
    let isPersonal = query.personalFields(isPersonal)
    let isKey = query.personalFields(namesCustomers)
    var masked = table
    var columns: [String] = []
    for index in masked.fields.indices where index < isPersonal.count && (isPersonal[index] || isKey[index]) {
      let own = masked.fields[index].column
      guard let column = isPersonal[index] ? Masking.masked(own) : Masking.withoutContacts(own) else { continue }
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

  /// Whether a column holds keys of customers: its own, or those that it refers to.
  private func namesCustomers(_ table: Int, _ column: Int) -> Bool {
    guard let customers = book.table(named: StandardSchema.root) else { return false }
    let own = book.tables[table]
    return table == customers && own.keyColumn == column || own.columns[column].type == .reference(table: customers)
  }

  /// Keys, of which those are masked that are e-mail addresses or numbers with the code of a country: who has no other key
  /// is called by them. Nil where there is none.
  private static func withoutContacts(_ keys: Column) -> Column? {
    guard keys.type == .text else { return nil }
    let texts = (0..<keys.count).map { row -> (text: String, isContact: Bool)? in
      guard case .text(let text) = keys.value(row) else { return nil }
      return (text, text.contains("@") || text.hasPrefix("+"))
    }
    guard texts.contains(where: { $0?.isContact == true }) else { return nil }
    return column(texts.map { $0.map { $0.isContact ? text($0.text) : $0.text } })
  }

  /// Nil for what is not masked: numbers and the like.
  private static func masked(_ column: Column) -> Column? {
    switch column.type {
    case .text, .textSet, .date, .time: break
    default: return nil
    }
    return self.column((0..<column.count).map { text(column.value($0)) })
  }

  private static func column(_ texts: [String?]) -> Column {
    Column(
      type: .text, storage: .text(TextPool(texts.map { $0 ?? "" }), codes: nil), known: Bitmap(texts.map { $0 != nil }),
      count: texts.count)
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
