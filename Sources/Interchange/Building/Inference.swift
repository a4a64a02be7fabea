import Columns

/// What the columns of a file say about each other: one that is clear decides for one that is not.
struct FileHints {
  var decimal: DecimalStyle?
  var order: DateOrder?
  var delimiter: UInt8

  init(_ profiles: [ColumnProfile], delimiter: UInt8) {
    self.delimiter = delimiter
    for profile in profiles {
      let (point, comma) = (profile.point, profile.comma)
      if profile.wantsNumbers, comma.fits.failures == 0, point.fits.failures > 0, comma.notWhole > 0 {
        decimal = .comma
      }
      let failures = profile.orderFailures
      if profile.wantsDates, profile.date.failures == 0, profile.known > 0, failures.dayFirst != failures.monthFirst {
        order = failures.dayFirst < failures.monthFirst ? .dayMonthYear : .monthDayYear
      }
    }
  }

  var isContinental: Bool { decimal == .comma || delimiter == UInt8(ascii: ";") }
}

/// Decides how a column is read from its declaration, its header and the profile of all its cells.
struct Inference {
  let plan: ColumnPlan
  let profile: ColumnProfile
  let hints: FileHints
  private let pattern: CellPattern?

  init(_ plan: ColumnPlan, _ profile: ColumnProfile, _ hints: FileHints) {
    self.plan = plan
    self.profile = profile
    self.hints = hints
    pattern = plan.pattern.flatMap { CellPattern($0) }
  }

  /// Cells that must be a number, a date, true or false if the column is.
  private var counted: Int { profile.known - profile.missingWords }

  func decide() -> ColumnFormat {
    guard let type = plan.type else { return inferred() }
    if plan.isUserDeclared { return declared(type) }
    return standard(type)
  }

  // MARK: Declared types

  private func declared(_ type: ValueType) -> ColumnFormat {
    switch type {
    case .whole, .number, .money, .percent: return number(type)
    case .date, .time: return date(type)
    default: return ColumnFormat(type)
    }
  }

  /// A standard column takes its standard type, unless its cells are plainly something else.
  private func standard(_ type: ValueType) -> ColumnFormat {
    let numbers = best
    switch type {
    case .whole where numbers.fits.failures == 0 && numbers.notExactlyWhole > 0:
      var format = number(.number)
      format.notes.append("\(plan.name) has decimals, so it is read as number, not whole")
      return format
    case .whole, .number, .money, .percent:
      let failures = numbers.fits.failures + (type == .money ? numbers.notMoney : 0)
      return failures * 2 > counted || numbers.fits.isDead ? unfit(type) : number(type)
    case .date, .time:
      return profile.date.failures * 2 > counted || profile.date.isDead ? unfit(type) : date(type)
    case .truth: return profile.truth.failures * 2 > counted || profile.truth.isDead ? unfit(type) : ColumnFormat(type)
    default: return ColumnFormat(type)
    }
  }

  private func unfit(_ type: ValueType) -> ColumnFormat {
    var format = inferred()
    if counted == 0 { return declared(type) }
    format.notes.append(
      "\(plan.name) is usually \(type.word), but most of its cells are not, so it is read as \(format.type.word); "
        + "declare `\(plan.name) \(type.word)` to reject the others")
    return format
  }

  // MARK: Numbers

  private var style: DecimalStyle {
    if let declared = pattern?.decimal { return declared }
    let (point, comma) = (profile.point, profile.comma)
    if point.fits.isDead != comma.fits.isDead { return point.fits.isDead ? .comma : .point }
    if point.fits.failures != comma.fits.failures { return point.fits.failures < comma.fits.failures ? .point : .comma }
    guard point.separated > 0 else { return .point }
    if let currency = point.currency { return currency.prefersComma ? .comma : .point }
    return hints.isContinental ? .comma : .point
  }

  private var best: ColumnProfile.Numbers {
    if profile.mixed.hasManyCurrencies { return profile.mixed }
    return style == .point ? profile.point : profile.comma
  }

  private func number(_ type: ValueType) -> ColumnFormat {
    var format = ColumnFormat(type)
    format.decimal = style
    format.isMixed = type == .money && best.hasManyCurrencies
    format.currency = format.isMixed ? nil : best.currency
    if format.isMixed { return format }
    let isOpen = profile.point.fits.failures == 0 && profile.comma.fits.failures == 0
    if isOpen, best.separated > 0, pattern == nil {
      let other = style == .point ? DecimalStyle.comma : .point
      format.notes.append(
        "\(plan.name) could be written as \(style.example) or as \(other.example); it is read as \(style.example). "
          + "Declare `\(plan.name) \(type.word) as \"\(other == .comma ? "0,00" : "0.00")\"` for the other")
    }
    return format
  }

  // MARK: Dates

  private func date(_ type: ValueType) -> ColumnFormat {
    var format = ColumnFormat(type)
    let (order, isGuess) = dateOrder
    format.order = order
    if isGuess {
      let other = order == .dayMonthYear ? "mm/dd/yyyy" : "dd/mm/yyyy"
      format.notes.append(
        "\(plan.name) could have the day or the month first; it is read as \(order.rawValue). "
          + "Declare `\(plan.name) \(type.word) as \"\(other)\"` for the other")
    }
    if type == .date, profile.clocks > 0 {
      format.notes.append(
        "\(plan.name) also holds times of day, which are left out; declare `\(plan.name) time` to keep them")
    }
    if profile.offsets > 0, type == .time {
      format.notes.append("\(plan.name) names offsets from UTC; the clock is kept as it is written")
    }
    return format
  }

  private var dateOrder: (DateOrder, isGuess: Bool) {
    if let declared = pattern?.order { return (declared, false) }
    let failures = profile.orderFailures
    if failures.yearFirst < min(failures.dayFirst, failures.monthFirst) { return (.yearMonthDay, false) }
    if failures.dayFirst != failures.monthFirst {
      return (failures.dayFirst < failures.monthFirst ? .dayMonthYear : .monthDayYear, false)
    }
    guard profile.ambiguousDates > 0 else { return (.yearMonthDay, false) }
    if let order = hints.order { return (order, false) }
    if profile.dottedDates > 0 { return (.dayMonthYear, false) }
    return (hints.isContinental ? .dayMonthYear : .monthDayYear, true)
  }

  // MARK: Undeclared types

  private func inferred() -> ColumnFormat {
    if counted == 0 || HeaderHints.isText(plan.header) { return ColumnFormat(.text) }
    if profile.truth.failures == 0 { return ColumnFormat(.truth) }
    let isDate = profile.date.failures == 0 && bestOrderFailures == 0
    if isDate, profile.compactDates == 0 || HeaderHints.isDate(plan.header) {
      return date(profile.clocks > 0 ? .time : .date)
    }
    if best.fits.failures == 0, let format = inferredNumber() { return format }
    return text()
  }

  private var bestOrderFailures: Int {
    let failures = profile.orderFailures
    return min(failures.yearFirst, failures.dayFirst, failures.monthFirst)
  }

  private func inferredNumber() -> ColumnFormat? {
    let numbers = best
    if numbers.codes > 0 || (numbers.percents > 0 && numbers.percents < counted) { return nil }
    if numbers.currencies > 0, numbers.currencies < counted || numbers.hasManyCurrencies, numbers.notMoney > 0 {
      return nil
    }
    if numbers.percents > 0 { return number(.percent) }
    let isMoney = numbers.currencies > 0 || (numbers.notWhole > 0 && HeaderHints.isMoney(plan.header))
    if isMoney, numbers.notMoney == 0 { return number(.money) }
    return number(numbers.notWhole == 0 ? .whole : .number)
  }

  private func text() -> ColumnFormat {
    var format = ColumnFormat(.text)
    if best.fits.failures == 0, best.hasManyCurrencies {
      format.notes.append("\(plan.name) mixes currencies and has finer parts than hundredths, so it is text")
    }
    let candidates: [(ColumnProfile.Hypothesis, String)] = [
      (best.fits, best.notWhole > 0 ? "number" : "whole"), (profile.date, profile.clocks > 0 ? "time" : "date"),
      (profile.truth, "truth"),
    ]
    for (hypothesis, word) in candidates
    where !hypothesis.isDead && hypothesis.failures > 0 && hypothesis.failures * 100 < counted {
      format.notes.append(
        "\(plan.name) is text because of \(hypothesis.failures) of \(counted) cells, first line "
          + "\(hypothesis.firstLine): \"\(hypothesis.firstText)\"; declare `\(plan.name) \(word)` to reject those rows instead"
      )
      break
    }
    return format
  }
}

/// What a header says about the cells below it.
enum HeaderHints {
  private static let textWords: Set<String> = [
    "phone", "telephone", "tel", "mobile", "fax", "zip", "zipcode", "postal", "postcode", "postalcode", "id", "ids",
    "code",
    "key", "uuid", "guid", "sku", "ssn", "iban", "isbn", "ean", "barcode", "extension", "telepon", "kodepos",
  ]
  private static let moneyWords: Set<String> = [
    "amount", "price", "cost", "costs", "revenue", "sales", "sale", "spend", "spent", "total", "subtotal", "freight",
    "income", "budget", "charge", "charges", "fee", "fees", "balance", "payment", "salary", "msrp", "tax", "value",
    "paid",
    "refund", "refunded", "profit", "margin", "shipping", "harga", "jumlah", "priceeach", "totalcharges",
    "monthlycharges",
  ]
  private static let dateWords: Set<String> = [
    "date", "day", "dob", "birth", "birthday", "born", "on", "tanggal", "dt", "since",
  ]

  static func isText(_ header: String) -> Bool {
    let words = Names.words(header)
    if words.contains(where: textWords.contains) { return true }
    // Capitals hide where a word begins: PRODUCTCODE, CustomerID written customerid.
    let bare = Names.bare(header)
    return ["zipcode", "postalcode", "postcode", "phone", "phonenumber"].contains { bare.hasSuffix($0) }
      || keyStems.contains { stem in Names.keyEndings.contains { bare == stem + $0 } }
  }

  private static let keyStems = [
    "customer", "order", "product", "user", "account", "contact", "item", "invoice", "transaction", "employee",
    "category",
    "supplier", "store", "campaign", "client", "member", "line", "offer", "rec",
  ]

  static func isMoney(_ header: String) -> Bool { Names.words(header).contains(where: moneyWords.contains) }

  static func isDate(_ header: String) -> Bool { Names.words(header).contains(where: dateWords.contains) }
}
