import Columns

/// Turns JSON objects into rows of cells.
///
/// A field of an object within the object becomes a column named by both (`address.city`); an array of plain values is a
/// set of texts; an array that holds objects or arrays stays JSON text in one cell. Columns come in the order in which
/// fields are first met; of a field that is written twice the last counts.
struct JsonRecords {
  private(set) var builder = CellTableBuilder()
  /// Cells whose text held the vertical bar that parts the texts of a set.
  private(set) var barredCells = 0
  private var names = TextDictionary()
  private var path: [UInt8] = []
  private var text: [UInt8] = []

  /// Adds the object at the reader's position as a row.
  ///
  /// A value that is no object is left out with its reason. Throws when the text is not JSON; the row is then not added.
  mutating func readRow(_ reader: inout JsonReader, _ span: Bytes, line: Int) throws(JsonError) {
    let start = reader.position
    guard try reader.peek(span) == UInt8(ascii: "{") else {
      let range = try reader.skipValue(span)
      builder.rejectRow(line: line, reason: "is not an object of fields", text: span.extracting(range))
      return
    }
    do throws(JsonError) {
      path.removeAll(keepingCapacity: true)
      try readObject(&reader, span, depth: 1)
    } catch {
      builder.rejectRow(
        line: line, reason: error.message, text: span.extracting(start..<max(start, min(span.count, start + 200))))
      throw error
    }
    builder.endRow(line: line)
  }

  /// Leaves out the row that was added last.
  mutating func rejectLastRow(line: Int, reason: String, text: Bytes) {
    builder.removeLastRow()
    builder.rejectRow(line: line, reason: reason, text: text)
  }

  func table(name: String?, format: String) -> CellTable {
    var notes: [String] = []
    if barredCells > 0 { notes.append("vertical bars within \(counted(barredCells, "text")) of sets became “¦”") }
    return builder.table(name: name, format: format, notes: notes)
  }

  // MARK: Objects

  private mutating func readObject(_ reader: inout JsonReader, _ span: Bytes, depth: Int) throws(JsonError) {
    guard depth <= JsonReader.depthLimit else { throw reader.tooDeep }
    try reader.expect(UInt8(ascii: "{"), span)
    if reader.take(UInt8(ascii: "}"), span) { return }
    repeat {
      try reader.string(span, into: &text)
      let length = path.count
      if length > 0 { path.append(UInt8(ascii: ".")) }
      path.append(contentsOf: text)
      try reader.expect(UInt8(ascii: ":"), span)
      try readField(&reader, span, depth: depth)
      path.removeSubrange(length...)
    } while reader.take(UInt8(ascii: ","), span)
    try reader.expect(UInt8(ascii: "}"), span)
  }

  private mutating func readField(_ reader: inout JsonReader, _ span: Bytes, depth: Int) throws(JsonError) {
    switch try reader.peek(span) {
    case UInt8(ascii: "{"): try readObject(&reader, span, depth: depth + 1)
    case UInt8(ascii: "["):
      let column = try column(reader)
      try readArray(&reader, span, column)
    case UInt8(ascii: "\""):
      let column = try column(reader)
      try reader.string(span, into: &text)
      let value = text
      builder.append(value.span, to: column)
    default:
      let range = try reader.bareWord(span)
      let column = try column(reader)
      if !JsonReader.equals(span, range, "null") { builder.append(span.extracting(range), to: column) }
    }
  }

  /// The column of the path, which is new if it was not met before.
  private mutating func column(_ reader: JsonReader) throws(JsonError) -> Int {
    let full = path
    let number = Int(names.code(full.span))
    if number == builder.headers.count {
      guard number < CellTableBuilder.columnLimit else {
        throw reader.error("the records have more than \(CellTableBuilder.columnLimit) different fields")
      }
      _ = builder.addColumn(String(decoding: path, as: UTF8.self))
    }
    return number
  }

  // MARK: Arrays

  private mutating func readArray(_ reader: inout JsonReader, _ span: Bytes, _ column: Int) throws(JsonError) {
    let start = reader.position
    var cell: [UInt8] = []
    reader.position += 1
    if reader.take(UInt8(ascii: "]"), span) { return }
    repeat {
      switch try reader.peek(span) {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        reader.position = start
        let range = try reader.skipValue(span)
        return builder.append(span.extracting(range), to: column)
      case UInt8(ascii: "\""): try reader.string(span, into: &text)
      default:
        let range = try reader.bareWord(span)
        text = JsonReader.equals(span, range, "null") ? [] : range.map { span[$0] }
      }
      appendPart(to: &cell)
    } while reader.take(UInt8(ascii: ","), span)
    try reader.expect(UInt8(ascii: "]"), span)
    builder.setColumns.insert(column)
    builder.append(cell.span, to: column)
  }

  private mutating func appendPart(to cell: inout [UInt8]) {
    guard !text.isEmpty else { return }
    if text.contains(UInt8(ascii: "|")) {
      barredCells += 1
      for byte in text { cell.append(contentsOf: byte == UInt8(ascii: "|") ? [0xC2, 0xA6] : [byte]) }
    } else {
      cell.append(contentsOf: text)
    }
    // A bar after each, so that a comma within a single text does not part it.
    cell.append(UInt8(ascii: "|"))
  }
}
