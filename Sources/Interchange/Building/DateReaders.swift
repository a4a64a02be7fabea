import CivilTime
import Columns

/// Reads calendar dates; a time of day in the cell is dropped (and counted by the column's profile).
struct DateReader: ColumnReader {
  private(set) var failures: CellFailures
  private(set) var known = KnownBits()
  private let order: DateOrder
  private let zone: TimeZone?
  private var values: [Int32] = []
  private var block = [Int32](repeating: 0, count: CellBlock.rowLimit)

  init(order: DateOrder, zone: TimeZone?, failures: CellFailures) {
    self.order = order
    self.zone = zone
    self.failures = failures
  }

  /// No day that a calendar has.
  private static let none = Int32.min

  mutating func read(_ rows: CellBlock, column: Int) {
    rows.forEach(column: column) { row, cell, marks in
      block[row] = marks.contains(.missing) ? DateReader.none : value(cell, rows.firstRow + row)
    }
    store(rows.rowCount)
  }

  private mutating func store(_ count: Int) {
    known.append(count: count) { block[$0] != DateReader.none }
    for row in 0..<count where block[row] == DateReader.none { block[row] = 0 }
    values.append(contentsOf: block[..<count])
  }

  mutating func read(_ rows: CellBlock, column: Int, counting profile: inout ColumnProfile) {
    var isPlain = profile.countsDates
    guard isPlain else {
      profile.read(rows, column: column)
      return read(rows, column: column)
    }
    var days = 0
    let lines = rows.lines
    rows.forEachWord(column: column) { row, word, cell, marks in
      if marks.contains(.missing) {
        block[row] = DateReader.none
      } else if isPlain, cell.count == 10, let day = DateCell.isoDay(word, cell) {
        days &+= 1
        block[row] = day
      } else {
        profile.count(isoDays: days)
        days = 0
        profile.read(cell, line: Int(lines[row]))
        isPlain = profile.countsDates
        block[row] = value(cell, rows.firstRow + row)
      }
    }
    profile.count(isoDays: days)
    store(rows.rowCount)
  }

  @inline(__always)
  private mutating func value(_ cell: Bytes, _ row: Int) -> Int32 {
    if cell.count == 10, let days = DateCell.isoDay(cell) { return days }
    if let days = DateCell(cell)?.days(order, in: zone) { return days }
    let order = order
    if !Words.isMissing(cell) { failures.add(row, cell, dateReason(cell, order, "date")) }
    return DateReader.none
  }

  mutating func reserve(rows: Int) { values.reserveCapacity(rows) }

  func eventValues(_ rows: [Int32]) -> [Int64]? {
    rows.map { $0 >= 0 && known[Int($0)] ? Int64(values[Int($0)]) : Int64.max }
  }

  func column(_ rows: RowOrder) -> Column {
    Column(
      type: .date, storage: .int32(gather(values, rows, filler: 0)), known: known.bitmap(rows),
      count: rows.count(of: values.count))
  }
}

/// Reads times on the book's wall clock; a plain date is its midnight. A cell that says its offset from UTC is put on the
/// clocks of the book's zone, where one is set.
struct TimeReader: ColumnReader {
  private(set) var failures: CellFailures
  private(set) var known = KnownBits()
  private let order: DateOrder
  private let zone: TimeZone?
  private var values: [Int64] = []
  private var block = [Int64](repeating: 0, count: CellBlock.rowLimit)

  init(order: DateOrder, zone: TimeZone?, failures: CellFailures) {
    self.order = order
    self.zone = zone
    self.failures = failures
  }

  /// No time of any day that a calendar has.
  private static let none = Int64.min

  mutating func read(_ rows: CellBlock, column: Int) {
    rows.forEach(column: column) { row, cell, marks in
      block[row] = marks.contains(.missing) ? TimeReader.none : value(cell, rows.firstRow + row)
    }
    store(rows.rowCount)
  }

  private mutating func store(_ count: Int) {
    known.append(count: count) { block[$0] != TimeReader.none }
    for row in 0..<count where block[row] == TimeReader.none { block[row] = 0 }
    values.append(contentsOf: block[..<count])
  }

  mutating func read(_ rows: CellBlock, column: Int, counting profile: inout ColumnProfile) {
    guard profile.countsDates else {
      profile.read(rows, column: column)
      return read(rows, column: column)
    }
    let lines = rows.lines
    rows.forEach(column: column) { row, cell, marks in
      if marks.contains(.missing) {
        block[row] = TimeReader.none
      } else if cell.count > 16, profile.countsDates, let date = DateCell(cell), let time = date.time(order, in: zone) {
        profile.count(date)
        block[row] = time
      } else {
        profile.read(cell, line: Int(lines[row]))
        block[row] = value(cell, rows.firstRow + row)
      }
    }
    store(rows.rowCount)
  }

  @inline(__always)
  private mutating func value(_ cell: Bytes, _ row: Int) -> Int64 {
    if let (day, clock) = DateCell.isoMinute(cell) { return Int64(day) * Microseconds.day + clock }
    if let time = DateCell(cell)?.time(order, in: zone) { return time }
    let order = order
    if !Words.isMissing(cell) { failures.add(row, cell, dateReason(cell, order, "time")) }
    return TimeReader.none
  }

  mutating func reserve(rows: Int) { values.reserveCapacity(rows) }

  func eventValues(_ rows: [Int32]) -> [Int64]? {
    rows.map { $0 >= 0 && known[Int($0)] ? values[Int($0)] : Int64.max }
  }

  func column(_ rows: RowOrder) -> Column {
    Column(
      type: .time, storage: .int64(gather(values, rows, filler: 0)), known: known.bitmap(rows),
      count: rows.count(of: values.count))
  }
}

private func dateReason(_ cell: Bytes, _ order: DateOrder, _ noun: String) -> String {
  guard let date = DateCell(cell), date.orders != 0 else { return "is not a \(noun)" }
  return "is not a \(noun) in the order \(order.rawValue) of this column"
}
