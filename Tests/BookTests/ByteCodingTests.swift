import Book
import Columns
import Testing

@Suite struct ByteCodingTests {
  @Test func numbersComeBack() throws {
    let edges: [Int64] = [0, -1, 1, 63, 64, -64, -65, 127, 128, 1 << 31, -(1 << 31), .max, .min]
    for value in edges {
      var writer = ByteWriter()
      writer.append(signed: value)
      writer.append(unsigned: UInt64(bitPattern: value))
      var reader = ByteReader(writer.bytes)
      #expect(try reader.signed() == value)
      #expect(try reader.unsigned() == UInt64(bitPattern: value))
      try reader.finish()
    }
    var writer = ByteWriter()
    writer.append(signed: -3)
    #expect(writer.bytes == [5])
  }

  @Test func everythingComesBack() throws {
    let numbers: [Double] = [0, -0.0, .infinity, .nan, 1.5, .leastNonzeroMagnitude]
    var writer = ByteWriter()
    writer.append("Zoë\0")
    writer.append([1, 2, 255])
    writer.append(true)
    writer.append(list: numbers) { $0.append($1) }
    writer.append(optional: nil as String?) { $0.append($1) }
    writer.append(optional: "x") { $0.append($1) }
    var reader = ByteReader(writer.bytes)
    #expect(try reader.text() == "Zoë\0")
    #expect(try reader.run() == [1, 2, 255])
    #expect(try reader.truth())
    let read = try reader.list(least: 8) { reader throws(MalformedBytes) in try reader.number() }
    #expect(read.map(\.bitPattern) == numbers.map(\.bitPattern))
    #expect(try reader.optional { reader throws(MalformedBytes) in try reader.text() } == nil)
    #expect(try reader.optional { reader throws(MalformedBytes) in try reader.text() } == "x")
    try reader.finish()
  }

  @Test(arguments: [
    [UInt8](repeating: 0x80, count: 20), [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 2], [], [0x80],
    [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1], [1], [2, 0xC3, 0x28], [3, 65, 65], [9, 65],
  ])
  func hostileBytesAreRefused(_ bytes: [UInt8]) {
    var texts = ByteReader(bytes)
    #expect(throws: MalformedBytes.self) { _ = try texts.text() }
    var runs = ByteReader(bytes)
    if bytes.first != 2 { #expect(throws: MalformedBytes.self) { _ = try runs.run() } }
    var lists = ByteReader(bytes)
    #expect(throws: MalformedBytes.self) {
      _ = try lists.list(least: 2) { reader throws(MalformedBytes) in try reader.number() }
    }
  }

  @Test func whatFollowsTheEndIsRefused() throws {
    var reader = ByteReader([0, 7])
    #expect(try reader.unsigned() == 0)
    #expect(throws: MalformedBytes(offset: 1, reason: "1 bytes follow the end")) { try reader.finish() }
    #expect(throws: MalformedBytes.self) { _ = try reader.truth() }
    var large = ByteReader([0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1])
    #expect(throws: MalformedBytes.self) { _ = try large.signed(as: Int32.self) }
  }

  @Test func typesComeBackAndReferencesStayWithinTheBook() throws {
    let types: [ValueType] = [
      .truth, .text, .whole, .number, .percent, .money, .inexactMoney, .date, .time, .duration, .textSet,
      .reference(table: 2),
    ]
    for type in types {
      var writer = ByteWriter()
      type.write(to: &writer)
      var reader = ByteReader(writer.bytes)
      #expect(try ValueType(from: &reader, tableCount: 3) == type)
      try reader.finish()
    }
    for bytes: [UInt8] in [[0], [13], [255], [12, 3], [12]] {
      var reader = ByteReader(bytes)
      #expect(throws: MalformedBytes.self) { _ = try ValueType(from: &reader, tableCount: 3) }
    }
  }
}
