import Columns

extension BookFile {
  /// Opens a book's file.
  ///
  /// Opened for writing, the remains of an interrupted commit are removed; a file whose commits are damaged is opened all
  /// the same, with `condition` saying so, and refuses to be written. A reader changes nothing.
  ///
  /// - Throws: `missing`, `notABook`, `newerVersion`; `damaged` if header or directory are; `inUse` if there is another
  ///   writer.
  public static func open(
    path: String, access: Access, disk: any Disk = LocalDisk()
  ) throws(BookFileError) -> BookFile {
    try open(path: path, access: access, disk: disk, habits: .sound)
  }

  static func open(
    path: String, access: Access, disk: any Disk, habits: StorageHabits
  ) throws(BookFileError) -> BookFile {
    let path = disk.resolved(path)
    let isWriter = access == .writing
    let lock = isWriter ? try takeLock(path, disk) : nil
    let bytes = try openShared(path, for: isWriter ? .writing : .reading, disk)
    var state =
      isWriter
      ? try BookState(reading: bytes, habits) : try BookState(snapshotOf: bytes, habits)
    state.lock = lock
    if isWriter {
      try settle(path, disk, state, habits)
    } else {
      state.refusal = .openedForReading(path)
    }
    switch state.condition {
    case .damaged(let offset, let reason):
      var refusal = BookFileError.damaged(path, at: offset, reason)
      refusal.code = .readOnly
      state.refusal = refusal
    default:
      if isWriter || !habits.onlyWriterTruncates { try state.recover(habits) }
    }
    return BookFile(path: path, access: access, disk: disk, habits: habits, state: state)
  }

  /// Ends what an interrupted replacement began.
  private static func settle(
    _ path: String, _ disk: any Disk, _ state: BookState, _ habits: StorageHabits
  ) throws(BookFileError) {
    do {
      // What has not taken the book's name never was the book.
      try disk.remove(partPath(path))
      // A file in which nothing was committed yet may have its name in the system's memory only: who gave it that name
      // may have been killed before the folder was synced.
      if habits.securesName, state.base.slots.isBirth { try disk.syncFolder(of: path) }
    } catch {
      throw .cannot(.cannotWrite, path, error)
    }
  }

  static func lockPath(_ path: String) -> String { path + ".lock" }
  static func partPath(_ path: String) -> String { path + ".part" }

  static func takeLock(_ path: String, _ disk: any Disk) throws(BookFileError) -> any DiskLock {
    let attempt: LockAttempt
    do { attempt = try disk.tryLock(lockPath(path)) } catch { throw .cannot(.cannotWrite, path, error) }
    switch attempt {
    case .held(let lock): return lock
    case .taken(let holder): throw .inUse(path, holder: holder)
    }
  }

  /// Opens the file that has the name now, and marks it as in use, so that nobody overwrites it with zeros meanwhile.
  static func openShared(
    _ path: String, for purpose: OpeningPurpose, _ disk: any Disk
  ) throws(BookFileError) -> BookBytes {
    do throws(DiskError) {
      for _ in 0..<100 {
        let file = try disk.open(path, for: purpose)
        if try file.tryShare(), try disk.identity(of: path) == file.identity {
          return BookBytes(file: file, path: path)
        }
      }
    } catch {
      throw .cannotOpen(path, error, for: purpose)
    }
    throw .inUse(path, holder: "another process, which is replacing it")
  }
}

extension BookState {
  /// Reads header, slots, directory and frames.
  init(reading bytes: BookBytes, _ habits: StorageHabits) throws(BookFileError) {
    let size = try bytes.size()
    guard size >= 8 else { throw .notABook(bytes.path) }
    guard size >= FileLayout.baseStart else {
      let magic = try bytes.view(at: 0, count: 8).number(at: 0)
      throw magic == FileLayout.headerMagic
        ? .damaged(bytes.path, at: size, "the file ends here, within its first pages") : .notABook(bytes.path)
    }
    let page = try bytes.view(at: 0, count: FileLayout.pageSize)
    let header = try FileHeader(page: page, fileSize: size, path: bytes.path, habits: habits)
    // Before the frames: a slot that is read later could name a commit that came after the frames were read.
    let slots = try AcknowledgementSlots(bytes, header.fileID, habits)
    let directory = try SectionDirectory(of: bytes, header, habits)
    let start = ChainEnd(sequence: header.baseSequence, offset: header.baseLength, digest: page.digest)
    let scan = try FrameScan(bytes, fileID: header.fileID, from: start, fileSize: size, habits: habits)
    self.init(bytes: bytes, base: Base(header: header, directory: directory, slots: slots, end: scan.end), habits)
    frames = scan.frames
    condition = try Self.verdict(scan, slots, fileSize: size, habits)
  }

  /// The same for a reader, beside whom a writer may be at work: what looks damaged is read again if it has changed.
  init(snapshotOf bytes: BookBytes, _ habits: StorageHabits) throws(BookFileError) {
    var size = try bytes.size()
    self = try BookState(reading: bytes, habits)
    for _ in 0..<3 {
      guard case .damaged = condition else { return }
      let slots = try AcknowledgementSlots(bytes, base.header.fileID, habits)
      let newSize = try bytes.size()
      if slots.best == base.slots.best, newSize == size { return }
      size = newSize
      self = try BookState(reading: bytes, habits)
    }
  }

  /// Tells the remains of an interrupted commit from damage.
  private static func verdict(
    _ scan: FrameScan, _ slots: AcknowledgementSlots, fileSize: Int, _ habits: StorageHabits
  ) throws(BookFileError) -> BookFile.Condition {
    let offset = scan.end.offset
    if case .contradiction(let reason) = scan.reason { return .damaged(offset: offset, reason: reason) }
    if habits.heedsSlots, let best = slots.best {
      if best.sequence > scan.end.sequence {
        return .damaged(offset: offset, reason: "commit \(best.sequence) was acknowledged, and is not whole here")
      }
      if best.sequence == scan.end.sequence, best.end != offset {
        return .damaged(offset: offset, reason: "commit \(best.sequence) does not end where it was acknowledged")
      }
    }
    guard case .broken(let reason) = scan.reason else { return .sound }
    if habits.heedsSlots, slots.areOverwritten {
      return .damaged(offset: offset, reason: "\(reason), and the notes of what was acknowledged were overwritten")
    }
    if habits.looksBehindBreak, let later = try scan.laterFrame() {
      return .damaged(offset: offset, reason: "\(reason), though commit \(later.sequence) follows at \(later.offset)")
    }
    return .tornTail(bytes: fileSize - offset)
  }

  /// Removes a torn tail, and makes sure that what was found is on the disk before it is believed.
  mutating func recover(_ habits: StorageHabits) throws(BookFileError) {
    do {
      if case .tornTail = condition {
        try bytes.file.truncate(to: base.end.offset)
        if habits.syncsTruncation { try bytes.file.sync() }
      }
      let vouched = base.slots.best?.sequence ?? base.header.baseSequence
      guard habits.securesUnvouchedFrames, vouched < base.end.sequence else { return }
      // After a failed sync, the system may show what it never wrote and takes for written: only writing it again helps.
      let first = frames.first { $0.sequence > vouched }?.offset ?? base.end.offset
      try writeAgain(first..<base.end.offset)
      try bytes.file.sync()
      try acknowledge(base.end, habits)
      // Only the last commit may be without a slot on the disk, and the next one may come at once.
      try bytes.file.sync()
    } catch let error as DiskError {
      throw .cannot(.cannotWrite, bytes.path, error)
    } catch let error as BookFileError {
      throw error
    } catch {
      throw .damaged(bytes.path, at: base.end.offset, "it cannot be recovered")
    }
  }

  private func writeAgain(_ range: Range<Int>) throws {
    var offset = range.lowerBound
    while offset < range.upperBound {
      let part = try bytes.view(at: offset, count: min(1 << 24, range.upperBound - offset))
      try bytes.write(part.array, at: offset)
      offset += part.count
    }
  }
}

extension SectionDirectory {
  /// The directory that a header names.
  init(of bytes: BookBytes, _ header: FileHeader, _ habits: StorageHabits) throws(BookFileError) {
    let view = try bytes.view(at: header.directoryPlace, count: header.directoryLength)
    try self.init(view, at: header.directoryPlace, fileID: header.fileID, path: bytes.path, habits: habits)
    guard view.short(at: view.count - 4) == header.directorySum else {
      throw .damaged(bytes.path, at: header.directoryPlace, "its directory is not the one that the first page names")
    }
  }
}

extension BookFile {
  /// Whether a file begins as books do; false where there is none that can be read.
  public static func isBook(path: String, disk: any Disk = LocalDisk()) -> Bool {
    guard let file = try? disk.open(path, for: .reading),
      let magic = try? BookBytes(file: file, path: path).view(at: 0, count: 8)
    else { return false }
    return magic.number(at: 0) == FileLayout.headerMagic
  }
}
