import Glibc

/// The operations on files that a book needs. `LocalDisk` asks the system; the proofs bring a disk that fails on purpose.
public protocol Disk: Sendable {
  /// The path with symbolic links followed, so that all who open a file by different names meet at one lock.
  func resolved(_ path: String) -> String

  /// Opens a file, or makes a new one that only its owner may read and write (mode 0600).
  func open(_ path: String, for purpose: OpeningPurpose) throws(DiskError) -> any DiskFile

  /// Which file has this name now; nil if there is none.
  func identity(of path: String) throws(DiskError) -> FileIdentity?

  /// Gives a file another name. Where that name is taken, its file is replaced, or the call fails with `EEXIST`.
  func rename(_ path: String, to newPath: String, replacing: Bool) throws(DiskError)

  /// Takes a name away; nothing happens if there is no such file.
  func remove(_ path: String) throws(DiskError)

  /// Brings the names in the folder of this file to the disk.
  func syncFolder(of path: String) throws(DiskError)

  /// Takes the lock file of this name, or says who has it.
  func tryLock(_ path: String) throws(DiskError) -> LockAttempt
}

/// An open file, closed with its last user. Offsets and counts are in bytes.
public protocol DiskFile: AnyObject, Sendable {
  var identity: FileIdentity { get }

  func size() throws(DiskError) -> Int

  /// Reads into the target; the answer is smaller than its count only where the file ends.
  func read(at offset: Int, into target: UnsafeMutableRawBufferPointer) throws(DiskError) -> Int

  /// Writes in one call of the system, and says how much of it was taken.
  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(DiskError) -> Int

  func truncate(to size: Int) throws(DiskError)

  /// Brings everything that was written, and the file's length, to the disk.
  func sync() throws(DiskError)

  /// Some bytes of the file, lent to be read, and behind them `room` bytes of memory at least, where there is any.
  func map(_ range: Range<Int>, room: Int) throws(DiskError) -> MappedBytes

  /// Marks the file as in use, shared with others who do the same; false if someone has it for himself.
  func tryShare() throws(DiskError) -> Bool

  /// Marks the file as in use by nobody else; false if others share it.
  func tryKeepAlone() throws(DiskError) -> Bool
}

/// What a file is opened for.
public enum OpeningPurpose: Sendable {
  case reading
  case writing
  /// A file that must not be there yet.
  case creating
}

/// Which file it is, whatever its name.
public struct FileIdentity: Equatable, Sendable {
  public var device: UInt64
  public var number: UInt64

  public init(device: UInt64, number: UInt64) {
    self.device = device
    self.number = number
  }
}

/// A lock that is held until it is released, or its last user is gone.
public protocol DiskLock: AnyObject, Sendable {
  func release()
}

/// What came of asking for a lock.
public enum LockAttempt: Sendable {
  case held(any DiskLock)
  /// Someone else has it: what the holder wrote down about itself, such as “process 1234 (kenal, since 09:41)”.
  case taken(by: String)
}

/// What the system said when an operation failed.
public struct DiskError: Error, Equatable, Sendable {
  /// The system's number of the error, such as `EIO`.
  public var number: Int32

  public init(_ number: Int32) { self.number = number }
}

extension DiskError {
  /// The name belongs to something that is no plain file, for which the system has no number.
  static let noPlainFile = DiskError(-1)

  /// There is a file of this name, where a new one was to be.
  static let nameTaken = DiskError(EEXIST)
}
