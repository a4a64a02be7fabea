import CivilTime
import Columns

/// What all cells of a column have in common, counted in a first pass, so that its type and its writing can be decided
/// by every cell and not by a guess from the first ones.
struct ColumnProfile: Sendable {
  /// One way to read the column, and how many cells speak against it.
  struct Hypothesis: Sendable {
    var failures = 0
    /// The first cell that did not fit: its line and its text.
    var firstLine = 0
    var firstText = ""
    /// Given up: cells are no longer tried.
    var isDead = false

    @inline(__always)
    mutating func refute(_ line: Int, _ cell: Bytes, of known: Int) {
      if failures == 0 {
        firstLine = line
        firstText = shortText(cell)
      }
      failures += 1
      if failures > 1000, failures * 5 > known * 3 { isDead = true }
    }
  }

  /// What the cells look like as numbers with one decimal sign.
  struct Numbers: Sendable {
    var fits = Hypothesis()
    var notWhole = 0
    /// Not whole even where decimals are all zero.
    var notExactlyWhole = 0
    var notMoney = 0
    var maximumScale = 0
    /// Written like codes: leading zeros, a leading plus, more than 15 digits.
    var codes = 0
    var percents = 0
    /// Cells whose value depends on which sign is the decimal one.
    var separated = 0
    var currency: Currency?
    var currencies = 0
    var hasManyCurrencies = false
  }

  var known = 0
  /// Cells with a word for nothing, such as `NA`; they are missing if the column holds numbers or dates.
  var missingWords = 0
  var truth = Hypothesis()
  var point = Numbers()
  var comma = Numbers()
  /// The cells as those of a column in several currencies; complete once one of them has named any.
  var mixed = Numbers()
  var date = Hypothesis()
  /// By order of day, month and year: cells that are dates, but not in this order.
  var orderFailures: (yearFirst: Int, dayFirst: Int, monthFirst: Int) = (0, 0, 0)
  var ambiguousDates = 0
  var dottedDates = 0
  var compactDates = 0
  var clocks = 0
  var offsets = 0

  let wantsNumbers: Bool
  let wantsDates: Bool
  let wantsTruth: Bool
  private let isDeclaredTruth: Bool

  /// `type` is the declared one; nil tries everything.
  init(for type: ValueType?, alsoTryingAll: Bool) {
    let all = type == nil || alsoTryingAll
    wantsNumbers = all || type?.isNumeric == true
    wantsDates = all || type == .date || type == .time
    wantsTruth = all || type == .truth
    isDeclaredTruth = type == .truth
  }

  var wantsAnything: Bool { wantsNumbers || wantsDates || wantsTruth }

  /// Whether more cells cannot change what is decided: every way that was wanted is given up.
  private var isSettled: Bool {
    (!wantsNumbers || point.fits.isDead && comma.fits.isDead && !mixed.isOpen) && (!wantsDates || date.isDead)
      && (!wantsTruth || truth.isDead)
  }

  mutating func read(_ block: CellBlock, column: Int) {
    if isSettled { return }
    let lines = block.lines
    block.forEach(column: column) { row, cell, marks in
      if !marks.contains(.missing) { read(cell, line: Int(lines[row])) }
    }
  }

  // MARK: Cells that were read already

  /// Whether a number in the style with a decimal point says nothing but that it is one.
  var countsPlainNumbers: Bool {
    wantsNumbers && !point.fits.isDead && (!wantsDates || date.isDead) && (!wantsTruth || truth.isDead)
  }

  /// Whether a number with decimals, too, says nothing but that it is one.
  var countsPlainDecimals: Bool { countsPlainNumbers && comma.fits.isDead }

  /// Whether a date as ISO 8601 has it says nothing but that it is one.
  var countsDates: Bool {
    wantsDates && !date.isDead && (!wantsTruth || truth.isDead)
      && (!wantsNumbers || point.fits.isDead && comma.fits.isDead)
  }

  /// Lets some cells count that are plain numbers and `countsPlainNumbers`.
  mutating func count(_ numbers: PlainNumbers) {
    known += numbers.count
    point.count(numbers)
    if !comma.fits.isDead { comma.count(numbers) }
  }

  /// Lets some cells count that are days of ISO 8601 and `countsDates`.
  mutating func count(isoDays: Int) { known += isoDays }

  /// Lets a cell count that is a time, and `countsDates`.
  mutating func count(_ date: DateCell) {
    known += 1
    note(date)
  }

  /// One cell of the column, which is not missing.
  @inline(__always)
  mutating func read(_ cell: Bytes, line: Int) {
    known += 1
    if Words.isMissing(cell) {
      missingWords += 1
      return
    }
    if wantsNumbers, !point.fits.isDead || !comma.fits.isDead || mixed.isOpen { readNumber(cell, line) }
    if wantsDates, !date.isDead { readDate(cell, line) }
    if wantsTruth, !truth.isDead { readTruth(cell, line) }
  }

  @inline(__always)
  private mutating func readNumber(_ cell: Bytes, _ line: Int) {
    if let plain = NumberCell(plain: cell, decimal: UInt8(ascii: ".")), plain.scale == 0 || comma.fits.isDead {
      // Without a sign between the digits, or with the other way given up, both readings are this one.
      if !point.fits.isDead { point.count(plain) }
      if !comma.fits.isDead { comma.count(plain) }
      if mixed.currencies > 0 { mixed.count(plain) }
      return
    }
    if !mixed.fits.isDead {
      if let own = NumberCell(named: cell, .point) {
        mixed.count(own)
      } else {
        mixed.fits.refute(line, cell, of: known)
      }
    }
    let asPoint = point.fits.isDead ? nil : NumberCell(cell, .point)
    let asComma = comma.fits.isDead ? nil : NumberCell(cell, .comma)
    if let asPoint { point.count(asPoint) } else if !point.fits.isDead { point.fits.refute(line, cell, of: known) }
    if let asComma { comma.count(asComma) } else if !comma.fits.isDead { comma.fits.refute(line, cell, of: known) }
    if let asPoint, let asComma, asPoint.scale != asComma.scale || asPoint.magnitude != asComma.magnitude {
      point.separated += 1
      comma.separated += 1
    }
  }

  private mutating func readTruth(_ cell: Bytes, _ line: Int) {
    let value = isDeclaredTruth ? Words.declaredTruth(cell) : Words.truth(cell)
    if value == nil { truth.refute(line, cell, of: known) }
  }

  private mutating func readDate(_ cell: Bytes, _ line: Int) {
    // What most files hold is a date in every order, and nothing else is to be said of it.
    if cell.count == 10, DateCell.isoDay(cell) != nil { return }
    if let minute = DateCell.isoMinute(cell) {
      if minute.clock != 0 { clocks += 1 }
      return
    }
    guard let value = DateCell(cell) else { return date.refute(line, cell, of: known) }
    note(value)
  }

  @inline(__always)
  private mutating func note(_ value: DateCell) {
    if value.orders & 1 == 0 { orderFailures.yearFirst += 1 }
    if value.orders & 2 == 0 { orderFailures.dayFirst += 1 }
    if value.orders & 4 == 0 { orderFailures.monthFirst += 1 }
    if value.isAmbiguous { ambiguousDates += 1 }
    if value.hasDots { dottedDates += 1 }
    if value.isCompact { compactDates += 1 }
    if value.hasClock, value.clock != 0 { clocks += 1 }
    if value.hasOffset { offsets += 1 }
  }
}

/// Numbers of a column that are written plainly, counted apart.
struct PlainNumbers {
  var count = 0
  var notWhole = 0
  var notExactlyWhole = 0
  var maximumScale = 0
  var codes = 0
}

extension ColumnProfile.Numbers {
  /// Of the cells in several currencies: whether they may be numbers still.
  fileprivate var isOpen: Bool { currencies > 0 && !fits.isDead }

  fileprivate mutating func count(_ numbers: PlainNumbers) {
    notWhole += numbers.notWhole
    notExactlyWhole += numbers.notExactlyWhole
    maximumScale = max(maximumScale, numbers.maximumScale)
    codes += numbers.codes
  }

  @inline(__always)
  mutating func count(_ cell: NumberCell) {
    if cell.scale > 0 || cell.isScientific || cell.isPercent || cell.isOverflow {
      notWhole += 1
      if cell.whole == nil { notExactlyWhole += 1 }
      maximumScale = max(maximumScale, cell.scale)
    }
    if cell.scale > 2 || cell.isOverflow || cell.isScientific || cell.isPercent {
      if cell.minorUnits == nil { notMoney += 1 }
    }
    if cell.hasLeadingZero || cell.hasPlus || cell.digits > 15 || cell.isOverflow { codes += 1 }
    if cell.isPercent { percents += 1 }
    if let named = cell.currency {
      currencies += 1
      if let currency, currency != named { hasManyCurrencies = true }
      currency = currency ?? named
    }
  }
}
