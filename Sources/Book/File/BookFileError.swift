import Glibc

/// Why something could not be done with a book's file, in words for its owner.
public struct BookFileError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The kinds of errors, by the stable codes that are shown with them.
  public enum Code: String, Sendable {
    case missing = "no-book"
    case exists = "file-exists"
    case notABook = "not-a-book"
    case newerVersion = "newer-version"
    case damaged = "damaged-book"
    case shrunk = "book-cut-short"
    case noSection = "no-section"
    case inUse = "book-in-use"
    case readOnly = "read-only-book"
    case notSaved = "not-saved"
    case tooLarge = "too-large"
    case cannotRead = "cannot-read"
    case cannotWrite = "cannot-write"
  }

  public var code: Code
  /// What happened, as whole sentences that name the file.
  public var message: String
  /// What to do about it.
  public var hint: String?
  public var path: String
  /// Where in the file, in bytes from its beginning.
  public var offset: Int?
  /// The part of the file that it concerns.
  public var section: String?

  public init(
    _ code: Code, _ message: String, hint: String? = nil, path: String, offset: Int? = nil, section: String? = nil
  ) {
    self.code = code
    self.message = message
    self.hint = hint
    self.path = path
    self.offset = offset
    self.section = section
  }

  public var description: String { [message, hint].compactMap { $0 }.joined(separator: " ") }
}

extension BookFileError {
  static func damaged(_ path: String, at offset: Int, _ reason: String, section: String? = nil) -> BookFileError {
    BookFileError(
      .damaged, "\(fileName(path)) is damaged at byte \(offset): \(reason).",
      hint: "Take a copy of the file before anything else; `kenal rescue` saves what is whole into a new book.",
      path: path, offset: offset, section: section)
  }

  static func cannotOpen(_ path: String, _ error: DiskError, for purpose: OpeningPurpose) -> BookFileError {
    switch error.number {
    case ENOENT, ENOTDIR: BookFileError(.missing, "There is no \(path).", path: path)
    case DiskError.noPlainFile.number, EISDIR:
      BookFileError(.notABook, "\(fileName(path)) is no book: it is not a plain file.", path: path)
    default: cannot(purpose == .reading ? .cannotRead : .cannotWrite, path, error)
    }
  }

  /// `cannotRead`, `cannotWrite` or `notSaved`, with what the system said.
  static func cannot(_ code: Code, _ path: String, _ error: DiskError) -> BookFileError {
    let verb = code == .cannotRead ? "read" : "written"
    let start = code == .notSaved ? "Not saved: " : ""
    return BookFileError(code, "\(start)\(fileName(path)) cannot be \(verb): \(reason(error.number)).", path: path)
  }

  static func inUse(_ path: String, holder: String) -> BookFileError {
    BookFileError(
      .inUse, "\(fileName(path)) is open for writing in \(holder).",
      hint: "Close it there, or open it here for reading only.", path: path)
  }

  static func fileName(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// The system's reason in plain words.
  private static func reason(_ number: Int32) -> String {
    switch number {
    case ENOSPC, EDQUOT: "the disk is full"
    case EIO: "the disk reports an error"
    case EACCES, EPERM: "you are not allowed to"
    case EROFS: "the disk is read-only"
    case EFBIG: "the file system does not take files this large"
    case EMFILE, ENFILE: "too many files are open"
    default: strerror(number).map { String(cString: $0) } ?? "error \(number)"
    }
  }
}
