import Columns

/// Writes the small things of a book's file: numbers, texts and lists of them, one behind the other.
///
/// Whole numbers take seven bits a byte, the least first, the top bit saying that more follow; signed ones are folded
/// first, so that small ones stay short (0, −1, 1, −2 are 0, 1, 2, 3). A text is its length in bytes and its UTF-8; a list
/// its length and its elements. `ByteReader` reads the same.
public struct ByteWriter: Sendable {
  public private(set) var bytes: [UInt8] = []

  public init() {}

  /// One byte.
  public mutating func append(byte: UInt8) { bytes.append(byte) }

  /// A truth value, as one byte.
  public mutating func append(_ truth: Bool) { bytes.append(truth ? 1 : 0) }

  /// A number that is never negative, in 1 to 10 bytes.
  public mutating func append(unsigned value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// A count or position; a negative one, which none should be, is written as 0.
  public mutating func append(count: Int) { append(unsigned: UInt64(max(0, count))) }

  /// A whole number, in 1 to 10 bytes.
  public mutating func append(signed value: Int64) {
    append(unsigned: UInt64(bitPattern: value << 1 ^ value >> 63))
  }

  /// A floating-point number by its bits, in 8 bytes.
  public mutating func append(_ number: Double) {
    let bits = number.bitPattern
    for shift in stride(from: UInt64(0), to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: bits >> shift)) }
  }

  /// A text.
  public mutating func append(_ text: String) {
    append(count: text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  /// Bytes with their length.
  public mutating func append(_ run: [UInt8]) {
    append(count: run.count)
    bytes.append(contentsOf: run)
  }

  /// Bytes of a text with their length.
  @inline(__always)
  public mutating func append(text: some Collection<UInt8>) {
    append(count: text.count)
    bytes.append(contentsOf: text)
  }

  /// A list: its length, then each element as `write` writes it.
  public mutating func append<Elements: Collection>(
    list elements: Elements, _ write: (inout ByteWriter, Elements.Element) -> Void
  ) {
    append(count: elements.count)
    for element in elements { write(&self, element) }
  }

  /// A value that may be absent: whether it is there, then the value as `write` writes it.
  public mutating func append<Value>(optional value: Value?, _ write: (inout ByteWriter, Value) -> Void) {
    append(value != nil)
    if let value { write(&self, value) }
  }
}
