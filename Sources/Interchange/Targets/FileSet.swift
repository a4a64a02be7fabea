import Diagnostics
import Glibc

/// Writes many files that are there all or not at all, as far as a file system can promise that.
///
/// They are written to a new folder beside them first and are brought to the disk; only then each takes its name. Whatever
/// fails, the names taken so far are given back and no folder is left behind. Only a machine that stops between the first
/// name and the last leaves some of them.
public enum FileSet {
  /// Writes each path's bytes, mode 0600, making folders that are not there, mode 0700; gives how many bytes in all.
  ///
  /// - Throws: `file-exists` without `force` where one is there already, before anything is written; `is-link`;
  ///   `cannot-write` with the reason; whatever `content` throws.
  public static func write(
    _ paths: [String], force: Bool, content: (Int) throws -> [UInt8]
  ) throws -> Int {
    for path in paths { try AtomicFile.check(path, force: force) }
    guard let first = paths.first else { return 0 }
    var work = Work(beside: first)
    do {
      let bytes = try work.stage(paths, content)
      try work.publish(paths, force: force)
      work.clear()
      return bytes
    } catch {
      work.undo()
      throw error
    }
  }
}

/// What has been made so far, so that it can be taken back.
private struct Work {
  private let folder: String
  private var made: [String] = []
  private var staged = 0
  private var published: [String] = []

  init(beside path: String) {
    // The nearest folder that is there already is on the file system where the files shall be.
    var parent = Self.parent(of: path)
    while access(parent, F_OK) != 0, parent != "/", parent != "." { parent = Self.parent(of: parent) }
    folder = "\(parent == "/" ? "" : parent)/.kenal-\(UInt64.random(in: .min ... .max)).part"
  }

  private static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  mutating func stage(_ paths: [String], _ content: (Int) throws -> [UInt8]) throws -> Int {
    guard mkdir(folder, 0o700) == 0 else { throw AtomicFile.failure(paths[0], errno) }
    var total = 0
    for (index, path) in paths.enumerated() {
      let bytes = try content(index)
      let descriptor = open("\(folder)/\(index)", O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw AtomicFile.failure(path, errno) }
      staged = index + 1
      defer { close(descriptor) }
      try AtomicFile.append(bytes, to: descriptor, path)
      total += bytes.count
    }
    // One call for all files: one for each would take milliseconds a file.
    sync()
    return total
  }

  mutating func publish(_ paths: [String], force: Bool) throws {
    for (index, path) in paths.enumerated() {
      try makeFolder(Self.parent(of: path), for: path)
      let isNew = access(path, F_OK) != 0
      try AtomicFile.take(path, from: "\(folder)/\(index)", force: force)
      if isNew { published.append(path) }
    }
    sync()
  }

  private mutating func makeFolder(_ path: String, for file: String) throws {
    guard access(path, F_OK) != 0 else { return }
    let parent = Self.parent(of: path)
    if parent != path { try makeFolder(parent, for: file) }
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw AtomicFile.failure(file, errno) }
    made.append(path)
  }

  func clear() {
    for index in 0..<staged { unlink("\(folder)/\(index)") }
    rmdir(folder)
  }

  /// Takes back every name and folder that is new.
  func undo() {
    clear()
    for path in published { unlink(path) }
    for path in made.reversed() { rmdir(path) }
  }
}
