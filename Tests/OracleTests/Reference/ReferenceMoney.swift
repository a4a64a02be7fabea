import Book
import Columns
import Foundation

/// Amounts in the book's currency, by looking at every rate.
struct ReferenceMoney {
  private let book: Book

  init(_ book: Book) { self.book = book }

  /// An amount, its currency, its day, the day for those without one, and the book's currency.
  func converted(_ arguments: [Value]) throws -> Value {
    guard case .money(let cents) = arguments[0] else { return .missing }
    guard case .text(let named) = arguments[1], case .text(let own) = arguments[4] else { return .money(cents) }
    let code = self.code(named)
    if code.isEmpty || code == own { return .money(cents) }
    guard let rate = rate(code, on: try day(arguments[2]) ?? day(arguments[3]) ?? 0) else { return .missing }
    var product = Decimal(cents) * rate
    var rounded = Decimal()
    NSDecimalRound(&rounded, &product, 0, .plain)
    guard let whole = Int64(exactly: rounded as NSDecimalNumber) else { throw Overflow() }
    return .money(whole)
  }

  private func rate(_ code: String, on day: Int) -> Decimal? {
    guard let table = book.tables.first(where: { $0.name == "rates" }) else { return nil }
    var best: (day: Int, rate: Decimal)?
    for row in 0..<table.rowCount {
      let cells = ["currency", "date", "rate"].map { name in
        table.columns.first { $0.name == name }?.column.value(row) ?? .missing
      }
      guard case .text(let named) = cells[0], self.code(named) == code, case .date(let noted) = cells[1],
        case .number(let rate) = cells[2], rate > 0, Int(noted) <= day, Int(noted) >= best?.day ?? .min
      else { continue }
      var written = Decimal(string: "\(rate)") ?? 0
      var kept = Decimal()
      NSDecimalRound(&kept, &written, 12, .plain)
      best = (Int(noted), kept)
    }
    return best?.rate
  }

  private func code(_ text: String) -> String { text.trimmingCharacters(in: .whitespaces).uppercased() }

  private func day(_ value: Value) throws -> Int? {
    switch value {
    case .date(let day): return Int(day)
    case .time(let time): return Calendar.split(time).day
    default: return nil
    }
  }
}
