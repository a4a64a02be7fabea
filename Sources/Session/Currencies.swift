import Book
import CivilTime
import Columns
import Diagnostics
import Syntax

extension Session {
  /// `set currency = "EUR"`: what amounts are in that name no other. No amount is changed.
  mutating func setCurrency(_ statement: SetStatement, _ turn: Turn) throws(Failure) {
    let code: String
    do throws(Diagnostic) { code = try Session.currency(statement.value.binding(parameters)) } catch {
      throw turn.failure(error)
    }
    let before = book.currency
    try keep(.setting, ["currency"], code, turn)
    currency = code
    let amounts = Wording.count(unnamedAmounts, of: "amounts")
    let consequence =
      before == code
      ? "."
      : ", and was in \(before): amounts that name no currency are read as \(code), \(amounts) in all. "
        + "A rate says what other money is worth in \(code)."
    turn.emit(.message("The book is in \(code) from here on\(consequence)"))
  }

  /// The code that a setting names. Throws where it is none.
  static func currency(_ value: Expression) throws(Diagnostic) -> String {
    let notes = ["For instance: set currency = \"EUR\""]
    guard case .literal(.text(let text)) = value.kind else {
      throw Diagnostic(
        "not-a-setting", "A currency's code belongs here, in quotation marks.", at: value.span, notes: notes)
    }
    let code = ExchangeRates.code(text)
    guard code.utf8.count == 3, code.utf8.allSatisfy({ (65...90).contains($0) }) else {
      throw Diagnostic(
        "unknown-currency", "“\(text)” is not the code of a currency, which has three letters.", at: value.span,
        notes: notes)
    }
    return code
  }

  /// What `describe currency` says: the book's currency, and what is known of the others that occur.
  func describeCurrency(_ turn: Turn) {
    let book = book
    turn.emit(
      .text(
        "currency is a setting of the book: what amounts are in that name no other.\n    set currency = \"\(book.currency)\""
      ))
    let reads = book.tables.indices.flatMap { table in
      book.tables[table].columns.indices.map { (table: table, column: $0) }
    }.filter { book.foreignMoney(table: $0.table, column: $0.column) != nil }
    let uses = reads.flatMap { book.foreignMoney(table: $0.table, column: $0.column)?.uses ?? [] }
    let gaps = reads.flatMap {
      book.rateGaps(table: $0.table, column: $0.column, undated: context.today, until: nil)
    }
    let codes = Set(uses.map(\.currency)).union(book.rates.currencies).sorted()
    guard !codes.isEmpty else { return }
    let missing = codes.map { code in gaps.filter { $0.currency == code }.reduce(0) { $0 + $1.count } }
    turn.emit(
      .answer(
        Answer(
          ResultTable([
            .text("currency", codes),
            .whole("amounts", codes.map { code in uses.filter { $0.currency == code }.reduce(0) { $0 + $1.count } }),
            .whole("rates", codes.map { book.rates.extent(of: $0)?.count ?? 0 }),
            .text("first", codes.map { book.rates.firstDay(of: $0).map(IsoText.date) }),
            .text("last", codes.map { book.rates.extent(of: $0).map { IsoText.date($0.last) } }),
            .whole("amounts without a rate", missing),
          ]), title: "Other currencies, and what rates says of them")))
  }

  /// How many amounts name no currency.
  private var unnamedAmounts: Int {
    let book = book
    return book.tables.reduce(0) { sum, table in
      table.columns.indices.reduce(sum) { sum, index in
        guard table.columns[index].type == .money else { return sum }
        let amounts = table.columns[index].column.known
        let named = table.currencyColumn(of: index).map { table.columns[$0].column.known }
        guard amounts != nil || named != nil else { return sum + table.rowCount }
        return sum
          + (0..<table.rowCount).count { row in
            (amounts?[row] ?? true) && !(named.map { $0?[row] ?? true } ?? false)
          }
      }
    }
  }
}

extension Schema {
  /// The currency of the folder's book, if the schema sets one: the last that it names.
  func currency() throws(Failure) -> String? {
    var code: String?
    for case .set(let set) in Parser.parse(source).script.statements.map(\.kind)
    where set.name.text.lowercased() == "currency" {
      do throws(Diagnostic) { code = try Session.currency(set.value) } catch {
        throw Failure(error, in: source, status: .book)
      }
    }
    return code
  }
}
