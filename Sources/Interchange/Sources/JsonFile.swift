import Columns
import Diagnostics

/// JSON files: an array of objects, an object that holds such arrays, a single object, or an object a line.
struct JsonFile {
  let name: String
  private let bytes: Buffer<UInt8>

  init(_ source: SourceFile) throws {
    name = source.name
    bytes = DecodedText(try source.read()).bytes
  }

  /// The tables of a `.json` file.
  func tables() throws -> [CellTable] {
    try bytes.withSpan { span in
      do throws(JsonError) {
        var reader = JsonReader(0..<span.count)
        reader.skipSpace(span)
        if reader.isAtEnd { throw reader.error("is empty") }
        if try reader.peek(span) == UInt8(ascii: "[") {
          let table = try array(&reader, span, name: nil)
          try checkEnd(&reader, span)
          return [table]
        }
        if let tables = try members(&reader, span) { return tables }
        return [lines(span)]
      } catch {
        throw diagnostic(error, span)
      }
    }
  }

  /// The table of a file with an object on each line. A line that is no JSON is left out with its reason.
  func lineTable() -> CellTable { bytes.withSpan { lines($0) } }

  // MARK: Shapes

  /// The objects of an array; the reader stands at its bracket.
  private func array(_ reader: inout JsonReader, _ span: Bytes, name: String?) throws(JsonError) -> CellTable {
    var records = JsonRecords()
    var line = LineCounter()
    try reader.expect(UInt8(ascii: "["), span)
    if !reader.take(UInt8(ascii: "]"), span) {
      repeat {
        _ = try reader.peek(span)
        try records.readRow(&reader, span, line: line.line(at: reader.position, span))
      } while reader.take(UInt8(ascii: ","), span)
      try reader.expect(UInt8(ascii: "]"), span)
    }
    return records.table(name: name, format: "JSON")
  }

  /// Each member of an object that is an array of objects, as a table; the object itself as the only row if it has none.
  /// Nil when something follows the object, so that it is the first line of many.
  private func members(_ reader: inout JsonReader, _ span: Bytes) throws(JsonError) -> [CellTable]? {
    var tables: [CellTable] = []
    var text: [UInt8] = []
    let start = reader.position
    try reader.expect(UInt8(ascii: "{"), span)
    if !reader.take(UInt8(ascii: "}"), span) {
      repeat {
        try reader.string(span, into: &text)
        try reader.expect(UInt8(ascii: ":"), span)
        if try isArrayOfObjects(reader, span) {
          tables.append(try array(&reader, span, name: String(decoding: text, as: UTF8.self)))
        } else {
          _ = try reader.skipValue(span)
        }
      } while reader.take(UInt8(ascii: ","), span)
      try reader.expect(UInt8(ascii: "}"), span)
    }
    reader.skipSpace(span)
    guard reader.isAtEnd else { return nil }
    if !tables.isEmpty { return tables }
    var records = JsonRecords()
    reader.position = start
    try records.readRow(&reader, span, line: 1)
    return [records.table(name: nil, format: "JSON")]
  }

  private func isArrayOfObjects(_ reader: JsonReader, _ span: Bytes) throws(JsonError) -> Bool {
    var reader = reader
    guard try reader.peek(span) == UInt8(ascii: "[") else { return false }
    reader.position += 1
    return try reader.peek(span) == UInt8(ascii: "{")
  }

  private func lines(_ span: Bytes) -> CellTable {
    var records = JsonRecords()
    var start = 0
    var line = 1
    while start < span.count {
      var end = start
      while end < span.count, span[end] != UInt8(ascii: "\n") { end += 1 }
      if (start..<end).contains(where: { span[$0] > 32 }) { readLine(&records, start..<end, span, line) }
      start = end + 1
      line += 1
    }
    return records.table(name: nil, format: "JSON lines")
  }

  private func readLine(_ records: inout JsonRecords, _ range: Range<Int>, _ span: Bytes, _ line: Int) {
    var reader = JsonReader(range)
    // A row that cannot be read is among those left out already; the next line is a new start.
    guard (try? records.readRow(&reader, span, line: line)) != nil else { return }
    reader.skipSpace(span)
    if !reader.isAtEnd {
      records.rejectLastRow(line: line, reason: "holds something after its object", text: span.extracting(range))
    }
  }

  private func checkEnd(_ reader: inout JsonReader, _ span: Bytes) throws(JsonError) {
    reader.skipSpace(span)
    if !reader.isAtEnd { throw reader.error("something follows the end of the list") }
  }

  private func diagnostic(_ error: JsonError, _ span: Bytes) -> Diagnostic {
    var counter = LineCounter()
    return Diagnostic(
      "broken-json",
      "\(name) is not JSON that Kenal can read: on line \(counter.line(at: error.offset, span)), \(error.message).",
      notes: ["Kenal reads a list of objects, an object that holds lists of objects, or an object on each line."])
  }
}

/// Counts lines up to places that only move forward.
struct LineCounter {
  private var position = 0
  private var current = 1

  mutating func line(at offset: Int, _ span: Bytes) -> Int {
    while position < offset, position < span.count {
      if span[position] == UInt8(ascii: "\n") { current += 1 }
      position += 1
    }
    return current
  }
}
