import Columns
import Synchronization

/// A book's file: named sections that never change, and commits that are appended.
///
/// It knows nothing of tables; see `FileLayout.swift` for what lies where. All calls may be made from any thread.
public final class BookFile: Sendable {
  /// What a book is opened for.
  public enum Access: Sendable {
    /// A snapshot of now, without a lock.
    case reading
    /// The one writer, who holds the lock beside the file.
    case writing
  }

  /// What opening found.
  public enum Condition: Equatable, Sendable {
    case sound
    /// Behind the last commit were the remains of one that was interrupted before it was acknowledged, so many bytes. A
    /// writer has cut them off; a reader leaves them.
    case tornTail(bytes: Int)
    /// The commits from this byte on are damaged. Nothing can be written.
    case damaged(offset: Int, reason: String)
  }

  /// The file's path, with links followed.
  public let path: String
  public let access: Access
  let disk: any Disk
  let habits: StorageHabits
  let state: Mutex<BookState>

  init(path: String, access: Access, disk: any Disk, habits: StorageHabits, state: consuming sending BookState) {
    self.path = path
    self.access = access
    self.disk = disk
    self.habits = habits
    self.state = Mutex(state)
  }

  public var condition: Condition { state.withLock { $0.condition } }

  /// The sections of the file as it is now; who keeps them goes on reading this file when it has been replaced.
  public var sections: BookSections { state.withLock { $0.sections } }

  /// The sections' names in their order.
  public var sectionNames: [String] { sections.names }

  /// The commits that were found when the file was opened, in order; those that are appended later are not added.
  public var frames: [BookFrame] { state.withLock { $0.frames } }

  /// Lets go of the commits that were found, once they have been applied.
  public func releaseFrames() { state.withLock { $0.frames = [] } }

  /// The sequence of the last commit, whether it lies in a frame or has become part of the sections.
  public var lastSequence: UInt64 { state.withLock { $0.base.end.sequence } }

  /// How many bytes the sections take with all before them, and how many the commits after them.
  public var sizes: (base: Int, commits: Int) {
    state.withLock { ($0.base.header.baseLength, $0.base.end.offset - $0.base.header.baseLength) }
  }

  /// Why nothing can be written; nil if it can.
  public var refusal: BookFileError? { state.withLock { $0.refusal } }

  /// Saves a commit and gives its sequence. When this returns, the commit is on the disk.
  ///
  /// - Throws: `notSaved` if the disk fails; the book is then read-only, and this is never tried again. `readOnly` after
  ///   that, for a reader, and for a damaged file; `tooLarge` beyond 1 GiB.
  public func append(_ payload: [UInt8]) throws(BookFileError) -> UInt64 {
    try state.withLock { (state) throws(BookFileError) in try state.append(payload, habits) }
  }

  /// The bytes of a section of the file as it is now: see `BookSections`.
  public func section(_ name: String) throws(BookFileError) -> Buffer<UInt8> { try sections.bytes(of: name) }

  /// Throws `shrunk` if another program has cut the file short: see `BookSections`.
  public func stillWhole() throws(BookFileError) { try sections.stillWhole() }

  /// Gives the lock back. What was lent stays valid; nothing can be written any more.
  public func close() {
    state.withLock { state in
      if state.refusal == nil { state.refusal = .closed(path) }
      state.lock?.release()
      state.lock = nil
    }
  }
}

extension BookFileError {
  static func closed(_ path: String) -> BookFileError {
    BookFileError(.readOnly, "Not saved: \(fileName(path)) has been closed.", path: path)
  }

  static func openedForReading(_ path: String) -> BookFileError {
    BookFileError(
      .readOnly, "Not saved: \(fileName(path)) is open for reading only.", hint: "Open it for writing.", path: path)
  }
}
