import Columns
import Foundation
import Testing

@testable import Book

/// A section's blocks are checked one by one: what is read has its checksum, what is not read costs nothing.
@Suite struct BlockTests {
  static let block = FileLayout.blockSize
  static let length = 4 * block + 1000
  let folder: ScratchFolder
  var path: String { folder.file("shop.kenal") }

  init() throws { folder = try ScratchFolder() }

  private static var content: [UInt8] { (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 8) } }

  /// A small section and one of several blocks, which begins with the fifth page.
  private func makeBook() throws {
    let parts = [Buffer(Array(Self.content[..<100_001])), Buffer(Array(Self.content[100_001...]))]
    try BookFile.create(
      path: path,
      sections: [
        BookSection(name: "small", bytes: SectionBytes([1, 2, 3])),
        BookSection(name: "large", bytes: SectionBytes(parts: parts)),
        BookSection(name: "next", bytes: SectionBytes([UInt8](repeating: 5, count: 200))),
      ]
    ).close()
  }

  private static let place = 4 * FileLayout.pageSize

  private func flip(_ offset: Int) throws {
    var bytes = try folder.bytes("shop.kenal")
    bytes[Self.place + offset] ^= 0x04
    try folder.write(bytes, "shop.kenal")
  }

  @Test func anyRangeComesBack() throws {
    try makeBook()
    let sections = try BookFile.open(path: path, access: .reading).sections
    let edges = [0, 1, Self.block - 1, Self.block, Self.block + 1, 3 * Self.block, Self.length - 1, Self.length]
    for start in edges {
      for end in edges where end >= start {
        #expect(try sections.bytes(of: "large", in: start..<end).array == Array(Self.content[start..<end]))
      }
    }
    #expect(try sections.bytes(of: "small", in: 1..<3).array == [2, 3])
    #expect(throws: BookFileError.self) { try sections.bytes(of: "small", in: 1..<4) }
    #expect(throws: BookFileError.self) { try sections.bytes(of: "large", in: 0..<Self.length + 1) }
  }

  /// A flipped bit is never lent, in whatever order blocks are asked for; where nobody looks, a check finds it.
  @Test(arguments: 0..<5) func aDamagedBlockIsNeverLent(_ damaged: Int) throws {
    try makeBook()
    try flip(min(Self.length - 1, damaged * Self.block + [0, Self.block - 1, 777][damaged % 3]))
    let book = try BookFile.open(path: path, access: .reading)
    let sections = book.sections
    for block in (0..<5).reversed() + Array(0..<5) {
      let range = block * Self.block..<min(Self.length, (block + 1) * Self.block)
      for part in [range, range.lowerBound..<range.lowerBound + 1, range.upperBound - 1..<range.upperBound] {
        if block == damaged {
          let error = #expect(throws: BookFileError.self) { try sections.bytes(of: "large", in: part) }
          #expect(error?.section == "large" && error?.offset == Self.place + range.lowerBound)
        } else {
          #expect(try sections.bytes(of: "large", in: part).array == Array(Self.content[part]))
        }
      }
    }
    #expect(throws: BookFileError.self) { try sections.bytes(of: "large") }
    #expect(throws: BookFileError.self) { try sections.bytes(of: "large", in: 0..<Self.length) }
    #expect(try book.check().findings.map(\.offset) == [Self.place + damaged * Self.block])
    let rescue = try BookRescue.rescue(path: path, to: folder.file("saved.kenal"))
    #expect(rescue.sections == ["small", "next"] && rescue.lostSections.map(\.section) == ["large"])
  }

  /// A column grows where it lies: nobody else sees it, least of all the file.
  @Test func lentBytesGrowInPlace() throws {
    try makeBook()
    let before = try folder.bytes("shop.kenal")
    let book = try BookFile.open(path: path, access: .writing)
    let lent = try book.section("large")
    let grown = lent.appending([7, 8, 9])
    let other = lent.appending([1])
    let more = grown.appending([UInt8](repeating: 6, count: 5000))
    let place = { (bytes: Buffer<UInt8>) in bytes.withUnsafe { $0.baseAddress } }
    #expect(place(grown) == place(lent) && place(more) == place(lent) && place(other) != place(lent))
    #expect(more.array == Self.content + [7, 8, 9] + [UInt8](repeating: 6, count: 5000))
    #expect(other.array == Self.content + [1] && lent.array == Self.content)
    let much = more.appending([UInt8](repeating: 4, count: 1 << 20))
    #expect(much.count == more.count + 1 << 20 && much[0] == Self.content[0] && much[more.count] == 4)
    #expect(try book.section("large").array == Self.content)
    #expect(try book.section("next").array == [UInt8](repeating: 5, count: 200))
    #expect(try book.check().isSound)
    #expect(try folder.bytes("shop.kenal") == before)
  }

  /// A cell reads its own blocks and no others.
  @Test func aCellReadsItsBlockAlone() throws {
    let count = 60_000
    let numbers = Buffer<Int64>((0..<count).map { Int64($0) << 33 })
    let table = Table(
      name: "t",
      columns: [
        TableColumn(name: "n", column: Column(type: .whole, storage: .int64(numbers), count: count))
      ], rowCount: count)
    try BookStore.create(path: path, book: Book(name: "b", tables: [table], waysBack: [])).close()
    var file: BookFile? = try BookFile.open(path: path, access: .reading)
    let name = try #require(file?.sectionNames.first { file?.sections.size(of: $0) == count * 8 })
    let bytes = try folder.bytes("shop.kenal")
    let start = try #require(
      file?.section(name).withBytes { lent in
        bytes.withUnsafeBytes { all in
          stride(from: 0, to: all.count - lent.count, by: FileLayout.pageSize).first { place in
            all[place..<place + lent.count].elementsEqual(lent)
          }
        }
      })
    file = nil
    var changed = bytes
    changed[start + 3 * Self.block + 5] ^= 1
    try folder.write(changed, "shop.kenal")
    let book = try BookStore.open(path: path, access: .reading).book
    let values = try #require(book.tables.first { $0.name == "t" }).columns[0].values
    let far = Int32(3 * Self.block / 8)
    #expect(values.cells(Buffer([0, 59_999, -1, far - 1])).value(1) == .whole(59_999 << 33))
    #expect(book.damage.isEmpty)
    #expect(values.value(Int(far) + 1) == .missing)
    #expect(book.damage.first?.offset == start + 3 * Self.block)
  }
}
