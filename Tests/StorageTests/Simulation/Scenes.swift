import Columns

@testable import Book

/// Files as no interruption leaves them, made by hand, each for one habit. They say what was wrong with the outcome.
enum Scene {
  private static let path = HistoryRun.path

  /// A disk that holds one file.
  private static func disk(_ bytes: [UInt8]) -> SimulatedDisk {
    var world = World()
    world.inodes = [World.Inode(visible: Image(bytes), durable: Image(bytes))]
    world.names = [path: 0]
    world.durableNames = world.names
    return SimulatedDisk(world)
  }

  /// The bytes of a book with these commits.
  static func book(_ commits: [Int]) throws -> [UInt8] {
    let disk = SimulatedDisk()
    let book = try BookFile.create(path: path, sections: Content.sections(2), disk: disk)
    for commit in commits { _ = try book.append(Payload.bytes(commit)) }
    return disk.world[path]?.visible.bytes ?? []
  }

  /// Opens the bytes for reading; nil if that is refused.
  private static func opened(_ bytes: [UInt8], _ habits: StorageHabits) -> BookFile? {
    try? BookFile.open(path: path, access: .reading, disk: disk(bytes), habits: habits)
  }

  private static func isDamaged(_ book: BookFile?) -> Bool {
    guard let book else { return true }
    if case .damaged = book.condition { return true }
    return false
  }

  /// A commit fails once; the program is started again without a power cut.
  @Sendable static func failedCommit(_ habits: StorageHabits) throws -> [String] {
    let disk = disk(try book([16]))
    let book = try BookFile.open(path: path, access: .writing, disk: disk, habits: habits)
    disk.failure = PlannedFailure(operation: disk.operations + 1, kind: .ioError, isForGood: false)
    do {
      _ = try book.append(Payload.bytes(24))
      return ["the failure was not noticed"]
    } catch {
      book.close()
    }
    let again = try BookFile.open(path: path, access: .writing, disk: disk, habits: habits)
    return again.frames.count == 1 ? [] : ["what was reported as not saved is there"]
  }

  /// The file was copied without its last commit.
  @Sendable static func missingLastCommit(_ habits: StorageHabits) throws -> [String] {
    let bytes = Array(try book([16, 24]).prefix(try book([16]).count))
    return isDamaged(opened(bytes, habits)) ? [] : ["an acknowledged commit is missing in silence"]
  }

  /// A commit in the middle is damaged, and the slots are as they were when the file was new.
  @Sendable static func damageBehindOldSlots(_ habits: StorageHabits) throws -> [String] {
    var bytes = try book([16, 24, 32])
    let young = try book([])
    var firstPages = Array(young[..<FileLayout.baseStart])
    firstPages.replaceSubrange(..<FileLayout.pageSize, with: bytes[..<FileLayout.pageSize])
    bytes.replaceSubrange(..<FileLayout.baseStart, with: firstPages)
    var old = try AcknowledgementSlots.bytes(
      Acknowledgement(sequence: 0, end: young.count), header(bytes).fileID)
    old += [UInt8](repeating: 0, count: FileLayout.pageSize - old.count)
    bytes.replaceSubrange(FileLayout.pageSize..<2 * FileLayout.pageSize, with: old)
    bytes[young.count + FileLayout.frameHeaderSize] ^= 1
    return isDamaged(opened(bytes, habits)) ? [] : ["two whole commits were taken for a torn tail"]
  }

  /// A reader opens a file while its writer is in the middle of a commit.
  @Sendable static func readerBesideTornTail(_ habits: StorageHabits) throws -> [String] {
    let disk = disk(try book([16]) + [UInt8](repeating: 0x4B, count: 50))
    let book = try? BookFile.open(path: path, access: .reading, disk: disk, habits: habits)
    if book?.condition != .tornTail(bytes: 50) { return ["the tail was not noticed"] }
    return disk.operations == 0 ? [] : ["a reader has changed the file"]
  }

  /// A file and its copy went on differently, and a part of one came into the other.
  @Sendable static func commitOfADivergedCopy(_ habits: StorageHabits) throws -> [String] {
    let common = try book([16])
    func goingOn(_ commits: [Int]) throws -> [UInt8] {
      let disk = disk(common)
      let book = try BookFile.open(path: path, access: .writing, disk: disk)
      for commit in commits { _ = try book.append(Payload.bytes(commit)) }
      return disk.world[path]?.visible.bytes ?? []
    }
    var bytes = try goingOn([24, 32])
    let other = try goingOn([40, 48])
    let second = FileLayout.frameSize(payload: Payload.bytes(24).count)
    bytes.replaceSubrange((common.count + second)..., with: other[(common.count + second)...])
    return isDamaged(opened(bytes, habits)) ? [] : ["a commit that never followed this one was accepted"]
  }

  /// The slot that is not the best one comes from another file.
  @Sendable static func slotOfAnotherFile(_ habits: StorageHabits) throws -> [String] {
    var bytes = try book([16])
    let slot = AcknowledgementSlots.bytes(Acknowledgement(sequence: 9, end: 99_999), .random())
    bytes.replaceSubrange(FileLayout.pageSize..<FileLayout.pageSize + slot.count, with: slot)
    return isDamaged(opened(bytes, habits)) ? ["a sound file was refused"] : []
  }

  /// Every bit of the first page is flipped, in a book without commits.
  @Sendable static func flippedHeader(_ habits: StorageHabits) throws -> [String] {
    let bytes = try book([])
    return (0..<FileLayout.pageSize * 8).compactMap { bit in
      var changed = bytes
      changed[bit / 8] ^= 1 << UInt8(bit % 8)
      return opened(changed, habits) == nil ? nil : "bit \(bit) was flipped in silence"
    }
  }

  /// Every bit of the sections is flipped.
  @Sendable static func flippedSection(_ habits: StorageHabits) throws -> [String] {
    let bytes = try book([16])
    let content = Content(base: 2, commits: [16])
    let end = FileLayout.baseStart + 64 + 70
    return (FileLayout.baseStart * 8..<end * 8).compactMap { bit in
      var changed = bytes
      changed[bit / 8] ^= 1 << UInt8(bit % 8)
      guard let book = opened(changed, habits), let tag = try? book.section("tag").array,
        let filler = try? book.section("filler").array
      else { return nil }
      let isSame =
        tag == Payload.bytes(17) && filler.allSatisfy { $0 == 2 } && book.frames.count == content.commits.count
      return isSame ? nil : "bit \(bit) was flipped in silence"
    }
  }

  /// A directory with right checksums names a section that is larger than any file.
  @Sendable static func absurdSection(_ habits: StorageHabits) throws -> [String] {
    let fileID = FileID.random()
    let start = FileLayout.baseStart
    let entries = [
      SectionEntry(name: "a", place: start, length: 1 << 61, sums: [0]),
      SectionEntry(name: "b", place: 1 << 60, length: 1, sums: [0]),
    ]
    return entries.compactMap { entry in
      let directory = SectionDirectory([entry]).bytes(fileID)
      let length = FileLayout.aligned(start + directory.count, to: 8)
      let header = FileHeader(
        fileID: fileID, baseLength: length, baseSequence: 0, directoryPlace: start, directoryLength: directory.count,
        directorySum: FieldWriter.sum(directory.dropLast(4)))
      var bytes = header.page + AcknowledgementSlots.bytes(Acknowledgement(sequence: 0, end: length), fileID)
      bytes += [UInt8](repeating: 0, count: start - bytes.count) + directory
      bytes += [UInt8](repeating: 0, count: length - bytes.count)
      return opened(bytes, habits) == nil ? nil : "section \(entry.name) was accepted"
    }
  }

  /// The header of a book's bytes.
  static func header(_ bytes: [UInt8]) throws -> FileHeader {
    let file = BookBytes(file: try disk(bytes).open(path, for: .reading), path: path)
    return try FileHeader(
      page: file.view(at: 0, count: FileLayout.pageSize), fileSize: bytes.count, path: path, habits: .sound)
  }
}
