import Columns

/// From which sizes on it is worth the work to lay something down in less space than it has in memory.
struct Compactness: Sendable {
  /// Columns of this many rows and more.
  var packedRows = 1 << 16
  /// Texts of this many bytes and more that are a common beginning and a number.
  var numberedBytes = 1 << 24
  /// Tables of this many rows and more get an index of their keys.
  var indexedRows = 1 << 12
}

/// Lays a book down as sections of bytes, from which `BookDecoder` makes it again.
///
/// The section `schema` tells what there is. Every buffer of a column is a section of its own, which holds the values as
/// they lie in memory (little-endian, without gaps), so that reading them is no work: dates, references and whole numbers
/// that fit in 32 bits, others and fractions in 64, texts as bytes and the offsets at which each begins, truth values and
/// what is known as bits. Where that takes much less, there is less: see `IntegerLayout` and `PoolLayout`.
public enum BookEncoder {
  /// The sections of a book, whose columns are all read for it. Their bytes are shared with the columns where they can be.
  ///
  /// - Throws: what was found damaged while the columns were read. Nothing may be saved then.
  /// Complexity: O(values).
  public static func sections(of book: Book) throws(SectionDamage) -> [BookSection] {
    try sections(of: book, Compactness())
  }

  static func sections(
    of book: Book, _ compactness: Compactness
  ) throws(SectionDamage) -> [BookSection] {
    try EncodedSections(book, compactness).all()
  }
}
