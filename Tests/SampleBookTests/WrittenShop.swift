import SampleBook

/// A shop as its files say it: the tests read what was written, never what was meant.
struct WrittenShop: Sendable {
  struct Table: Sendable {
    let columns: [String]
    let rows: [[String]]

    /// The cells of a column; a test that asks for one that is not there fails on the empty answer.
    func column(_ name: String) -> [String] {
      guard let index = columns.firstIndex(of: name) else { return [] }
      return rows.map { $0.count > index ? $0[index] : "?" }
    }

    /// Each row as a dictionary from column to cell.
    var records: [[String: String]] {
      rows.map { Dictionary(zip(columns, $0), uniquingKeysWith: { first, _ in first }) }
    }
  }

  let shop: SampleShop
  let bytes: [String: [UInt8]]
  let tables: [String: Table]

  init(_ shop: SampleShop) {
    var bytes: [String: [UInt8]] = [:]
    shop.write { file, piece in bytes[file, default: []].append(contentsOf: piece) }
    self.shop = shop
    self.bytes = bytes
    var tables: [String: Table] = [:]
    for (file, content) in bytes {
      var rows = Self.parse(content)
      let header = rows.isEmpty ? [] : rows.removeFirst()
      tables[String(file.dropLast(4))] = Table(columns: header, rows: rows)
    }
    self.tables = tables
  }

  subscript(name: String) -> Table { tables[name] ?? Table(columns: [], rows: []) }

  /// The demo: 2,000 customers.
  static let demo = WrittenShop(SampleShop(customers: 2_000, seed: 1))

  /// A reader of RFC 4180 that is as plain as can be.
  static func parse(_ bytes: [UInt8]) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var index = 0
    func finishCell() {
      row.append(String(decoding: cell, as: UTF8.self))
      cell.removeAll(keepingCapacity: true)
    }
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch (byte, isQuoted) {
      case (0x22, true) where index < bytes.count && bytes[index] == 0x22:
        cell.append(byte)
        index += 1
      case (0x22, _): isQuoted.toggle()
      case (0x2C, false): finishCell()
      case (0x0A, false):
        finishCell()
        rows.append(row)
        row.removeAll()
      default: cell.append(byte)
      }
    }
    return rows
  }

  /// FNV-1a over the files in the order in which they are written.
  var fingerprint: UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for name in SampleShop.tableNames {
      for byte in bytes[name + ".csv"] ?? [] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
    return hash
  }
}
