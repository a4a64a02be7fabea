import Columns
import Diagnostics
import Glibc

/// A file to load: its name, and where its bytes come from.
public struct SourceFile: Sendable {
  /// Where the bytes are.
  public enum Content: Sendable {
    case path(String)
    case bytes([UInt8])
    /// A table that was cut into cells already: of a database, of JSON, or made by a preset.
    case cells(CellTable)
  }

  /// The name that messages show and declarations refer to, such as `customers.csv`.
  public var name: String
  public var content: Content

  public init(name: String, content: Content) {
    self.name = name
    self.content = content
  }

  /// A file on the disk, named by the last part of its path.
  public init(path: String) {
    self.init(name: SourceFile.lastPart(of: path), content: .path(path))
  }

  /// A file in memory: for tests and generated data.
  public init(name: String, text: String) {
    self.init(name: name, content: .bytes(Array(text.utf8)))
  }

  /// The name without its folder and its extension; for a table within a file, the table's.
  var stem: String {
    if case .cells(let table) = content, let own = table.name, name.hasSuffix("/" + own) { return own }
    let last = Compression.nameUnpacked(SourceFile.lastPart(of: name))
    guard let dot = last.lastIndex(of: "."), dot != last.startIndex else { return last }
    return String(last[..<dot])
  }

  static func lastPart(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return path }
    return String(path[path.index(after: slash)...])
  }

  /// What follows the last dot of a name, in lower case.
  static func ending(of name: String) -> String {
    name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() } ?? ""
  }

  /// The extensions of the files that a folder's listing takes; each may also be packed, as in `customers.csv.gz`.
  public static let extensions = SourceFormat.textExtensions + SourceFormat.all.flatMap(\.extensions)

  /// The tables in a folder: its files that end in one of `extensions`, by name; hidden files are left out.
  ///
  /// Throws `unreadable-folder` when the folder cannot be listed and `no-tables` when it holds none.
  public static func list(folder: String) throws(Diagnostic) -> [SourceFile] {
    guard let handle = opendir(folder) else {
      throw Diagnostic(
        "unreadable-folder", "The folder \(folder) cannot be read: \(reason(errno)).",
        notes: ["Give the path of a folder that holds CSV files, such as customers.csv and purchases.csv."])
    }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if isTable(name) { names.append(name) }
    }
    guard !names.isEmpty else {
      throw Diagnostic(
        "no-tables", "The folder \(folder) holds no tables.",
        notes: [
          "Kenal looks for files that end in .\(extensions.joined(separator: ", .")), also packed (.gz, .zst), such as customers.csv."
        ])
    }
    let base = folder.hasSuffix("/") ? folder : folder + "/"
    return names.sorted().map { SourceFile(name: $0, content: .path(base + $0)) }
  }

  private static func isTable(_ name: String) -> Bool {
    !name.hasPrefix(".") && extensions.contains(ending(of: Compression.nameUnpacked(name)))
  }

  static func reason(_ code: Int32) -> String {
    switch code {
    case ENOENT: "there is no such file or folder"
    case EACCES, EPERM: "you do not have permission"
    case EISDIR: "it is a folder"
    case ENOTDIR: "it is not a folder"
    case ENOSPC: "the disk is full"
    default: String(cString: strerror(code))
    }
  }
}

extension SourceFile {
  /// All bytes of the file, unpacked. Read, not mapped: a file that shrinks meanwhile is then a short read, never a crash.
  func read() throws -> Buffer<UInt8> {
    switch content {
    case .bytes(let bytes): return try Compression.unpacked(Buffer(bytes), name: name)
    case .path(let path): return try Compression.unpacked(SourceFile.read(path: path), name: name)
    case .cells(let table): return table.bytes
    }
  }

  /// The first bytes of a file that can be read twice; none of a pipe, or of a file that cannot be read.
  func head(_ count: Int) -> [UInt8] {
    switch content {
    case .bytes(let bytes): return Array(bytes.prefix(count))
    case .cells: return []
    case .path(let path):
      let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
      guard descriptor >= 0 else { return [] }
      defer { close(descriptor) }
      var head = [UInt8](repeating: 0, count: count)
      let got = pread(descriptor, &head, count, 0)
      return Array(head.prefix(max(0, got)))
    }
  }

  /// Throws `unreadable-file` if the file is not there or may not be read.
  func checkReadable() throws {
    if case .path(let path) = content, access(path, R_OK) != 0 {
      throw SourceFile.unreadable(path, SourceFile.reason(errno))
    }
  }

  private static func read(path: String) throws -> Buffer<UInt8> {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unreadable(path, reason(errno)) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw unreadable(path, reason(errno)) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return try readRegular(descriptor, path: path, count: Int(status.st_size))
    case S_IFDIR: throw unreadable(path, "it is a folder")
    default: return try readStream(descriptor, path: path)
    }
  }

  private static func readRegular(_ descriptor: Int32, path: String, count: Int) throws -> Buffer<UInt8> {
    var filled = 0
    let buffer = try Buffer<UInt8>(count: count) { target in
      while filled < count {
        let got = Glibc.read(
          descriptor, UnsafeMutableRawBufferPointer(target).baseAddress.map { $0 + filled }, count - filled)
        if got < 0, errno == EINTR { continue }
        guard got >= 0 else { throw unreadable(path, reason(errno)) }
        if got == 0 { break }
        filled += got
      }
      target[filled...].initialize(repeating: 0)
    }
    return buffer[0..<filled]
  }

  /// Pipes and the like, whose size nobody knows beforehand.
  private static func readStream(_ descriptor: Int32, path: String) throws -> Buffer<UInt8> {
    var all: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let got = Glibc.read(descriptor, &piece, piece.count)
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw unreadable(path, reason(errno)) }
      if got == 0 { return Buffer(all) }
      all.append(contentsOf: piece[0..<got])
    }
  }

  static func unreadable(_ path: String, _ reason: String) -> Diagnostic {
    Diagnostic("unreadable-file", "The file \(path) cannot be read: \(reason).")
  }
}
