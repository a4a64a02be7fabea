import Columns

extension OutputFormat {
  static let jsonLines = OutputFormat(
    name: "jsonl", extensions: ["jsonl", "ndjson"], doc: "One JSON object a line, for programs that read row by row."
  ) { table, _, buffer in
    let writer = JsonWriter(table)
    for row in 0..<table.rowCount {
      writer.append(row, to: &buffer.bytes)
      buffer.append("\n")
      try buffer.flushIfLong()
    }
  }
}
