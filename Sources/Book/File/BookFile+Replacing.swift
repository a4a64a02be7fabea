import Columns

/// What became of the bytes of a file that was replaced, where they were to be erased.
public enum Erasure: Equatable, Sendable {
  /// The old file was left to the file system, which does not overwrite it.
  case notAsked
  /// It was overwritten with zeros, and these are on the disk.
  case done
  /// Columns of the old file are still in use in this process: call `finishErasure` once they are gone.
  case inUseHere
  /// Other processes still read it: call `finishErasure` later.
  case inUseByReaders
  /// The disk did not take the zeros.
  case failed(BookFileError)
}

extension BookFile {
  /// Makes a new book of these sections and commits, on the disk when this returns, and holds it open for writing.
  ///
  /// - Throws: `exists` if something has this name; `inUse`; `cannotWrite`, and then nothing is left behind.
  public static func create(
    path: String, sections: [BookSection], frames: [[UInt8]] = [], disk: any Disk = LocalDisk()
  ) throws(BookFileError) -> BookFile {
    try create(path: path, sections: sections, frames: frames, disk: disk, habits: .sound)
  }

  static func create(
    path: String, sections: [BookSection], frames: [[UInt8]], disk: any Disk, habits: StorageHabits
  ) throws(BookFileError) -> BookFile {
    try create(path: path, supply: ReadySections(sections), frames: frames, disk: disk, habits: habits)
  }

  /// The same of sections that are made while others are being written.
  static func create(
    path: String, supply: some SectionSupply, frames: [[UInt8]] = [], disk: any Disk, habits: StorageHabits = .sound
  ) throws(BookFileError) -> BookFile {
    let path = disk.resolved(path)
    let lock = try takeLock(path, disk)
    do throws(WritingFailure) {
      let isTaken = try WritingFailure.onDisk { () throws(DiskError) in try disk.identity(of: path) != nil }
      if isTaken { throw .disk(.nameTaken) }
      let new = NewFile(path: path, disk: disk, habits: habits)
      var state = try new.write(supply, frames: frames, baseSequence: 0)
      try WritingFailure.onDisk { () throws(DiskError) in try new.takeNewName() }
      state.lock = lock
      return BookFile(path: path, access: .writing, disk: disk, habits: habits, state: state)
    } catch {
      if case .disk(.nameTaken) = error {
        throw BookFileError(
          .exists, "\(path) is already there.", hint: "Give another name, or open it and import into it.", path: path)
      }
      throw .cannot(.cannotWrite, path, error)
    }
  }

  /// Replaces the whole content by these sections and commits, in a new file that takes this one's name. Either all of it
  /// is there afterwards, or the old content is. Sequences go on. The new file's `frames` are not read back.
  ///
  /// With `erasing`, the old file's bytes are overwritten with zeros once nobody reads them. File systems that copy on
  /// write, and SSDs, may keep them all the same.
  ///
  /// - Throws: `notSaved` if the disk fails; the old content goes on, read-only if it is not known which of the two a
  ///   power cut would leave.
  public func replace(
    sections: [BookSection], frames: [[UInt8]] = [], erasing: Bool = false
  ) throws(BookFileError) -> Erasure {
    try replace(supply: ReadySections(sections), frames: frames, erasing: erasing)
  }

  /// The same by sections that are made while others are being written.
  ///
  /// - Throws: `damaged`, too, if they cannot be made; then the old content goes on.
  func replace(
    supply: some SectionSupply, frames: [[UInt8]] = [], erasing: Bool = false
  ) throws(BookFileError) -> Erasure {
    try state.withLock { (state) throws(BookFileError) in
      if let refusal = state.refusal { throw refusal }
      let new = NewFile(path: path, disk: disk, habits: habits)
      var next: BookState
      do throws(WritingFailure) {
        next = try new.write(supply, frames: frames, baseSequence: state.base.end.sequence)
      } catch {
        throw .cannot(.notSaved, path, error)
      }
      do throws(DiskError) {
        try new.takeName(replacing: true)
        try new.syncFolder()
      } catch {
        state.refusal = .stopped(path, error)
        throw .cannot(.notSaved, path, error)
      }
      next.lock = state.lock
      next.retired = state.retired
      if erasing {
        next.retired.append(BookState.Retired(bytes: state.bytes, use: state.sections.use))
      }
      state = next
    }
    return erasing ? finishErasure() : .notAsked
  }

  /// Overwrites the files that were replaced with `erasing`, as far as nobody reads them any more.
  public func finishErasure() -> Erasure {
    state.withLock { state in
      var outcome = Erasure.done
      state.retired.removeAll { old in
        let result = old.erase()
        if result != .done { outcome = result }
        return result == .done
      }
      return outcome
    }
  }
}

/// A file in the making, beside the book whose name it will take.
struct NewFile {
  let path: String
  let disk: any Disk
  let habits: StorageHabits

  private var part: String { BookFile.partPath(path) }

  /// Writes the file and brings it to the disk. Whatever fails, it is removed again.
  func write(
    _ supply: some SectionSupply, frames: [[UInt8]], baseSequence: UInt64
  ) throws(WritingFailure) -> BookState {
    let file = try WritingFailure.onDisk { () throws(DiskError) in
      try disk.remove(part)
      return try disk.open(part, for: .creating)
    }
    do throws(WritingFailure) {
      // Readers share it from the moment when it has the book's name.
      _ = try WritingFailure.onDisk { () throws(DiskError) in try file.tryShare() }
      let bytes = BookBytes(file: file, path: path)
      var writer = BaseWriter(bytes, habits)
      let base = try writer.write(supply, frames: frames, baseSequence: baseSequence)
      if habits.syncsBeforeRename { try WritingFailure.onDisk { () throws(DiskError) in try file.sync() } }
      return BookState(bytes: bytes, base: base, habits)
    } catch {
      try? disk.remove(part)
      throw error
    }
  }

  /// Takes a name that nothing has, on the disk when this returns; whatever fails, the name is free again.
  func takeNewName() throws(DiskError) {
    try takeName(replacing: false)
    do throws(DiskError) {
      try syncFolder()
    } catch {
      try? disk.remove(path)
      throw error
    }
  }

  func takeName(replacing: Bool) throws(DiskError) {
    do throws(DiskError) {
      try disk.rename(part, to: path, replacing: replacing)
    } catch {
      try? disk.remove(part)
      throw error
    }
  }

  func syncFolder() throws(DiskError) {
    if habits.syncsFolderAfterRename { try disk.syncFolder(of: path) }
  }
}

extension BookState.Retired {
  private static let zeros = [UInt8](repeating: 0, count: 1 << 20)

  /// Overwrites the whole file with zeros, if nobody uses it.
  fileprivate func erase() -> Erasure {
    if !use.isOver { return .inUseHere }
    do throws(DiskError) {
      guard try bytes.file.tryKeepAlone() else { return .inUseByReaders }
      let size = try bytes.file.size()
      var offset = 0
      while offset < size {
        let count = min(Self.zeros.count, size - offset)
        try bytes.write(count == Self.zeros.count ? Self.zeros : Array(Self.zeros[..<count]), at: offset)
        offset += count
      }
      try bytes.file.sync()
      return .done
    } catch {
      return .failed(.cannot(.cannotWrite, bytes.path, error))
    }
  }
}
