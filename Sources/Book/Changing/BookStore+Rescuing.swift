import Columns

/// What was saved of a damaged book, and what was not.
public struct RescuedBook: Sendable {
  /// What was found in the file.
  public var file: BookRescue
  /// What is missing in the new book because of it: columns, of which no row has a value now.
  public var lost: [SectionDamage]
  /// Why not all commits could be made again; nil if they could.
  public var stopped: BookFileError?
  /// The tables of the new book and how many rows each has.
  public var tables: [(name: String, rowCount: Int)]

  public var isComplete: Bool { file.isComplete && lost.isEmpty && stopped == nil }
}

extension BookStore {
  /// Makes a new book of all that is whole in a damaged one. The old file is only read.
  ///
  /// A column that cannot be read is there without any value; rows, keys and commits that are whole are kept. Where not
  /// even the list of tables is whole, nothing can be told apart, and there is no new book.
  public static func rescue(
    path: String, to newPath: String, disk: any Disk = LocalDisk()
  ) throws(BookFileError) -> RescuedBook {
    let found = try BookRescue.rescue(path: path, to: newPath, disk: disk)
    let file = try BookFile.open(path: newPath, access: .writing, disk: disk)
    defer { file.close() }
    let sections = FileSections(file.sections)
    let book: Book
    do throws(SectionDamage) {
      book = try BookDecoder.book(from: sections, acceptsGaps: true)
    } catch {
      try? disk.remove(file.path)
      throw .damaged(path, error)
    }
    var lost: [SectionDamage] = []
    var keepsakes = Keepsakes()
    do throws(SectionDamage) { keepsakes = try Keepsakes(from: sections) } catch { lost.append(error) }
    let made = replay(file.frames, in: book, keepsakes, path: path, isReplay: false)
    let whole = made.book.readyToWrite
    whole.readAll()
    lost += whole.damage.all
    let kept = whole.withoutDamageLog
    let all: [BookSection]
    do throws(SectionDamage) {
      all = try BookSection.all(of: kept, made.keepsakes)
    } catch {
      throw .damaged(path, error)
    }
    _ = try file.replace(sections: all)
    return RescuedBook(
      file: found, lost: lost, stopped: made.refusal, tables: kept.tables.map { ($0.name, $0.rowCount) })
  }
}

extension Book {
  /// Reads all that still lies in the file.
  func readAll() {
    for table in tables {
      for column in table.columns {
        _ = column.column
        _ = column.orphans
      }
      _ = table.origin?.batches.column
      _ = table.origin?.lines.column
    }
    for way in waysBack { _ = way.link }
  }

  /// The book as it could be read, to be saved as it is.
  fileprivate var withoutDamageLog: Book {
    Book(name: name, tables: tables, waysBack: waysBack, currency: currency)
  }
}

extension BookStore {
  /// Reads all that still lies in the file, and gives what is damaged of it.
  public func readEverything() -> [SectionDamage] {
    let book = book
    book.readAll()
    return book.damage.all
  }
}
