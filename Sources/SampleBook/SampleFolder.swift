import Glibc

/// Why a sample could not be written to a folder: in plain words, with the path.
public struct SampleFolderError: Error, Sendable, Equatable {
  public let message: String
}

extension SampleShop {
  /// Writes every table as a file of the folder, which is made if it is not there.
  ///
  /// All files are written under passing names first and take their own only when every one is complete, so that a folder never holds half
  /// a shop; on an error the passing files are removed. Files are readable by their owner alone, whatever the umask. Where a file of one
  /// of the names is there already, nothing is written unless `isReplacing`.
  public func writeFolder(_ path: String, isReplacing: Bool = false) throws(SampleFolderError) {
    if mkdir(path, 0o700) != 0, errno != EEXIST {
      throw SampleFolderError(message: "Cannot make the folder \(path): \(reason()).")
    }
    let files = Self.tableNames.map { "\($0).csv" }
    if !isReplacing, let taken = files.first(where: { exists("\(path)/\($0)") }) {
      throw SampleFolderError(message: "\(path)/\(taken) is there already; nothing was written.")
    }
    var writer = PassingFiles(folder: path)
    do {
      try writeSheets { file, sheet in try writer.append(sheet, to: file) }
      try writer.finish()
    } catch {
      writer.discard()
      throw error as? SampleFolderError ?? SampleFolderError(message: "\(error)")
    }
  }

  private func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }
}

/// What the system says of the last call that failed.
private func reason() -> String {
  String(cString: strerror(errno))
}

/// Files that are written under passing names.
private struct PassingFiles {
  let folder: String
  private var names: [String] = []
  private var descriptor: Int32 = -1

  init(folder: String) {
    self.folder = folder
  }

  private func passingPath(_ name: String) -> String { "\(folder)/.\(name).\(getpid()).part" }

  /// Appends to the newest file, or begins another.
  mutating func append(_ sheet: borrowing CsvSheet, to name: String) throws(SampleFolderError) {
    if names.last != name { try begin(name) }
    var done = try write(sheet.bytes, sheet.count, to: name)
    while done < sheet.count {
      // Arrays of their own, since only whole arrays pass to C without an unsafe pointer; a part is left over next to never.
      let rest = Array(sheet.written[done...])
      done += try write(rest, rest.count, to: name)
    }
  }

  /// Writes the first `count` bytes or some of them, and answers how many.
  private func write(_ bytes: [UInt8], _ count: Int, to name: String) throws(SampleFolderError) -> Int {
    while true {
      let written = Glibc.write(descriptor, bytes, count)
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw SampleFolderError(message: "Cannot write \(folder)/\(name): \(reason()).") }
      return written
    }
  }

  private mutating func begin(_ name: String) throws(SampleFolderError) {
    try close()
    let path = passingPath(name)
    unlink(path)
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw SampleFolderError(message: "Cannot write in \(folder): \(reason()).") }
    names.append(name)
    fchmod(descriptor, 0o600)
  }

  private mutating func close() throws(SampleFolderError) {
    guard descriptor >= 0 else { return }
    let result = Glibc.close(descriptor)
    descriptor = -1
    guard result == 0 else { throw SampleFolderError(message: "Cannot finish a file in \(folder): \(reason()).") }
  }

  /// Gives every file its own name.
  mutating func finish() throws(SampleFolderError) {
    try close()
    for name in names where rename(passingPath(name), "\(folder)/\(name)") != 0 {
      throw SampleFolderError(message: "Cannot rename to \(folder)/\(name): \(reason()).")
    }
  }

  /// Removes whatever has not got its own name.
  mutating func discard() {
    if descriptor >= 0 { _ = Glibc.close(descriptor) }
    descriptor = -1
    for name in names { unlink(passingPath(name)) }
  }
}
