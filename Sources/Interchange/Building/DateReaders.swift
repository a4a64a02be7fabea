import CivilTime
import Columns

/// Reads calendar dates; a time of day in the cell is dropped (and counted by the column's profile).
struct DateReader: ColumnReader {
  var failures: [CellFailure] = []
  private(set) var known = KnownBits()
  private let order: DateOrder
  private var values: [Int32] = []

  init(order: DateOrder) { self.order = order }

  mutating func read(_ block: CellBlock, column: Int, in bytes: Bytes) {
    block.forEach(column: column, in: bytes) { row, cell, marks in
      var value: Int32?
      if !marks.contains(.missing) {
        value = DateCell(cell)?.days(order)
        if value == nil, !Words.isMissing(cell) { fail(row, cell, dateReason(cell, order, "date")) }
      }
      values.append(value ?? 0)
      known.append(value != nil)
    }
  }

  var eventValues: [Int64]? {
    values.indices.map { known[$0] ? Int64(values[$0]) : Int64.max }
  }

  func column(_ rows: RowOrder) -> Column {
    Column(
      type: .date, storage: .int32(gather(values, rows, filler: 0) { $0 }), known: known.bitmap(rows),
      count: rows.count(of: values.count))
  }
}

/// Reads times on the book's wall clock; a plain date is its midnight.
struct TimeReader: ColumnReader {
  var failures: [CellFailure] = []
  private(set) var known = KnownBits()
  private let order: DateOrder
  private var values: [Int64] = []

  init(order: DateOrder) { self.order = order }

  mutating func read(_ block: CellBlock, column: Int, in bytes: Bytes) {
    block.forEach(column: column, in: bytes) { row, cell, marks in
      var value: Int64?
      if !marks.contains(.missing) {
        value = DateCell(cell)?.time(order)
        if value == nil, !Words.isMissing(cell) { fail(row, cell, dateReason(cell, order, "time")) }
      }
      values.append(value ?? 0)
      known.append(value != nil)
    }
  }

  var eventValues: [Int64]? {
    values.indices.map { known[$0] ? values[$0] : Int64.max }
  }

  func column(_ rows: RowOrder) -> Column {
    Column(
      type: .time, storage: .int64(gather(values, rows, filler: 0) { $0 }), known: known.bitmap(rows),
      count: rows.count(of: values.count))
  }
}

private func dateReason(_ cell: Bytes, _ order: DateOrder, _ noun: String) -> String {
  guard let date = DateCell(cell), date.orders != 0 else { return "is not a \(noun)" }
  return "is not a \(noun) in the order \(order.rawValue) of this column"
}
