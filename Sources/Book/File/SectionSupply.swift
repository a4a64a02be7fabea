import Synchronization

/// The sections of a new base, one after the other in the order in which they will lie in the file. They are asked for while
/// those before them are being written, so that they can be made meanwhile, and no more of them than a few are in memory.
public protocol SectionSupply: Sendable {
  /// The next section; nil after the last one. What is thrown keeps all from being saved.
  func next() throws(SectionDamage) -> BookSection?
}

/// Sections that are there.
final class ReadySections: SectionSupply {
  private let rest: Mutex<ArraySlice<BookSection>>

  init(_ sections: [BookSection]) { rest = Mutex(sections[...]) }

  func next() -> BookSection? { rest.withLock { $0.popFirst() } }
}

/// Why a new file was not written.
enum WritingFailure: Error {
  case disk(DiskError)
  /// What was to be written could not be read.
  case damage(SectionDamage)

  /// What the disk throws, as this.
  static func onDisk<R>(_ work: () throws(DiskError) -> R) throws(WritingFailure) -> R {
    do throws(DiskError) { return try work() } catch { throw .disk(error) }
  }
}

extension BookFileError {
  static func cannot(_ code: Code, _ path: String, _ failure: WritingFailure) -> BookFileError {
    switch failure {
    case .disk(let error): cannot(code, path, error)
    case .damage(let damage): .damaged(path, damage)
    }
  }
}
