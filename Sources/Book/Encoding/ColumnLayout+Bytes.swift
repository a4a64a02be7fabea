import Columns

// How layouts are written into the schema: a number for the kind, then what belongs to it. A kind's number is for good.

extension IntegerLayout {
  func write(to writer: inout ByteWriter) {
    switch self {
    case .narrow: writer.append(byte: 1)
    case .wide: writer.append(byte: 2)
    case .packed(let base, let bits):
      writer.append(byte: 3)
      writer.append(signed: Int64(base))
      writer.append(byte: UInt8(truncatingIfNeeded: bits))
    case .constant(let value):
      writer.append(byte: 4)
      writer.append(signed: Int64(value))
    case .ascending(let first):
      writer.append(byte: 5)
      writer.append(signed: Int64(first))
    case .parents(let way):
      writer.append(byte: 6)
      writer.append(count: way)
    }
  }

  init(from reader: inout ByteReader) throws(MalformedBytes) {
    let kind = try reader.byte()
    switch kind {
    case 1: self = .narrow
    case 2: self = .wide
    case 3:
      let base = try reader.signed(as: Int32.self)
      let bits = Int(try reader.byte())
      guard (1...32).contains(bits) else { throw reader.malformed("numbers of \(bits) bits") }
      self = .packed(base: base, bits: bits)
    case 4: self = .constant(try reader.signed(as: Int32.self))
    case 5: self = .ascending(from: try reader.signed(as: Int32.self))
    case 6: self = .parents(way: try reader.count(upTo: Int(Int32.max)))
    default: throw reader.malformed("there is no layout \(kind) of whole numbers")
    }
  }
}

extension PoolLayout {
  func write(to writer: inout ByteWriter) {
    writer.append(count: entryCount)
    writer.append(isDistinct)
    switch form {
    case .plain(let byteCount):
      writer.append(byte: 1)
      writer.append(count: byteCount)
    case .numbered(let prefix, let width, let layout):
      writer.append(byte: 2)
      writer.append(prefix)
      writer.append(count: width)
      layout.write(to: &writer)
    }
  }

  init(from reader: inout ByteReader) throws(MalformedBytes) {
    entryCount = try reader.count(upTo: Int(Int32.max))
    isDistinct = try reader.truth()
    let kind = try reader.byte()
    switch kind {
    case 1: form = .plain(byteCount: try reader.count(upTo: Int(UInt32.max)))
    case 2:
      let prefix = try reader.run()
      let width = try reader.count(upTo: 9)
      form = .numbered(prefix: prefix, width: width, try IntegerLayout(from: &reader))
    default: throw reader.malformed("there is no layout \(kind) of texts")
    }
  }
}

extension ValuesLayout {
  func write(to writer: inout ByteWriter) {
    switch self {
    case .integers(let layout):
      writer.append(byte: 1)
      layout.write(to: &writer)
    case .doubles: writer.append(byte: 2)
    case .truth: writer.append(byte: 3)
    case .text(let pool, let codes):
      writer.append(byte: 4)
      pool.write(to: &writer)
      writer.append(optional: codes) { $1.write(to: &$0) }
    case .textSet(let pool, let memberCount):
      writer.append(byte: 5)
      pool.write(to: &writer)
      writer.append(count: memberCount)
    }
  }

  init(from reader: inout ByteReader) throws(MalformedBytes) {
    let kind = try reader.byte()
    switch kind {
    case 1: self = .integers(try IntegerLayout(from: &reader))
    case 2: self = .doubles
    case 3: self = .truth
    case 4:
      let pool = try PoolLayout(from: &reader)
      let codes = try reader.optional { reader throws(MalformedBytes) in try IntegerLayout(from: &reader) }
      self = .text(pool, codes: codes)
    case 5:
      let pool = try PoolLayout(from: &reader)
      self = .textSet(pool, memberCount: try reader.count(upTo: Int(Int32.max)))
    default: throw reader.malformed("there is no layout \(kind) of a column")
    }
  }
}

extension ColumnLayout {
  func write(to writer: inout ByteWriter) {
    writer.append(name)
    type.write(to: &writer)
    writer.append(isComplete)
    values.write(to: &writer)
    writer.append(count: orphanCount)
    writer.append(count: orphanBytes)
  }

  init(from reader: inout ByteReader, tableCount: Int) throws(MalformedBytes) {
    name = try reader.text()
    type = try ValueType(from: &reader, tableCount: tableCount)
    isComplete = try reader.truth()
    values = try ValuesLayout(from: &reader)
    orphanCount = try reader.count(upTo: Int(Int32.max))
    orphanBytes = try reader.count(upTo: 1 << 40)
  }
}
