import CKernels
import Glibc
import Synchronization

/// The disk of this machine.
public struct LocalDisk: Disk {
  public init() {}

  /// What `realpath` gives; the path as it is where nothing is there yet.
  public func resolved(_ path: String) -> String {
    guard let name = realpath(path, nil) else { return path }
    defer { free(name) }
    return String(cString: name)
  }

  /// Opens plain files only: no folder, no pipe, no device.
  public func open(_ path: String, for purpose: OpeningPurpose) throws(DiskError) -> any DiskFile {
    let file = try LocalFile(path, purpose.flags, isNew: purpose == .creating)
    guard file.isPlain else { throw DiskError.noPlainFile }
    return file
  }

  /// Device and inode.
  public func identity(of path: String) throws(DiskError) -> FileIdentity? {
    var status = stat()
    if stat(path, &status) == 0 { return FileIdentity(status) }
    if errno == ENOENT { return nil }
    throw DiskError(errno)
  }

  /// Renames within a folder; without `replacing`, by a second name, which the system refuses to give twice.
  public func rename(_ path: String, to newPath: String, replacing: Bool) throws(DiskError) {
    if !replacing {
      // A second name is given only where there is none, which a rename cannot promise.
      if link(path, newPath) == 0 { return try remove(path) }
      guard [EPERM, ENOTSUP, EMLINK, ENOSYS].contains(errno) else { throw DiskError(errno) }
      guard try identity(of: newPath) == nil else { throw DiskError(EEXIST) }
    }
    guard Glibc.rename(path, newPath) == 0 else { throw DiskError(errno) }
  }

  /// Unlinks.
  public func remove(_ path: String) throws(DiskError) {
    guard unlink(path) == 0 || errno == ENOENT else { throw DiskError(errno) }
  }

  /// Syncs the folder's own descriptor, as far as the file system knows such a thing.
  public func syncFolder(of path: String) throws(DiskError) {
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let descriptor = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw DiskError(errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw DiskError(errno) }
  }

  /// A `flock` on a file of its own, which says who holds it and goes when it is released.
  public func tryLock(_ path: String) throws(DiskError) -> LockAttempt {
    while true {
      let file = try LocalFile(path, O_RDWR | O_CREAT | O_NOFOLLOW, isNew: true)
      guard try file.tryKeepAlone() else { return .taken(by: file.firstLine()) }
      // The holder before may have taken the name away between our opening and our locking.
      guard try identity(of: path) == file.identity else { continue }
      try file.truncate(to: 0)
      let note = Array(ProcessNote.now.utf8)
      // The lock holds with or without its note, for which a full disk may have no room.
      _ = note.withUnsafeBytes { try? file.write($0, at: 0) }
      return .held(LocalLock(file: file, path: path))
    }
  }
}

extension OpeningPurpose {
  fileprivate var flags: Int32 {
    switch self {
    case .reading: O_RDONLY
    case .writing: O_RDWR
    case .creating: O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW
    }
  }
}

extension FileIdentity {
  fileprivate init(_ status: stat) {
    self.init(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
  }
}

/// A descriptor of an open file, closed in `deinit` and nowhere else.
private final class LocalFile: DiskFile {
  let descriptor: Int32
  let identity: FileIdentity
  let isPlain: Bool

  init(_ path: String, _ flags: Int32, isNew: Bool) throws(DiskError) {
    descriptor = Glibc.open(path, flags | O_CLOEXEC | O_NONBLOCK, 0o600)
    guard descriptor >= 0 else { throw DiskError(errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let number = errno
      close(descriptor)
      throw DiskError(number)
    }
    identity = FileIdentity(status)
    isPlain = status.st_mode & S_IFMT == S_IFREG
    // Whatever the process's mask took away.
    if isNew { fchmod(descriptor, 0o600) }
  }

  deinit { close(descriptor) }

  func size() throws(DiskError) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw DiskError(errno) }
    return Int(status.st_size)
  }

  func read(at offset: Int, into target: UnsafeMutableRawBufferPointer) throws(DiskError) -> Int {
    var done = 0
    while done < target.count {
      let count = pread(descriptor, target.baseAddress.map { $0 + done }, target.count - done, off_t(offset + done))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw DiskError(errno) }
      if count == 0 { break }
      done += count
    }
    return done
  }

  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(DiskError) -> Int {
    while true {
      let count = pwrite(descriptor, bytes.baseAddress, bytes.count, off_t(offset))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw DiskError(errno) }
      if count >= LocalFile.largeWrite { beginSyncing(offset, count) }
      return count
    }
  }

  /// From this size on, what was written is sent to the disk at once, so that little is left to do when it is synced.
  private static let largeWrite = 1 << 20

  /// A wish, of which nothing depends: a disk that does not grant it has more to do later.
  private func beginSyncing(_ offset: Int, _ count: Int) {
    _ = kernels_begin_sync(descriptor, Int64(offset), Int64(count))
  }

  func truncate(to size: Int) throws(DiskError) {
    guard ftruncate(descriptor, off_t(size)) == 0 else { throw DiskError(errno) }
  }

  func sync() throws(DiskError) {
    guard fsync(descriptor) == 0 else { throw DiskError(errno) }
  }

  func map(_ range: Range<Int>, room: Int) throws(DiskError) -> MappedBytes {
    let page = Int(getpagesize())
    let lead = range.lowerBound % page
    let pages = FileLayout.aligned(lead + range.count, to: page)
    let whole = pages + FileLayout.aligned(room, to: page)
    // Addresses for the file's pages and for the room behind them, which takes no memory before it is written to.
    let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
    guard let start = mmap(nil, whole, PROT_READ | PROT_WRITE, flags, -1, 0), start != MAP_FAILED else {
      throw DiskError(errno)
    }
    let place = off_t(range.lowerBound - lead)
    guard mmap(start, pages, PROT_READ, MAP_PRIVATE | MAP_FIXED, descriptor, place) != MAP_FAILED else {
      let error = DiskError(errno)
      munmap(start, whole)
      throw error
    }
    // The rest of the last page belongs to the room: written to, the page becomes a copy of our own, never the file's.
    let isOpen = pages == lead + range.count || mprotect(start + pages - page, page, PROT_READ | PROT_WRITE) == 0
    return MappedBytes(
      UnsafeRawBufferPointer(start: start + lead, count: range.count),
      room: isOpen ? whole - lead - range.count : 0, prepare: Self.populate,
      release: { munmap(UnsafeMutableRawPointer(mutating: $0.baseAddress.map { $0 - lead }), whole) })
  }

  /// Asks for all pages of some mapped bytes at once (`MADV_POPULATE_READ`), which is also faster than one by one. Systems
  /// that do not know the request bring each page when it is read.
  private static func populate(_ bytes: UnsafeRawBufferPointer) -> DiskError? {
    guard let start = bytes.baseAddress else { return nil }
    let pageOffset = Int(bitPattern: start) % Int(getpagesize())
    let page = UnsafeMutableRawPointer(mutating: start - pageOffset)
    while madvise(page, bytes.count + pageOffset, 22) != 0 {
      if errno == EINTR || errno == EAGAIN { continue }
      return errno == EFAULT || errno == EHWPOISON ? DiskError(EIO) : nil
    }
    return nil
  }

  func tryShare() throws(DiskError) -> Bool { try take(LOCK_SH) }
  func tryKeepAlone() throws(DiskError) -> Bool { try take(LOCK_EX) }

  private func take(_ kind: Int32) throws(DiskError) -> Bool {
    while flock(descriptor, kind | LOCK_NB) != 0 {
      if errno == EWOULDBLOCK { return false }
      guard errno == EINTR else { throw DiskError(errno) }
    }
    return true
  }

  /// What a lock's holder wrote into it, made safe to show.
  func firstLine() -> String {
    let bytes = [UInt8](unsafeUninitializedCapacity: 200) { target, count in
      count = (try? read(at: 0, into: UnsafeMutableRawBufferPointer(target))) ?? 0
    }
    let line = bytes.prefix { $0 >= 0x20 && $0 < 0x7F }
    return line.isEmpty ? "another process" : String(decoding: line, as: UTF8.self)
  }
}

/// A lock file that is ours, and goes with us.
private final class LocalLock: DiskLock {
  private let path: String
  private let file: Mutex<LocalFile?>

  init(file: LocalFile, path: String) {
    self.path = path
    self.file = Mutex(file)
  }

  func release() {
    file.withLock { file in
      // The name goes first: whoever opens it afterwards makes a file of his own.
      if file != nil { unlink(path) }
      file = nil
    }
  }

  deinit { release() }
}

/// What a process writes about itself into a lock that it holds.
private enum ProcessNote {
  static var now: String {
    var moment = time(nil)
    var parts = tm()
    localtime_r(&moment, &parts)
    let clock = [parts.tm_hour, parts.tm_min].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    return "process \(getpid()) (\(program), since \(clock))\n"
  }

  private static var program: String {
    let name = CommandLine.arguments.first ?? "kenal"
    return String(name.split(separator: "/").last ?? "kenal")
  }
}
