import Diagnostics
import Glibc

/// Writes files that are there whole or not at all.
public enum AtomicFile {
  /// Writes a file through `body`, which gets a sink for its bytes.
  ///
  /// The bytes go to a new file (mode 0600) in the same folder, are brought to the disk, and only then take the name.
  /// Whatever fails, nothing is left behind and an old file stays as it was.
  ///
  /// - Throws: `file-exists` without `force`; `is-link` for a symbolic link, which is never followed nor replaced;
  ///   `cannot-write` with the reason; whatever `body` throws.
  public static func write<Result>(
    path: String, force: Bool = false, _ body: (_ sink: ([UInt8]) throws -> Void) throws -> Result
  ) throws -> Result {
    try check(path, force: force)
    let temporary = "\(path).\(UInt64.random(in: .min ... .max)).part"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure(path, errno) }
    var isOpen = true
    var isDone = false
    defer {
      if isOpen { close(descriptor) }
      if !isDone { unlink(temporary) }
    }
    let result = try body { bytes in try append(bytes, to: descriptor, path) }
    guard fsync(descriptor) == 0 else { throw failure(path, errno) }
    isOpen = false
    guard close(descriptor) == 0 else { throw failure(path, errno) }
    try take(path, from: temporary, force: force)
    isDone = true
    syncFolder(of: path)
    return result
  }

  static func check(_ path: String, force: Bool) throws {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    switch status.st_mode & S_IFMT {
    case S_IFLNK:
      throw Diagnostic(
        "is-link", "\(path) is a symbolic link, which is not written through.",
        notes: ["Give the path of the file itself."])
    case S_IFREG:
      if !force {
        throw Diagnostic(
          "file-exists", "\(path) is already there.", notes: ["Add `force` to replace it, or give another name."])
      }
    case S_IFDIR: throw Diagnostic("cannot-write", "\(path) cannot be written: it is a folder.")
    default: throw Diagnostic("cannot-write", "\(path) cannot be written: it is not a plain file.")
    }
  }

  static func append(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws {
    try bytes.withUnsafeBytes { source in
      var offset = 0
      while offset < source.count {
        let count = Glibc.write(descriptor, source.baseAddress.map { $0 + offset }, source.count - offset)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw failure(path, count < 0 ? errno : EIO) }
        offset += count
      }
    }
  }

  /// Gives the finished file its name. Without `force` by a link, which fails if another took the name meanwhile.
  static func take(_ path: String, from temporary: String, force: Bool) throws {
    if force {
      guard rename(temporary, path) == 0 else { throw failure(path, errno) }
      return
    }
    if link(temporary, path) == 0 {
      unlink(temporary)
      return
    }
    switch errno {
    case EEXIST: try check(path, force: false)
    case EPERM, ENOTSUP, EMLINK:
      // File systems without hard links.
      try check(path, force: false)
      guard rename(temporary, path) == 0 else { throw failure(path, errno) }
      return
    default: break
    }
    throw failure(path, errno)
  }

  /// Brings the name itself to the disk. Some file systems cannot; the data is safe either way.
  private static func syncFolder(of path: String) {
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  static func failure(_ path: String, _ code: Int32) -> Diagnostic {
    Diagnostic("cannot-write", "\(path) cannot be written: \(SourceFile.reason(code)).")
  }
}
