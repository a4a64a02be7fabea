import Diagnostics
import Glibc

/// Reads small text files whole: scripts and schemas.
public enum FileContents {
  /// No script is longer; beyond it the file is surely something else.
  public static let limit = 16 << 20

  /// The bytes of the file. Throws a diagnostic that names the path and what to do.
  public static func read(_ path: String) throws(Diagnostic) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unreadable(path, errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw unreadable(path, errno) }
    if status.st_mode & S_IFMT == S_IFDIR {
      throw Diagnostic("unreadable-file", "“\(path)” is a folder, not a file.")
    }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw unreadable(path, errno) }
      guard count > 0 else { return bytes }
      bytes += chunk[0..<count]
      guard bytes.count <= limit else {
        throw Diagnostic("unreadable-file", "“\(path)” is larger than 16 MiB, so it is not read as a script.")
      }
    }
  }

  private static func unreadable(_ path: String, _ error: Int32) -> Diagnostic {
    let reason =
      switch error {
      case ENOENT: "there is no such file"
      case EACCES: "you are not allowed to read it"
      default: SystemError.text(error)
      }
    return Diagnostic("unreadable-file", "“\(path)” cannot be read: \(reason).")
  }
}

/// What the system says about a failed call.
public enum SystemError {
  /// The system's words for an error number, in lower case.
  public static func text(_ code: Int32) -> String {
    guard let words = strerror(code) else { return "error \(code)" }
    let text = String(cString: words)
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
