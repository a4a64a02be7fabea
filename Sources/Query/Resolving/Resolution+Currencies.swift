import Book
import CivilTime
import Columns
import Diagnostics
import Syntax

// Money in several currencies: to read an amount is to read it in the book's currency.

extension Resolution {
  /// The day on which amounts without a day of their own are converted: rates of later days are not known yet.
  private var dayOfRates: Int32 { min(context.today, asOf ?? context.today) }

  /// A column of amounts in the book's currency: the column itself where no amount is in another.
  func inOwnCurrency(_ amount: TypedExpression, _ column: Int, of table: Int) -> TypedExpression {
    guard let money = book.foreignMoney(table: table, column: column) else { return amount }
    let span = amount.span
    let event =
      money.eventColumn.map { event in
        TypedExpression(.column(table: table, column: event), book.tables[table].columns[event].type, at: span)
      } ?? .constant(.missing, .date, at: span)
    return TypedExpression(
      .call(
        CurrencyFunctions.converted,
        [
          amount, TypedExpression(.column(table: table, column: money.currencyColumn), .text, at: span), event,
          .constant(.date(dayOfRates), .date, at: span),
          .constant(.text(ExchangeRates.code(book.currency)), .text, at: span),
        ]), .money, at: span)
  }

  /// Says which amounts a query converts, and which rates it would need that there are not.
  func noteCurrencies(of query: TypedQuery) {
    var reads = ConvertedReads()
    reads.collect(query)
    let gaps = reads.all.map { read in
      (
        read: read,
        gaps: book.rateGaps(table: read.table, column: read.column, undated: read.undated, until: read.asOf)
      )
    }.filter { !$0.gaps.isEmpty }
    if !gaps.isEmpty { diagnostics.append(missingRates(gaps)) }
    guard !diagnostics.contains(where: { $0.severity == .error }), let first = reads.all.first else { return }
    diagnostics.append(conversionNote(reads.all, at: first.span))
  }

  private func missingRates(_ missing: [(read: ConvertedReads.Read, gaps: [RateGap])]) -> Diagnostic {
    let (first, gap) = (missing[0].read, missing[0].gaps[0])
    let needing = missing.flatMap { read, gaps in
      gaps.map { "\($0.count) of \(name(of: read)) in \($0.currency) from \(IsoText.date($0.day)) on" }
    }
    return Diagnostic(
      "no-rate",
      "\(name(of: first)) cannot be read in \(book.currency): there is no rate for \(gap.currency) of "
        + "\(IsoText.date(gap.day)) or before.",
      at: first.span,
      notes: ["Amounts without a rate: \(needing.joined(separator: ", "))."]
        + RateAdvice.notes(gap.currency, gap.day, book))
  }

  private func conversionNote(_ reads: [ConvertedReads.Read], at span: Span) -> Diagnostic {
    var names: [String] = []
    var currencies: Set<String> = []
    for read in reads {
      if !names.contains(name(of: read)) { names.append(name(of: read)) }
      let uses = book.foreignMoney(table: read.table, column: read.column)?.uses ?? []
      currencies.formUnion(uses.map(\.currency))
    }
    return Diagnostic(
      "converted",
      "\(names.joined(separator: ", ")): amounts in \(currencies.sorted().joined(separator: ", ")) count in "
        + "\(book.currency), at the rate of their day.", at: span, severity: .note)
  }

  private func name(of read: ConvertedReads.Read) -> String {
    "\(tableName(read.table)).\(book.tables[read.table].columns[read.column].name)"
  }

  /// An amount that is written with its currency, in the book's.
  func money(_ amount: Decimal64, _ currency: String, at span: Span) throws -> TypedExpression {
    guard let cents = amount.minorUnits else {
      throw Diagnostic("money-too-fine", "Money has at most two decimals and 16 digits before them.", at: span)
    }
    let code = ExchangeRates.code(currency)
    if code == ExchangeRates.code(book.currency) { return .constant(.money(cents), .money, at: span) }
    guard let rate = book.rates.rate(of: code, on: dayOfRates) else {
      throw Diagnostic(
        "no-rate",
        "The book's money is in \(book.currency), and there is no rate for \(code) of \(IsoText.date(dayOfRates)) or before.",
        at: span, notes: RateAdvice.notes(code, dayOfRates, book))
    }
    do {
      let own = try book.rates.converted(cents, book.rates.number(of: code), on: dayOfRates) ?? 0
      let note = Diagnostic(
        "converted",
        "\(MoneyText.text(cents)) \(code) are \(MoneyText.text(own)) \(book.currency), "
          + "at the rate of \(IsoText.date(rate.day)): \(rate.rate).", at: place(span), severity: .note)
      if !diagnostics.contains(note) { diagnostics.append(note) }
      return .constant(.money(own), .money, at: span)
    } catch {
      throw Overflow.diagnostic(at: span)
    }
  }
}

/// What to do where a rate is missing.
enum RateAdvice {
  static func notes(_ currency: String, _ day: Int32, _ book: Book) -> [String] {
    let known = book.rates.firstDay(of: currency).map {
      "The first rate for \(currency) is of \(IsoText.date($0))."
    }
    let others = book.rates.currencies
    let list =
      others.isEmpty ? "The table rates is empty." : "There are rates for \(others.prefix(12).joined(separator: ", "))."
    return [
      known ?? list,
      "A rate is what 1 \(currency) is worth in \(book.currency), from its date on: "
        + "add rates currency = \"\(currency)\", date = \(IsoText.date(day)), rate = …",
      "Many rates come from a file with the columns currency, date, rate: import \"rates.csv\"",
    ]
  }
}

/// Amounts in sentences.
enum MoneyText {
  static func text(_ cents: Int64) -> String { ValueText.text(.money(cents), type: .money) }
}

extension TypedExpression {
  /// The amount as it was noted and its currency, of a column of money that reads in the book's; nil for anything else.
  var original: (amount: TypedExpression, currency: TypedExpression)? {
    switch kind {
    case .call(CurrencyFunctions.converted, let arguments): return (arguments[0], arguments[1])
    case .hop(let table, let column, let inner):
      return inner.asItWas.original.map { found in
        (
          TypedExpression(.hop(table: table, column: column, inner.replacing(with: found.amount)), type, at: span),
          TypedExpression(
            .hop(table: table, column: column, inner.replacing(with: found.currency)), .text, at: span)
        )
      }
    default: return nil
    }
  }

  /// Another value under the same condition of `as of`.
  private func replacing(with value: TypedExpression) -> TypedExpression {
    guard case .call(ChoiceFunctions.choose, let arguments) = kind, arguments.count == 2 else { return value }
    return TypedExpression(.call(ChoiceFunctions.choose, [arguments[0], value]), value.type, at: span)
  }
}

/// The columns that a query reads in the book's currency, those of segments included.
private struct ConvertedReads {
  struct Read: Hashable {
    var table: Int
    var column: Int
    /// The day that counts for amounts without one.
    var undated: Int32
    /// The day after which nothing has happened for the query that reads them.
    var asOf: Int32?
    var span: Span
  }

  private(set) var all: [Read] = []
  private var segments: Set<SegmentQuery> = []

  mutating func collect(_ query: TypedQuery) {
    if let segment = query.segment { collect(segment) }
    for part in query.parts { collect(part, asOf: query.asOf) }
  }

  private mutating func collect(_ segment: SegmentQuery) {
    if segments.insert(segment).inserted { collect(segment.query) }
  }

  private mutating func collect(_ expression: TypedExpression, asOf: Int32?) {
    switch expression.kind {
    case .member(let segment): collect(segment)
    case .call(CurrencyFunctions.converted, let arguments):
      guard case .column(let table, let column) = arguments[0].kind, case .date(let day)? = arguments[3].constant,
        !all.contains(where: { ($0.table, $0.column, $0.undated) == (table, column, day) })
      else { return }
      all.append(Read(table: table, column: column, undated: day, asOf: asOf, span: expression.span))
    default: for child in expression.children { collect(child, asOf: asOf) }
    }
  }
}
