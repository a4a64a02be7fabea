import Diagnostics
import Glibc
import Session
import Text

/// What was typed before, one entry a line, shared by all sessions of one person.
///
/// A line holds one entry; `\n` stands for its line breaks and `\\` for a backslash. Entries are appended under a lock, so
/// that sessions running side by side lose nothing. Only the owner can read the file (0600, in a folder 0700), and it is
/// never reached through a link. An entry that begins with a space is not kept.
struct HistoryFile {
  /// When the file has grown beyond this, its older half goes.
  static let byteLimit = 1 << 20

  let path: String

  /// `$XDG_STATE_HOME/kenal/history`, else under `~/.local/state`; nil when there is no home.
  static func standard() -> HistoryFile? {
    if let state = Environment.value("XDG_STATE_HOME"), state.hasPrefix("/") {
      return HistoryFile(path: state + "/kenal/history")
    }
    guard let home = Environment.value("HOME"), home.hasPrefix("/") else { return nil }
    return HistoryFile(path: home + "/.local/state/kenal/history")
  }

  /// The entries, oldest first. A file that does not exist yet is empty.
  func load() throws(Diagnostic) -> [String] {
    let descriptor = try openLocked()
    defer { close(descriptor) }
    var bytes = try read(descriptor)
    if bytes.count > HistoryFile.byteLimit {
      bytes = HistoryFile.newerHalf(bytes)
      try replace(descriptor, with: bytes)
    }
    return bytes.split(separator: UInt8(ascii: "\n")).map { HistoryFile.unescape(String(decoding: $0, as: UTF8.self)) }
  }

  /// Adds an entry at the end, unless it begins with a space.
  func append(_ entry: String) throws(Diagnostic) {
    guard HistoryFile.isKept(entry) else { return }
    let descriptor = try openLocked()
    defer { close(descriptor) }
    guard lseek(descriptor, 0, SEEK_END) >= 0 else { throw failure() }
    try write(descriptor, Array((HistoryFile.escape(entry) + "\n").utf8))
  }

  /// Takes out the entries that hold one of these words, and overwrites where they stood. Nothing is made where there is
  /// no file yet.
  func forget(_ words: [String]) throws(Diagnostic) {
    guard !words.isEmpty, access(path, F_OK) == 0 else { return }
    let descriptor = try openLocked()
    defer { close(descriptor) }
    let bytes = try read(descriptor)
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    let left = lines.filter { line in
      let entry = HistoryFile.unescape(String(decoding: line, as: UTF8.self))
      return !words.contains { HistoryFile.holds(entry, $0) }
    }
    guard left.count < lines.count else { return }
    guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw failure() }
    try write(descriptor, [UInt8](repeating: 0, count: bytes.count))
    guard fsync(descriptor) == 0 else { throw failure() }
    try replace(descriptor, with: left.flatMap { $0 + [UInt8(ascii: "\n")] })
  }

  /// Whether an entry holds a word, in any case, with no letter or digit on either side of it: C1 is not in C12.
  static func holds(_ entry: String, _ word: String) -> Bool {
    let (entry, word) = (Array(CaseFolding.fold(entry)), Array(CaseFolding.fold(word)))
    guard !word.isEmpty, entry.count >= word.count else { return false }
    let isInside = { (place: Int) in entry.indices.contains(place) && (entry[place].isLetter || entry[place].isNumber) }
    return (0...(entry.count - word.count)).contains { start in
      entry[start] == word[0] && entry[start..<(start + word.count)].elementsEqual(word) && !isInside(start - 1)
        && !isInside(start + word.count)
    }
  }

  static func isKept(_ entry: String) -> Bool {
    guard let first = entry.first else { return false }
    return first != " "
  }

  static func escape(_ entry: String) -> String {
    var line = ""
    for scalar in entry.unicodeScalars {
      switch scalar {
      case "\\": line += "\\\\"
      case "\n": line += "\\n"
      case "\r": continue
      default: line.unicodeScalars.append(scalar)
      }
    }
    return line
  }

  static func unescape(_ line: String) -> String {
    var entry = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in line.unicodeScalars {
      if isEscaped {
        entry.append(scalar == "n" ? "\n" : scalar)
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else {
        entry.append(scalar)
      }
    }
    return String(entry)
  }

  static func newerHalf(_ bytes: [UInt8]) -> [UInt8] {
    let half = bytes[(bytes.count / 2)...]
    guard let lineBreak = half.firstIndex(of: UInt8(ascii: "\n")) else { return [] }
    return Array(half[(lineBreak + 1)...])
  }
}

extension HistoryFile {
  /// Opens the file, made if it was not there, and waits for its lock, which closing gives back.
  private func openLocked() throws(Diagnostic) -> Int32 {
    try makeFolder()
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw failure() }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_uid == geteuid(), status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw failure("it is not a file of your own")
    }
    if status.st_mode & 0o077 != 0 { fchmod(descriptor, 0o600) }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else {
        let error = failure()
        close(descriptor)
        throw error
      }
    }
    return descriptor
  }

  /// Makes the folders above the file that are missing, for the owner alone.
  private func makeFolder() throws(Diagnostic) {
    var prefix = ""
    for part in path.split(separator: "/").dropLast() {
      prefix += "/" + part
      if mkdir(prefix, 0o700) != 0, errno != EEXIST { throw failure() }
    }
  }

  private func read(_ descriptor: Int32) throws(Diagnostic) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure() }
      if count == 0 { return bytes }
      bytes += chunk[0..<count]
    }
  }

  private func write(_ descriptor: Int32, _ bytes: [UInt8]) throws(Diagnostic) {
    var rest = bytes
    while !rest.isEmpty {
      let count = Glibc.write(descriptor, rest, rest.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw failure() }
      rest.removeFirst(count)
    }
  }

  private func replace(_ descriptor: Int32, with bytes: [UInt8]) throws(Diagnostic) {
    guard lseek(descriptor, 0, SEEK_SET) == 0, ftruncate(descriptor, 0) == 0 else { throw failure() }
    try write(descriptor, bytes)
  }

  private func failure(_ reason: String? = nil) -> Diagnostic {
    let reason = reason ?? SystemError.text(errno)
    return Diagnostic(
      "no-history", "What you type is not remembered: “\(path)” cannot be used, \(reason).", severity: .warning)
  }
}
