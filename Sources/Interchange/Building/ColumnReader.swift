import Columns
import Diagnostics

/// A cell that its column could not take: the row of the file (from 0), and why not, in words.
struct CellFailure: Sendable {
  var row: Int
  var reason: String
  var text: String
}

/// The cells of a column that failed: all their rows, and the first ones in words.
///
/// A report that keeps so many rejected rows never shows more of a column: each row is left out once, and the earlier
/// failures of the column are as many rows that were left out before.
struct CellFailures: Sendable {
  private(set) var rows: [Int32] = []
  private(set) var first: [CellFailure] = []
  /// How many are kept in words.
  let limit: Int

  init(limit: Int = LoadReport.rejectLimit) { self.limit = limit }

  mutating func add(_ row: Int, _ cell: Bytes, _ reason: @autoclosure () -> String) {
    add(row, reason(), text: shortText(cell))
  }

  mutating func add(_ row: Int, _ reason: @autoclosure () -> String, text: @autoclosure () -> String) {
    rows.append(Int32(truncatingIfNeeded: row))
    if first.count < limit { first.append(CellFailure(row: row, reason: reason(), text: text())) }
  }
}

/// The rows that a column is built from: all of a file's, or a list.
enum RowOrder: Sendable {
  case all
  case rows([Int32])
  /// A list in which −1 is no row: its value is missing.
  case joined([Int32])

  func rows(of total: Int) -> [Int32] {
    switch self {
    case .all: (0..<total).map { Int32(truncatingIfNeeded: $0) }
    case .rows(let rows), .joined(let rows): rows
    }
  }

  func count(of total: Int) -> Int {
    switch self {
    case .all: total
    case .rows(let rows), .joined(let rows): rows.count
    }
  }
}

/// Reads the cells of one column, block after block, and builds the column from the rows that are kept.
protocol ColumnReader: Sendable {
  var failures: CellFailures { get }
  var known: KnownBits { get }

  mutating func read(_ block: CellBlock, column: Int) throws

  /// The same, and has the cells count in the column's profile.
  mutating func read(_ block: CellBlock, column: Int, counting profile: inout ColumnProfile) throws

  /// Makes room for about that many rows in all, so that growing copies nothing. Some blocks have been read.
  mutating func reserve(rows: Int)

  /// Called after the last block: lets go of what was only needed for reading.
  mutating func endReading()

  /// The column of those rows.
  func column(_ order: RowOrder) throws -> Column

  /// The values by which these rows of events are ordered; `Int64.max` where there is none or the row is −1. Nil for
  /// columns that are no dates or times.
  func eventValues(_ rows: [Int32]) -> [Int64]?
}

extension ColumnReader {
  mutating func read(_ block: CellBlock, column: Int, counting profile: inout ColumnProfile) throws {
    profile.read(block, column: column)
    try read(block, column: column)
  }

  mutating func endReading() {}

  func eventValues(_ rows: [Int32]) -> [Int64]? { nil }
}

/// A cell's text for a message, cut to 80 bytes.
func shortText(_ cell: Bytes) -> String {
  let isLong = cell.count > 80
  let text = String(decoding: (0..<min(80, cell.count)).map { cell[$0] }, as: UTF8.self)
  return isLong ? text + "…" : text
}

/// Which rows of a file have a value.
struct KnownBits: Sendable {
  private(set) var words: [UInt64] = []
  private(set) var count = 0
  private(set) var missing = 0

  /// Adds rows, the first of which is number 0 to `isKnown`.
  @inline(__always)
  mutating func append(count added: Int, _ isKnown: (Int) -> Bool) {
    var row = 0
    while row < added {
      let shift = count & 63
      let taken = min(64 - shift, added - row)
      var word: UInt64 = 0
      for bit in 0..<taken where isKnown(row &+ bit) { word |= 1 << UInt64(truncatingIfNeeded: bit) }
      if shift == 0 { words.append(0) }
      words[words.count - 1] |= word << UInt64(truncatingIfNeeded: shift)
      missing += taken - word.nonzeroBitCount
      count += taken
      row += taken
    }
  }

  @inline(__always)
  subscript(index: Int) -> Bool { words[index >> 6] & (1 << UInt64(truncatingIfNeeded: index & 63)) != 0 }

  /// The bitmap of the ordered rows; nil when all of them are known.
  func bitmap(_ order: RowOrder) -> Bitmap? {
    switch order {
    case .all:
      guard missing > 0 else { return nil }
      return Bitmap(count: count) { target in
        for index in target.indices { target[index] = words[index] }
      }
    case .rows(let rows):
      guard missing > 0 else { return nil }
      return KnownBits.bitmap(rows) { self[Int($0)] }
    case .joined(let rows): return KnownBits.bitmap(rows) { $0 >= 0 && self[Int($0)] }
    }
  }

  @inline(__always)
  private static func bitmap(_ rows: [Int32], _ isKnown: (Int32) -> Bool) -> Bitmap? {
    var bits = KnownBits()
    bits.words.reserveCapacity(Bitmap.wordCount(rows.count))
    bits.append(count: rows.count) { isKnown(rows[$0]) }
    return bits.bitmap(.all)
  }
}

/// The ordered rows' values; a filler where there is no row.
func gather<Element: BitwiseCopyable>(_ values: [Element], _ order: RowOrder, filler: Element) -> Buffer<Element> {
  switch order {
  case .all: Buffer(values)
  case .rows(let rows):
    Buffer(count: rows.count) { target in
      for index in rows.indices { target[index] = values[Int(rows[index])] }
    }
  case .joined(let rows):
    Buffer(count: rows.count) { target in
      for index in rows.indices { target[index] = rows[index] < 0 ? filler : values[Int(rows[index])] }
    }
  }
}
