import Columns

/// What an open book's file is known to hold. `BookFile` guards it with a lock.
struct BookState: Sendable {
  /// What a file is born with.
  struct Base: Sendable {
    var header: FileHeader
    var directory: SectionDirectory
    var slots: AcknowledgementSlots
    var end: ChainEnd
  }

  /// A file that this one replaced, and that is to be overwritten with zeros.
  struct Retired: Sendable {
    var bytes: BookBytes
    var use: SectionUse
  }

  var bytes: BookBytes
  var base: Base
  var sections: BookSections
  var frames: [BookFrame] = []
  var condition = BookFile.Condition.sound
  var lock: (any DiskLock)?
  /// Why nothing may be written any more; nil while it may.
  var refusal: BookFileError?
  var retired: [Retired] = []

  init(bytes: BookBytes, base: Base, _ habits: StorageHabits) {
    self.bytes = bytes
    self.base = base
    sections = BookSections(bytes, base, habits)
  }
}

extension BookState {
  /// Writes one frame; when this returns, it is on the disk.
  mutating func append(_ payload: [UInt8], _ habits: StorageHabits) throws(BookFileError) -> UInt64 {
    if let refusal { throw refusal }
    guard payload.count <= FileLayout.longestPayload else { throw .tooLong(bytes.path, payload.count) }
    let frame = FrameHeader.frame(payload, base.header.fileID, after: base.end, habits)
    let next = base.end.following(frame)
    do throws(DiskError) {
      try bytes.write(frame, at: base.end.offset)
      if !habits.writesSlotAfterSync { try acknowledge(next, habits) }
      if habits.syncsBeforeAcknowledging { try sync(habits) }
    } catch {
      throw failed(error, habits)
    }
    base.end = next
    if habits.writesSlotAfterSync {
      // The commit is safe without its slot; but a disk that does not take that will not take the next commit either.
      do { try acknowledge(next, habits) } catch { refusal = .stopped(bytes.path, error) }
    }
    return next.sequence
  }

  private func sync(_ habits: StorageHabits) throws(DiskError) {
    if habits.neverRetries { return try bytes.file.sync() }
    do { try bytes.file.sync() } catch { try bytes.file.sync() }
  }

  /// Tells the slot that does not hold the best value.
  mutating func acknowledge(_ end: ChainEnd, _ habits: StorageHabits) throws(DiskError) {
    let value = Acknowledgement(sequence: end.sequence, end: end.offset)
    let index = base.slots.next(after: end.sequence, habits)
    try bytes.write(
      AcknowledgementSlots.bytes(value, base.header.fileID), at: AcknowledgementSlots.places[index])
    base.slots.set(index, value)
  }

  /// After a failed commit: the file stays as it was before, and nothing more is written to it.
  ///
  /// What the commit left is cut off, so that whoever opens the file next does not find what was not saved. That may
  /// fail too, and then changes nothing: the remains are not acknowledged by any slot.
  private mutating func failed(_ error: DiskError, _ habits: StorageHabits) -> BookFileError {
    if habits.stopsAfterFailure { refusal = .stopped(bytes.path, error) }
    if habits.cutsFailedCommit {
      do {
        try bytes.file.truncate(to: base.end.offset)
        try bytes.file.sync()
      } catch {}
    }
    return .cannot(.notSaved, bytes.path, error)
  }
}

extension BookFileError {
  /// An earlier write failed.
  static func stopped(_ path: String, _ error: DiskError) -> BookFileError {
    var stopped = BookFileError.cannot(.notSaved, path, error)
    stopped.code = .readOnly
    stopped.message += " Since then the book is only read."
    stopped.hint = "Everything that was reported as saved is in the file. Open it again once the disk is in order."
    return stopped
  }

  static func tooLong(_ path: String, _ count: Int) -> BookFileError {
    BookFileError(
      .tooLarge, "Not saved: this change takes \(count) bytes, and \(FileLayout.longestPayload) are the most.",
      hint: "Make it in several steps, or import it from a file.", path: path)
  }
}
