import Testing

@testable import Columns

/// The index finds what looking at every entry finds.
@Suite struct TermIndexTests {
  /// The different letters of a text.
  private static func letters(_ text: UnsafeBufferPointer<UInt8>, into terms: inout [UInt64]) {
    terms = Set(text.map { UInt64($0) }).sorted()
  }

  private static func shared(_ one: [UInt64], _ other: [UInt64]) -> Int { Set(one).intersection(other).count }

  private func texts(_ count: Int, _ seed: UInt64) -> [String] {
    var state = seed
    func next() -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33)
    }
    return (0..<count).map { _ in
      String((0..<next() % 9).map { _ in Character(Unicode.Scalar(UInt8(97 + next() % 12))) })
    }
  }

  private func found(_ pool: TextPool, _ wanted: [UInt64]) -> [Int] {
    let bits = pool.entries(sharing: wanted, terms: Self.letters, shared: Self.shared) { 2 * $0 >= $1 }
    return (0..<pool.count).filter { bits[$0] }
  }

  private func expected(_ texts: [String], _ wanted: [UInt64]) -> [Int] {
    texts.indices.filter { index in
      let own = Set(texts[index].utf8.map { UInt64($0) })
      let common = own.intersection(wanted).count
      return common > 0 && 2 * common >= own.count
    }
  }

  private let questions: [[UInt64]] = [[97], [97, 98, 99], [97, 104, 108, 122], [], [200]]

  @Test(arguments: [0, 1, 2, 63, 64, 65, 500]) func findsWhatLookingFinds(_ count: Int) {
    let texts = texts(count, UInt64(count) + 7)
    let pool = TextPool(texts)
    for wanted in questions { #expect(found(pool, wanted) == expected(texts, wanted), "\(wanted)") }
  }

  @Test func keepsUpWithPoolsThatGrow() {
    var all = texts(400, 3)
    var pool = TextPool(all)
    #expect(found(pool, [97, 98]) == expected(all, [97, 98]))
    for round in 0..<20 {
      let more = texts(10, UInt64(round) + 100)
      all += more
      pool = pool.grown(by: more.map { Array($0.utf8) }, isDistinct: false)
      for wanted in questions { #expect(found(pool, wanted) == expected(all, wanted), "\(round) \(wanted)") }
    }
  }

  @Test func manyTermsAreToldApart() {
    let texts = (0..<3_000).map { "\($0)" }
    let pool = TextPool(texts)
    func whole(_ text: UnsafeBufferPointer<UInt8>, into terms: inout [UInt64]) {
      terms = [text.reduce(7) { $0 &* 31 &+ UInt64($1) }]
    }
    for (entry, text) in texts.enumerated() where entry % 97 == 0 {
      var wanted: [UInt64] = []
      Array(text.utf8).withUnsafeBufferPointer { whole($0, into: &wanted) }
      let bits = pool.entries(sharing: wanted, terms: whole, shared: Self.shared) { shared, _ in shared == 1 }
      #expect((0..<pool.count).filter { bits[$0] } == [entry])
    }
  }
}
