import Columns
import Synchronization

/// The sections of one file, which never change: what was replaced stays readable for those who hold it.
///
/// **What a mapping cannot promise.** Large sections are lent from the mapped file, small ones are read. A rename over the
/// file or its removal does no harm to what is lent. A program that cuts the file short in place
/// (`cp other.kenal shop.kenal`) does: reading pages that are gone ends the process, as does a page that the disk cannot
/// read any more after it has been dropped from memory. `stillWhole` finds a cut out and is to be called before each
/// statement; between its answer and the reading there remains a moment. A block's first use reads all of it in a way that
/// fails with an error.
///
/// **Room.** Behind each section that is lent there is some memory, so that a column can grow where it lies.
public final class BookSections: Sendable {
  /// A section that was asked for.
  private struct Content {
    var bytes: Buffer<UInt8>
    /// Nil where the bytes were copied.
    var mapping: MappedBytes?
    /// Which blocks have shown the right checksum.
    var isVerified: [Bool]
  }

  /// Who lends, and all that is lent, keep this.
  fileprivate final class Loan: Sendable {}

  /// What keeps the memory of one section.
  private final class Lender: Sendable {
    private let mapping: MappedBytes
    private let loan: Loan

    init(_ mapping: MappedBytes, _ loan: Loan) {
      self.mapping = mapping
      self.loan = loan
    }
  }

  /// A column may grow by so many bytes where it lies.
  private static let room = 256 << 10

  private let file: BookBytes
  private let directory: SectionDirectory
  private let baseLength: Int
  private let checksSum: Bool
  private let loan = Loan()
  private let state: Mutex<[Int: Content]>

  init(_ file: BookBytes, _ base: BookState.Base, _ habits: StorageHabits) {
    self.file = file
    directory = base.directory
    baseLength = base.header.baseLength
    checksSum = habits.checksSectionSum
    state = Mutex([:])
  }

  /// The sections' names in their order.
  public var names: [String] { directory.entries.map(\.name) }

  /// How many bytes a section has; nil if there is none of this name.
  public func size(of name: String) -> Int? { directory.position(of: name).map { directory.entries[$0].length } }

  /// The bytes of a section, lent from the file, each block checked when it is first asked for.
  ///
  /// They begin at a multiple of 64 bytes, so that `values(of:)` gives them as numbers of any width.
  ///
  /// - Throws: `damaged` with the section's name and place, `noSection`, `shrunk`.
  public func bytes(of name: String) throws(BookFileError) -> Buffer<UInt8> {
    try bytes(of: name, in: 0..<(size(of: name) ?? 0))
  }

  /// Some of a section's bytes, for which only the blocks are read and checked that they lie in.
  ///
  /// - Throws: the same; `damaged` too where the section does not have these bytes.
  public func bytes(of name: String, in range: Range<Int>) throws(BookFileError) -> Buffer<UInt8> {
    guard let position = directory.position(of: name) else { throw .noSection(name, file.path) }
    let entry = directory.entries[position]
    guard range.lowerBound >= 0, range.upperBound <= entry.length else {
      throw .damaged(file.path, at: entry.place, "section \(name) is too short", section: name)
    }
    let blocks = entry.blocks(of: range)
    let (content, unverified) = try state.withLock { (state) throws(BookFileError) in
      let content: Content
      if let known = state[position] { content = known } else { content = try lent(entry) }
      state[position] = content
      return (content, blocks.filter { !content.isVerified[$0] })
    }
    if let first = unverified.first, let last = unverified.last {
      try verify(entry, first..<last + 1, content)
      state.withLock { state in
        for block in unverified { state[position]?.isVerified[block] = true }
      }
    }
    return content.bytes[range]
  }

  /// A section as it lies in the file, of which nothing is checked yet.
  private func lent(_ entry: SectionEntry) throws(BookFileError) -> Content {
    let isVerified = Array(repeating: false, count: entry.sums.count)
    guard entry.length >= FileLayout.largeSection else {
      let bytes = try file.view(at: entry.place, count: entry.length)
      return Content(bytes: Buffer(bytes.array), mapping: nil, isVerified: isVerified)
    }
    try stillWhole()
    let mapping: MappedBytes
    do {
      mapping = try file.file.map(entry.place..<entry.place + entry.length, room: Self.room)
    } catch {
      throw .cannot(.cannotRead, file.path, error)
    }
    guard mapping.bytes.count == entry.length else {
      throw .damaged(
        file.path, at: entry.place, "section \(entry.name) does not lie within the file", section: entry.name)
    }
    let bytes = Buffer(bytes: mapping.bytes, room: mapping.room, keptBy: Lender(mapping, loan))
    return Content(bytes: bytes, mapping: mapping, isVerified: isVerified)
  }

  private func verify(_ entry: SectionEntry, _ blocks: Range<Int>, _ content: Content) throws(BookFileError) {
    try stillWhole()
    let range = entry.block(blocks.lowerBound).lowerBound..<entry.block(blocks.upperBound - 1).upperBound
    do {
      _ = try content.mapping?.ready(range)
    } catch {
      var failure = BookFileError.cannot(.cannotRead, file.path, error)
      failure.section = entry.name
      failure.offset = entry.place + range.lowerBound
      throw failure
    }
    guard checksSum else { return }
    for block in blocks where CRC32C.of(content.bytes[entry.block(block)]) != entry.sums[block] {
      throw .damaged(file.path, entry, block: block)
    }
  }

  /// Throws `shrunk` if another program has cut the file short, so that its sections must not be read any more.
  public func stillWhole() throws(BookFileError) {
    let size = try file.size()
    guard size >= baseLength else { throw .shrunk(file.path, at: size) }
  }

  /// Tells later whether these sections, or what they lent, are still used by anyone.
  var use: SectionUse { SectionUse(loan: loan) }
}

/// Whether a file's sections are still used in this process.
struct SectionUse: Sendable {
  fileprivate weak let loan: BookSections.Loan?

  var isOver: Bool { loan == nil }
}

extension BookFileError {
  static func noSection(_ name: String, _ path: String) -> BookFileError {
    BookFileError(.noSection, "\(fileName(path)) has no section \(name).", path: path, section: name)
  }
}
