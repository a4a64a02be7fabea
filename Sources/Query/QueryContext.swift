import Book
import CivilTime
import Columns
import Diagnostics
import Syntax

/// The members of a segment as a snapshot recorded them.
public struct SegmentRecord: Sendable {
  /// The day that was today then, in days since 1970-01-01.
  public var day: Int32
  /// The table whose rows they are, by its position in the book.
  public var table: Int
  /// The rows of it that were members, as far as they are still there.
  public var members: Bitmap

  public init(day: Int32, table: Int, members: Bitmap) {
    self.day = day
    self.table = table
    self.members = members
  }
}

/// What a query is resolved with: the book, the saved names, the clock and the script's parameters. All come in as values.
public struct QueryContext: Sendable {
  public var book: Book
  public var catalog: Catalog
  /// Days since 1970-01-01 in the book's zone.
  public var today: Int32
  /// Microseconds since 1970-01-01T00:00 on the wall clock of the book's zone.
  public var now: Int64
  /// The book's zone, by which a length in hours is told across a change of the clocks; nil where clocks never change.
  public var zone: TimeZone?
  /// The values of `$name`, as they were written.
  public var parameters: [String: Expression]
  /// The values of `BookSetting`s that were set, by name.
  public var settings: [String: Literal] = [:]
  /// What was recorded of a segment, oldest first; asked for only where a query wants to know.
  public var records: @Sendable (_ segment: String) -> [SegmentRecord] = { _ in [] }

  /// The imports that rows came from; asked for only where a query wants to know.
  public var sources: @Sendable () -> [RowSource] = { [] }

  /// The texts that a file lists, under the column of a name or else the first: asked for only where a query has such a file.
  /// Throws a diagnostic without a place.
  public var listedTexts: @Sendable (_ file: String, _ column: String?) throws -> TextPool = { file, _ in
    throw Diagnostic("unreadable-file", "“\(file)” cannot be read here.")
  }

  /// Whether a bare column of amounts in several currencies is shown as it was noted; otherwise, in the book's.
  public var showsOriginals = true

  /// Asked while a query is run to find what its columns are called.
  public var isCancelled: @Sendable () -> Bool = { false }

  public init(
    book: Book, catalog: Catalog = Catalog(), today: Int32, now: Int64? = nil, parameters: [String: Expression] = [:]
  ) {
    self.book = book
    self.catalog = catalog
    self.today = today
    self.now = now ?? Int64(today) * 86_400_000_000
    self.parameters = parameters
  }
}
