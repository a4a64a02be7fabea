import Columns

extension OutputFormat {
  static let csv = OutputFormat(
    name: "csv", extensions: ["csv"],
    doc: "Comma-separated values (RFC 4180, lines end in a line feed): opens in every spreadsheet and database."
  ) { try DelimitedWriter(delimiter: UInt8(ascii: ","), isRaw: $1.isRaw).write($0, to: &$2) }

  static let tsv = OutputFormat(
    name: "tsv", extensions: ["tsv", "tab"], doc: "Tab-separated values: like CSV, with tabs between the cells."
  ) { try DelimitedWriter(delimiter: UInt8(ascii: "\t"), isRaw: $1.isRaw).write($0, to: &$2) }
}

/// Writes rows of cells between delimiters.
///
/// A missing value is nothing at all; an empty text is `""`. A text that a spreadsheet would run as a formula (it begins
/// with `= + - @`, a tab or a carriage return) gets an apostrophe in front, unless it is a plain number or a phone number.
struct DelimitedWriter {
  let delimiter: UInt8
  let isRaw: Bool

  func write(_ table: ResultTable, to buffer: inout OutputBuffer) throws {
    var cell: [UInt8] = []
    for (index, field) in table.fields.enumerated() {
      if index > 0 { buffer.bytes.append(delimiter) }
      cell.removeAll(keepingCapacity: true)
      cell.append(contentsOf: field.name.utf8)
      append(text: cell, to: &buffer)
    }
    buffer.bytes.append(UInt8(ascii: "\n"))
    for row in 0..<table.rowCount {
      for (index, field) in table.fields.enumerated() {
        if index > 0 { buffer.bytes.append(delimiter) }
        append(field.column, row, isOnly: table.fields.count == 1, &cell, to: &buffer)
      }
      buffer.bytes.append(UInt8(ascii: "\n"))
      try buffer.flushIfLong()
    }
  }

  private func append(
    _ column: Column, _ row: Int, isOnly: Bool, _ cell: inout [UInt8], to buffer: inout OutputBuffer
  ) {
    guard PlainText.isKnown(column, row) else {
      // A line of nothing would be taken for no row.
      if isOnly { buffer.append("\"\"") }
      return
    }
    switch column.storage {
    case .text, .textSet:
      cell.removeAll(keepingCapacity: true)
      PlainText.append(column, row, to: &cell)
      append(text: cell, to: &buffer)
    default: PlainText.append(column, row, to: &buffer.bytes)
    }
  }

  func append(text cell: [UInt8], to buffer: inout OutputBuffer) {
    let isFormula = !isRaw && SpreadsheetFormula.wouldRun(cell)
    if isFormula { buffer.neutralised += 1 }
    guard needsQuotes(cell) else {
      if isFormula { buffer.bytes.append(UInt8(ascii: "'")) }
      buffer.bytes.append(contentsOf: cell)
      return
    }
    buffer.bytes.append(UInt8(ascii: "\""))
    if isFormula { buffer.bytes.append(UInt8(ascii: "'")) }
    for byte in cell {
      if byte == UInt8(ascii: "\"") { buffer.bytes.append(byte) }
      buffer.bytes.append(byte)
    }
    buffer.bytes.append(UInt8(ascii: "\""))
  }

  private func needsQuotes(_ cell: [UInt8]) -> Bool {
    guard let first = cell.first, let last = cell.last else { return true }
    if first <= 32 || last <= 32 { return true }
    return cell.contains { $0 == delimiter || $0 == UInt8(ascii: "\"") || $0 == 10 || $0 == 13 }
  }
}

/// Texts that spreadsheets take for formulas when they open a file.
enum SpreadsheetFormula {
  static func wouldRun(_ text: [UInt8]) -> Bool {
    guard let first = text.first else { return false }
    switch first {
    case UInt8(ascii: "="), UInt8(ascii: "@"), 9, 13: return true
    case UInt8(ascii: "+"), UInt8(ascii: "-"): return !isPhoneOrNumber(text)
    default: return false
    }
  }

  /// A sign and then nothing but digits, spaces, parentheses, dots and hyphens, of which at least one digit.
  private static func isPhoneOrNumber(_ text: [UInt8]) -> Bool {
    var hasDigit = false
    for byte in text.dropFirst() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): hasDigit = true
      case UInt8(ascii: " "), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "."), UInt8(ascii: "-"): continue
      default: return false
      }
    }
    return hasDigit
  }
}
