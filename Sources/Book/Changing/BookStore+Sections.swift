import Columns

extension BookSection {
  /// What a book's tables and keepsakes are in its file.
  static func all(of book: Book, _ keepsakes: Keepsakes) throws(SectionDamage) -> [BookSection] {
    try supply(of: book, keepsakes).all()
  }

  /// The same, made while they are being written.
  static func supply(of book: Book, _ keepsakes: Keepsakes) -> EncodedSections {
    var writer = ByteWriter()
    writer.append(keepsakes)
    return EncodedSections(book, others: [BookSection(name: keepsakesName, bytes: SectionBytes(writer.bytes))])
  }

  static let keepsakesName = "keepsakes"
}

extension Keepsakes {
  /// Reads what a book keeps beside its tables.
  init(from source: any SectionSource) throws(SectionDamage) {
    let content = "what the book keeps beside its tables"
    var reader = ByteReader(try source.bytes(of: BookSection.keepsakesName))
    do throws(MalformedBytes) {
      self = try reader.keepsakes()
      try reader.finish()
    } catch {
      throw SectionDamage(
        content: content, section: BookSection.keepsakesName, reason: "at its byte \(error.offset), \(error.reason)")
    }
  }
}
