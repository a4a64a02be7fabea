import Columns
import Diagnostics

/// A cell that its column could not take: the row of the file (from 0), and why not, in words.
struct CellFailure {
  var row: Int
  var reason: String
  var text: String
}

/// The rows that a column is built from: all of a file's, or a list in which −1 is no row (its value is missing).
enum RowOrder {
  case all
  case rows([Int32])
}

/// Reads the cells of one column, block after block, and builds the column from the rows that are kept.
protocol ColumnReader {
  /// The cells that failed since the last `takeFailures`.
  var failures: [CellFailure] { get set }
  var known: KnownBits { get }

  mutating func read(_ block: CellBlock, column: Int, in bytes: Bytes) throws

  /// The column of those rows.
  func column(_ order: RowOrder) throws -> Column

  /// The values by which rows of events are ordered, one a row of the file; `Int64.max` where there is none. Nil for
  /// columns that are no dates or times.
  var eventValues: [Int64]? { get }
}

extension ColumnReader {
  var eventValues: [Int64]? { nil }

  mutating func takeFailures() -> [CellFailure] {
    defer { failures.removeAll(keepingCapacity: true) }
    return failures
  }

  mutating func fail(_ row: Int, _ cell: Bytes, _ reason: String) {
    failures.append(CellFailure(row: row, reason: reason, text: shortText(cell)))
  }
}

/// A cell's text for a message, cut to 80 bytes.
func shortText(_ cell: Bytes) -> String {
  let isLong = cell.count > 80
  let text = String(decoding: (0..<min(80, cell.count)).map { cell[$0] }, as: UTF8.self)
  return isLong ? text + "…" : text
}

/// Bits appended one by one: which rows of a file have a value.
struct KnownBits {
  private(set) var words: [UInt64] = []
  private(set) var count = 0
  private(set) var missing = 0

  @inline(__always)
  mutating func append(_ isKnown: Bool) {
    if count & 63 == 0 { words.append(0) }
    if isKnown {
      words[words.count - 1] |= 1 << UInt64(truncatingIfNeeded: count & 63)
    } else {
      missing &+= 1
    }
    count &+= 1
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
      guard missing > 0 || rows.contains(-1) else { return nil }
      var hasMissing = false
      let bitmap = Bitmap(count: rows.count) { target in
        target.initialize(repeating: 0)
        for (index, row) in rows.enumerated() {
          if row >= 0, self[Int(row)] {
            target[index >> 6] |= 1 << UInt64(truncatingIfNeeded: index & 63)
          } else {
            hasMissing = true
          }
        }
      }
      return hasMissing ? bitmap : nil
    }
  }
}

/// The ordered rows' values; a filler where there is no row.
func gather<Source, Element: BitwiseCopyable>(
  _ values: [Source], _ order: RowOrder, filler: Element, _ convert: (Source) -> Element
) -> Buffer<Element> {
  switch order {
  case .all:
    return Buffer(count: values.count) { target in
      for index in values.indices { target[index] = convert(values[index]) }
    }
  case .rows(let rows):
    return Buffer(count: rows.count) { target in
      for index in rows.indices {
        let row = rows[index]
        target[index] = row < 0 ? filler : convert(values[Int(row)])
      }
    }
  }
}

extension RowOrder {
  func count(of total: Int) -> Int {
    switch self {
    case .all: total
    case .rows(let rows): rows.count
    }
  }
}
