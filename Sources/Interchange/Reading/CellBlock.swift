import CKernels
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

  /// As `csv_cell` packs them: half as much memory to write and to read as three numbers would take.
  fileprivate let bits: UInt64

  /// Offsets beyond this do not fit.
  static let reach = 1 << 34

  @inline(__always)
  init(start: Int, count: Int32, marks: Marks) {
    bits =
      UInt64(truncatingIfNeeded: start) & (1 << 34 - 1) | UInt64(truncatingIfNeeded: count) << 34
      | UInt64(marks.rawValue) << 61
  }

  @inline(__always)
  var start: Int { Int(truncatingIfNeeded: bits & (1 << 34 - 1)) }
  @inline(__always)
  var count: Int32 { Int32(truncatingIfNeeded: bits >> 34 & (1 << 27 - 1)) }
  @inline(__always)
  var marks: Marks { Marks(rawValue: UInt32(truncatingIfNeeded: bits >> 61)) }

  static let missing = Cell(start: 0, count: 0, marks: .missing)
}

/// Some thousand rows of a file cut into cells: column after column, each with the same number of cells.
///
/// A block is filled again and again while a file is read, so that its memory stays in the cache. Invariant: every cell
/// of the first `rowCount` rows has been written, and lies within the bytes that were scanned or within `side`. One thread
/// fills a block while no other has it; then many may read it.
final class CellBlock: @unchecked Sendable {
  /// A row that could not be cut into the right number of cells; its text lies in the block's.
  struct BrokenRow {
    var line: Int
    var reason: String
    var start: Int
    var end: Int
  }

  /// How much of a block has been filled.
  struct Extent {
    var rows: Int
    var broken: Int
    var side: Int
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
  /// The text that the cells lie in: that of `keeper`, or the start of `piece`.
  private(set) var text = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  private var keeper: Buffer<UInt8>?
  /// Where in the text the offsets of cells begin.
  private(set) var base = 0
  /// How far behind the base the rows reach.
  private var filledBytes = 0
  /// Memory for a piece of a file that is read for this block alone.
  private var piece = UnsafeMutableBufferPointer<UInt8>(start: nil, count: 0)
  var side: [UInt8] = []
  var broken: [BrokenRow] = []
  /// The row number, counted over the whole file, of the block's first row.
  private(set) var firstRow = 0
  /// How far into the file the block reaches.
  var end = 0

  static let rowLimit = 4096
  /// Blocks of more bytes are not filled further.
  private static let byteLimit = 1 << 30

  init(columnCount: Int, rowLimit: Int = CellBlock.rowLimit) {
    self.columnCount = columnCount
    self.rowLimit = rowLimit
    stride = rowLimit + 20
    cells = .allocate(capacity: max(1, columnCount * stride))
  }

  deinit {
    cells.deallocate()
    piece.deallocate()
  }

  var isFull: Bool {
    rowCount + broken.count >= rowLimit || filledBytes >= CellBlock.byteLimit || side.count >= CellBlock.byteLimit
  }
  var isEmpty: Bool { rowCount + broken.count == 0 }

  /// Has the cells lie in a text that other blocks may share, at an offset and behind it.
  func lend(_ text: Buffer<UInt8>, from base: Int) {
    keeper = text
    self.base = base
    self.text = text.withUnsafe { $0 }
  }

  /// Adds to the block's own piece of text what `read` puts into the memory that it is lent, and says how much that is.
  func addText(atMost count: Int, _ read: (UnsafeMutableBufferPointer<UInt8>) throws -> Int) rethrows -> Int {
    if text.count + count > piece.count {
      let larger = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.count + count + piece.count / 2)
      _ = larger.initialize(from: text)
      piece.deallocate()
      piece = larger
    }
    let added = try read(UnsafeMutableBufferPointer(rebasing: piece[text.count..<(text.count + count)]))
    text = UnsafeBufferPointer(rebasing: piece[..<(text.count + added)])
    return added
  }

  /// Lends the text that the cells lie in.
  @inline(__always)
  func withText<R>(_ body: (Bytes) throws -> R) rethrows -> R { try body(Bytes(_unsafeElements: text)) }

  var extent: Extent { Extent(rows: rowCount, broken: broken.count, side: side.count) }

  /// Forgets what was filled in since then.
  func shrink(to extent: Extent) {
    rowCount = extent.rows
    lines.removeLast(lines.count - extent.rows)
    broken.removeLast(broken.count - extent.broken)
    side.removeLast(side.count - extent.side)
  }

  /// Empties the block; the row after those before it in the file is to be its first.
  func clear(firstRow: Int) {
    self.firstRow = firstRow
    rowCount = 0
    keeper = nil
    (base, filledBytes) = (0, 0)
    text = UnsafeBufferPointer(start: nil, count: 0)
    lines.removeAll(keepingCapacity: true)
    side.removeAll(keepingCapacity: true)
    broken.removeAll(keepingCapacity: true)
  }

  /// Writes a cell of the row after the last; nothing where the table has no such column.
  ///
  /// Its offset is one in `side`, or one behind the base.
  @inline(__always)
  func put(_ cell: Cell, column: Int) {
    guard column < columnCount, rowCount < rowLimit else { return }
    cells[column &* stride &+ rowCount] = cell
  }

  /// Adds rows, the first of which begins on a line of the file and each of which takes one line.
  ///
  /// - Parameter fill: writes the cells of at most so many rows, column by column at a distance in memory, and gives the
  ///   number of rows; all of their cells are written then.
  @inline(__always)
  func addRows(line: Int, _ fill: (UnsafeMutablePointer<UInt64>, _ stride: Int, _ limit: Int) -> Int) -> Int {
    let limit = rowLimit - rowCount - broken.count
    let added = cells.withMemoryRebound(to: UInt64.self, capacity: columnCount * stride) {
      fill($0 + rowCount, stride, limit)
    }
    for row in 0..<added { lines.append(Int32(clamping: line &+ row)) }
    rowCount += added
    return added
  }

  /// Takes note of where in the text the rows so far end.
  @inline(__always)
  func endText(at offset: Int) { filledBytes = offset - base }

  /// Makes the cells that were put into every column a row.
  @inline(__always)
  func endRow(line: Int) {
    guard rowCount < rowLimit else { return }
    rowCount += 1
    lines.append(Int32(clamping: line))
  }

  /// Where a cell lies in the text or in `side`, and what is known of it.
  subscript(row: Int, column: Int) -> (start: Int, count: Int32, marks: Cell.Marks) {
    precondition(row < rowCount && column < columnCount, "no such cell")
    let cell = cells[column * stride + row]
    return (cell.start + (cell.marks.contains(.inSide) ? 0 : base), cell.count, cell.marks)
  }

  /// Hands the cells of one column to `body`, row after row: the row in the block, its bytes, and what is known of it.
  @inline(__always)
  func forEach(column: Int, _ body: (Int, Bytes, Cell.Marks) throws -> Void) rethrows {
    guard column < columnCount else { return }
    let text = text.baseAddress.map { $0 + base }
    try side.withUnsafeBufferPointer { side in
      for row in 0..<rowCount {
        let cell = cells[column &* stride &+ row]
        let base = cell.marks.contains(.inSide) ? side.baseAddress : text
        let bytes = UnsafeBufferPointer(start: base.map { $0 + cell.start }, count: Int(cell.count))
        try body(row, Bytes(_unsafeElements: bytes), cell.marks)
      }
    }
  }

  /// The same, with the cell's first eight bytes as a word, the first lowest; of a shorter one zeros follow.
  @inline(__always)
  func forEachWord(column: Int, _ body: (Int, UInt64, Bytes, Cell.Marks) throws -> Void) rethrows {
    guard column < columnCount, let start = text.baseAddress else { return }
    let (text, room) = (start + base, text.count - base)
    try side.withUnsafeBufferPointer { side in
      for row in 0..<rowCount {
        let cell = cells[column &* stride &+ row]
        let isInSide = cell.marks.contains(.inSide)
        let base = isInSide ? side.baseAddress ?? text : text
        let (place, count) = (base + cell.start, Int(cell.count))
        let word = csv_word_within(place, count, (isInSide ? side.count : room) &- cell.start)
        let bytes = Bytes(_unsafeElements: UnsafeBufferPointer(start: place, count: count))
        try body(row, word, bytes, cell.marks)
      }
    }
  }
}

/// What is cut into blocks of rows: delimited text, fixed columns, the records of another format.
protocol BlockSource: Sendable {
  /// Empties the block and fills it with the next rows; false when there are none left.
  ///
  /// Throws where the file cannot be read on.
  mutating func fill(_ block: CellBlock) throws -> Bool

  /// What was met so far.
  var facts: ScanFacts { get }
}

extension Swift.Span<UInt8> {
  /// Eight bytes as a word, the first lowest; all of them are within the span.
  @inline(__always)
  func word(at offset: Int) -> UInt64 {
    precondition(offset >= 0 && offset + 8 <= count, "bytes beyond the span")
    return withUnsafeBufferPointer { $0.baseAddress.map { csv_load64($0 + offset) } ?? 0 }
  }
}

extension Buffer where Element == UInt8 {
  /// Lends the bytes as a span.
  @inline(__always)
  func withSpan<R>(_ body: (Bytes) throws -> R) rethrows -> R {
    try withUnsafe { try body(Bytes(_unsafeElements: $0)) }
  }
}
