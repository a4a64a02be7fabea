import Book
import Columns
import Interchange
import Testing

@Suite struct CurrencyTests {
  private func load(_ files: [String: String], currency: String? = nil) throws -> Book {
    let sources = files.sorted { $0.key < $1.key }.map { SourceFile(name: $0.key, text: $0.value) }
    return try Loader.load(name: "shop", files: sources, currency: currency).book.withStandardTables()
  }

  /// The cells of some columns of purchases, row by row.
  private func rows(_ book: Book, _ names: String...) throws -> [String] {
    let table = book.tables[try #require(book.table(named: "purchases"))]
    let columns = try names.map { name in try #require(table.columns.first { $0.name == name }) }
    return (0..<table.rowCount).map { row in
      columns.map { column in
        switch column.column.value(row) {
        case .money(let cents): "\(cents)"
        case .text(let text): text
        default: "-"
        }
      }.joined(separator: " ")
    }
  }

  private let customers = "id,name\nC1,Ana\n"

  private func purchases(_ amounts: [String]) -> String {
    "id,customer,date,amount\n"
      + amounts.enumerated().map { "P\($0),C1,2026-01-0\($0 + 1),\"\($1)\"\n" }.joined()
  }

  @Test func cellsThatNameSeveralCurrenciesAreTakenApart() throws {
    let amounts = ["USD 12.50", "€ 9", "Rp10.000", "10.00", "€ 1.234,50", "-$1,234.50", "", "5 EUR"]
    let book = try load(["customers.csv": customers, "purchases.csv": purchases(amounts)])
    #expect(book.currency == "EUR")
    #expect(
      try rows(book, "amount", "amountCurrency") == [
        "1250 USD", "900 EUR", "1000000 IDR", "1000 -", "123450 EUR", "-123450 USD", "- -", "500 EUR",
      ])
  }

  @Test func whatIsNotOneAmountIsRejected() throws {
    let text = purchases(["$ 1", "€ 2", "$ 3", "much", "€ 1.2345"])
    let loaded = try Loader.load(
      name: "shop",
      files: [SourceFile(name: "customers.csv", text: customers), SourceFile(name: "purchases.csv", text: text)])
    #expect(loaded.report.rejects.map(\.text) == ["much", "€ 1.2345"])
  }

  @Test func aColumnInOneOtherCurrencyGetsItsName() throws {
    let files = [
      "customers.csv": "id,name,prospectValue\nC1,Ana,€ 5\nC2,Bo,€ 6\nC3,Cy,€ 7\n", "purchases.csv": purchases(["$ 1"]),
    ]
    let book = try load(files)
    #expect(book.currency == "EUR")
    #expect(try rows(book, "amount", "amountCurrency") == ["100 USD"])
    #expect(!book.tables[0].columns.contains { $0.name == "prospectValueCurrency" })
    let own = try load(files, currency: "USD")
    #expect(own.currency == "USD")
    #expect(own.tables[0].columns.contains { $0.name == "prospectValueCurrency" })
  }

  @Test func aColumnOfCurrenciesSaysMoreThanASign() throws {
    let text =
      "id,customer,date,amount,currency\nP1,C1,2026-01-01,$ 1,CAD\nP2,C1,2026-01-02,$ 2,CAD\nP3,C1,2026-01-03,3,usd\n"
    let book = try load(["customers.csv": customers, "purchases.csv": text])
    #expect(book.currency == "CAD")
    #expect(try rows(book, "amount", "currency") == ["100 CAD", "200 CAD", "300 usd"])
    #expect(!book.tables.contains { $0.columns.contains { $0.name == "amountCurrency" } })
  }

  @Test func theBooksCurrencyIsTheOneWithoutRates() throws {
    let text =
      "id,customer,date,amount,currency\nP1,C1,2026-01-01,1,USD\nP2,C1,2026-01-02,2,USD\nP3,C1,2026-01-03,3,EUR\n"
    func currency(_ rates: String) throws -> String {
      try load(["customers.csv": customers, "purchases.csv": text, "rates.csv": "currency,date,rate\n" + rates])
        .currency
    }
    #expect(try currency("") == "USD")
    #expect(try currency("USD,2025-01-01,0.9\n") == "EUR")
    #expect(try currency("EUR,2025-01-01,1.1\n") == "USD")
    #expect(try currency("EUR,2025-01-01,1.1\nUSD,2025-01-01,1\n") == "USD")
    let unnamed = "id,customer,date,amount,currency\nP1,C1,2026-01-01,1,EUR\nP2,C1,2026-01-02,2,\n"
    let rated = try load([
      "customers.csv": customers, "purchases.csv": unnamed, "rates.csv": "currency,date,rate\nEUR,2025-01-01,1.1\n",
    ])
    #expect(rated.currency == "USD")
  }

  @Test func gapsAreTheAmountsBeforeTheFirstRate() throws {
    let text =
      "id,customer,date,amount,currency\nP1,C1,2026-01-01,1,EUR\nP2,C1,2026-02-02,2,EUR\nP3,C1,,3,JPY\nP4,C1,2026-01-01,,JPY\n"
    let book = try load(
      ["customers.csv": customers, "purchases.csv": text, "rates.csv": "currency,date,rate\nEUR,2026-02-01,1.1\n"],
      currency: "USD")
    let table = try #require(book.table(named: "purchases"))
    let amount = try #require(book.tables[table].columns.firstIndex { $0.name == "amount" })
    let today: Int32 = 20_500
    let gaps = book.rateGaps(table: table, column: amount, undated: today, until: nil)
    #expect(gaps.map { "\($0.currency) \($0.count) \($0.day)" } == ["EUR 1 20454", "JPY 1 \(today)"])
    let early = book.rateGaps(table: table, column: amount, undated: today, until: 20_453)
    #expect(early.map(\.currency) == ["JPY"])
  }
}
