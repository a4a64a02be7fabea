import CivilTime
import Columns
import Synchronization

/// The amounts of a column some of which are in other currencies than the book's.
public final class ForeignMoney: Sendable {
  /// A currency in which some of the amounts are.
  public struct Use: Sendable {
    /// As it is compared, see `ExchangeRates.code(_:)`.
    public var currency: String
    /// How many amounts.
    public var count: Int
    /// The first day of such an amount; nil where none has a day.
    public var firstDay: Int32?
    /// Whether some such amount has no day.
    public var isUndated: Bool
  }

  /// The column that names each amount's currency.
  public let currencyColumn: Int
  /// The column of each amount's day.
  public let eventColumn: Int?
  /// The other currencies, in the order of their codes.
  public let uses: [Use]
  /// The texts of the currency column, and the number of each one's currency in the book's rates.
  public let texts: TextPool
  public let numbers: [Int32]

  init(currencyColumn: Int, eventColumn: Int?, uses: [Use], texts: TextPool, numbers: [Int32]) {
    self.currencyColumn = currencyColumn
    self.eventColumn = eventColumn
    self.uses = uses
    self.texts = texts
    self.numbers = numbers
  }
}

/// Amounts that a rate is missing for.
public struct RateGap: Sendable {
  public var currency: String
  /// The first day without a rate.
  public var day: Int32
  /// How many amounts.
  public var count: Int
}

/// What is known of a book's currencies, worked out when first asked for and kept while the book stands.
public final class CurrencyFacts: Sendable {
  struct Place: Hashable {
    var table: Int
    var column: Int
    var currency: String
  }

  private let state = Mutex<(rates: ExchangeRates?, money: [Place: ForeignMoney?])>((nil, [:]))

  func rates(_ work: () -> ExchangeRates) -> ExchangeRates {
    if let known = state.withLock({ $0.rates }) { return known }
    let made = work()
    state.withLock { $0.rates = made }
    return made
  }

  func money(_ place: Place, _ work: () -> ForeignMoney?) -> ForeignMoney? {
    if let known = state.withLock({ $0.money[place] }) { return known }
    let made = work()
    state.withLock { $0.money[place] = .some(made) }
    return made
  }
}

extension Table {
  /// The column that names the currency of a column's amounts: of `amount` it is `amountCurrency`, or else `currency`. Nil
  /// for what is no money, and where there is none.
  public func currencyColumn(of column: Int) -> Int? {
    guard columns[column].type == .money else { return nil }
    return Table.currencyNames(of: columns[column].name).lazy.compactMap { name in
      self.columns.firstIndex { $0.type == .text && Table.bare($0.name) == name }
    }.first
  }

  /// What the name of a column ends in that names the currency of another column.
  public static let currencySuffix = "Currency"

  /// How a column may be called that names the currency of another, as `bare` names, the likeliest first.
  public static func currencyNames(of amount: String) -> [String] {
    let name = bare(amount)
    let stem = name.hasSuffix("amount") && name != "amount" ? [String(name.dropLast(6))] : []
    return ([name] + stem + [""]).flatMap { [$0 + "currency", $0 + "currencycode"] }
  }

  /// A name by its letters and digits alone: `currency_code` is `currencycode`.
  public static func bare(_ name: String) -> String { name.lowercased().filter { $0.isLetter || $0.isNumber } }

  /// The column of a name, exactly first, then without case.
  fileprivate func place(of name: String) -> Int? {
    columns.firstIndex { $0.name == name } ?? columns.firstIndex { $0.name.lowercased() == name.lowercased() }
  }
}

extension Book {
  /// What one unit of other currencies was worth in the book's, from the table `rates`.
  public var rates: ExchangeRates {
    currencyFacts.rates {
      guard let index = table(named: "rates"), let currency = tables[index].place(of: "currency"),
        let date = tables[index].place(of: "date"), let rate = tables[index].place(of: "rate")
      else { return ExchangeRates() }
      let columns = [currency, date, rate].map { readable(table: index, column: $0) }
      return ExchangeRates(
        (0..<tables[index].rowCount).compactMap { row in
          guard case .text(let code) = columns[0].value(row), let day = columns[1].value(row).day,
            let rate = columns[2].value(row).rate
          else { return nil }
          return ExchangeRates.Entry(currency: ExchangeRates.code(code), day: day, rate: rate)
        })
    }
  }

  /// What is in other currencies of a column's amounts; nil where nothing is.
  ///
  /// Complexity: O(1) where the currencies' texts name none but the book's, or once it was asked; else O(rows).
  public func foreignMoney(table: Int, column: Int) -> ForeignMoney? {
    guard let naming = tables[table].currencyColumn(of: column) else { return nil }
    return currencyFacts.money(CurrencyFacts.Place(table: table, column: column, currency: currency)) {
      foreignMoney(table, column, naming)
    }
  }

  private func foreignMoney(_ table: Int, _ column: Int, _ naming: Int) -> ForeignMoney? {
    guard case .text(let texts, let codes) = tables[table].columns[naming].column.storage else { return nil }
    let own = ExchangeRates.code(currency)
    let names = (0..<texts.count).map { ExchangeRates.code(texts.string($0)) }
    guard names.contains(where: { !$0.isEmpty && $0 != own }) else { return nil }
    let known = tables[table].columns[naming].column.known
    let event = tables[table].eventColumn
    let days = event.map { tables[table].columns[$0].column }
    let amounts = tables[table].columns[column].column.known
    var uses: [String: ForeignMoney.Use] = [:]
    for row in 0..<tables[table].rowCount where known?[row] ?? true && amounts?[row] ?? true {
      let name = names[codes.map { Int($0[row]) } ?? row]
      if name.isEmpty || name == own { continue }
      uses[name, default: ForeignMoney.Use(currency: name, count: 0, isUndated: false)].add(days?.value(row).day)
    }
    guard !uses.isEmpty else { return nil }
    let rates = rates
    return ForeignMoney(
      currencyColumn: naming, eventColumn: event, uses: uses.values.sorted { $0.currency < $1.currency }, texts: texts,
      numbers: names.map { $0.isEmpty || $0 == own ? ExchangeRates.own : rates.number(of: $0) })
  }

  /// The amounts of a column that a rate is missing for, by currency.
  ///
  /// - Parameters:
  ///   - undated: the day that counts for amounts without one.
  ///   - last: the day after which rows are not asked for; nil for all.
  public func rateGaps(table: Int, column: Int, undated: Int32, until last: Int32?) -> [RateGap] {
    guard let money = foreignMoney(table: table, column: column) else { return [] }
    return money.uses.compactMap { use in
      let first = rates.firstDay(of: use.currency) ?? .max
      let begins = use.firstDay.map { $0 < first && $0 <= last ?? .max } ?? false
      guard begins || (use.isUndated && undated < first) else { return nil }
      return gap(table, column, money, use.currency, before: first, undated: undated, until: last)
    }
  }

  private func gap(
    _ table: Int, _ column: Int, _ money: ForeignMoney, _ currency: String, before first: Int32, undated: Int32,
    until last: Int32?
  ) -> RateGap {
    var gap = RateGap(currency: currency, day: .max, count: 0)
    for row in 0..<tables[table].rowCount where tables[table].columns[column].column.value(row) != .missing {
      guard case .text(let code) = tables[table].columns[money.currencyColumn].column.value(row),
        ExchangeRates.code(code) == currency
      else { continue }
      let own = money.eventColumn.flatMap { tables[table].columns[$0].column.value(row).day }
      let day = own ?? undated
      guard day < first, own ?? .min <= last ?? .max else { continue }
      gap.count += 1
      gap.day = min(gap.day, day)
    }
    return gap
  }
}

extension ForeignMoney.Use {
  fileprivate mutating func add(_ day: Int32?) {
    count += 1
    if let day { firstDay = min(day, firstDay ?? day) } else { isUndated = true }
  }
}

extension Value {
  /// The calendar day of a date or a time.
  fileprivate var day: Int32? {
    switch self {
    case .date(let day): day
    case .time(let time): Microseconds.split(time).days
    default: nil
    }
  }

  fileprivate var rate: Double? {
    switch self {
    case .number(let rate): rate
    case .whole(let rate): Double(rate)
    case .money(let cents): Double(cents) / 100
    default: nil
    }
  }
}
