import Columns

/// What a check of a whole file found.
public struct BookCheck: Sendable {
  public var sectionCount = 0
  public var commitCount = 0
  public var byteCount = 0
  /// Everything that is wrong, in the order of the file.
  public var findings: [BookFileError] = []

  public var isSound: Bool { findings.isEmpty }
}

extension BookFile {
  /// Reads every byte of the file that means something, and compares it with its checksum. Changes nothing.
  ///
  /// - Throws: `cannotRead` if the disk fails; what is wrong with the file is a finding.
  public func check() throws(BookFileError) -> BookCheck {
    let bytes = state.withLock { $0.bytes }
    var check = BookCheck()
    let now: BookState
    do {
      now = try BookState(snapshotOf: bytes, habits)
    } catch  where error.code == .damaged || error.code == .shrunk {
      check.findings.append(error)
      return check
    }
    check.byteCount = try bytes.size()
    check.sectionCount = now.base.directory.entries.count
    check.commitCount = now.frames.count
    for (index, place) in AcknowledgementSlots.places.enumerated() where now.base.slots.values[index] == nil {
      if try bytes.view(at: place, count: AcknowledgementSlots.size).isZero { continue }
      check.findings.append(.damaged(path, at: place, "a note of acknowledged commits is unreadable; nothing is lost"))
    }
    for entry in now.base.directory.entries {
      if let block = try bytes.damagedBlock(of: entry) { check.findings.append(.damaged(path, entry, block: block)) }
    }
    if case .damaged(let offset, let reason) = now.condition {
      check.findings.append(.damaged(path, at: offset, reason))
    }
    return check
  }
}

extension BookBytes {
  private static let stepSize = 16 * FileLayout.blockSize

  /// The first block of a section that does not have its checksum; nil where all have.
  func damagedBlock(of entry: SectionEntry) throws(BookFileError) -> Int? {
    var sums = BlockSums()
    var done = 0
    while done < entry.length {
      let part = try view(at: entry.place + done, count: min(Self.stepSize, entry.length - done))
      sums.add(part)
      done += part.count
    }
    return zip(sums.all, entry.sums).enumerated().first { $1.0 != $1.1 }?.offset
  }
}

extension BookFileError {
  /// A block of a section does not have its checksum.
  static func damaged(_ path: String, _ entry: SectionEntry, block: Int) -> BookFileError {
    .damaged(
      path, at: entry.place + entry.block(block).lowerBound, "the checksum of section \(entry.name) is wrong",
      section: entry.name)
  }
}
