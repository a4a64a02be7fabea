/// What one unit of other currencies was worth in one's own, from day to day.
///
/// A rate holds from its day until the next one of its currency. It counts as it was written, with 12 decimals, and not as
/// the binary fraction next to it. Amounts are multiplied exactly, in 128 bits, and rounded once to hundredths, halves away
/// from zero.
public struct ExchangeRates: Sendable {
  /// A rate as it was noted.
  public struct Entry: Sendable {
    /// As it is compared, see `code(_:)`.
    public var currency: String
    /// Days since 1970-01-01.
    public var day: Int32
    public var rate: Double

    public init(currency: String, day: Int32, rate: Double) {
      self.currency = currency
      self.day = day
      self.rate = rate
    }
  }

  /// The number of a currency in which amounts are one's own.
  public static let own: Int32 = -1
  /// The number of a currency of which no rate is known.
  public static let unknown: Int32 = -2

  /// The currencies of which there are rates, by number.
  public let currencies: [String]
  private let numbers: [String: Int32]
  private let tracks: [RateTrack]

  /// Rates in any order; of two for one day the later one counts, and one that is no positive number does not.
  public init(_ entries: [Entry] = []) {
    var byCurrency: [String: [Entry]] = [:]
    for entry in entries where ExchangeRates.counts(entry.rate) {
      byCurrency[entry.currency, default: []].append(entry)
    }
    currencies = byCurrency.keys.sorted()
    tracks = currencies.map { RateTrack(byCurrency[$0] ?? []) }
    numbers = Dictionary(uniqueKeysWithValues: currencies.enumerated().map { ($1, Int32(truncatingIfNeeded: $0)) })
  }

  /// Whether a rate can be reckoned with.
  public static func counts(_ rate: Double) -> Bool { rate > 0 && rate < 1e15 }

  /// How a currency is compared: without regard to case and the spaces around it.
  public static func code(_ text: String) -> String {
    let start = text.drop { $0 == " " }
    return String(start.reversed().drop { $0 == " " }.reversed()).uppercased()
  }

  /// The number of a currency; `unknown` where there is no rate of it.
  public func number(of currency: String) -> Int32 { numbers[currency] ?? ExchangeRates.unknown }

  /// The first day with a rate of a currency; nil where there is none.
  public func firstDay(of currency: String) -> Int32? { track(currency)?.days.first }

  /// How many days have a rate of a currency, and the last of them; nil where there is none.
  public func extent(of currency: String) -> (count: Int, last: Int32)? {
    track(currency).flatMap { track in track.days.last.map { (track.days.count, $0) } }
  }

  /// The rate of a currency on a day and the day it was noted for; nil before the first.
  public func rate(of currency: String, on day: Int32) -> (rate: Double, day: Int32)? {
    guard let track = track(currency), let place = track.place(on: day) else { return nil }
    return (track.rates[place].value, track.days[place])
  }

  private func track(_ currency: String) -> RateTrack? {
    numbers[currency].map { tracks[Int($0)] }
  }

  /// One amount in one's own currency; missing before the first rate. Throws where it exceeds 64 bits.
  public func converted(
    _ amount: Int64, _ currency: Int32, on day: Int32
  ) throws(ArithmeticOverflow) -> Int64? {
    if currency == ExchangeRates.own { return amount }
    guard currency >= 0, let place = tracks[Int(currency)].place(on: day) else { return nil }
    guard let product = tracks[Int(currency)].rates[place].times(amount) else { throw ArithmeticOverflow(row: 0) }
    return product
  }

  /// The amounts of a block in one's own currency.
  ///
  /// - Parameters:
  ///   - amounts: in hundredths.
  ///   - currencies: the number of each row's currency.
  ///   - days: each row's day.
  public func converted(
    _ amounts: Vector, _ currencies: [Int32], on days: [Int32]
  ) throws(ArithmeticOverflow) -> Vector {
    guard let lane = amounts.wholeLane, currencies.contains(where: { $0 != ExchangeRates.own }) else { return amounts }
    var results = lane.expanded(amounts.count).array
    var known = amounts.known.map { known in (0..<amounts.count).map { known[$0] } }
    for row in results.indices where currencies[row] != ExchangeRates.own && known?[row] ?? true {
      do {
        if let product = try converted(results[row], currencies[row], on: days[row]) {
          results[row] = product
          continue
        }
      } catch { throw ArithmeticOverflow(row: row) }
      results[row] = 0
      if known == nil { known = [Bool](repeating: true, count: amounts.count) }
      known?[row] = false
    }
    return Vector(count: amounts.count, .int64(Lane(Buffer(results))), known: known.map { Bitmap($0) })
  }
}

/// The rates of one currency.
private struct RateTrack: Sendable {
  /// Ascending, each once.
  let days: [Int32]
  let rates: [ExactRate]
  /// For every so many days from the first on: the last rate of or before the first of them.
  private let starts: [Int32]
  private let shift: Int

  /// Enough for 22 years of days, each with a place of its own.
  private static let mostStarts = 8192

  init(_ entries: [ExchangeRates.Entry]) {
    let sorted = entries.enumerated().sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }
    var days: [Int32] = []
    var rates: [ExactRate] = []
    for (_, entry) in sorted {
      if days.last == entry.day {
        days.removeLast()
        rates.removeLast()
      }
      days.append(entry.day)
      rates.append(ExactRate(entry.rate))
    }
    self.days = days
    self.rates = rates
    var shift = 0
    let span = days.isEmpty ? 0 : Int(days[days.count - 1]) - Int(days[0])
    while span >> shift >= RateTrack.mostStarts { shift += 1 }
    self.shift = shift
    var starts: [Int32] = []
    for (place, day) in days.enumerated() {
      let start = (Int(day) - Int(days[0])) >> shift
      // The places of all days up to this one's that have no rate of their own.
      while starts.count <= start { starts.append(Int32(truncatingIfNeeded: max(0, place - 1))) }
      if (Int(day) - Int(days[0])) == start << shift { starts[start] = Int32(truncatingIfNeeded: place) }
    }
    self.starts = starts
  }

  /// The rate that holds on a day; nil before the first.
  func place(on day: Int32) -> Int? {
    guard let first = days.first, day >= first else { return nil }
    var place = Int(starts[min((Int(day) - Int(first)) >> shift, starts.count - 1)])
    while place + 1 < days.count, days[place + 1] <= day { place += 1 }
    return place
  }
}

/// A rate as a fraction over a power of ten.
private struct ExactRate: Sendable {
  let value: Double
  private let factor: UInt64
  private let divisor: UInt64

  init(_ rate: Double) {
    value = rate
    var (digits, decimals) = ExactRate.written(rate)
    if decimals > 12 {
      let unit = ExactRate.power(min(decimals - 12, 19))
      let (kept, rest) = digits.quotientAndRemainder(dividingBy: unit)
      (digits, decimals) = (rest >= unit - rest ? kept + 1 : kept, 12)
    }
    if decimals < 0 { (digits, decimals) = (digits * ExactRate.power(-decimals), 0) }
    while decimals > 0, digits.isMultiple(of: 10) {
      digits /= 10
      decimals -= 1
    }
    factor = digits
    divisor = ExactRate.power(decimals)
  }

  /// The fewest digits that mean this number, and how many of them are decimals.
  private static func written(_ rate: Double) -> (digits: UInt64, decimals: Int) {
    let parts = rate.description.split(separator: "e")
    let point = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let decimals = point.count > 1 ? point[1].utf8.count : 0
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    return (UInt64(point.joined()) ?? 0, decimals - exponent)
  }

  private static func power(_ exponent: Int) -> UInt64 { (0..<exponent).reduce(1) { power, _ in power * 10 } }

  /// The product, rounded to a whole number, halves away from zero; nil beyond 64 bits.
  func times(_ amount: Int64) -> Int64? {
    let product = amount.magnitude.multipliedFullWidth(by: factor)
    guard product.high < divisor else { return nil }
    var (quotient, rest) =
      product.high == 0
      ? product.low.quotientAndRemainder(dividingBy: divisor) : divisor.dividingFullWidth(product)
    if rest >= divisor - rest {
      let (next, isOver) = quotient.addingReportingOverflow(1)
      if isOver { return nil }
      quotient = next
    }
    guard let result = Int64(exactly: quotient) else { return nil }
    return amount < 0 ? -result : result
  }
}
