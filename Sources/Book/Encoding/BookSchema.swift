import Columns

/// All that has to be known of a book before any of its values is read.
struct BookSchema: Equatable, Sendable {
  /// A table with its columns, where its rows came from, and whether there is an index of its keys.
  struct Table: Equatable, Sendable {
    struct Origin: Equatable, Sendable {
      var batches: IntegerLayout
      var lines: IntegerLayout
    }

    var name: String
    var rowCount: Int
    var keyColumn: Int?
    var parentColumn: Int?
    var eventColumn: Int?
    var columns: [ColumnLayout]
    var origin: Origin?
    var hasKeyIndex: Bool
  }

  struct Way: Equatable, Sendable {
    var name: String
    var target: Int
    var source: Int
    var sourceColumn: Int
    /// Whether the source lies in the order of this way, and the file tells where each row's children begin.
    var isInOrder: Bool
  }

  var name: String
  var currency: String
  var tables: [Table]
  var ways: [Way]

  /// What the schema of this version begins with.
  private static let version: UInt8 = 1

  var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.append(byte: BookSchema.version)
    writer.append(name)
    writer.append(currency)
    writer.append(list: tables) { $1.write(to: &$0) }
    writer.append(list: ways) { $1.write(to: &$0) }
    return writer.bytes
  }

  /// Reads a schema, and makes sure that it does not contradict itself.
  init(bytes: Buffer<UInt8>) throws(MalformedBytes) {
    var reader = ByteReader(bytes)
    let version = try reader.byte()
    guard version == BookSchema.version else { throw reader.malformed("there is no version \(version) of it") }
    name = try reader.text()
    currency = try reader.text()
    var ahead = reader
    let tableCount = try ahead.count(upTo: ahead.remaining)
    tables = try reader.list { reader throws(MalformedBytes) in try Table(from: &reader, tableCount: tableCount) }
    ways = try reader.list { reader throws(MalformedBytes) in try Way(from: &reader) }
    try reader.finish()
    if let contradiction { throw reader.malformed(contradiction) }
  }

  init(name: String, currency: String, tables: [Table], ways: [Way]) {
    self.name = name
    self.currency = currency
    self.tables = tables
    self.ways = ways
  }
}

extension BookSchema.Table {
  fileprivate func write(to writer: inout ByteWriter) {
    writer.append(name)
    writer.append(count: rowCount)
    for role in [keyColumn, parentColumn, eventColumn] { writer.append(optional: role) { $0.append(count: $1) } }
    writer.append(list: columns) { $1.write(to: &$0) }
    writer.append(optional: origin) { writer, origin in
      origin.batches.write(to: &writer)
      origin.lines.write(to: &writer)
    }
    writer.append(hasKeyIndex)
  }

  fileprivate init(from reader: inout ByteReader, tableCount: Int) throws(MalformedBytes) {
    name = try reader.text()
    rowCount = try reader.count(upTo: Int(Int32.max) - 1)
    var roles: [Int?] = []
    for _ in 0..<3 {
      roles.append(
        try reader.optional { reader throws(MalformedBytes) in try reader.count(upTo: Int(Int32.max)) })
    }
    (keyColumn, parentColumn, eventColumn) = (roles[0], roles[1], roles[2])
    columns = try reader.list { reader throws(MalformedBytes) in
      try ColumnLayout(from: &reader, tableCount: tableCount)
    }
    origin = try reader.optional { reader throws(MalformedBytes) in
      let batches = try IntegerLayout(from: &reader)
      return Origin(batches: batches, lines: try IntegerLayout(from: &reader))
    }
    hasKeyIndex = try reader.truth()
  }
}

extension BookSchema.Way {
  fileprivate func write(to writer: inout ByteWriter) {
    writer.append(name)
    for number in [target, source, sourceColumn] { writer.append(count: number) }
    writer.append(isInOrder)
  }

  fileprivate init(from reader: inout ByteReader) throws(MalformedBytes) {
    name = try reader.text()
    target = try reader.count(upTo: Int(Int32.max))
    source = try reader.count(upTo: Int(Int32.max))
    sourceColumn = try reader.count(upTo: Int(Int32.max))
    isInOrder = try reader.truth()
  }
}
