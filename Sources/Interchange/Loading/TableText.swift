import Book
import Columns
import Diagnostics

/// The text of one file, ready to be cut into cells as often as needed.
struct TableText {
  /// Where the rows are.
  private enum Content {
    case text(Buffer<UInt8>)
    case pieces(OpenFile, pieceLength: Int)
    /// For a file that is no delimited text.
    case cells(CellTable)
  }

  var file: String
  private(set) var encoding = DecodedText.Encoding.utf8
  var dialect: Dialect
  /// The names of the columns as the file writes them; positions for a file of fixed columns.
  var headers: [String] = []
  var fixedPositions: [ClosedRange<Int>] = []
  private let content: Content
  private var skippedLines = 0
  private var start = 0
  private var startLine = 1
  var notes: [String] = []

  /// Reads and decodes a file, detects its delimiter and takes its header.
  init(_ source: SourceFile, _ declaration: TableDeclaration) throws {
    if case .cells(let table) = source.content {
      self.init(cells: table, file: source.name)
    } else {
      try self.init(delimited: source, declaration)
    }
  }

  private init(delimited source: SourceFile, _ declaration: TableDeclaration) throws {
    let raw = try source.read()
    try Dialect.refuseBinary(raw, name: source.name)
    file = source.name
    let text = DecodedText(raw)
    encoding = text.encoding
    content = .text(text.bytes)
    dialect = Dialect.detect(text.bytes)
    if declaration.isFixedWidth {
      try readFixed(declaration)
    } else {
      _ = try readHeader(text.bytes)
    }
    note(text)
  }

  /// Reads no more of a file than its beginning; nil where more has to be seen before its rows can be cut.
  private init?(beginning source: SourceFile, _ division: Division) throws {
    guard case .path(let path) = source.content, let open = try OpenFile(path: path), open.count > division.wholeBytes
    else { return nil }
    let head = try Buffer<UInt8>(count: min(open.count, TableText.headLength)) { target in
      let got = try open.read(into: target, at: 0)
      target[got...].initialize(repeating: 0)
    }
    guard !Compression.isPacked(head), let first = DecodedText.startOfUTF8(head) else { return nil }
    try Dialect.refuseBinary(head, name: source.name)
    file = source.name
    content = .pieces(open, pieceLength: division.pieceBytes)
    let isWhole = head.count == open.count
    let text = head[first..<head.count]
    dialect = Dialect.detect(text, isWhole: isWhole)
    let isCertain = try readHeader(text)
    guard isWhole || isCertain else { return nil }
    start += first
  }

  /// As much of a file as is looked at to find out how it is written.
  private static let headLength = 2 * Dialect.sampleLength

  private init(cells table: CellTable, file: String) {
    self.file = file
    dialect = Dialect(delimiter: UInt8(ascii: ","), lineBreak: UInt8(ascii: "\n"))
    content = .cells(table)
    notes = table.notes
    headers = distinctNames(table.headers)
  }

  /// Has `body` read a file's rows, piece by piece if that can be done.
  ///
  /// A file that turns out to be no UTF-8 only after some pieces is read anew as a whole: only all of a text tells its
  /// encoding.
  static func reading<R>(
    _ source: SourceFile, _ declaration: TableDeclaration, _ division: Division, _ body: (TableText) throws -> R
  ) throws -> R {
    if !declaration.isFixedWidth, let text = try TableText(beginning: source, division) {
      do { return try body(text) } catch is DelimitedFile.NotUTF8 {}
    }
    return try body(TableText(source, declaration))
  }

  /// The bytes that the file has, in UTF-8.
  var byteCount: Int {
    switch content {
    case .text(let bytes): bytes.count
    case .pieces(let file, _): file.count
    case .cells(let table): table.bytes.count
    }
  }

  /// How the cells are parted, in words for the report.
  var separation: String {
    if case .cells(let table) = content { return table.format }
    return fixedPositions.isEmpty ? dialect.delimiterName : "fixed columns"
  }

  /// Columns whose cells are sets of texts for certain.
  var setColumns: Set<Int> {
    if case .cells(let table) = content { table.setColumns } else { [] }
  }

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

  /// Takes the names of the columns; false if more text could have made others of them.
  private mutating func readHeader(_ text: Buffer<UInt8>) throws -> Bool {
    var scanner = DelimitedScanner(
      text, delimiter: dialect.delimiter, lineBreak: dialect.lineBreak, from: dialect.start)
    guard let header = scanner.header() else {
      throw Diagnostic(
        "empty-file", "\(file) is empty.",
        notes: ["A table needs a first line that names its columns, such as: id,name,email"])
    }
    start = scanner.position
    startLine = scanner.line
    headers = distinctNames(header)
    return !scanner.hasMetEnd
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

  private mutating func note(_ text: DecodedText) {
    if let note = ScanFacts.note(nulBytes: text.nulBytes) { notes.append(note) }
    if text.replacedBytes > 0 {
      notes.append(
        "\(counted(text.replacedBytes, "byte")) could not be read as \(text.encoding.rawValue) and became \u{FFFD}")
    }
  }

  /// Hands the file to `body`, some thousand rows at a time.
  func forEachBlock(_ body: (CellBlock, Bytes) throws -> Void) throws {
    var rows = rows()
    let block = CellBlock(columnCount: headers.count)
    while try rows.fill(block) { try block.withText { try body(block, $0) } }
  }

  /// The file's rows, from the first one after the header.
  func rows() -> any BlockSource {
    switch content {
    case .cells(let table): return table.rows()
    case .pieces(let file, let length):
      return DelimitedFile(file, dialect, from: start, line: startLine, pieceLength: length)
    case .text(let bytes):
      if !fixedPositions.isEmpty {
        return FixedWidthScanner(
          bytes, lineBreak: dialect.lineBreak, positions: fixedPositions, skippedLines: skippedLines)
      }
      return DelimitedScanner(
        bytes, delimiter: dialect.delimiter, lineBreak: dialect.lineBreak, from: start, line: startLine)
    }
  }
}

/// `1 row`, `2 rows`.
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
