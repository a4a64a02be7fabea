import Testing

@testable import Text

@Suite struct LikenessTests {
  private func pairs(_ text: String) -> [UInt64] {
    var pairs: [UInt64] = [1, 2, 3]
    Likeness.pairs(of: Array(CaseFolding.fold(text).utf8).span, into: &pairs)
    return pairs
  }

  private func likeness(_ one: String, _ other: String) -> Double {
    let (a, b) = (pairs(one), pairs(other))
    return Likeness.value(shared: Likeness.shared(a, b), a.count, b.count)
  }

  @Test(arguments: [
    ("night", "nacht", 6, 12), ("Jon Smith", "John Smyth", 14, 21), ("Budi Santosa", "Budi Santoso", 22, 25),
    ("Budi Santoso", "Santoso", 16, 21), ("Siti Aminah", "AMINAH, siti", 22, 22), ("Straße", "STRASSE", 14, 14),
    ("e\u{301}a", "éa", 6, 6), ("aaaa", "aa", 6, 6), ("a1", "a1", 6, 6), ("猫", "猫", 4, 4), ("猫", "犬", 0, 4),
    ("", "", 0, 1),
    ("--", "--", 0, 1), ("a", "", 0, 1), ("a-b", "a b", 8, 8),
  ])
  func isTwiceTheSharedPairsByAll(_ one: String, _ other: String, _ shared: Int, _ all: Int) {
    #expect(likeness(one, other) == Double(shared) / Double(all), "\(one), \(other)")
    #expect(likeness(other, one) == likeness(one, other))
  }

  @Test func pairsAscendAndDiffer() {
    for text in ["banana banana", "東京 東京都", "", "o'neil-o'neil"] {
      let all = pairs(text)
      #expect(zip(all, all.dropFirst()).allSatisfy { $0 < $1 }, "\(text)")
    }
  }

  @Test func theThresholdIsExact() {
    #expect(Likeness.isReached(shared: 13, 20, 20))
    #expect(!Likeness.isReached(shared: 12, 20, 17))
    #expect(!Likeness.isReached(shared: 0, 0, 0))
    for (one, other) in [(20, 20), (13, 7), (40, 60)] {
      for shared in 0...min(one, other) {
        let value = Likeness.value(shared: shared, one, other)
        #expect(Likeness.isReached(shared: shared, one, other) == (value >= Likeness.threshold))
      }
    }
  }

  @Test func whatIsNoTextIsCounted() {
    var pairs: [UInt64] = []
    Likeness.pairs(of: [0xFF, 0x61, 0xC3, 0xF0, 0x9F].span, into: &pairs)
    #expect(pairs.count == 2)
  }
}
