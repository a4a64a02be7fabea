import Columns

/// Reads whole numbers, or money in hundredths.
struct IntegerReader: ColumnReader {
  var failures: [CellFailure] = []
  private(set) var known = KnownBits()
  private let type: ValueType
  private let style: DecimalStyle
  private let currency: Currency?
  private var values: [Int64] = []
  private var fitsInt32 = true

  /// `currency` is the one that the column's cells name, if they name any.
  init(type: ValueType, style: DecimalStyle, currency: Currency?) {
    self.type = type
    self.style = style
    self.currency = currency
  }

  mutating func read(_ block: CellBlock, column: Int, in bytes: Bytes) {
    let isMoney = type == .money
    block.forEach(column: column, in: bytes) { row, cell, marks in
      var value: Int64 = 0
      var isKnown = false
      if !marks.contains(.missing) {
        if let number = NumberCell(cell, style), number.currency == nil || number.currency == currency,
          let exact = isMoney ? number.minorUnits : number.whole
        {
          value = exact
          isKnown = true
          if Int64(Int32(truncatingIfNeeded: exact)) != exact { fitsInt32 = false }
        } else if !Words.isMissing(cell) {
          fail(row, cell, reason(cell))
        }
      }
      values.append(value)
      known.append(isKnown)
    }
  }

  private func reason(_ cell: Bytes) -> String {
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
    let storage: Column.Storage =
      fitsInt32
      ? .int32(gather(values, order, filler: 0) { Int32(truncatingIfNeeded: $0) })
      : .int64(gather(values, order, filler: 0) { $0 })
    return Column(
      type: type, storage: storage, known: known.bitmap(order), count: order.count(of: values.count))
  }
}

/// Reads numbers and percentages as 64-bit floats.
struct DoubleReader: ColumnReader {
  var failures: [CellFailure] = []
  private(set) var known = KnownBits()
  private let type: ValueType
  private let style: DecimalStyle
  private var values: [Double] = []

  init(type: ValueType, style: DecimalStyle) {
    self.type = type
    self.style = style
  }

  mutating func read(_ block: CellBlock, column: Int, in bytes: Bytes) {
    block.forEach(column: column, in: bytes) { row, cell, marks in
      var value = 0.0
      var isKnown = false
      if !marks.contains(.missing) {
        if let number = NumberCell(cell, style), let double = number.double(cell, style) {
          value = double
          isKnown = true
        } else if !Words.isMissing(cell) {
          fail(row, cell, NumberCell(cell, style) == nil ? "is not a number" : "is too large")
        }
      }
      values.append(value)
      known.append(isKnown)
    }
  }

  func column(_ order: RowOrder) -> Column {
    Column(
      type: type, storage: .double(gather(values, order, filler: 0) { $0 }), known: known.bitmap(order),
      count: order.count(of: values.count))
  }
}

/// Reads true and false.
struct TruthReader: ColumnReader {
  var failures: [CellFailure] = []
  private(set) var known = KnownBits()
  private var values: [Bool] = []

  mutating func read(_ block: CellBlock, column: Int, in bytes: Bytes) {
    block.forEach(column: column, in: bytes) { row, cell, marks in
      var value: Bool?
      if !marks.contains(.missing) {
        value = Words.declaredTruth(cell)
        if value == nil, !Words.isMissing(cell) { fail(row, cell, "is neither true nor false") }
      }
      values.append(value ?? false)
      known.append(value != nil)
    }
  }

  func column(_ order: RowOrder) -> Column {
    let bits: [Bool] =
      switch order {
      case .all: values
      case .rows(let rows): rows.map { $0 >= 0 && values[Int($0)] }
      }
    return Column(type: .truth, storage: .truth(Bitmap(bits)), known: known.bitmap(order), count: bits.count)
  }
}
