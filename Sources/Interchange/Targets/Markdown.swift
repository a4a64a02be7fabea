import Columns

extension OutputFormat {
  static let markdown = OutputFormat(
    name: "markdown", extensions: ["md", "markdown"], doc: "A Markdown table, for documents and messages."
  ) { table, _, buffer in
    guard !table.fields.isEmpty else { return }
    buffer.append("|")
    for field in table.fields {
      buffer.append(" ")
      append(text: field.name.utf8, to: &buffer.bytes)
      buffer.append(" |")
    }
    buffer.append("\n|")
    for field in table.fields { buffer.append(field.column.type.isNumeric ? " ---: |" : " --- |") }
    buffer.append("\n")
    var cell: [UInt8] = []
    for row in 0..<table.rowCount {
      buffer.append("|")
      for field in table.fields {
        cell.removeAll(keepingCapacity: true)
        if PlainText.isKnown(field.column, row) { appendRounded(field.column, row, to: &cell) }
        buffer.append(" ")
        append(text: cell, to: &buffer.bytes)
        buffer.append(" |")
      }
      buffer.append("\n")
      try buffer.flushIfLong()
    }
  }

  /// As people read it: inexact money to the cent, percent with its sign.
  private static func appendRounded(_ column: Column, _ row: Int, to bytes: inout [UInt8]) {
    guard case .double(let values) = column.storage else { return PlainText.append(column, row, to: &bytes) }
    let value = values[row]
    switch column.type {
    case .inexactMoney where abs(value) < 9e15:
      PlainText.append(money: Int64((value * 100).rounded()), to: &bytes)
    case .percent where abs(value) < 1e12:
      PlainText.append((value * 1000).rounded() / 10, to: &bytes)
      bytes.append(UInt8(ascii: "%"))
    default: PlainText.append(value, to: &bytes)
    }
  }

  /// Text in a cell: what Markdown or HTML would take for its own is escaped, a line break is `<br>`.
  private static func append(text: some Sequence<UInt8>, to bytes: inout [UInt8]) {
    var previous: UInt8 = 0
    for byte in text {
      switch byte {
      case UInt8(ascii: "|"), UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "_"),
        UInt8(ascii: "["), UInt8(ascii: "]"):
        bytes += [UInt8(ascii: "\\"), byte]
      case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
      case 10 where previous == 13: break
      case 10, 13: bytes.append(contentsOf: "<br>".utf8)
      case 0..<32, 127: bytes.append(32)
      default: bytes.append(byte)
      }
      previous = byte
    }
  }
}
