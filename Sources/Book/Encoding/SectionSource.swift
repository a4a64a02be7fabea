import Columns

/// Where the sections of a book lie: in its file, or in memory.
public protocol SectionSource: Sendable {
  /// How many bytes a section has; nil if there is none of this name.
  func length(of name: String) -> Int?

  /// The bytes of a section, found to be those that were written, at a multiple of 64 bytes in memory.
  func bytes(of name: String) throws(SectionDamage) -> Buffer<UInt8>

  /// Some of these bytes, for which no more is read than has to be.
  func bytes(of name: String, in range: Range<Int>) throws(SectionDamage) -> Buffer<UInt8>
}

/// What the sections of a book are called. Tables, columns and ways back go by their position.
enum SectionName {
  static let schema = "schema"

  /// The parts of a column.
  enum Part: String {
    /// Numbers, dates, references or truth values, one a row.
    case values
    /// Which rows have a value.
    case known
    /// The entries of a dictionary: one a row, or those of all sets.
    case codes
    /// Where the entries of each set begin.
    case sets
    /// The bytes of all texts.
    case texts
    /// Where each text begins among them.
    case starts
    /// The numbers of texts that are a common beginning and a number.
    case numbers
    /// The keys that lead nowhere.
    case orphans
  }

  static func column(_ column: Int, of table: Int, _ part: Part) -> String { "\(table).\(column).\(part.rawValue)" }

  static func batches(of table: Int) -> String { "\(table).batches" }
  static func lines(of table: Int) -> String { "\(table).lines" }
  static func keys(of table: Int) -> String { "\(table).keys" }
  static func children(of way: Int) -> String { "children.\(way)" }
}
