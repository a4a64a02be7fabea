import Testing

@testable import Columns

@Suite struct PackingTests {
  @Test(arguments: 1...32)
  func packedNumbersComeBack(_ bits: Int) throws {
    var seeded = Seeded(bits)
    for count in lengths {
      let base = bits > 30 ? Int32.min : Int32.random(in: -1_000_000...1_000_000, using: &seeded)
      let greatest = Int64(base) + (1 << Int64(bits)) - 1
      let bound = Int32(truncatingIfNeeded: min(greatest, Int64(Int32.max)))
      let values = (0..<count).map { $0 == 0 ? base : Int32.random(in: base...bound, using: &seeded) }
      let packed = PackedIntegers.pack(Buffer(values), base: base, bits: bits)
      #expect(packed.count == PackedIntegers.byteCount(count, bits: bits))
      #expect(PackedIntegers.unpack(packed, count: count, base: base, bits: bits)?.array == values)
      #expect(PackedIntegers.unpack(packed, count: count + 9, base: base, bits: bits) == nil)
    }
  }

  @Test func whatDoesNotFitIsNotUnpacked() {
    let bytes = Buffer<UInt8>(repeating: 0xFF, count: 10)
    #expect(PackedIntegers.unpack(bytes, count: 4, base: Int32.max, bits: 4) == nil)
    #expect(PackedIntegers.unpack(bytes, count: 4, base: 0, bits: 0) == nil)
    #expect(PackedIntegers.unpack(bytes, count: -1, base: 0, bits: 8) == nil)
    #expect(PackedIntegers.byteCount(.max, bits: 8) == nil && PackedIntegers.byteCount(-1, bits: 8) == nil)
    #expect(PackedIntegers.bits(5...5) == 1 && PackedIntegers.bits(0...255) == 8)
    #expect(PackedIntegers.bits(Int32.min...Int32.max) == 32 && PackedIntegers.bits(-1...0) == 1)
  }

  @Test func extentsAndOffsetsAsPlainLoopsSay() {
    var seeded = Seeded(7)
    for count in lengths {
      let values = (0..<count).map { _ in Int32.random(in: -50...50, using: &seeded) }
      let buffer = Buffer(values)
      #expect(buffer.extent?.lowerBound == values.min() && buffer.extent?.upperBound == values.max())
      #expect(Buffer(values.map { Int64($0) }).extent?.upperBound == values.max().map { Int64($0) })
      #expect(buffer.isWithin(-20...49) == values.allSatisfy { (-20...49).contains($0) })
      #expect(Buffer(values.map { Int64($0) }).narrowed.array == values)
      var offsets = values.map { abs($0) }.sorted()
      let greatest = Int(offsets.last ?? 0)
      #expect(Buffer(offsets).areOffsets(into: greatest) == (count > 0))
      #expect(Buffer(offsets.map { UInt32($0) }).areOffsets(into: greatest) == (count > 0))
      #expect(!Buffer(offsets).areOffsets(into: greatest - 1))
      if count > 1, offsets[0] < offsets[count - 1] {
        offsets.swapAt(Int.random(in: 0..<count - 1, using: &seeded), count - 1)
        let isSorted = offsets == offsets.sorted()
        #expect(Buffer(offsets).areOffsets(into: greatest) == isSorted)
        #expect(Buffer(offsets.map { UInt32($0) }).areOffsets(into: greatest) == isSorted)
      }
      #expect(Buffer<Int32>.ascending(from: 5, count: count).isAscendingByOne)
      #expect(buffer.equals(Buffer(values)) && (count == 0 || !buffer.equals(Buffer(values.map { $0 &+ 1 }))))
    }
    #expect(!Buffer<Int32>([3, 4, 6]).isAscendingByOne && !Buffer<Int32>([-1, 2]).areOffsets(into: 9))
  }

  @Test func bitsBeyondTheEndAreNoBitmap() {
    for count in 0...130 {
      let words = Bitmap(repeating: true, count: count).words
      #expect(Bitmap(checked: words, count: count)?.setCount == count)
      let full = Buffer<UInt64>(repeating: .max, count: Bitmap.wordCount(count))
      #expect((Bitmap(checked: full, count: count) == nil) == (count % 64 != 0))
      #expect(Bitmap(checked: Buffer<UInt64>(repeating: 0, count: Bitmap.wordCount(count) + 1), count: count) == nil)
    }
  }

  @Test func ownersAndReferrersAreEachOthersWayBack() {
    var seeded = Seeded(3)
    for parents in [0, 1, 2, 64, 100] {
      let counts = (0..<parents).map { _ in Int.random(in: 0...3, using: &seeded) }
      var owners: [Int32] = []
      for (owner, count) in counts.enumerated() { owners += Array(repeating: Int32(owner), count: count) }
      owners += [-1, -1]
      let (offsets, rows) = Buffer(owners).referrers(targetCount: parents, order: nil)
      #expect(offsets.owners(count: owners.count).array == owners)
      #expect(rows.array == (0..<Int32(owners.count - 2)).map { $0 })
      #expect(Buffer(owners).areRows.setCount == owners.count - 2)
    }
  }

  // MARK: Texts

  @Test(arguments: [
    ["C000001", "C000002", "C999999"], ["7", "12", "0", "999999999"], ["007"], ["a1", "a2"],
    ["P-99999999", "P-00000000"],
  ])
  func numberedTextsComeBack(_ texts: [String]) throws {
    let pool = try #require(NumberedTexts(TextPool(texts))?.pool(isDistinct: true))
    #expect((0..<pool.count).map { pool.string($0) } == texts && pool.isDistinct)
  }

  @Test(arguments: [
    ["C1", "D2"], ["C1", "C"], ["C1", ""], [""], ["x"], ["1", "02"], ["1", "1234567890"], ["é1", "e1"], ["C1", "C1x"],
    [],
    ["1", "+1"],
  ])
  func otherTextsAreNotNumbered(_ texts: [String]) { #expect(NumberedTexts(TextPool(texts)) == nil) }

  @Test func numbersThatHaveNoRoomMakeNoTexts() {
    #expect(NumberedTexts(prefix: [65], width: 2, numbers: Buffer([100])).pool(isDistinct: true) == nil)
    #expect(NumberedTexts(prefix: [65], width: 0, numbers: Buffer([-1])).pool(isDistinct: true) == nil)
    #expect(NumberedTexts(prefix: [65], width: 10, numbers: Buffer([1])).pool(isDistinct: true) == nil)
  }

  @Test func poolsKeepWhatIsUsed() {
    let pool = TextPool(["a", "b", "c", "d"])
    let used = pool.keepingUsed(Buffer([3, 1, 3]))
    #expect((0..<used.pool.count).map { used.pool.string($0) } == ["b", "d"] && used.codes.array == [1, 0, 1])
    #expect(pool.keepingUsed(Buffer([0, 1, 2, 3])).pool === pool)
    #expect(pool.keepingUsed(Buffer([])).pool.count == 1)
    let unknown = pool.keepingUsed(Buffer([-1, 2, -1]))
    #expect(unknown.pool.count == 1 && unknown.pool.string(0) == pool.string(2))
    #expect(unknown.codes.array == [0, 0, 0])
    #expect(pool.keepingUsed(Buffer([0, 1, -1, 2, 3])).codes.array == [0, 1, 0, 2, 3])
    #expect(pool.hasDistinctEntries && !TextPool(["a", "b", "a"]).hasDistinctEntries)
    let emptied = pool.emptyWhereMissing(Bitmap([true, false, true, false]))
    #expect((0..<4).map { emptied.string($0) } == ["a", "", "c", ""])
    let part = TextPool(bytes: pool.bytes, offsets: pool.offsets[1..<4]).trimmed
    #expect(part.bytes.array == Array("bc".utf8) && part.string(1) == "c")
  }

  // MARK: Keys

  @Test func aStoredIndexFindsWhatItsMakerFound() throws {
    for count in [0, 1, 2, 100, 5000] {
      let texts = (0..<count).map { "k\($0 * 3)" }
      let column = Column(type: .text, storage: .text(TextPool(texts), codes: nil), count: count)
      let made = try #require(KeyIndex(column: column))
      let stored = try #require(KeyIndex(column: column, places: made.places))
      for row in 0..<count {
        #expect(stored.row(of: texts[row]) == Int32(row) && made.row(of: texts[row]) == Int32(row))
      }
      #expect(stored.row(of: "k1") == nil && stored.row(of: "") == nil)
      #expect(KeyIndex(column: column, places: Buffer(made.places.array + [0])) == nil)
    }
  }

  @Test func aWrongIndexFindsNoOtherRow() throws {
    var seeded = Seeded(11)
    let texts = (0..<100).map { "k\($0)" }
    let column = Column(type: .text, storage: .text(TextPool(texts), codes: nil), count: 100)
    let count = KeyIndex.placeCount(rows: 100)
    for fill in 0..<20 {
      let places = (0..<count).map { _ in fill == 0 ? UInt32.max : UInt32(truncatingIfNeeded: seeded.next()) }
      let index = try #require(KeyIndex(column: column, places: Buffer(places)))
      for row in 0..<100 { #expect(index.row(of: texts[row]).map { $0 == Int32(row) } ?? true) }
      #expect(index.row(of: "nobody") == nil)
    }
  }
}
