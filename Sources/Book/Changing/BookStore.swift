import Columns
import Synchronization

/// An open book with the file that it lies in: the one place where a change becomes durable.
///
/// A change is first made in memory on the side; then its frame is written and synced; only then the new book takes the
/// place of the old one and the caller is told. What fails leaves everything as it was.
public final class BookStore: Sendable {
  struct State {
    var book: Book
    var keepsakes: Keepsakes
    /// Why nothing can be written although the file could be.
    var refusal: BookFileError?
  }

  /// Nil for a book that lives in memory only.
  let file: BookFile?
  let state: Mutex<State>

  init(book: Book, keepsakes: Keepsakes, file: BookFile?, refusal: BookFileError? = nil) {
    self.file = file
    state = Mutex(State(book: book, keepsakes: keepsakes, refusal: refusal))
  }

  /// A book without a file: it takes the same changes, and forgets them.
  public convenience init(inMemory book: Book) {
    let book = book.readyToWrite
    self.init(book: book, keepsakes: Keepsakes().covering(book), file: nil)
  }

  /// The book as of the last change.
  public var book: Book { state.withLock { $0.book } }

  /// What the book keeps beside its tables.
  public var keepsakes: Keepsakes { state.withLock { $0.keepsakes } }

  /// The file's path; nil for a book that lives in memory only.
  public var path: String? { file?.path }

  /// What opening the file found.
  public var condition: BookFile.Condition { file?.condition ?? .sound }

  /// Why nothing can be written; nil if it can.
  public var refusal: BookFileError? { state.withLock { $0.refusal } ?? file?.refusal }

  /// The bytes of the columns, and those of the changes behind them that `compact` would work in.
  public var sizes: (base: Int, commits: Int) { file?.sizes ?? (0, 0) }
}

/// Why a change was not made. The book is as it was.
public enum BookStoreError: Error, Sendable, Equatable {
  /// It cannot be made to this book.
  case change(ChangeError)
  /// It could not be saved, or the file could not be read.
  case file(BookFileError)
}

extension BookStore {
  /// Makes a change. When this returns, it is on the disk.
  public func commit(_ change: Change) throws(BookStoreError) {
    try state.withLock { (state) throws(BookStoreError) in try commit(change, &state) }
  }

  /// Takes back the last change that can be, and says which; nil where there is none.
  public func undo(at moment: Int64) throws(BookStoreError) -> Change? {
    try state.withLock { (state) throws(BookStoreError) in
      guard var last = state.keepsakes.history.last else { return nil }
      last.at = moment
      try commit(last, &state)
      return last
    }
  }

  private func commit(_ change: Change, _ state: inout State) throws(BookStoreError) {
    if let refusal = state.refusal { throw .file(refusal) }
    let edited: EditedBook
    do throws(ChangeError) {
      edited = try Editing.make(change, in: state.book, state.keepsakes)
    } catch {
      throw .change(error)
    }
    if let file {
      var writer = ByteWriter()
      writer.append(change)
      // Looked at before: what a damaged column gave must not become what the book says.
      if let damage = state.book.damage.first { throw .file(.damaged(file.path, damage)) }
      do throws(BookFileError) {
        _ = try file.append(writer.bytes)
      } catch {
        throw .file(error)
      }
    }
    state.book = edited.book
    state.keepsakes = edited.keepsakes
  }

  /// Writes the whole file anew with other contents: after an import, or to work its changes into its columns.
  ///
  /// - Parameters:
  ///   - inverse: what takes it back, for `undo`; nil where it changes nothing that could be taken back.
  ///   - erasing: overwrites the old file with zeros, as far as the file system lets it.
  @discardableResult
  public func replace(
    book: Book, keepsakes: Keepsakes, inverse: Change? = nil, erasing: Bool = false
  ) throws(BookStoreError) -> Erasure {
    try state.withLock { (state) throws(BookStoreError) in
      var keepsakes = keepsakes
      if let inverse { keepsakes.remember(inverse) }
      return try replace(&state, with: book, keepsakes, erasing)
    }
  }

  /// Works all changes into the columns, so that opening has none to make again. Questions have the same answers after.
  @discardableResult
  public func compact(erasing: Bool = false) throws(BookStoreError) -> Erasure {
    try state.withLock { (state) throws(BookStoreError) in
      try replace(&state, with: state.book, state.keepsakes, erasing)
    }
  }

  func replace(
    _ state: inout State, with book: Book, _ keepsakes: Keepsakes, _ erasing: Bool
  ) throws(BookStoreError) -> Erasure {
    if let refusal = state.refusal { throw .file(refusal) }
    let book = book.readyToWrite
    let keepsakes = keepsakes.covering(book)
    var erasure = Erasure.notAsked
    if let file {
      do throws(BookFileError) {
        erasure = try file.replace(supply: BookSection.supply(of: book, keepsakes), erasing: erasing)
      } catch {
        throw .file(error)
      }
    }
    state.book = book
    state.keepsakes = keepsakes
    return erasure
  }

  /// Throws if another program has cut the file short, so that its columns must not be read any more.
  public func stillWhole() throws(BookFileError) { try file?.stillWhole() }

  /// Gives the lock back. Nothing can be written any more.
  public func close() { file?.close() }
}

extension BookFileError {
  static func damaged(_ path: String, _ damage: SectionDamage) -> BookFileError {
    .damaged(path, at: damage.offset ?? 0, "\(damage.content): \(damage.reason)", section: damage.section)
  }
}

extension Book {
  /// The book with all standard tables, every row knowing where it came from, and in the tables' own order.
  public var readyToWrite: Book {
    var book = Arrangement.settled(withStandardTables())
    for index in book.tables.indices where book.tables[index].origin == nil {
      book.tables[index].origin = RowOrigin.none(count: book.tables[index].rowCount)
    }
    return book
  }
}
