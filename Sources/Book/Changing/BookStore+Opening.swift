import Columns

extension BookStore {
  /// Makes a new book file, on the disk when this returns, and holds it open for writing.
  public static func create(
    path: String, book: Book, keepsakes: Keepsakes = Keepsakes(), disk: any Disk = LocalDisk()
  ) throws(BookFileError) -> BookStore {
    let book = book.readyToWrite
    let keepsakes = keepsakes.covering(book)
    let file = try BookFile.create(path: path, supply: BookSection.supply(of: book, keepsakes), disk: disk)
    return BookStore(book: book, keepsakes: keepsakes, file: file)
  }

  /// Opens a book file, and makes the changes again that are not yet part of its columns.
  ///
  /// Columns are read when they are first asked for. A file whose changes are damaged is opened as of the last whole one,
  /// and refuses to be written; so is one that somebody else is writing, or that cannot be written, and `refusal` says why.
  public static func open(
    path: String, access: BookFile.Access, disk: any Disk = LocalDisk()
  ) throws(BookFileError) -> BookStore {
    do throws(BookFileError) {
      return try opened(path, access, disk, refusal: nil)
    } catch {
      guard access == .writing, error.code == .inUse || error.code == .cannotWrite else { throw error }
      return try opened(path, .reading, disk, refusal: error)
    }
  }

  private static func opened(
    _ path: String, _ access: BookFile.Access, _ disk: any Disk, refusal: BookFileError?
  ) throws(BookFileError) -> BookStore {
    let file = try BookFile.open(path: path, access: access, disk: disk)
    do throws(BookFileError) {
      let (book, keepsakes) = try contents(of: file)
      let made = replay(file.frames, in: book, keepsakes, path: file.path)
      file.releaseFrames()
      return BookStore(book: made.book, keepsakes: made.keepsakes, file: file, refusal: refusal ?? made.refusal)
    } catch {
      file.close()
      throw error
    }
  }

  static func contents(of file: BookFile) throws(BookFileError) -> (Book, Keepsakes) {
    do throws(SectionDamage) {
      let sections = FileSections(file.sections)
      return (try BookDecoder.book(from: sections), try Keepsakes(from: sections))
    } catch {
      throw .damaged(file.path, error)
    }
  }

  /// - Parameter isReplay: whether the changes are known to have been made to just this book before.
  static func replay(
    _ frames: [BookFrame], in book: Book, _ keepsakes: Keepsakes, path: String, isReplay: Bool = true
  ) -> State {
    var state = State(book: book, keepsakes: keepsakes)
    for frame in frames {
      var reader = ByteReader(frame.payload)
      do {
        let change = try reader.change()
        try reader.finish()
        let edited = try Editing.make(change, in: state.book, state.keepsakes, isReplay: isReplay)
        state.book = edited.book
        state.keepsakes = edited.keepsakes
      } catch {
        state.refusal = .damaged(path, at: frame.offset, "change \(frame.sequence) cannot be made again")
        return state
      }
    }
    return state
  }
}
