import Book
import CivilTime
import Columns
import Diagnostics

/// Amounts in the book's currency, at the rates of their days.
struct ConvertedNode: Node {
  let amount: Node
  let currency: Node
  let event: Node
  /// The day that counts where an amount has none.
  let undated: Int32
  let rates: ExchangeRates
  /// The currencies' texts as the book holds them, and the number of each in `rates`.
  let texts: TextPool
  let numbers: [Int32]
  let own: String
  let span: Span

  func vector(_ block: Block) throws -> Vector {
    let amounts = try amount.vector(block)
    let numbers = numbers(try currency.vector(block))
    guard numbers.contains(where: { $0 != ExchangeRates.own }) else { return amounts }
    do {
      return try rates.converted(amounts, numbers, on: days(try event.vector(block)))
    } catch {
      throw Overflow.diagnostic(at: span)
    }
  }

  private func numbers(_ currencies: Vector) -> [Int32] {
    guard case .text(let lane) = currencies.data else {
      return [Int32](repeating: ExchangeRates.own, count: currencies.count)
    }
    let known = currencies.known
    if lane.pool === texts {
      return (0..<currencies.count).map { known?[$0] ?? true ? numbers[Int(lane.codes[$0])] : ExchangeRates.own }
    }
    // A few cells that were read alone have texts of their own.
    return (0..<currencies.count).map { row in
      guard known?[row] ?? true else { return ExchangeRates.own }
      let code = ExchangeRates.code(lane.pool.string(Int(lane.codes[row])))
      return code.isEmpty || code == own ? ExchangeRates.own : rates.number(of: code)
    }
  }

  private func days(_ events: Vector) -> [Int32] {
    (0..<events.count).map { row in
      guard events.known?[row] ?? true else { return undated }
      switch events.data {
      case .int32(let days): return days[row]
      case .int64(let times): return Microseconds.split(times[row]).days
      default: return undated
      }
    }
  }
}

extension Compiler {
  /// Amounts, their currencies, their days, the day of those without, and the book's currency.
  func converted(_ arguments: [TypedExpression]) -> Node {
    let amount = node(arguments[0])
    guard case .column(let table, let column) = arguments[0].kind,
      let money = book.foreignMoney(table: table, column: column), case .date(let undated)? = arguments[3].constant
    else { return amount }
    return ConvertedNode(
      amount: amount, currency: node(arguments[1]), event: node(arguments[2]), undated: undated, rates: book.rates,
      texts: money.texts, numbers: money.numbers, own: ExchangeRates.code(book.currency), span: arguments[0].span)
  }
}
