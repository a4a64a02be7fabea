import CKernels
import Columns

/// A table of cells that were not read from delimited text: of JSON, of a database, or what a preset made of an export.
///
/// Rows are sparse: only cells with a value are kept, so that records with few of many fields cost little.
public struct CellTable: Sendable {
  struct Entry: Sendable {
    var column: Int32
    /// Where its text is among the table's bytes.
    var start: Int
    var count: Int32
  }

  /// The table's own name within its file, if it has one.
  var name: String?
  /// What it was read from, for the report: `JSON`, `SQLite`.
  var format: String
  var headers: [String]
  /// Columns whose cells are sets of texts, written with vertical bars between them.
  var setColumns: Set<Int>
  var notes: [String] = []
  fileprivate(set) var bytes: Buffer<UInt8>
  fileprivate var entries: [Entry]
  fileprivate var rowEnds: [Int]
  fileprivate(set) var lines: [Int]
  fileprivate var broken: [CellBlock.BrokenRow]

  var rowCount: Int { rowEnds.count }

  /// The rows, to be read block by block.
  func rows() -> some BlockSource { CellTableRows(table: self) }
}

/// Lays the sparse rows of a `CellTable` out in blocks, from the first to the last.
private struct CellTableRows: BlockSource {
  let table: CellTable
  private var nextRow = 0
  private var hasBegun = false

  init(table: CellTable) { self.table = table }

  var facts: ScanFacts { ScanFacts() }

  mutating func fill(_ block: CellBlock) -> Bool {
    block.clear(firstRow: nextRow)
    let firstEntry = nextRow == 0 ? 0 : table.rowEnds[nextRow - 1]
    let base = firstEntry < table.entries.count ? table.entries[firstEntry].start : 0
    block.lend(table.bytes, from: base)
    if !hasBegun { block.broken = table.broken }
    hasBegun = true
    while nextRow < table.rowCount, !block.isFull || block.rowCount == 0 {
      for column in 0..<block.columnCount { block.put(.missing, column: column) }
      for entry in table.entries[(nextRow == 0 ? 0 : table.rowEnds[nextRow - 1])..<table.rowEnds[nextRow]] {
        block.put(Cell(start: entry.start - base, count: entry.count, marks: .quoted), column: Int(entry.column))
        block.endText(at: entry.start)
      }
      block.endRow(line: table.lines[nextRow])
      nextRow += 1
    }
    block.end = table.rowCount == 0 ? 0 : table.bytes.count / table.rowCount * nextRow
    return !block.isEmpty
  }
}

/// Collects the cells of a `CellTable` row by row.
struct CellTableBuilder {
  /// Tables with more columns are taken for a mistake: records whose field names are data.
  static let columnLimit = 2000

  private(set) var headers: [String] = []
  var setColumns: Set<Int> = []
  private(set) var trimmedCells = 0
  private(set) var repairedCells = 0
  private var bytes: [UInt8] = []
  private var entries: [CellTable.Entry] = []
  private var rowEnds: [Int] = []
  private var lines: [Int] = []
  private var broken: [CellBlock.BrokenRow] = []

  init(headers: [String] = []) { self.headers = headers }

  var rowCount: Int { rowEnds.count }
  var brokenCount: Int { broken.count }
  var byteCount: Int { bytes.count + entries.count * MemoryLayout<CellTable.Entry>.stride }

  /// Adds a column and gives its number.
  mutating func addColumn(_ header: String) -> Int {
    headers.append(header)
    return headers.count - 1
  }

  /// Adds a cell to the row that is being made; spaces around its text are left out, and an empty one is no cell.
  mutating func append(_ text: Bytes, to column: Int) {
    var (lower, upper) = (0, text.count)
    while lower < upper, CellTableBuilder.isSpace(text[lower]) { lower += 1 }
    while lower < upper, CellTableBuilder.isSpace(text[upper - 1]) { upper -= 1 }
    if upper - lower < text.count { trimmedCells += 1 }
    guard lower < upper, upper - lower <= RowCutter.cellLimit else { return }
    let start = bytes.count
    text.extracting(lower..<upper).withUnsafeBufferPointer { appendText($0) }
    entries.append(
      CellTable.Entry(
        column: Int32(truncatingIfNeeded: column),
        start: start, count: Int32(truncatingIfNeeded: bytes.count - start)))
  }

  mutating func append(_ text: String, to column: Int) {
    let utf8 = Array(text.utf8)
    append(utf8.span, to: column)
  }

  private mutating func appendText(_ text: UnsafeBufferPointer<UInt8>) {
    if csv_utf8_prefix(text.baseAddress, text.count) == text.count {
      bytes.append(contentsOf: text)
    } else {
      repairedCells += 1
      bytes.append(contentsOf: String(decoding: text, as: UTF8.self).utf8)
    }
  }

  /// Ends the row, which stands on this line of its file.
  mutating func endRow(line: Int) {
    rowEnds.append(entries.count)
    lines.append(line)
  }

  mutating func removeLastRow() {
    guard !rowEnds.isEmpty else { return }
    rowEnds.removeLast()
    lines.removeLast()
  }

  /// Forgets the cells since the last row, and keeps the row among those that are left out.
  mutating func rejectRow(line: Int, reason: String, text: Bytes) {
    entries.removeSubrange((rowEnds.last ?? 0)...)
    let start = bytes.count
    text.extracting(0..<min(text.count, 200)).withUnsafeBufferPointer { appendText($0) }
    broken.append(.init(line: line, reason: reason, start: start, end: bytes.count))
  }

  func table(name: String? = nil, format: String, notes: [String] = []) -> CellTable {
    var notes = notes
    if trimmedCells > 0 { notes.append("spaces around \(counted(trimmedCells, "cell")) were left out") }
    if repairedCells > 0 { notes.append("\(counted(repairedCells, "cell")) held bytes that are no text, now \u{FFFD}") }
    return CellTable(
      name: name, format: format, headers: headers, setColumns: setColumns, notes: notes, bytes: Buffer(bytes),
      entries: entries, rowEnds: rowEnds, lines: lines, broken: broken)
  }

  @inline(__always)
  private static func isSpace(_ byte: UInt8) -> Bool { byte <= 32 && byte != 0 }
}
