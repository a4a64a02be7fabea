import Columns
import Foundation
import Testing

@testable import Book

/// A book's file on a real disk: what goes in comes out, and who may do what.
@Suite struct BookFileTests {
  let folder: ScratchFolder
  var path: String { folder.file("shop.kenal") }

  init() throws { folder = try ScratchFolder() }

  private func made() throws -> BookFile {
    try BookFile.create(
      path: path,
      sections: [
        BookSection(name: "numbers", bytes: SectionBytes(Buffer<Int32>([1, -2, 3]))),
        BookSection(name: "nothing", bytes: SectionBytes([])),
        BookSection(name: "large", bytes: SectionBytes([UInt8](repeating: 7, count: 100_000))),
        BookSection(name: "größe", bytes: SectionBytes(parts: [Buffer([1, 2]), Buffer([3])])),
      ])
  }

  @Test func sectionsComeBack() throws {
    try made().close()
    let book = try BookFile.open(path: path, access: .reading)
    #expect(book.condition == .sound)
    #expect(book.sectionNames == ["numbers", "nothing", "large", "größe"])
    #expect(try book.section("numbers").values(of: Int32.self)?.array == [1, -2, 3])
    #expect(try book.section("nothing").count == 0)
    #expect(try book.section("large").array == [UInt8](repeating: 7, count: 100_000))
    #expect(try book.section("größe").array == [1, 2, 3])
    #expect(throws: BookFileError.self) { try book.section("other") }
  }

  @Test func sectionsOutliveTheirBook() throws {
    try made().close()
    let numbers = try BookFile.open(path: path, access: .reading).section("numbers")
    #expect(numbers.values(of: Int32.self)?.array == [1, -2, 3])
  }

  @Test func commitsComeBackInOrder() throws {
    let book = try made()
    for index in 1...20 {
      #expect(try book.append([UInt8](repeating: UInt8(index), count: index * 3)) == UInt64(index))
    }
    book.close()
    let again = try BookFile.open(path: path, access: .writing)
    #expect(again.condition == .sound)
    #expect(again.frames.map(\.sequence) == Array(1...20))
    #expect(again.frames.map(\.payload) == (1...20).map { [UInt8](repeating: UInt8($0), count: $0 * 3) })
    #expect(try again.append([]) == 21)
    #expect(again.lastSequence == 21)
  }

  @Test func replacingGoesOnWithTheSequence() throws {
    let book = try made()
    _ = try book.append([1])
    _ = try book.append([2])
    let old = try book.section("numbers")
    let oldSections = book.sections
    let section = BookSection(name: "all", bytes: SectionBytes([9, 9]))
    #expect(try book.replace(sections: [section], frames: [[5], [6]]) == .notAsked)
    #expect(old.values(of: Int32.self)?.array == [1, -2, 3])
    #expect(try oldSections.bytes(of: "größe").array == [1, 2, 3])
    #expect(try book.append([7]) == 5)
    book.close()
    let again = try BookFile.open(path: path, access: .reading)
    #expect(again.sectionNames == ["all"])
    #expect(try again.section("all").array == [9, 9])
    #expect(again.frames.map(\.payload) == [[5], [6], [7]])
    #expect(again.frames.map(\.sequence) == [3, 4, 5])
    #expect(folder.names == ["shop.kenal"])
  }

  @Test func aSecondWriterIsToldWhoHoldsTheBook() throws {
    let book = try made()
    let error = #expect(throws: BookFileError.self) { try BookFile.open(path: path, access: .writing) }
    #expect(error?.code == .inUse)
    #expect(error?.message.hasPrefix("shop.kenal is open for writing in process \(getpid()) (") == true)
    let reader = try BookFile.open(path: path, access: .reading)
    #expect(throws: BookFileError.self) { try reader.append([1]) }
    book.close()
    #expect(throws: BookFileError.self) { try book.append([1]) }
    #expect(try BookFile.open(path: path, access: .writing).append([1]) == 1)
  }

  @Test func theLockGoesWithTheBookAndMeetsAtTheFile() throws {
    do {
      let book = try made()
      #expect(folder.names == ["shop.kenal", "shop.kenal.lock"])
      try FileManager.default.createSymbolicLink(atPath: folder.file("link.kenal"), withDestinationPath: path)
      let error = #expect(throws: BookFileError.self) {
        try BookFile.open(path: folder.file("link.kenal"), access: .writing)
      }
      #expect(error?.code == .inUse)
      _ = book.lastSequence
    }
    #expect(folder.names == ["link.kenal", "shop.kenal"])
  }

  @Test func onlyTheOwnerMayReadIt() throws {
    let old = umask(0)
    defer { umask(old) }
    let book = try made()
    #expect(try folder.mode("shop.kenal") == 0o600)
    #expect(try folder.mode("shop.kenal.lock") == 0o600)
    _ = try book.replace(sections: [])
    #expect(try folder.mode("shop.kenal") == 0o600)
  }

  @Test func nothingIsOverwrittenByCreating() throws {
    try folder.write([1, 2, 3], "shop.kenal")
    let error = #expect(throws: BookFileError.self) { try made() }
    #expect(error?.code == .exists)
    #expect(try folder.bytes("shop.kenal") == [1, 2, 3])
    #expect(folder.names == ["shop.kenal"])
  }

  @Test func whatIsNoBookIsRefused() throws {
    #expect(refusal() == .missing)
    try folder.write([], "shop.kenal")
    #expect(refusal() == .notABook)
    try folder.write(Array("id,name\n1,Ada\n".utf8), "shop.kenal")
    #expect(refusal() == .notABook)
    try folder.write([UInt8](repeating: 65, count: 50_000), "shop.kenal")
    #expect(refusal() == .notABook)
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    #expect(refusal() == .notABook)
    #expect(folder.names == ["shop.kenal"])
  }

  @Test func aNewerVersionIsNamed() throws {
    try made().close()
    var bytes = try folder.bytes("shop.kenal")
    bytes[8] = 7
    let sum = CRC32C.of(Buffer(Array(bytes[..<4092])))
    bytes.replaceSubrange(4092..<4096, with: withUnsafeBytes(of: sum.littleEndian) { Array($0) })
    try folder.write(bytes, "shop.kenal")
    let error = #expect(throws: BookFileError.self) { try BookFile.open(path: path, access: .reading) }
    #expect(error?.code == .newerVersion)
    #expect(error?.message.contains("format version 7") == true)
  }

  @Test func aFileThatIsCutShortIsNoticed() throws {
    let book = try made()
    _ = try book.section("large")
    try book.stillWhole()
    #expect(truncate(path, 5000) == 0)
    let error = #expect(throws: BookFileError.self) { try book.stillWhole() }
    #expect(error?.code == .shrunk)
    #expect(error?.offset == 5000)
    #expect(throws: BookFileError.self) { try book.section("numbers") }
  }

  @Test func anErasedFileIsZeroOnceNobodyReadsIt() throws {
    let book = try made()
    try FileManager.default.linkItem(atPath: path, toPath: folder.file("old"))
    var reader: BookFile? = try BookFile.open(path: path, access: .reading)
    var lent: Buffer<UInt8>? = try book.section("large")
    #expect(try book.replace(sections: [], erasing: true) == .inUseHere)
    #expect(lent?.array == [UInt8](repeating: 7, count: 100_000))
    lent = nil
    #expect(book.finishErasure() == .inUseByReaders)
    #expect(try reader?.section("large").array == [UInt8](repeating: 7, count: 100_000))
    reader = nil
    #expect(book.finishErasure() == .done)
    #expect(try folder.bytes("old").allSatisfy { $0 == 0 })
    #expect(try book.append([1]) == 1)
  }

  private func refusal() -> BookFileError.Code? {
    do {
      _ = try BookFile.open(path: path, access: .reading)
      return nil
    } catch {
      return error.code
    }
  }
}
