import Book
import Columns
import Diagnostics
import Syntax
import Text

// From what a person calls a row to the row.

extension Session {
  /// The row of a table that a key names; of customers also an e-mail address, a phone number, or a key that was merged.
  func row(_ key: Key, of table: Int, _ turn: Turn) throws(Failure) -> Int {
    let book = book
    let text = Normalization.nfc(key.text)
    let kept = store?.keepsakes.kept(text) ?? text
    if let row = book.rows(ofKeys: [kept], in: table)[0] { return row }
    let name = book.tables[table].name
    guard table == book.table(named: "customers") else {
      throw turn.failure(
        Diagnostic("unknown-key", "There is no “\(key.text)” among the \(name).", at: key.span))
    }
    let found = book.customers(withContact: text)
    if found.count == 1 { return found[0] }
    guard found.isEmpty else { throw turn.failure(severalCustomers(key, found, table)) }
    throw turn.failure(
      Diagnostic(
        "unknown-key", "No customer has “\(key.text)” as key, e-mail address or phone number.", at: key.span,
        notes: ["Look for somebody by name: select customers where name contains \"…\""]))
  }

  private func severalCustomers(_ key: Key, _ rows: [Int], _ table: Int) -> Diagnostic {
    let keys = rows.prefix(5).map { book.tables[table].keyText($0) }
    let more = rows.count > 5 ? ["\(Wording.number(rows.count - 5)) more"] : []
    return Diagnostic(
      "ambiguous-key", "\(Wording.number(rows.count)) customers have “\(key.text)”: \(Wording.list(keys + more)).",
      at: key.span, notes: ["Name one of them by the key."])
  }

  /// A customer as a message names them: `C000123 (Siti)`.
  func shown(_ row: Int, of table: Int) -> String {
    let key = book.tables[table].keyText(row)
    guard let column = book.tables[table].column(named: "name"),
      case .text(let name) = book.tables[table].columns[column].values.value(row), !name.isEmpty
    else { return key }
    return "\(key) (\(name))"
  }

  /// A table by its name, or a mistake that lists what there is.
  func table(_ name: Name, _ turn: Turn) throws(Failure) -> Int {
    if let table = book.table(named: name.text) { return table }
    let names = book.tables.map(\.name)
    let nearest = Suggestions.nearest(name.text, among: names)
    throw turn.failure(
      Diagnostic(
        "unknown-table", "There is no table \(name.text).", at: name.span,
        notes: nearest == nil ? ["There are: \(names.joined(separator: ", "))."] : [],
        suggestion: nearest.map { Diagnostic.Suggestion($0, at: name.span) }))
  }

  /// A column by its name, or a mistake that says what comes near.
  func column(_ name: Name, of table: Int, _ turn: Turn) throws(Failure) -> Int {
    let table = book.tables[table]
    if let column = table.column(named: name.text) { return column }
    let nearest = Suggestions.nearest(name.text, among: table.columns.map(\.name))
    throw turn.failure(
      Diagnostic(
        "unknown-column", "There is no column \(name.text) in \(table.name).", at: name.span,
        notes: nearest == nil ? ["To have one: column \(table.name).\(name.text) text"] : [],
        suggestion: nearest.map { Diagnostic.Suggestion($0, at: name.span) }))
  }
}

extension Book {
  /// The rows of some keys; nil where there is none. Complexity: O(keys), where the table's keys are indexed; else O(rows).
  func rows(ofKeys keys: [String], in index: Int) -> [Int?] {
    let table = tables[index]
    guard let column = table.keyColumn else { return keys.map { _ in nil } }
    guard table.keys == nil else { return keys.map { table.row(ofKey: $0).map { Int($0) } } }
    var places: [String: Int] = [:]
    let wanted = Set(keys)
    let lengths = Set(keys.map(\.utf8.count))
    for (row, text) in table.columns[column].column.rows(ofLength: lengths.contains, where: wanted.contains) {
      places[text] = row
    }
    return keys.map { places[$0] }
  }

  /// The customers that have an e-mail address, whatever its case, or a phone number, however it is written.
  func customers(withContact text: String) -> [Int] {
    guard let customers = table(named: "customers") else { return [] }
    func rows(_ name: String, _ lengths: ClosedRange<Int>, _ matches: (String) -> Bool) -> [Int] {
      guard let column = tables[customers].column(named: name) else { return [] }
      return tables[customers].columns[column].column.rows(ofLength: lengths.contains, where: matches).map(\.row)
    }
    if text.contains("@") {
      let folded = CaseFolding.fold(text)
      // Folding changes the length of a text by a third at most.
      return rows("email", folded.utf8.count / 3...folded.utf8.count * 3) { CaseFolding.fold($0) == folded }
    }
    guard let phone = PhoneNumber(text) else { return [] }
    return rows("phone", 6...40) { PhoneNumber($0)?.isSame(as: phone) == true }
  }

  /// A cell as a change holds it: a reference as the key that it leads to.
  func cell(_ table: Int, _ column: Int, _ row: Int) -> Value {
    let own = tables[table].columns[column]
    guard case .reference(let target) = own.type else { return own.values.value(row) }
    if case .reference(let other) = own.values.value(row) { return .text(tables[target].keyText(Int(other))) }
    return own.unmatched.count == 0 ? .missing : own.orphans[Int32(row)].map { .text($0) } ?? .missing
  }
}

extension Column {
  /// The rows of a column of texts whose value is wanted; each distinct text of a possible length is looked at once.
  fileprivate func rows(
    ofLength isPossible: (Int) -> Bool, where isWanted: (String) -> Bool
  ) -> [(row: Int, text: String)] {
    guard case .text(let pool, let codes) = storage else { return [] }
    var found: [Int: String] = [:]
    for entry in 0..<pool.count where isPossible(pool.withBytes(entry, \.count)) {
      let text = pool.string(entry)
      if isWanted(text) { found[entry] = text }
    }
    guard !found.isEmpty else { return [] }
    let rows: [(row: Int, text: String)]
    if let codes {
      rows = codes.array.enumerated().compactMap { row, code in found[Int(code)].map { (row, $0) } }
    } else {
      rows = found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
    return rows.filter { known?[$0.row] ?? true }
  }
}

/// A phone number as its digits: `+62 812-345`, `0062812345` and `0812345` can be the same.
struct PhoneNumber {
  private let digits: String
  /// The digits begin with the code of a country.
  private let isInternational: Bool

  /// Nil for what has fewer than six digits or more than fifteen, or holds letters.
  init?(_ text: String) {
    guard text.unicodeScalars.allSatisfy({ !$0.properties.isAlphabetic }) else { return nil }
    var digits = text.filter { ("0"..."9").contains($0) }[...]
    var isInternational = text.first { !$0.isWhitespace } == "+"
    if !isInternational, digits.hasPrefix("00") {
      digits = digits.dropFirst(2)
      isInternational = true
    }
    digits = digits.drop { $0 == "0" }
    guard (6...15).contains(digits.count) else { return nil }
    self.digits = String(digits)
    self.isInternational = isInternational
  }

  /// Whether both can be the same number: a national one may lack the code of its country, of up to three digits.
  func isSame(as other: PhoneNumber) -> Bool {
    if isInternational == other.isInternational { return digits == other.digits }
    let (long, short) = isInternational ? (digits, other.digits) : (other.digits, digits)
    return short.count >= 8 && (1...3).contains(long.count - short.count) && long.hasSuffix(short)
  }
}
