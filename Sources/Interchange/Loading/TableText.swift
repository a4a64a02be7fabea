import Book
import Columns
import Diagnostics

/// The text of one file, ready to be cut into cells as often as needed.
struct TableText {
  var file: String
  var text: DecodedText
  var dialect: Dialect
  /// The names of the columns as the file writes them; positions for a file of fixed columns.
  var headers: [String]
  var fixedPositions: [ClosedRange<Int>] = []
  /// The cells, for a file that is no delimited text.
  private var cells: CellTable?
  private var skippedLines = 0
  private var start = 0
  private var startLine = 1
  var notes: [String] = []

  var bytes: Buffer<UInt8> { text.bytes }

  /// Reads and decodes a file, detects its delimiter and takes its header.
  init(_ source: SourceFile, _ declaration: TableDeclaration) throws {
    if case .cells(let table) = source.content {
      self.init(cells: table, file: source.name)
      return
    }
    try self.init(delimited: source, declaration)
  }

  private init(delimited source: SourceFile, _ declaration: TableDeclaration) throws {
    let raw = try source.read()
    try Dialect.refuseBinary(raw, name: source.name)
    file = source.name
    text = DecodedText(raw)
    dialect = Dialect.detect(text.bytes)
    headers = []
    if declaration.isFixedWidth {
      try readFixed(declaration)
    } else {
      try readHeader()
    }
    noteEncoding()
  }

  private init(cells table: CellTable, file: String) {
    self.file = file
    text = DecodedText(valid: table.bytes)
    dialect = Dialect(delimiter: UInt8(ascii: ","), lineBreak: UInt8(ascii: "\n"))
    headers = []
    cells = table
    notes = table.notes
    headers = distinctNames(table.headers)
  }

  /// How the cells are parted, in words for the report.
  var separation: String {
    if let cells { return cells.format }
    return fixedPositions.isEmpty ? dialect.delimiterName : "fixed columns"
  }

  /// Columns whose cells are sets of texts for certain.
  var setColumns: Set<Int> { cells?.setColumns ?? [] }

  private mutating func readFixed(_ declaration: TableDeclaration) throws {
    for column in declaration.columns {
      guard let position = column.position, position.lowerBound >= 1 else {
        throw Diagnostic(
          "missing-position", "The table \(declaration.name) has fixed columns, but \(column.name) has no position.",
          notes: ["Say where it stands in the line, counting characters from 1, such as `\(column.name) text at 2..6`."]
        )
      }
      headers.append(column.header ?? column.name)
      fixedPositions.append(position)
    }
    skippedLines = max(0, declaration.skippedLines)
  }

  private mutating func readHeader() throws {
    var scanner = DelimitedScanner(
      bytes, delimiter: dialect.delimiter, lineBreak: dialect.lineBreak, from: dialect.start)
    guard let header = scanner.header() else {
      throw Diagnostic(
        "empty-file", "\(file) is empty.",
        notes: ["A table needs a first line that names its columns, such as: id,name,email"])
    }
    start = scanner.position
    startLine = scanner.line
    headers = distinctNames(header)
  }

  /// Names empty headers and those that an earlier column has, and says so.
  private mutating func distinctNames(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    var result: [String] = []
    for (index, name) in names.enumerated() {
      let base = name.isEmpty ? "column\(index + 1)" : name
      var unique = base
      var number = 2
      while !seen.insert(Names.bare(unique).isEmpty ? unique : Names.bare(unique)).inserted {
        unique = "\(base)_\(number)"
        number += 1
      }
      if name.isEmpty {
        notes.append("column \(index + 1) has no header; it is called \(unique)")
      } else if unique != name {
        notes.append("column \(index + 1) is also called \(name); it is called \(unique)")
      }
      result.append(unique)
    }
    return result
  }

  private mutating func noteEncoding() {
    let nulBytes = text.nulBytes
    if nulBytes > 0 { notes.append("the text holds \(counted(nulBytes, "NUL character")), which are kept") }
    if text.replacedBytes > 0 {
      notes.append(
        "\(counted(text.replacedBytes, "byte")) could not be read as \(text.encoding.rawValue) and became \u{FFFD}")
    }
  }

  /// Hands the file to `body`, some thousand rows at a time.
  func forEachBlock(_ body: (CellBlock, Bytes) throws -> Void) throws {
    var rows = rows()
    let block = CellBlock(columnCount: headers.count)
    try bytes.withSpan { span in
      while rows.fill(block) { try body(block, span) }
    }
  }

  /// The file's rows, from the first one after the header.
  func rows() -> any BlockSource {
    if let cells { return cells.rows() }
    if !fixedPositions.isEmpty {
      return FixedWidthScanner(
        bytes, lineBreak: dialect.lineBreak, positions: fixedPositions, skippedLines: skippedLines)
    }
    return DelimitedScanner(
      bytes, delimiter: dialect.delimiter, lineBreak: dialect.lineBreak, from: start, line: startLine)
  }
}

/// `1 row`, `2 rows`.
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
