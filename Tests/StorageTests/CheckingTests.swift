import Columns
import Foundation
import Testing

@testable import Book

/// What is said of damaged files, and what is saved of them.
@Suite struct CheckingTests {
  let folder: ScratchFolder
  var path: String { folder.file("shop.kenal") }
  var rescued: String { folder.file("saved.kenal") }

  init() throws { folder = try ScratchFolder() }

  /// Three sections and four commits; gives where each commit begins.
  private func makeBook() throws -> [Int] {
    let book = try BookFile.create(
      path: path,
      sections: [
        BookSection(name: "a", bytes: SectionBytes([1, 2, 3])),
        BookSection(name: "b", bytes: SectionBytes([UInt8](repeating: 9, count: 70_000))),
        BookSection(name: "c", bytes: SectionBytes([4])),
      ])
    for number in 1...4 { _ = try book.append([UInt8](repeating: UInt8(number), count: 100)) }
    book.close()
    return try BookFile.open(path: path, access: .reading).frames.map(\.offset)
  }

  private func change(_ offset: Int) throws {
    var bytes = try folder.bytes("shop.kenal")
    bytes[offset] ^= 0x10
    try folder.write(bytes, "shop.kenal")
  }

  @Test func aSoundBookIsSound() throws {
    _ = try makeBook()
    let check = try BookFile.open(path: path, access: .reading).check()
    #expect(check.isSound)
    #expect(check.sectionCount == 3)
    #expect(check.commitCount == 4)
    #expect(check.byteCount == (try folder.bytes("shop.kenal").count))
  }

  @Test func aDamagedSectionIsNamedAndTheOthersAreRescued() throws {
    _ = try makeBook()
    // “b” is large enough to begin with a page, the fifth.
    try change(4 * 4096 + 60_000)
    let book = try BookFile.open(path: path, access: .writing)
    let error = #expect(throws: BookFileError.self) { try book.section("b") }
    #expect(error?.section == "b")
    #expect(error?.offset == 4 * 4096)
    #expect(try book.section("c").array == [4])
    #expect(try book.check().findings.map(\.section) == ["b"])
    book.close()

    let rescue = try BookRescue.rescue(path: path, to: rescued)
    #expect(rescue.sections == ["a", "c"])
    #expect(rescue.lostSections.map(\.section) == ["b"])
    #expect(rescue.commits == [1, 2, 3, 4])
    #expect(rescue.lostCommits.isEmpty)
    #expect(!rescue.isComplete)
    let saved = try BookFile.open(path: rescued, access: .reading)
    #expect(try saved.section("a").array == [1, 2, 3])
    #expect(saved.frames.map(\.payload.first) == [1, 2, 3, 4])
  }

  @Test func aDamagedCommitStopsWritingAndIsLeftOutByRescue() throws {
    let offsets = try makeBook()
    try change(offsets[1] + 90)
    let before = try folder.bytes("shop.kenal")
    let book = try BookFile.open(path: path, access: .writing)
    guard case .damaged(let offset, let reason) = book.condition else {
      Issue.record("the damage was not noticed")
      return
    }
    #expect(offset == offsets[1])
    #expect(reason == "commit 4 was acknowledged, and is not whole here")
    #expect(book.frames.map(\.sequence) == [1])
    let error = #expect(throws: BookFileError.self) { try book.append([1]) }
    #expect(error?.code == .readOnly)
    #expect(throws: BookFileError.self) { try book.replace(sections: []) }
    #expect(try book.check().findings.map(\.offset) == [offsets[1]])
    book.close()
    #expect(try folder.bytes("shop.kenal") == before)

    let rescue = try BookRescue.rescue(path: path, to: rescued)
    #expect(rescue.commits == [1, 3, 4])
    #expect(rescue.lostCommits == [2...2])
    #expect(try BookFile.open(path: rescued, access: .writing).append([5]) == 4)
  }

  @Test(arguments: [0, 9, 40, 4095]) func withoutItsFirstPageABookCannotBeOpenedButRescued(_ place: Int) throws {
    _ = try makeBook()
    try change(place)
    #expect(throws: BookFileError.self) { try BookFile.open(path: path, access: .reading) }
    let rescue = try BookRescue.rescue(path: path, to: rescued)
    #expect(rescue.sections == ["a", "b", "c"])
    #expect(rescue.commits == [1, 2, 3, 4])
    #expect(rescue.findings.count == 1)
    #expect(try BookFile.open(path: rescued, access: .reading).section("b").count == 70_000)
  }

  @Test func whatIsNoBookIsNotRescued() throws {
    try folder.write([UInt8](repeating: 1, count: 100_000), "shop.kenal")
    let error = #expect(throws: BookFileError.self) { try BookRescue.rescue(path: path, to: rescued) }
    #expect(error?.code == .notABook)
    #expect(folder.names == ["shop.kenal"])
  }

  /// Right checksums, and lengths that no memory holds.
  @Test func absurdLengthsOfCommitsAreRefusedBeforeAllocation() throws {
    let bytes = try Scene.book([16])
    let header = try Scene.header(bytes)
    for length in [UInt64(1) << 30, 1 << 40, 1 << 61, .max] {
      var frame = FieldWriter()
      frame.add(FileLayout.frameMagic)
      frame.add(length)
      frame.add(UInt64(2))
      frame.add(header.fileID)
      frame.add(Array(bytes[header.baseLength...]).withUnsafeBytes { SHA256(of: $0) })
      frame.addSum()
      frame.fill(upTo: 96)
      try folder.write(bytes + frame.bytes, "shop.kenal")
      let book = try BookFile.open(path: path, access: .reading)
      #expect(book.condition == .tornTail(bytes: 96))
      #expect(book.frames.count == 1)
      #expect(try BookRescue.rescue(path: path, to: rescued).commits == [1])
      try FileManager.default.removeItem(atPath: rescued)
    }
  }

  /// A reader beside a busy writer sees the commits up to some moment, and never takes what is under way for damage.
  @Test func aReaderBesideABusyWriterSeesASnapshot() async throws {
    let book = try BookFile.create(path: path, sections: Content.sections(3))
    let path = path
    async let writing: Void = Task.detached {
      for number in 0..<200 {
        _ = try book.append(Payload.bytes(number * 8 + number % 7))
        if number % 50 == 49 { _ = try book.replace(sections: Content.sections(3 + number)) }
      }
    }.value
    var snapshots = 0
    while book.lastSequence < 200 {
      let reader = try BookFile.open(path: path, access: .reading)
      if case .damaged(let offset, let reason) = reader.condition { Issue.record("damaged at \(offset): \(reason)") }
      #expect(Content(reader) != nil)
      snapshots += 1
    }
    try await writing
    #expect(snapshots > 0)
  }
}
