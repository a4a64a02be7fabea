/// Some bytes of a file, mapped into memory to be read, for as long as anyone uses them.
public final class MappedBytes: @unchecked Sendable {
  /// What is done with a part of the bytes.
  public typealias Action = @Sendable (UnsafeRawBufferPointer) -> Void

  /// Valid, and written by nobody, as long as the object lives.
  public let bytes: UnsafeRawBufferPointer
  /// How many bytes behind those may be written to. The file never has what is written there.
  public let room: Int
  private let prepare: @Sendable (UnsafeRawBufferPointer) -> DiskError?
  private let release: Action

  /// Bytes that `release` gives back; it is called once, by the last user's thread. `prepare` brings a part of them into
  /// memory, or says why the disk does not give it.
  public init(
    _ bytes: UnsafeRawBufferPointer, room: Int = 0,
    prepare: @escaping @Sendable (UnsafeRawBufferPointer) -> DiskError? = { _ in nil }, release: @escaping Action
  ) {
    self.bytes = bytes
    self.room = room
    self.prepare = prepare
    self.release = release
  }

  deinit { release(bytes) }

  /// Brings a part of the bytes into memory: a disk that fails is an error here, where reading would end the process.
  func ready(_ range: Range<Int>) throws(DiskError) -> UnsafeRawBufferPointer {
    let part = UnsafeRawBufferPointer(rebasing: bytes[range])
    if let error = prepare(part) { throw error }
    return part
  }
}
