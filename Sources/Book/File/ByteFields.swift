import Columns
import Glibc

/// Little-endian numbers, one after the other.
struct FieldWriter {
  private(set) var bytes: [UInt8] = []

  private static let zeros = [UInt8](repeating: 0, count: FileLayout.pageSize)

  init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  mutating func add(_ number: UInt64) { withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) } }
  mutating func add(_ number: UInt32) { withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) } }
  mutating func add(_ text: [UInt8]) { bytes.append(contentsOf: text) }
  mutating func add(_ digest: SHA256) { withUnsafeBytes(of: digest.words) { bytes.append(contentsOf: $0) } }

  mutating func add(_ fileID: FileID) {
    add(fileID.high)
    add(fileID.low)
  }

  /// Adds zeros until there are this many bytes.
  mutating func fill(upTo count: Int) {
    while bytes.count < count { bytes.append(contentsOf: Self.zeros[..<min(count - bytes.count, Self.zeros.count)]) }
  }

  /// Adds the CRC of everything so far.
  mutating func addSum() { add(Self.sum(bytes[...])) }

  static func sum(_ bytes: ArraySlice<UInt8>) -> UInt32 { bytes.withUnsafeBytes { CRC32C.of($0) } }
}

/// Bytes that were read from a file, kept for as long as the view or a part of it; numbers in them are little-endian.
///
/// The bytes are written once, before the view is given to anyone. Places are checked against the count by the callers,
/// who know how long a header, a slot or an entry is, and by a precondition here.
struct ByteView: @unchecked Sendable {
  private final class Owner {
    let bytes: UnsafeMutableRawBufferPointer
    init(count: Int) { bytes = .allocate(byteCount: max(8, count), alignment: 8) }
    deinit { bytes.deallocate() }
  }

  private let owner: Owner
  /// Lies within the owner's bytes.
  private let bytes: UnsafeRawBufferPointer

  /// Bytes that `fill` writes; it says how many it wrote.
  init(count: Int, filledBy fill: (UnsafeMutableRawBufferPointer) throws(DiskError) -> Int) throws(DiskError) {
    owner = Owner(count: count)
    let filled = try fill(UnsafeMutableRawBufferPointer(rebasing: owner.bytes[0..<count]))
    bytes = UnsafeRawBufferPointer(rebasing: owner.bytes[0..<min(filled, count)])
  }

  private init(_ owner: Owner, _ bytes: UnsafeRawBufferPointer) {
    self.owner = owner
    self.bytes = bytes
  }

  var count: Int { bytes.count }
  var array: [UInt8] { Array(bytes) }
  /// The CRC of all the bytes.
  var sum: UInt32 { CRC32C.of(bytes) }
  var digest: SHA256 { SHA256(of: bytes) }

  /// The CRC of these bytes and of those before them, of which `before` is the CRC.
  func sum(after before: UInt32) -> UInt32 { CRC32C.of(bytes, after: before) }

  subscript(range: Range<Int>) -> ByteView { ByteView(owner, UnsafeRawBufferPointer(rebasing: bytes[range])) }

  func number(at place: Int) -> UInt64 {
    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
  }

  func short(at place: Int) -> UInt32 {
    UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self))
  }

  /// A number that is a place or a length; nil if no file can be that long.
  func offset(at place: Int) -> Int? {
    let number = number(at: place)
    return number < 1 << 62 ? Int(number) : nil
  }

  func fileID(at place: Int) -> FileID { FileID(high: number(at: place), low: number(at: place + 8)) }

  func digest(at place: Int) -> SHA256 {
    var digest = SHA256()
    digest.words = bytes.loadUnaligned(fromByteOffset: place, as: SIMD4<UInt64>.self)
    return digest
  }

  /// Whether all bytes are zero.
  var isZero: Bool { bytes.allSatisfy { $0 == 0 } }

  /// Where these eight bytes occur next, from a place on.
  func place(of number: UInt64, from start: Int) -> Int? {
    guard let base = bytes.baseAddress else { return nil }
    let first = Int32(truncatingIfNeeded: number & 0xFF)
    var cursor = start
    while cursor + 8 <= count, let found = memchr(base + cursor, first, count - 7 - cursor) {
      cursor = UnsafeRawPointer(found) - base
      if self.number(at: cursor) == number { return cursor }
      cursor += 1
    }
    return nil
  }
}
