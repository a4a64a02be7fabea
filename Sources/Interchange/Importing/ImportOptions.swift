import Book
import CivilTime

/// What a person says about an import beyond the names of the files.
public struct ImportOptions: Sendable {
  /// A column of the file that shall become a field of the table.
  public struct Mapping: Sendable, Equatable {
    public var header: String
    public var field: String
    /// How dates, times or numbers are written there: `dd.mm.yyyy`.
    public var pattern: String?

    public init(header: String, field: String, pattern: String? = nil) {
      self.header = header
      self.field = field
      self.pattern = pattern
    }
  }

  /// A preset or a table by its name: `shopify.orders`, `customers`. Nil to recognise each file.
  public var target: String?
  /// What `map (…)` says.
  public var map: [Mapping] = []
  /// The fields by which rows are the same, tried one after the other. Empty for the key, and for customers then the
  /// e-mail address and the phone number.
  public var matching: [String] = []
  /// Whether an empty cell takes away what the book has.
  public var overwritesBlanks = false
  /// The number of the import of the first file; see `Keepsakes.nextBatch`. The other files take the numbers after it.
  public var batch: Int32 = 1

  /// Who asked to be forgotten: their rows are left out.
  public var forgotten = ForgottenPeople()

  /// When the import is made, in microseconds since 1970 on the book's wall clock: the date of consents whose file gives none.
  public var moment: Int64?

  /// The book's zone, if it has one: times with an offset from UTC are put on its clocks.
  public var zone: TimeZone?
  /// The book's currency, where somebody said so; a new book is in what most amounts of its first file are in.
  public var currency: String?

  public init(
    target: String? = nil, map: [Mapping] = [], matching: [String] = [], overwritesBlanks: Bool = false,
    batch: Int32 = 1, moment: Int64? = nil
  ) {
    self.target = target
    self.map = map
    self.matching = matching
    self.overwritesBlanks = overwritesBlanks
    self.batch = batch
    self.moment = moment
  }
}
