import Columns

/// Saves what is whole of a damaged file.
///
/// Nothing but checksums is believed: if the first page is gone, the directory is looked for by its magic; commits are
/// looked for from the base's end to the end of the file, each on its own, and kept in the order of their sequences.
public struct BookRescue: Sendable {
  /// The sections that were kept, and those that were not, each with the reason.
  public private(set) var sections: [String] = []
  public private(set) var lostSections: [BookFileError] = []
  /// The sequences of the commits that were kept, in the old file.
  public private(set) var commits: [UInt64] = []
  /// The sequences that are missing between and after those. What follows a gap may depend on it.
  public private(set) var lostCommits: [ClosedRange<UInt64>] = []
  /// What was wrong with the first page or the directory.
  public private(set) var findings: [BookFileError] = []

  private let bytes: BookBytes
  private let size: Int
  private var kept: [BookSection] = []
  private var payloads: [[UInt8]] = []
  /// The last commit that is part of the sections; nil where the first page does not tell.
  private var baseSequence: UInt64?

  /// Whether everything was kept.
  public var isComplete: Bool { lostSections.isEmpty && lostCommits.isEmpty && findings.isEmpty }

  private init(_ bytes: BookBytes) throws(BookFileError) {
    self.bytes = bytes
    size = try bytes.size()
  }

  /// Copies all sections and commits that verify into a new file, which is closed again, and says what was lost. The old
  /// file is only read. Commits are numbered anew from 1.
  ///
  /// - Throws: `notABook` if there is nothing of a book in the file; `newerVersion`; `exists` if the new file is there.
  public static func rescue(
    path: String, to newPath: String, disk: any Disk = LocalDisk()
  ) throws(BookFileError) -> BookRescue {
    let path = disk.resolved(path)
    var rescue = try BookRescue(try BookFile.openShared(path, for: .reading, disk))
    try rescue.gather()
    try BookFile.create(path: newPath, sections: rescue.kept, frames: rescue.payloads, disk: disk).close()
    rescue.kept = []
    rescue.payloads = []
    return rescue
  }

  private mutating func gather() throws(BookFileError) {
    guard size > FileLayout.baseStart else { throw .notABook(bytes.path) }
    var fileID: FileID?
    var framesStart = FileLayout.baseStart
    var acknowledged: UInt64 = 0
    do throws(BookFileError) {
      let page = try bytes.view(at: 0, count: FileLayout.pageSize)
      let header = try FileHeader(page: page, fileSize: size, path: bytes.path, habits: .sound)
      fileID = header.fileID
      framesStart = header.baseLength
      baseSequence = header.baseSequence
      acknowledged = try AcknowledgementSlots(bytes, header.fileID, .sound).best?.sequence ?? 0
      try takeSections(try SectionDirectory(of: bytes, header, .sound))
    } catch {
      if error.code == .newerVersion { throw error }
      findings.append(error)
      if let found = try findDirectory(fileID) {
        fileID = found.fileID
        framesStart = max(framesStart, found.end)
        try takeSections(found.directory)
      }
    }
    try takeCommits(fileID, from: framesStart, acknowledged)
    if kept.isEmpty && payloads.isEmpty && !findings.isEmpty { throw .notABook(bytes.path) }
  }

  /// The directory, where the first page does not tell its place.
  private func findDirectory(
    _ fileID: FileID?
  ) throws(BookFileError) -> (directory: SectionDirectory, fileID: FileID, end: Int)? {
    var start = FileLayout.baseStart
    while let place = try bytes.place(of: FileLayout.directoryMagic, from: start, to: size) {
      start = place + 1
      guard size - place >= SectionDirectory.smallestSize else { return nil }
      let head = try bytes.view(at: place, count: SectionDirectory.headSize)
      guard let length = head.offset(at: 24), length >= SectionDirectory.smallestSize, length <= size - place else {
        continue
      }
      let id = head.fileID(at: 8)
      guard fileID == nil || fileID == id else { continue }
      do throws(BookFileError) {
        let view = try bytes.view(at: place, count: length)
        let directory = try SectionDirectory(view, at: place, fileID: id, path: bytes.path, habits: .sound)
        return (directory, id, FileLayout.aligned(place + length, to: 8))
      } catch {
        guard error.code == .damaged else { throw error }
      }
    }
    return nil
  }

  private mutating func takeSections(_ directory: SectionDirectory) throws(BookFileError) {
    for entry in directory.entries {
      do throws(BookFileError) {
        kept.append(BookSection(name: entry.name, bytes: try whole(entry)))
        sections.append(entry.name)
      } catch {
        var loss = error
        loss.section = entry.name
        lostSections.append(loss)
      }
    }
  }

  /// A section's bytes, copied, so that no failing page of the disk can end the process.
  private func whole(_ entry: SectionEntry) throws(BookFileError) -> SectionBytes {
    var parts: [Buffer<UInt8>] = []
    var sums = BlockSums()
    var done = 0
    while done < entry.length {
      let part = try bytes.view(at: entry.place + done, count: min(1 << 24, entry.length - done))
      sums.add(part)
      parts.append(Buffer(part.array))
      done += part.count
    }
    if let block = zip(sums.all, entry.sums).enumerated().first(where: { $1.0 != $1.1 })?.offset {
      throw .damaged(bytes.path, entry, block: block)
    }
    return SectionBytes(parts: parts)
  }

  /// Takes every whole commit of this file; where the file's id is not known, of the file that the first one names.
  private mutating func takeCommits(
    _ fileID: FileID?, from start: Int, _ acknowledged: UInt64
  ) throws(BookFileError) {
    var fileID = fileID
    var last = baseSequence
    var cursor = start
    while let place = try bytes.place(of: FileLayout.frameMagic, from: cursor, to: size) {
      cursor = place + 1
      guard size - place >= FileLayout.frameHeaderSize else { break }
      let head = try bytes.view(at: place, count: FileLayout.frameHeaderSize)
      guard let header = FrameHeader(head), header.fileID == fileID ?? header.fileID, header.sequence > last ?? 0,
        header.length <= FileLayout.longestPayload, FileLayout.frameSize(payload: header.length) <= size - place
      else { continue }
      let body = try bytes.view(at: place + FileLayout.frameHeaderSize, count: header.length + 4)
      guard body[0..<header.length].sum == body.short(at: header.length) else { continue }
      fileID = header.fileID
      payloads.append(body[0..<header.length].array)
      commits.append(header.sequence)
      if let last, header.sequence > last + 1 { lostCommits.append(last + 1...header.sequence - 1) }
      last = header.sequence
      cursor = place + FileLayout.frameSize(payload: header.length)
    }
    if let last, acknowledged > last { lostCommits.append(last + 1...acknowledged) }
  }
}

extension BookBytes {
  /// Where eight bytes occur next in a part of the file.
  func place(of magic: UInt64, from start: Int, to end: Int) throws(BookFileError) -> Int? {
    var cursor = start
    while end - cursor >= 8 {
      let view = try self.view(at: cursor, count: min(1 << 20, end - cursor))
      if let place = view.place(of: magic, from: 0) { return cursor + place }
      if cursor + view.count >= end { return nil }
      cursor += view.count - 7
    }
    return nil
  }
}
