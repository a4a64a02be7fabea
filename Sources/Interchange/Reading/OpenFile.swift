import Diagnostics
import Glibc

/// A regular file that is open for reading, and is closed with its last user.
final class OpenFile: Sendable {
  let path: String
  /// Its size when it was opened.
  let count: Int
  private let descriptor: Int32

  /// Nil for what is no regular file, such as a pipe, which cannot be read twice. Throws `unreadable-file`.
  init?(path: String) throws {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw SourceFile.unreadable(path, SourceFile.reason(errno)) }
    var status = stat()
    let isRegular = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    count = Int(status.st_size)
    if !isRegular { return nil }
  }

  deinit { close(descriptor) }

  /// Fills the memory with the bytes from an offset on, or as much of it as there are; gives their number.
  func read(into target: UnsafeMutableBufferPointer<UInt8>, at offset: Int) throws -> Int {
    var filled = 0
    while filled < target.count {
      let got = pread(descriptor, target.baseAddress.map { $0 + filled }, target.count - filled, offset + filled)
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw SourceFile.unreadable(path, SourceFile.reason(errno)) }
      if got == 0 { break }
      filled += got
    }
    return filled
  }
}
