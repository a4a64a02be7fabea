import Book
import Columns

/// The currencies that amounts of files are in: which is a book's own, and the columns that name the others.
struct CurrencyVotes {
  private var counts: [String: Int] = [:]
  /// In the order in which they were first met.
  private var order: [String] = []

  init(_ tables: [ParsedTable] = []) {
    for table in tables { add(table) }
  }

  /// The currency that most amounts name, of those without a rate: rates are of other money. Where all have one, the book's
  /// own is not named; it is told by what most amounts name only where even that of `usual` has a rate.
  func own(rated: Set<String>, usual: String) -> String? {
    let unrated = order.filter { !rated.contains($0) }
    if unrated.isEmpty, !rated.isEmpty, !rated.contains(usual) { return usual }
    // The first of those that are equal.
    return (unrated.isEmpty ? order : unrated).reduce(nil as String?) { best, next in
      counts[next, default: 0] > best.map { counts[$0, default: 0] } ?? 0 ? next : best
    }
  }

  private mutating func add(_ table: ParsedTable) {
    for index in table.columns.indices where table.columns[index].format.type == .money {
      let column = table.columns[index]
      if let reader = column.reader as? IntegerReader, column.format.isMixed {
        for (row, number) in reader.named.enumerated() where number > 0 && reader.known[row] {
          add(Currency.allCases[Int(number) - 1].rawValue)
        }
      } else if let naming = table.currencyColumn(of: column), let texts = naming.reader as? TextReader,
        naming.joinedRows == nil, column.joinedRows == nil
      {
        let codes = (0..<texts.dictionary.count).map { ExchangeRates.code(texts.dictionary.string($0)) }
        for row in texts.codes.indices where column.reader.known[row] && texts.codes[row] >= 0 {
          if Int(texts.codes[row]) < codes.count { add(codes[Int(texts.codes[row])]) }
        }
      } else if let currency = column.format.currency {
        add(currency.rawValue, count: column.reader.known.count - column.reader.known.missing)
      }
    }
  }

  private mutating func add(_ code: String, count: Int = 1) {
    guard code.utf8.count == 3, code.utf8.allSatisfy({ $0 &- 65 < 26 }), count > 0 else { return }
    if counts[code] == nil { order.append(code) }
    counts[code, default: 0] += count
  }
}

extension ParsedTable {
  /// The column of the file that names the currency of another's amounts.
  func currencyColumn(of column: RawColumn) -> RawColumn? {
    Table.currencyNames(of: column.plan.name).lazy.compactMap { name in
      columns.first { Table.bare($0.plan.name) == name && $0.reader is TextReader }
    }.first
  }

  /// Whose rates a table of rates holds.
  var ratedCurrencies: Set<String> {
    guard name == "rates", let column = columns.first(where: { $0.plan.name == "currency" }),
      let reader = column.reader as? TextReader
    else { return [] }
    return Set((0..<reader.dictionary.count).map { ExchangeRates.code(reader.dictionary.string($0)) })
  }

  /// Puts a column with the currency beside each column of amounts whose cells name another than the book's.
  ///
  /// - Parameter known: columns that the table has in the book, and whose currencies therefore have to be said.
  mutating func nameCurrencies(own: String, known: Set<String> = []) {
    for index in columns.indices.reversed() where columns[index].format.type == .money {
      let column = columns[index]
      guard let reader = column.reader as? IntegerReader else { continue }
      let name = column.plan.name + Table.currencySuffix
      let naming = currencyColumn(of: column)
      if let naming, Table.bare(naming.plan.name) == Table.bare(name) { continue }
      let made: NamedCurrencies
      if column.format.isMixed {
        made = NamedCurrencies(reader, elsewhere: column.joinedRows == nil ? naming?.reader as? TextReader : nil)
      } else if let currency = column.format.currency, naming == nil,
        currency.rawValue != own || known.contains(name)
      {
        made = NamedCurrencies(currency, reader.known)
      } else {
        continue
      }
      var plan = ColumnPlan(name: name, header: column.plan.header, cell: column.plan.cell, type: .text)
      plan.isStandard = true
      columns.insert(
        RawColumn(plan: plan, format: ColumnFormat(.text), reader: made, joinedRows: column.joinedRows), at: index + 1)
    }
  }
}

/// The currencies that cells of amounts name, as texts.
struct NamedCurrencies: ColumnReader {
  let failures = CellFailures()
  private(set) var known = KnownBits()
  private var texts: [String] = []
  /// The text of each row; −1 for none.
  private var rows: [Int32]

  /// The same in every row that has an amount.
  init(_ currency: Currency, _ amounts: KnownBits) {
    texts = [currency.rawValue]
    rows = (0..<amounts.count).map { amounts[$0] ? 0 : -1 }
    count()
  }

  /// What each cell names; where it names nothing, what a column beside it says.
  init(_ amounts: IntegerReader, elsewhere: TextReader?) {
    texts = Currency.allCases.map(\.rawValue)
    rows = amounts.named.map { Int32($0) - 1 }
    if let elsewhere, elsewhere.codes.count == rows.count {
      let first = Int32(truncatingIfNeeded: texts.count)
      texts += (0..<elsewhere.dictionary.count).map(elsewhere.dictionary.string)
      for row in rows.indices where rows[row] < 0 && elsewhere.codes[row] >= 0 && amounts.known[row] {
        if Int(elsewhere.codes[row]) < elsewhere.dictionary.count { rows[row] = first + elsewhere.codes[row] }
      }
    }
    count()
  }

  private mutating func count() { known.append(count: rows.count) { rows[$0] >= 0 } }

  mutating func read(_ block: CellBlock, column: Int) {}

  mutating func reserve(rows: Int) {}

  func column(_ order: RowOrder) -> Column {
    let codes = gather(rows, order, filler: -1).array
    return Column(
      type: .text, storage: .text(TextPool(texts), codes: Buffer(codes.map { max(0, $0) })), known: known.bitmap(order),
      count: codes.count)
  }
}
