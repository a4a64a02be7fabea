import Columns

extension OutputFormat {
  static let json = OutputFormat(
    name: "json", extensions: ["json"], doc: "A JSON array with one object a row; missing values are null."
  ) { table, _, buffer in
    let writer = JsonWriter(table)
    buffer.append("[")
    for row in 0..<table.rowCount {
      buffer.append(row == 0 ? "\n  " : ",\n  ")
      writer.append(row, to: &buffer.bytes)
      try buffer.flushIfLong()
    }
    buffer.append(table.rowCount == 0 ? "]\n" : "\n]\n")
  }
}

/// Writes rows as JSON objects: numbers, truth and null as such, sets as arrays, all else as text.
///
/// Money keeps its two decimals as a number; dates and times are ISO 8601.
struct JsonWriter {
  private let table: ResultTable
  /// Each name quoted, with its colon; a name that comes twice gets a number, since an object has each name once.
  private let names: [[UInt8]]

  init(_ table: ResultTable) {
    self.table = table
    var seen: Set<String> = []
    names = table.fields.map { field in
      var name = field.name
      var number = 2
      while !seen.insert(name).inserted {
        name = "\(field.name)_\(number)"
        number += 1
      }
      var bytes: [UInt8] = []
      JsonWriter.append(text: Array(name.utf8), to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      return bytes
    }
  }

  func append(_ row: Int, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "{"))
    for (index, field) in table.fields.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(contentsOf: names[index])
      append(field.column, row, to: &bytes)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  private func append(_ column: Column, _ row: Int, to bytes: inout [UInt8]) {
    guard PlainText.isKnown(column, row) else {
      bytes.append(contentsOf: "null".utf8)
      return
    }
    switch column.storage {
    case .text(let pool, let codes):
      pool.withBytes(codes.map { Int($0[row]) } ?? row) { JsonWriter.append(text: $0, to: &bytes) }
    case .textSet(let pool, let offsets, let codes):
      bytes.append(UInt8(ascii: "["))
      for index in offsets[row]..<offsets[row + 1] {
        if index > offsets[row] { bytes.append(UInt8(ascii: ",")) }
        pool.withBytes(Int(codes[Int(index)])) { JsonWriter.append(text: $0, to: &bytes) }
      }
      bytes.append(UInt8(ascii: "]"))
    case .int32, .int64, .double, .truth:
      let isQuoted = [.date, .time, .duration].contains(column.type)
      if isQuoted { bytes.append(UInt8(ascii: "\"")) }
      PlainText.append(column, row, to: &bytes)
      if isQuoted { bytes.append(UInt8(ascii: "\"")) }
    }
  }

  /// A JSON string; the bytes must be UTF-8.
  static func append(text: some Sequence<UInt8>, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 10: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
      case 13: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "r")]
      case 9: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "t")]
      case 0..<32, 127:
        bytes += Array("\\u00".utf8) + [hex(byte >> 4), hex(byte & 15)]
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func hex(_ digit: UInt8) -> UInt8 { digit < 10 ? 48 + digit : 87 + digit }
}
