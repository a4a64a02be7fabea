import CKernels

/// CRC-32C (Castagnoli): finds accidental damage, at several bytes a nanosecond where the machine has the instruction.
public enum CRC32C {
  /// The checksum of some bytes; `before` is the checksum of the bytes that come before them.
  public static func of(_ bytes: UnsafeRawBufferPointer, after before: UInt32 = 0) -> UInt32 {
    guard let start = bytes.baseAddress else { return before }
    return kernels_crc32c(before, start.assumingMemoryBound(to: UInt8.self), bytes.count)
  }

  /// The checksum of a whole buffer.
  public static func of(_ bytes: Buffer<UInt8>, after before: UInt32 = 0) -> UInt32 {
    bytes.withUnsafe { of(UnsafeRawBufferPointer($0), after: before) }
  }
}

/// A SHA-256 digest (FIPS 180-4), its 32 bytes as four words in the order of memory.
public struct SHA256: Equatable, Sendable, BitwiseCopyable {
  public var words: SIMD4<UInt64> = SIMD4()

  /// 32 zero bytes, which are the digest of nothing that is known.
  public init() {}

  /// The digest of some bytes.
  public init(of bytes: UnsafeRawBufferPointer) {
    withUnsafeMutableBytes(of: &words) { target in
      guard let digest = target.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
      var nothing: UInt8 = 0
      if let start = bytes.baseAddress {
        kernels_sha256(start.assumingMemoryBound(to: UInt8.self), bytes.count, digest)
      } else {
        kernels_sha256(&nothing, 0, digest)
      }
    }
  }

  /// The digest of some bytes.
  public init(of bytes: [UInt8]) { self = bytes.withUnsafeBytes { SHA256(of: $0) } }

  /// The 32 bytes of the digest.
  public var bytes: [UInt8] { withUnsafeBytes(of: words) { Array($0) } }
}
