/// `rates`: what one unit of a currency is worth in the book's currency, week by week.
struct RatesTable: SampleTable {
  static let name = "rates"
  static let header = "currency,date,rate"

  private static let currencies = ["IDR", "EUR", "SGD", "JPY", "AUD"]
  /// Millionths of the book's currency at the start.
  private static let starts = [66, 1_086_000, 743_000, 7_050, 668_000]
  private static let weeks = Season.dayCount / 7 + 1

  private let firstDay: Int
  /// Millionths, week by week, currency by currency in each.
  private let rates: [Int]

  init(_ floor: Shopfloor) {
    firstDay = floor.season.firstDay
    var random = SeededRandom(seed: floor.shop.seed, purpose: .layout, subject: -2)
    var current = Self.starts.map { Double($0) }
    var rates: [Int] = []
    for _ in 0..<Self.weeks {
      for index in current.indices {
        rates.append(max(Int(current[index].rounded()), 1))
        current[index] *= 1 + 0.006 * random.normal()
      }
    }
    self.rates = rates
  }

  var rowCount: Int { rates.count }

  func write(_ row: Int, to sheet: inout CsvSheet) {
    let (week, currency) = row.quotientAndRemainder(dividingBy: Self.currencies.count)
    sheet.text(Self.currencies[currency])
    sheet.next()
    sheet.date(firstDay + 7 * week)
    sheet.next()
    sheet.number(rates[row] / 1_000_000)
    sheet.byte(0x2E)
    sheet.number(rates[row] % 1_000_000, digits: 6, then: .lineEnd)
  }
}
