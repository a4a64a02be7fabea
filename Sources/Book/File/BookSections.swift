import Columns
import Synchronization

/// The sections of one file, which never change: what was replaced stays readable for those who hold it.
///
/// **What a mapping cannot promise.** Sections are lent from the mapped file. A rename over the file or its removal does
/// no harm to them. A program that cuts the file short in place (`cp other.kenal shop.kenal`) does: reading pages that
/// are gone ends the process, as does a page that the disk cannot read any more after it has been dropped from memory.
/// `stillWhole` finds a cut out and is to be called before each statement; between its answer and the reading there
/// remains a moment. A section's first use reads all of it in a way that fails with an error.
public final class BookSections: Sendable {
  private struct State {
    /// The base, mapped when a section is first asked for.
    var mapping: MappedFile?
    /// Which sections have shown the right checksum.
    var verified: [Bool]
  }

  private let file: BookBytes
  private let directory: SectionDirectory
  private let baseLength: Int
  private let checksSum: Bool
  private let state: Mutex<State>

  init(_ file: BookBytes, _ base: BookState.Base, _ habits: StorageHabits) {
    self.file = file
    directory = base.directory
    baseLength = base.header.baseLength
    checksSum = habits.checksSectionSum
    state = Mutex(State(verified: Array(repeating: false, count: base.directory.entries.count)))
  }

  /// The sections' names in their order.
  public var names: [String] { directory.entries.map(\.name) }

  /// How many bytes a section has; nil if there is none of this name.
  public func size(of name: String) -> Int? { directory.position(of: name).map { directory.entries[$0].length } }

  /// The bytes of a section, lent from the file and checked when it is first asked for.
  ///
  /// They begin at a multiple of 64 bytes, so that `values(of:)` gives them as numbers of any width.
  ///
  /// - Throws: `damaged` with the section's name and place, `noSection`, `shrunk`.
  public func bytes(of name: String) throws(BookFileError) -> Buffer<UInt8> {
    guard let position = directory.position(of: name) else { throw .noSection(name, file.path) }
    let entry = directory.entries[position]
    let (mapping, isVerified) = try state.withLock { (state) throws(BookFileError) in
      let mapping: MappedFile
      if let mapped = state.mapping { mapping = mapped } else { mapping = try map() }
      state.mapping = mapping
      return (mapping, state.verified[position])
    }
    guard entry.length <= mapping.bytes.count, entry.place <= mapping.bytes.count - entry.length else {
      throw .damaged(file.path, at: entry.place, "section \(name) does not lie within the file", section: name)
    }
    if !isVerified {
      try verify(entry, in: mapping)
      state.withLock { $0.verified[position] = true }
    }
    let part = UnsafeRawBufferPointer(rebasing: mapping.bytes[entry.place..<entry.place + entry.length])
    return Buffer(bytes: part, keptBy: mapping)
  }

  private func verify(_ entry: SectionEntry, in mapping: MappedFile) throws(BookFileError) {
    try stillWhole()
    let part: UnsafeRawBufferPointer
    do {
      part = try mapping.ready(entry.place..<entry.place + entry.length)
    } catch {
      var failure = BookFileError.cannot(.cannotRead, file.path, error)
      failure.section = entry.name
      failure.offset = entry.place
      throw failure
    }
    guard CRC32C.of(part) == entry.sum || !checksSum else {
      throw .damaged(file.path, at: entry.place, "the checksum of section \(entry.name) is wrong", section: entry.name)
    }
  }

  /// Throws `shrunk` if another program has cut the file short, so that its sections must not be read any more.
  public func stillWhole() throws(BookFileError) {
    let size = try file.size()
    guard size >= baseLength else { throw .shrunk(file.path, at: size) }
  }

  /// Tells later whether these sections, or what they lent, are still used by anyone.
  var use: SectionUse { SectionUse(sections: self, mapping: state.withLock { $0.mapping }) }

  private func map() throws(BookFileError) -> MappedFile {
    do { return try file.file.map(byteCount: baseLength) } catch { throw .cannot(.cannotRead, file.path, error) }
  }
}

/// Whether a file's sections are still used in this process.
struct SectionUse: Sendable {
  weak let sections: BookSections?
  weak let mapping: MappedFile?

  var isOver: Bool { sections == nil && mapping == nil }
}

extension BookFileError {
  static func noSection(_ name: String, _ path: String) -> BookFileError {
    BookFileError(.noSection, "\(fileName(path)) has no section \(name).", path: path, section: name)
  }
}
