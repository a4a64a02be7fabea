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

  static let missing = Cell(start: 0, count: 0, marks: .missing)
}

/// Some thousand rows of a file cut into cells: column after column, each with the same number of cells.
///
/// A block is filled again and again while a file is read, so that its memory stays in the cache. Invariant: every cell
/// of the first `rowCount` rows has been written, and lies within the bytes that were scanned or within `side`. One thread
/// fills a block while no other has it; then many may read it.
final class CellBlock: @unchecked Sendable {
  /// A row that could not be cut into the right number of cells.
  struct BrokenRow {
    var line: Int
    var reason: String
    var start: Int
    var end: Int
  }

  let columnCount: Int
  /// Rows that fit, broken ones included.
  let rowLimit: Int
  /// The cells of column c are `cells[c * stride..<c * stride + rowCount]`.
  private let cells: UnsafeMutablePointer<Cell>
  /// A little more than the rows: neighbours in a row would otherwise fall into the same few lines of the cache.
  private let stride: Int
  /// The line of the file, from 1, on which each row begins.
  private(set) var lines: [Int32] = []
  private(set) var rowCount = 0
  var side: [UInt8] = []
  var broken: [BrokenRow] = []
  /// The row number, counted over the whole file, of the block's first row.
  private(set) var firstRow = 0
  /// How far into the bytes the block reaches.
  var end = 0

  static let rowLimit = 4096

  init(columnCount: Int, rowLimit: Int = CellBlock.rowLimit) {
    self.columnCount = columnCount
    self.rowLimit = rowLimit
    stride = rowLimit + 20
    cells = .allocate(capacity: max(1, columnCount * stride))
  }

  deinit { cells.deallocate() }

  var isFull: Bool { rowCount + broken.count >= rowLimit }
  var isEmpty: Bool { rowCount + broken.count == 0 }

  /// Empties the block; the row after those before it in the file is to be its first.
  func clear(firstRow: Int) {
    self.firstRow = firstRow
    rowCount = 0
    lines.removeAll(keepingCapacity: true)
    side.removeAll(keepingCapacity: true)
    broken.removeAll(keepingCapacity: true)
  }

  /// Writes a cell of the row after the last; nothing where the table has no such column.
  @inline(__always)
  func put(_ cell: Cell, column: Int) {
    guard column < columnCount, rowCount < rowLimit else { return }
    cells[column &* stride &+ rowCount] = cell
  }

  /// Makes the cells that were put into every column a row.
  @inline(__always)
  func endRow(line: Int) {
    guard rowCount < rowLimit else { return }
    rowCount += 1
    lines.append(Int32(clamping: line))
  }

  subscript(row: Int, column: Int) -> Cell {
    precondition(row < rowCount && column < columnCount, "no such cell")
    return cells[column * stride + row]
  }

  /// Hands the cells of one column to `body`, row after row: the row in the block, its bytes, and what is known of it.
  @inline(__always)
  func forEach(column: Int, in bytes: Bytes, _ body: (Int, Bytes, Cell.Marks) throws -> Void) rethrows {
    guard column < columnCount else { return }
    try bytes.withUnsafeBufferPointer { source in
      try side.withUnsafeBufferPointer { side in
        for row in 0..<rowCount {
          let cell = cells[column &* stride &+ row]
          let base = cell.marks.contains(.inSide) ? side.baseAddress : source.baseAddress
          let text = UnsafeBufferPointer(start: base.map { $0 + cell.start }, count: Int(cell.count))
          try body(row, Bytes(_unsafeElements: text), cell.marks)
        }
      }
    }
  }
}

/// What is cut into blocks of rows: delimited text, fixed columns, the records of another format.
protocol BlockSource: Sendable {
  /// Empties the block and fills it with the next rows; false when there are none left.
  mutating func fill(_ block: CellBlock) -> Bool

  /// What was met so far.
  var facts: ScanFacts { get }
}

extension Buffer where Element == UInt8 {
  /// Lends the bytes as a span.
  @inline(__always)
  func withSpan<R>(_ body: (Bytes) throws -> R) rethrows -> R {
    try withUnsafe { try body(Bytes(_unsafeElements: $0)) }
  }
}
