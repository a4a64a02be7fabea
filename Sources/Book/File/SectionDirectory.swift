import Columns

/// A named part of the base, as the directory has it.
struct SectionEntry: Equatable, Sendable {
  var name: String
  var place: Int
  var length: Int
  /// Of each block.
  var sums: [UInt32]

  /// Where a block lies, counted from the section's beginning.
  func block(_ number: Int) -> Range<Int> {
    let start = number * FileLayout.blockSize
    return start..<min(start + FileLayout.blockSize, length)
  }

  /// The blocks that some of the section's bytes lie in.
  func blocks(of range: Range<Int>) -> Range<Int> {
    range.lowerBound / FileLayout.blockSize..<FileLayout.blockCount(range.upperBound)
  }

  /// The bytes that the entry takes in a directory.
  var size: Int { SectionDirectory.entrySize + name.utf8.count + sums.count * 4 }
}

/// The list of a base's sections: magic, file id, its own length, count; for each section place, length, length of
/// the name, the name in UTF-8, the CRC of each block; at the end the CRC of all this.
struct SectionDirectory: Equatable, Sendable {
  static let headSize = 40
  static let entrySize = 20
  static let smallestSize = headSize + 4

  private(set) var entries: [SectionEntry]
  private let positions: [String: Int]

  init(_ entries: [SectionEntry]) {
    self.entries = entries
    positions = Dictionary(entries.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The position of the section of this name.
  func position(of name: String) -> Int? { positions[name] }

  /// The directory as it lies in the file.
  func bytes(_ fileID: FileID) -> [UInt8] {
    let length = entries.reduce(Self.smallestSize) { $0 + $1.size }
    var writer = FieldWriter(capacity: length)
    writer.add(FileLayout.directoryMagic)
    writer.add(fileID)
    writer.add(UInt64(length))
    writer.add(UInt64(entries.count))
    for entry in entries {
      writer.add(UInt64(entry.place))
      writer.add(UInt64(entry.length))
      writer.add(UInt32(entry.name.utf8.count))
      writer.add(Array(entry.name.utf8))
      for sum in entry.sums { writer.add(sum) }
    }
    writer.addSum()
    return writer.bytes
  }

  /// Reads the directory that begins at `place`, all of whose bytes are in `view`.
  init(_ view: ByteView, at place: Int, fileID: FileID, path: String, habits: StorageHabits) throws(BookFileError) {
    let isWhole =
      view.number(at: 0) == FileLayout.directoryMagic && view.fileID(at: 8) == fileID
      && view.offset(at: 24) == view.count && view[0..<view.count - 4].sum == view.short(at: view.count - 4)
    guard isWhole else { throw .damaged(path, at: place, "the checksum of its directory is wrong") }
    var entries: [SectionEntry] = []
    var cursor = Self.headSize
    var free = FileLayout.baseStart
    for _ in 0..<view.number(at: 32) {
      guard let entry = Self.entry(view, at: cursor),
        !habits.checksBounds || (entry.place >= free && entry.length <= place && entry.place <= place - entry.length)
      else { throw .damaged(path, at: place + cursor, "its directory names places that cannot be") }
      cursor += entry.size
      free = entry.place + entry.length
      entries.append(entry)
    }
    self.init(entries)
    guard cursor == view.count - 4, positions.count == entries.count else {
      throw .damaged(path, at: place + cursor, "its directory contradicts itself")
    }
  }

  /// The entry at a place of the directory; nil if it does not lie within, or is none.
  private static func entry(_ view: ByteView, at cursor: Int) -> SectionEntry? {
    guard cursor + entrySize <= view.count - 4 else { return nil }
    let nameStart = cursor + entrySize
    let nameLength = Int(view.short(at: cursor + 16))
    guard let place = view.offset(at: cursor), let length = view.offset(at: cursor + 8),
      place % FileLayout.sectionAlignment == 0, nameLength <= view.count - 4 - nameStart,
      let name = String(validating: view[nameStart..<nameStart + nameLength].array, as: UTF8.self)
    else { return nil }
    let sumsStart = nameStart + nameLength
    let count = FileLayout.blockCount(length)
    guard count <= (view.count - 4 - sumsStart) / 4 else { return nil }
    let sums = (0..<count).map { view.short(at: sumsStart + $0 * 4) }
    return SectionEntry(name: name, place: place, length: length, sums: sums)
  }
}
