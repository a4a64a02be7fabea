import Columns
import Glibc

/// The bytes of a file. What touches many bytes is done by the C library, because tests are not optimised.
struct Image: Equatable {
  private(set) var bytes: [UInt8] = []

  var size: Int { bytes.count }

  init(_ bytes: [UInt8] = []) { self.bytes = bytes }

  mutating func resize(_ size: Int) {
    guard size != bytes.count else { return }
    let old = bytes
    bytes = [UInt8](unsafeUninitializedCapacity: size) { target, count in
      let common = min(size, old.count)
      if let to = target.baseAddress {
        old.withUnsafeBytes { if let from = $0.baseAddress { memcpy(to, from, common) } }
        memset(to + common, 0, size - common)
      }
      count = size
    }
  }

  mutating func write(_ part: UnsafeRawBufferPointer, at offset: Int) {
    if offset + part.count > bytes.count { resize(offset + part.count) }
    bytes.withUnsafeMutableBytes { target in
      guard let to = target.baseAddress, let from = part.baseAddress else { return }
      memcpy(to + offset, from, part.count)
    }
  }

  mutating func write(_ part: [UInt8], at offset: Int) {
    part.withUnsafeBytes { write($0, at: offset) }
  }

  mutating func fill(_ range: Range<Int>, with byte: UInt8) {
    bytes.withUnsafeMutableBytes { target in
      if let start = target.baseAddress { memset(start + range.lowerBound, Int32(byte), range.count) }
    }
  }

  /// A number that differs between images which differ in more than the padding of the first pages.
  var fingerprint: UInt64 {
    bytes.withUnsafeBytes { bytes in
      var sum = UInt32(truncatingIfNeeded: size)
      for start in stride(from: 0, to: min(3 * 4096, size), by: 4096) {
        sum = CRC32C.of(UnsafeRawBufferPointer(rebasing: bytes[start..<min(size, start + 80)]), after: sum)
      }
      if size > 3 * 4096 { sum = CRC32C.of(UnsafeRawBufferPointer(rebasing: bytes[3 * 4096..<size]), after: sum) }
      return UInt64(sum) << 24 ^ UInt64(size)
    }
  }

  func read(at offset: Int, into target: UnsafeMutableRawBufferPointer) -> Int {
    let count = max(0, min(target.count, bytes.count - offset))
    bytes.withUnsafeBytes { source in
      guard count > 0, let to = target.baseAddress, let from = source.baseAddress else { return }
      memcpy(to, from + offset, count)
    }
    return count
  }
}

/// A change of a file that is not on the disk yet.
enum PendingOperation {
  case write([UInt8], at: Int)
  case truncate(Int)

  func apply(to image: inout Image) {
    switch self {
    case .write(let bytes, let offset): image.write(bytes, at: offset)
    case .truncate(let size): image.resize(size)
    }
  }

  /// Applies those sectors of a write for which `isKept` says so; the file takes its whole length all the same, with
  /// `filler` in the place of what is missing beyond the old end.
  func applyTorn(to image: inout Image, sector: Int, filler: UInt8, isKept: (Int) -> Bool) {
    guard case .write(let bytes, let offset) = self else { return }
    let oldSize = image.size
    let end = offset + bytes.count
    if end > oldSize {
      image.resize(end)
      if filler != 0 { image.fill(max(oldSize, offset)..<end, with: filler) }
    }
    var start = offset
    var index = 0
    while start < end {
      let next = min(end, (start / sector + 1) * sector)
      if isKept(index) {
        bytes.withUnsafeBytes {
          image.write(UnsafeRawBufferPointer(rebasing: $0[start - offset..<next - offset]), at: start)
        }
      }
      start = next
      index += 1
    }
  }

  /// How many sectors a write touches.
  func sectors(_ size: Int) -> Int {
    guard case .write(let bytes, let offset) = self, !bytes.isEmpty else { return 0 }
    return (offset + bytes.count - 1) / size - offset / size + 1
  }
}
