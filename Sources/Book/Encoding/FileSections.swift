import Columns

/// The sections of a book's file, for `BookDecoder`.
public struct FileSections: SectionSource {
  private let sections: BookSections

  public init(_ sections: BookSections) { self.sections = sections }

  /// As the file's directory says.
  public func length(of name: String) -> Int? { sections.size(of: name) }

  /// Lent from the mapped file; the checksum of a block is compared when it is first asked for.
  public func bytes(of name: String) throws(SectionDamage) -> Buffer<UInt8> {
    do throws(BookFileError) { return try sections.bytes(of: name) } catch { throw damage(name, error) }
  }

  /// The same, of the blocks that the bytes lie in.
  public func bytes(of name: String, in range: Range<Int>) throws(SectionDamage) -> Buffer<UInt8> {
    do throws(BookFileError) { return try sections.bytes(of: name, in: range) } catch { throw damage(name, error) }
  }

  private func damage(_ name: String, _ error: BookFileError) -> SectionDamage {
    SectionDamage(content: name, section: name, offset: error.offset, reason: reason(error))
  }

  private func reason(_ error: BookFileError) -> String {
    switch error.code {
    case .damaged: "its checksum is wrong"
    case .shrunk: "another program has cut the file short"
    case .noSection: "it is not there"
    default: "the disk does not give it: \(error.message)"
    }
  }
}
