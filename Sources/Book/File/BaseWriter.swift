import Columns

/// The bytes of a section to be written: buffers that follow each other, lent and not copied.
public struct SectionBytes: Sendable {
  public var parts: [Buffer<UInt8>]

  public init(parts: [Buffer<UInt8>]) { self.parts = parts }

  public init<Element>(_ values: Buffer<Element>) { self.init(parts: [values.bytes]) }

  public init(_ bytes: [UInt8]) { self.init(parts: [Buffer(bytes)]) }

  public var count: Int { parts.reduce(0) { $0 + $1.count } }
}

/// A part of a book's base with its name.
public struct BookSection: Sendable {
  public var name: String
  public var bytes: SectionBytes

  public init(name: String, bytes: SectionBytes) {
    self.name = name
    self.bytes = bytes
  }
}

/// Writes a whole new file: sections, directory, frames, slots and last the header.
struct BaseWriter {
  private let file: BookBytes
  private let fileID = FileID.random()
  private let habits: StorageHabits
  /// Small writes, gathered, and where they go.
  private var gathered: [UInt8] = []
  private var gatheredStart = FileLayout.baseStart
  private var cursor = FileLayout.baseStart

  /// The most that is gathered before it is written, and that is written at once.
  private static let gatheringSize = 1 << 20
  private static let writeSize = 1 << 23

  init(_ file: BookBytes, _ habits: StorageHabits) {
    self.file = file
    self.habits = habits
  }

  /// Writes everything, but does not sync. The sequence is that of the last commit that is part of the sections.
  mutating func write(
    _ supply: some SectionSupply, frames payloads: [[UInt8]], baseSequence: UInt64
  ) throws(WritingFailure) -> BookState.Base {
    var entries: [SectionEntry] = []
    while true {
      let section: BookSection?
      do throws(SectionDamage) { section = try supply.next() } catch { throw .damage(error) }
      guard let section else { break }
      do throws(DiskError) { entries.append(try add(section)) } catch { throw .disk(error) }
    }
    do throws(DiskError) {
      return try finish(entries, frames: payloads, baseSequence)
    } catch {
      throw .disk(error)
    }
  }

  /// Writes what comes behind the sections, and last the header.
  private mutating func finish(
    _ entries: [SectionEntry], frames payloads: [[UInt8]], _ baseSequence: UInt64
  ) throws(DiskError) -> BookState.Base {
    let directory = SectionDirectory(entries)
    try pad(to: FileLayout.aligned(cursor, to: 8))
    let place = cursor
    let list = directory.bytes(fileID)
    try add(Buffer(list))
    try pad(to: FileLayout.aligned(cursor, to: 8))
    let header = FileHeader(
      fileID: fileID, baseLength: cursor, baseSequence: baseSequence, directoryPlace: place,
      directoryLength: list.count, directorySum: FieldWriter.sum(list.dropLast(4)))
    let page = header.page
    var end = ChainEnd(
      sequence: baseSequence, offset: cursor, digest: page.withUnsafeBytes { SHA256(of: $0) })
    for payload in payloads {
      let frame = FrameHeader.frame(payload, fileID, after: end, habits)
      try add(Buffer(frame))
      end = end.following(frame)
    }
    try flush()
    let slot = Acknowledgement(sequence: end.sequence, end: end.offset)
    try file.write(Self.firstPages(page, slot, fileID), at: 0)
    return BookState.Base(
      header: header, directory: directory, slots: AcknowledgementSlots(first: slot), end: end)
  }

  /// Header and slots, the first of which vouches for all that the file is born with.
  private static func firstPages(_ page: [UInt8], _ slot: Acknowledgement, _ fileID: FileID) -> [UInt8] {
    var pages = FieldWriter(capacity: FileLayout.baseStart)
    pages.add(page)
    pages.add(AcknowledgementSlots.bytes(slot, fileID))
    pages.fill(upTo: FileLayout.baseStart)
    return pages.bytes
  }

  private mutating func add(_ section: BookSection) throws(DiskError) -> SectionEntry {
    let length = section.bytes.count
    let alignment = length >= FileLayout.largeSection ? FileLayout.pageSize : FileLayout.sectionAlignment
    try pad(to: FileLayout.aligned(cursor, to: alignment))
    let place = cursor
    var sums = BlockSums()
    for part in section.bytes.parts {
      sums.add(part)
      try add(part)
    }
    return SectionEntry(name: section.name, place: place, length: length, sums: sums.all)
  }

  private mutating func add(_ part: Buffer<UInt8>) throws(DiskError) {
    if part.count < Self.gatheringSize {
      part.withUnsafe { gathered.append(contentsOf: $0) }
      cursor += part.count
      if gathered.count >= Self.gatheringSize { try flush() }
      return
    }
    try flush()
    var done = 0
    while done < part.count {
      let some = part[done..<min(part.count, done + Self.writeSize)]
      try Self.write(some, to: file, at: cursor + done)
      done += some.count
    }
    cursor += part.count
    gatheredStart = cursor
  }

  private mutating func pad(to offset: Int) throws(DiskError) {
    gathered.append(contentsOf: repeatElement(0, count: offset - cursor))
    cursor = offset
  }

  private mutating func flush() throws(DiskError) {
    if !gathered.isEmpty { try file.write(gathered, at: gatheredStart) }
    gathered.removeAll(keepingCapacity: true)
    gatheredStart = cursor
  }

  private static func write(_ part: Buffer<UInt8>, to file: BookBytes, at offset: Int) throws(DiskError) {
    var failure: DiskError?
    part.withUnsafe { bytes in
      do throws(DiskError) { try file.write(UnsafeRawBufferPointer(bytes), at: offset) } catch { failure = error }
    }
    if let failure { throw failure }
  }
}
