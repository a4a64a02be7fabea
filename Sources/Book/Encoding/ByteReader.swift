import Columns

/// Bytes that are not what a writer wrote.
public struct MalformedBytes: Error, Sendable, Equatable {
  /// Where, counted from the first byte that was given.
  public var offset: Int
  /// What is wrong: “a text ends beyond the end”.
  public var reason: String

  public init(offset: Int, reason: String) {
    self.offset = offset
    self.reason = reason
  }
}

/// Reads what `ByteWriter` wrote, from bytes that nobody vouches for.
///
/// Never reads beyond the end, never traps, and never allocates more than the bytes that are there can fill.
public struct ByteReader: Sendable {
  private let bytes: Buffer<UInt8>
  /// Where the next value begins.
  public private(set) var offset = 0

  public init(_ bytes: Buffer<UInt8>) { self.bytes = bytes }

  public init(_ bytes: [UInt8]) { self.bytes = Buffer(bytes) }

  /// The bytes not read yet.
  public var remaining: Int { bytes.count - offset }

  /// A complaint about what was read last.
  public func malformed(_ reason: String) -> MalformedBytes { MalformedBytes(offset: offset, reason: reason) }

  /// Throws unless everything was read.
  public func finish() throws(MalformedBytes) {
    guard remaining == 0 else { throw malformed("\(remaining) bytes follow the end") }
  }

  /// One byte.
  public mutating func byte() throws(MalformedBytes) -> UInt8 {
    guard offset < bytes.count else { throw malformed("the bytes end too soon") }
    defer { offset += 1 }
    return bytes[offset]
  }

  /// A truth value.
  public mutating func truth() throws(MalformedBytes) -> Bool {
    let value = try byte()
    guard value <= 1 else { throw malformed("\(value) is no truth value") }
    return value == 1
  }

  /// A number that is never negative.
  public mutating func unsigned() throws(MalformedBytes) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), through: 63, by: 7) {
      let next = try byte()
      guard shift < 63 || next <= 1 else { break }
      value |= UInt64(next & 0x7F) << shift
      if next < 0x80 { return value }
    }
    throw malformed("a number is longer than 64 bits")
  }

  /// A whole number.
  public mutating func signed() throws(MalformedBytes) -> Int64 {
    let folded = try unsigned()
    return Int64(bitPattern: folded >> 1) ^ -Int64(bitPattern: folded & 1)
  }

  /// A whole number that fits a narrower type.
  public mutating func signed<Narrow: FixedWidthInteger>(as type: Narrow.Type) throws(MalformedBytes) -> Narrow {
    guard let value = Narrow(exactly: try signed()) else { throw malformed("a number is too large") }
    return value
  }

  /// A count or position that is at most `limit`.
  public mutating func count(upTo limit: Int) throws(MalformedBytes) -> Int {
    guard let value = Int(exactly: try unsigned()), value <= limit else {
      throw malformed("a count is greater than \(limit)")
    }
    return value
  }

  /// How many elements follow, each of at least so many bytes. They have to be there.
  private mutating func length(of least: Int = 1) throws(MalformedBytes) -> Int {
    let length = try count(upTo: remaining)
    guard length <= remaining / max(1, least) else { throw malformed("a length reaches beyond the end") }
    return length
  }

  /// A floating-point number.
  public mutating func number() throws(MalformedBytes) -> Double {
    var bits: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 8) { bits |= UInt64(try byte()) << shift }
    return Double(bitPattern: bits)
  }

  /// A text. Bytes that are not UTF-8 are an error.
  public mutating func text() throws(MalformedBytes) -> String {
    let length = try length()
    guard let text = String(validating: bytes[offset..<offset + length].array, as: UTF8.self) else {
      throw malformed("a text is not UTF-8")
    }
    offset += length
    return text
  }

  /// Bytes that were written with their length.
  public mutating func run() throws(MalformedBytes) -> [UInt8] {
    let length = try length()
    defer { offset += length }
    return bytes[offset..<offset + length].array
  }

  /// A list of elements that take at least `least` bytes each, so that no length can ask for more memory than is there.
  public mutating func list<Element>(
    least: Int = 1, _ read: (inout ByteReader) throws(MalformedBytes) -> Element
  ) throws(MalformedBytes) -> [Element] {
    let count = try length(of: least)
    var elements: [Element] = []
    // An element in memory may be many times as long as its bytes, so no length is believed before they are read.
    elements.reserveCapacity(min(count, 1024))
    for _ in 0..<count { elements.append(try read(&self)) }
    return elements
  }

  /// A value that may be absent.
  public mutating func optional<Value>(
    _ read: (inout ByteReader) throws(MalformedBytes) -> Value
  ) throws(MalformedBytes) -> Value? {
    try truth() ? try read(&self) : nil
  }
}
