import CKernels
import Columns

/// Reads whole numbers, or money in hundredths.
struct IntegerReader: ColumnReader {
  private(set) var failures: CellFailures
  private(set) var known = KnownBits()
  private let type: ValueType
  private let style: DecimalStyle
  private let currency: Currency?
  private let isMixed: Bool
  /// Of a column in several currencies: the one that each row's cell names, counted from 1 in `Currency.allCases`; else 0.
  private(set) var named: [UInt8] = []
  /// The rows' values, 32 bits wide until one does not fit, then 64.
  private var narrow: [Int32] = []
  private var wide: [Int64] = []
  private var isWide = false
  private var block = [Int64](repeating: 0, count: CellBlock.rowLimit)

  /// `currency` is the one that the column's cells name, if they name any; of a mixed column, each names its own.
  init(type: ValueType, style: DecimalStyle, currency: Currency?, isMixed: Bool = false, failures: CellFailures) {
    self.isMixed = isMixed
    self.failures = failures
    self.type = type
    self.style = style
    self.currency = currency
  }

  private static let none = Int64.min

  mutating func read(_ rows: CellBlock, column: Int) {
    if isMixed { return readMixed(rows, column) }
    let (type, style, currency) = (type, style, currency)
    rows.forEach(column: column) { row, cell, marks in
      block[row] =
        marks.contains(.missing) ? IntegerReader.none : value(cell, rows.firstRow + row, type, style, currency)
    }
    known.append(count: rows.rowCount) { block[$0] != IntegerReader.none }
    store(rows.rowCount)
  }

  /// Amounts that each may name a currency of their own.
  private mutating func readMixed(_ rows: CellBlock, _ column: Int) {
    let (type, style) = (type, style)
    var names = [UInt8](repeating: 0, count: rows.rowCount)
    rows.forEach(column: column) { row, cell, marks in
      block[row] = IntegerReader.none
      if marks.contains(.missing) { return }
      if let number = NumberCell(named: cell, style), let cents = number.minorUnits {
        block[row] = cents
        names[row] = number.currency.map { $0.number } ?? 0
      } else if !Words.isMissing(cell) {
        failures.add(rows.firstRow + row, cell, IntegerReader.reason(cell, type, style, nil))
      }
    }
    known.append(count: rows.rowCount) { block[$0] != IntegerReader.none }
    store(rows.rowCount)
    named += names
  }

  @inline(__always)
  private mutating func value(
    _ cell: Bytes, _ row: Int, _ type: ValueType, _ style: DecimalStyle, _ currency: Currency?
  ) -> Int64 {
    if let number = NumberCell(cell, style), number.currency == nil || number.currency == currency,
      let exact = type == .money ? number.minorUnits : number.whole
    {
      return exact
    }
    if !Words.isMissing(cell) { failures.add(row, cell, IntegerReader.reason(cell, type, style, currency)) }
    return IntegerReader.none
  }

  mutating func read(_ rows: CellBlock, column: Int, counting profile: inout ColumnProfile) {
    guard style == .point, !isMixed, profile.countsPlainNumbers else {
      profile.read(rows, column: column)
      return read(rows, column: column)
    }
    let (type, style, currency) = (type, style, currency)
    let mostScale: UInt8 = type == .money ? 2 : 0
    var (plain, decimals) = (profile.countsPlainNumbers, profile.countsPlainDecimals)
    var numbers = PlainNumbers()
    let lines = rows.lines
    rows.forEachWord(column: column) { row, word, cell, marks in
      if marks.contains(.missing) {
        block[row] = IntegerReader.none
        return
      }
      var shape = csv_shape()
      if plain, cell.count <= 8 {
        let digits = csv_plain_number(word, cell.count, UInt8(ascii: "."), &shape)
        if digits >= 0, shape.scale == 0 || decimals && shape.scale <= mostScale {
          numbers.add(digits, shape)
          block[row] = IntegerReader.scaled(digits, shape, to: mostScale)
          return
        }
      }
      profile.count(numbers)
      numbers = PlainNumbers()
      profile.read(cell, line: Int(lines[row]))
      (plain, decimals) = (profile.countsPlainNumbers, profile.countsPlainDecimals)
      block[row] = value(cell, rows.firstRow + row, type, style, currency)
    }
    profile.count(numbers)
    known.append(count: rows.rowCount) { block[$0] != IntegerReader.none }
    store(rows.rowCount)
  }

  /// A number with at most so many decimals in units of which so many decimals are one.
  @inline(__always)
  private static func scaled(_ digits: Int32, _ shape: csv_shape, to scale: UInt8) -> Int64 {
    var value = Int64(digits)
    if shape.scale < scale { value &*= scale &- shape.scale == 2 ? 100 : 10 }
    return shape.isNegative != 0 ? -value : value
  }

  private mutating func store(_ count: Int) {
    var fits = true
    for row in 0..<count {
      if block[row] == IntegerReader.none { block[row] = 0 }
      if Int64(Int32(truncatingIfNeeded: block[row])) != block[row] { fits = false }
    }
    if !isWide, !fits {
      isWide = true
      wide.reserveCapacity(narrow.capacity)
      for value in narrow { wide.append(Int64(value)) }
      narrow = []
    }
    if isWide {
      wide.append(contentsOf: block[..<count])
    } else {
      for value in block[..<count] { narrow.append(Int32(truncatingIfNeeded: value)) }
    }
  }

  mutating func reserve(rows: Int) {
    if isWide { wide.reserveCapacity(rows) } else { narrow.reserveCapacity(rows) }
  }

  private static func reason(
    _ cell: Bytes, _ type: ValueType, _ style: DecimalStyle, _ currency: Currency?
  ) -> String {
    guard let number = NumberCell(cell, style) else {
      return type == .money ? "is not an amount of money" : "is not a number"
    }
    if let named = number.currency, named != currency {
      return "is in \(named.rawValue), other amounts are in \(currency?.rawValue ?? "the book's currency")"
    }
    if number.isOverflow || number.digits > 17 { return "is too large" }
    if type == .money { return "has more decimals than money has; declare the column as number to keep them" }
    return "is not a whole number"
  }

  func column(_ order: RowOrder) -> Column {
    Column(
      type: type,
      storage: isWide ? .int64(gather(wide, order, filler: 0)) : .int32(gather(narrow, order, filler: 0)),
      known: known.bitmap(order), count: order.count(of: known.count))
  }
}

extension PlainNumbers {
  @inline(__always)
  fileprivate mutating func add(_ digits: Int32, _ shape: csv_shape) {
    count &+= 1
    if shape.scale > 0 {
      notWhole &+= 1
      if digits % (shape.scale == 1 ? 10 : 100) != 0 { notExactlyWhole &+= 1 }
      maximumScale = max(maximumScale, Int(shape.scale))
    }
    if shape.hasLeadingZero != 0 { codes &+= 1 }
  }
}

/// Reads numbers and percentages as 64-bit floats.
struct DoubleReader: ColumnReader {
  private(set) var failures: CellFailures
  private(set) var known = KnownBits()
  private let type: ValueType
  private let style: DecimalStyle
  private var values: [Double] = []
  private var block = [Double](repeating: 0, count: CellBlock.rowLimit)

  init(type: ValueType, style: DecimalStyle, failures: CellFailures) {
    self.failures = failures
    self.type = type
    self.style = style
  }

  mutating func read(_ rows: CellBlock, column: Int) {
    let style = style
    rows.forEach(column: column) { row, cell, marks in
      // No cell is read as one that is not finite.
      var value = Double.nan
      if !marks.contains(.missing) {
        if let number = NumberCell(cell, style), let double = number.double(cell, style) {
          value = double
        } else if !Words.isMissing(cell) {
          failures.add(
            rows.firstRow + row, cell, NumberCell(cell, style) == nil ? "is not a number" : "is too large")
        }
      }
      block[row] = value
    }
    known.append(count: rows.rowCount) { !block[$0].isNaN }
    for row in 0..<rows.rowCount where block[row].isNaN { block[row] = 0 }
    values.append(contentsOf: block[..<rows.rowCount])
  }

  mutating func reserve(rows: Int) { values.reserveCapacity(rows) }

  func column(_ order: RowOrder) -> Column {
    Column(
      type: type, storage: .double(gather(values, order, filler: 0)), known: known.bitmap(order),
      count: order.count(of: values.count))
  }
}

/// Reads true and false.
struct TruthReader: ColumnReader {
  private(set) var failures: CellFailures
  private(set) var known = KnownBits()
  private var values: [Bool] = []

  init(failures: CellFailures = CellFailures()) { self.failures = failures }

  mutating func read(_ rows: CellBlock, column: Int) {
    var block = [Bool?](repeating: nil, count: rows.rowCount)
    rows.forEach(column: column) { row, cell, marks in
      guard !marks.contains(.missing) else { return }
      block[row] = Words.declaredTruth(cell)
      if block[row] == nil, !Words.isMissing(cell) {
        failures.add(rows.firstRow + row, cell, "is neither true nor false")
      }
    }
    known.append(count: block.count) { block[$0] != nil }
    for value in block { values.append(value ?? false) }
  }

  mutating func reserve(rows: Int) { values.reserveCapacity(rows) }

  func column(_ order: RowOrder) -> Column {
    let bits: [Bool] =
      switch order {
      case .all: values
      case .rows(let rows): rows.map { values[Int($0)] }
      case .joined(let rows): rows.map { $0 >= 0 && values[Int($0)] }
      }
    return Column(type: .truth, storage: .truth(Bitmap(bits)), known: known.bitmap(order), count: bits.count)
  }
}
