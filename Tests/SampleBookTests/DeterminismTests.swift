import SampleBook
import Testing

@Suite struct DeterminismTests {
  /// The bytes are the same on every machine. Whoever changes the generator on purpose changes this number with it.
  @Test func bytesAreThoseOfEveryMachine() {
    #expect(WrittenShop(SampleShop(customers: 300, seed: 7)).fingerprint == 7_646_815_429_504_555_863)
  }

  /// A shop whose large tables are made in several pieces, by several threads.
  @Test func bytesAreTheSameInPieces() {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    SampleShop(customers: 4_500, seed: 7).write { _, bytes in
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
    #expect(hash == 7_679_764_960_674_366_914)
  }

  @Test func sameSeedSameBytesOtherSeedOtherBytes() {
    let first = WrittenShop(SampleShop(customers: 120, seed: 3))
    let again = WrittenShop(SampleShop(customers: 120, seed: 3))
    let other = WrittenShop(SampleShop(customers: 120, seed: 4))
    #expect(first.bytes == again.bytes)
    #expect(first.bytes["customers.csv"] != other.bytes["customers.csv"])
    #expect(first.bytes["purchases.csv"] != other.bytes["purchases.csv"])
  }

  /// What a customer is and does never depends on how many customers follow.
  @Test(arguments: [1, 39, 40, 41, 333])
  func aSmallShopIsTheBeginningOfALargerOne(customers: Int) {
    let small = WrittenShop(SampleShop(customers: customers, seed: 9))
    let large = WrittenShop(SampleShop(customers: 500, seed: 9))
    for name in SampleShop.tableNames {
      let expected = large[name].rows.filter { belongs($0, of: large[name], toFirst: customers) }
      #expect(small[name].rows == expected, "\(name)")
    }
  }

  private func belongs(_ row: [String], of table: WrittenShop.Table, toFirst customers: Int) -> Bool {
    let key = table.columns.firstIndex(of: "customer") ?? (table.columns.contains("memberOf") ? 0 : nil)
    guard let key, let number = Int(row[key].drop { !$0.isNumber }) else { return true }
    return number <= customers
  }

  @Test func anySizeCanBeAskedFor() {
    for customers in [-5, 0, 1, 2, 3, 41] {
      let written = WrittenShop(SampleShop(customers: customers, seed: 1))
      #expect(written["customers"].rows.count == max(customers, 0))
      #expect(written.tables.count == SampleShop.tableNames.count)
    }
  }

  @Test(arguments: [Int32.min, 0, 11_016, SampleShop.defaultLastDay, 40_000, Int32.max])
  func anyLastDayCanBeAskedFor(lastDay: Int32) {
    let written = WrittenShop(SampleShop(customers: 60, seed: 1, lastDay: lastDay))
    #expect(written["purchases"].rows.count > 100)
  }

  @Test(arguments: [0.0, 3, 25, .infinity, -.nan])
  func linesPerCustomerCanBeAskedFor(lines: Double) {
    let shop = SampleShop(customers: 800, seed: 5, purchasesPerCustomer: lines)
    let wanted = lines.isFinite ? lines : 10
    let mean = Double(WrittenShop(shop)["purchases"].rows.count) / 800
    // Every buyer has one order at least, and campaigns bring some.
    #expect(mean >= wanted * 0.7)
    #expect(mean <= wanted * 1.3 + 2)
  }

  @Test func piecesOfAFileAreNotMixed() {
    var files: [String] = []
    SampleShop(customers: 3_000, seed: 1).write { file, bytes in
      #expect(!bytes.isEmpty)
      if files.last != file { files.append(file) }
    }
    #expect(files == SampleShop.tableNames.map { "\($0).csv" })
  }

  private struct Refusal: Error {}

  @Test func anErrorAmongThePiecesEndsTheWriting() {
    var pieces = 0
    #expect(throws: Refusal.self) {
      try SampleShop(customers: 3_000, seed: 1).write { _, _ in
        pieces += 1
        if pieces == 5 { throw Refusal() }
      }
    }
    #expect(pieces == 5)
  }

  @Test func anErrorOfTheSinkEndsTheWriting() {
    var pieces = 0
    #expect(throws: Refusal.self) {
      try SampleShop(customers: 100, seed: 1).write { _, _ in
        pieces += 1
        throw Refusal()
      }
    }
    #expect(pieces == 1)
  }
}
