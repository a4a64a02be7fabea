import Book
import Diagnostics
import Glibc

extension Opening {
  /// What a book file's name ends with.
  public static let bookExtension = ".kenal"

  /// The book file, if one is named; it stands alone.
  static func bookFile(among paths: [String]) throws(Failure) -> String? {
    guard let path = paths.first(where: isBookFile) else { return nil }
    guard paths.count == 1 else {
      throw Failure(
        Diagnostic(
          "book-and-files", "\(path) is a book, and is opened alone.",
          notes: ["To add files to it: kenal import \(path) FILE…"]), in: SourceText(""), status: .usage)
    }
    return path
  }

  /// Whether a path is meant as a book file: by its name, unless that is a folder, or by the file's first bytes.
  public static func isBookFile(_ path: String) -> Bool {
    var status = stat()
    let isThere = stat(path, &status) == 0
    if isThere, status.st_mode & S_IFMT == S_IFDIR { return false }
    return path.hasSuffix(bookExtension) || (isThere && BookFile.isBook(path: path))
  }

  /// Opens a book file.
  static func openFile(_ path: String, access: BookFile.Access, clock: Clock) throws(Failure) -> Opened {
    let store: BookStore
    do throws(BookFileError) {
      store = try BookStore.open(path: path, access: access)
    } catch {
      throw Failure(error)
    }
    var notes: [String] = []
    if case .tornTail(let bytes) = store.condition, access == .writing {
      notes.append("A change that was interrupted before it was saved (\(bytes) bytes) was taken away.")
    }
    if let refusal = store.refusal, access == .writing {
      notes.append("Opened for reading only. " + refusal.description)
    }
    let outcomes = notes.map { Outcome(.message($0), source: SourceText("")) }
    return Opened(session: Session(store: store, clock: clock), outcomes: outcomes)
  }
}

extension BookFileError {
  /// The error for a person.
  public var diagnostic: Diagnostic { Diagnostic(code.rawValue, message, notes: hint.map { [$0] } ?? []) }
}

extension Failure {
  /// Of a book file, with no statement to point into.
  init(_ error: BookFileError) { self.init(error.diagnostic, in: SourceText(""), status: .book) }
}
