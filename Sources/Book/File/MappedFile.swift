import Glibc

/// The first bytes of a file, mapped into memory to be read, for as long as anyone uses them.
public final class MappedFile: @unchecked Sendable {
  /// Valid, and written by nobody, as long as the object lives.
  public let bytes: UnsafeRawBufferPointer
  private let release: @Sendable (UnsafeRawBufferPointer) -> Void

  /// Bytes that `release` gives back; it is called once, by the last user's thread.
  public init(_ bytes: UnsafeRawBufferPointer, release: @escaping @Sendable (UnsafeRawBufferPointer) -> Void) {
    self.bytes = bytes
    self.release = release
  }

  deinit { release(bytes) }
}
