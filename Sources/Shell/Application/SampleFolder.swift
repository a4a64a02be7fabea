import Diagnostics
import Glibc
import Session

/// A folder that new files are written into, one after the other; files that are there already are never touched.
final class SampleFolder {
  private let folder: String
  private var name: String?
  private var descriptor: Int32 = -1
  private var waiting: [UInt8] = []

  /// Bytes that are gathered before they are written.
  private static let chunk = 1 << 20

  init(_ folder: String) throws(Diagnostic) {
    self.folder = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    if mkdir(self.folder, 0o755) != 0, errno != EEXIST { throw SampleFolder.failure(self.folder, errno) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Adds bytes to a file; another name than before begins the next one.
  func write(_ name: String, _ bytes: ArraySlice<UInt8>) throws(Diagnostic) {
    if name != self.name {
      try finish()
      let path = folder + "/" + name
      descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
      guard descriptor >= 0 else { throw SampleFolder.failure(path, errno) }
      self.name = name
    }
    waiting += bytes
    if waiting.count >= SampleFolder.chunk { try flush() }
  }

  /// Ends the file that is being written.
  func finish() throws(Diagnostic) {
    guard let name else { return }
    try flush()
    guard close(descriptor) == 0 else { throw SampleFolder.failure(folder + "/" + name, errno) }
    descriptor = -1
    self.name = nil
  }

  private func flush() throws(Diagnostic) {
    var rest = waiting[...]
    while !rest.isEmpty {
      let count = rest.withContiguousStorageIfAvailable { Glibc.write(descriptor, $0.baseAddress, $0.count) } ?? -1
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw SampleFolder.failure(folder + "/" + (name ?? ""), errno) }
      rest = rest.dropFirst(count)
    }
    waiting.removeAll(keepingCapacity: true)
  }

  private static func failure(_ path: String, _ code: Int32) -> Diagnostic {
    let isThere = code == EEXIST
    return Diagnostic(
      isThere ? "file-exists" : "unwritable-file",
      isThere
        ? "“\(path)” is there already, and is left as it is."
        : "“\(path)” cannot be written: \(SystemError.text(code)).",
      notes: isThere ? ["Name a folder that is not there yet."] : [])
  }
}
