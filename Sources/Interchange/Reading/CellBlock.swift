import Columns

/// A run of bytes that a cell holds.
typealias Bytes = Swift.Span<UInt8>

/// Where one cell's bytes lie, without the quotes and the spaces around them.
struct Cell {
  struct Marks: OptionSet {
    let rawValue: UInt32
    /// Empty, or a word that an export writes for nothing.
    static let missing = Marks(rawValue: 1)
    static let quoted = Marks(rawValue: 2)
    /// The bytes are in the block's `side`, since doubled quotes were undoubled.
    static let inSide = Marks(rawValue: 4)
  }

  var start: Int
  var count: Int32
  var marks: Marks
}

/// Some thousand rows of a file cut into cells, row after row, each with the same number of cells.
///
/// One block is filled again and again while a file is read, so that its memory stays in the cache.
struct CellBlock {
  /// A row that could not be cut into the right number of cells.
  struct BrokenRow {
    var line: Int
    var reason: String
    var start: Int
    var end: Int
  }

  let columnCount: Int
  var cells: [Cell] = []
  /// The line of the file, from 1, on which each row begins.
  var lines: [Int] = []
  var side: [UInt8] = []
  var broken: [BrokenRow] = []
  /// The row number, counted over the whole file, of the block's first row.
  var firstRow = 0

  static let rowLimit = 4096

  init(columnCount: Int) { self.columnCount = columnCount }

  var rowCount: Int { lines.count }

  mutating func clear() {
    firstRow += lines.count
    cells.removeAll(keepingCapacity: true)
    lines.removeAll(keepingCapacity: true)
    side.removeAll(keepingCapacity: true)
    broken.removeAll(keepingCapacity: true)
  }

  /// Hands the cells of one column to `body`, row after row: the row in the file, its bytes, and what is known of it.
  @inline(__always)
  func forEach(column: Int, in bytes: Bytes, _ body: (Int, Bytes, Cell.Marks) throws -> Void) rethrows {
    var index = column
    for row in 0..<lines.count {
      let cell = cells[index]
      let range = cell.start..<(cell.start + Int(cell.count))
      if cell.marks.contains(.inSide) {
        try body(firstRow + row, side.span.extracting(range), cell.marks)
      } else {
        try body(firstRow + row, bytes.extracting(range), cell.marks)
      }
      index += columnCount
    }
  }
}

extension Buffer where Element == UInt8 {
  /// Lends the bytes as a span.
  @inline(__always)
  func withSpan<R>(_ body: (Bytes) throws -> R) rethrows -> R {
    try withUnsafe { try body(Bytes(_unsafeElements: $0)) }
  }
}
