import CKernels
import Columns
import Testing

@Suite struct TextTests {
  private let words = ["", "a", "ab", "b", "ba", "é", "zz", "日本", "a\u{0}", "abcdefgh", "abcdefghi"]

  /// A lane whose pool is small (worked on entry by entry) or large (row by row).
  private func column(_ values: [Value], isLarge: Bool) -> Column {
    if !isLarge { return Column.of(.text, values) }
    let known = Bitmap(values.map { $0 != .missing })
    return Column(
      type: .text, storage: .text(TextPool(values.map(\.asText)), codes: nil), known: known, count: values.count)
  }

  @Test(arguments: [0, 1, 5, 64, 65, 130], [false, true]) func comparing(_ length: Int, _ isLarge: Bool) {
    var random = Seeded(length)
    let draw = { (random: inout Seeded) -> [Value] in
      let known = random.known(length)
      return (0..<length).map { known?[$0] ?? true ? .text(self.words.randomElement(using: &random) ?? "") : .missing }
    }
    let a = draw(&random)
    let b = draw(&random)
    let x = column(a, isLarge: isLarge).vector(.range(0..<length))
    let y = column(b, isLarge: !isLarge).vector(.range(0..<length))
    for comparison in Comparison.allCases {
      let order = { (a: Value, b: Value) in
        a != .missing && b != .missing && holds(comparison, Bytes(a.asText), Bytes(b.asText))
      }
      #expect(x.bytesCompare(comparison, y).bools == zip(a, b).map(order))
      #expect(x.compare(comparison, y).bools == zip(a, b).map(order))
      let constant = Vector(repeating: .text("ab"), count: length)
      #expect(x.bytesCompare(comparison, constant).bools == a.map { order($0, .text("ab")) })
      #expect(constant.bytesCompare(comparison, x).bools == a.map { order(.text("ab"), $0) })
      #expect(x.bytesCompare(comparison, Vector(repeating: .missing, count: length)).isEmpty)
    }
  }

  private struct Bytes: Comparable {
    let bytes: [UInt8]
    init(_ text: String) { bytes = Array(text.utf8) }
    static func < (a: Bytes, b: Bytes) -> Bool { a.bytes.lexicographicallyPrecedes(b.bytes) }
  }

  @Test(arguments: [0, 1, 64, 130], [false, true]) func matchingAndMapping(_ length: Int, _ isLarge: Bool) {
    var random = Seeded(length + 1)
    let values = (0..<length).map { _ in Value.text(words.randomElement(using: &random) ?? "") }
    guard case .text(let lane) = column(values, isLarge: isLarge).vector(.range(0..<length)).data else { return }
    let bits = lane.matches(count: length) { $0.count == 2 }
    #expect(bits.bools == values.map { $0.asText.utf8.count == 2 })
    #expect(lane.matches(count: length, entries: lane.pool.entries { $0.count == 2 }).bools == bits.bools)
    let doubled = lane.mapped(count: length) { text, target in
      target.append(contentsOf: text)
      target.append(contentsOf: text)
      return text.count != 1
    }
    #expect(doubled.values(.text) == values.map { $0.asText.utf8.count == 1 ? .missing : .text($0.asText + $0.asText) })
  }

  @Test func emptyPools() {
    let lane = TextLane(pool: TextPool([]), codes: Lane(Buffer<Int32>([0, 0])), isDictionary: true)
    let vector = Vector(count: 2, .text(lane), known: Bitmap([false, false]))
    #expect(lane.matches(count: 2) { _ in true }.isEmpty)
    #expect(lane.matches(count: 2, entries: Bitmap([])).isEmpty)
    #expect(lane.mapped(count: 2) { _, _ in true }.values(.text).count == 2)
    #expect(vector.bytesCompare(.equal, vector).isEmpty)
    #expect(vector.values(.text) == [.missing, .missing])
    let grouper = Grouper(keyCount: 1)
    #expect(grouper.slots(for: [vector]).array == [0, 0])
    #expect(TextPool([]).containing([1]).count == 0)
  }

  /// Every needle against a pool of random texts over a small alphabet, so that near misses abound.
  @Test(arguments: [0, 1, 2]) func finding(_ level: Int) {
    let best = kernels_level()
    kernels_limit_level(Int32(level))
    defer { kernels_limit_level(best) }
    var random = Seeded(9)
    for size in [0, 1, 5, 70, 300] {
      let texts = (0..<size).map { _ in
        String(
          decoding: (0..<Int.random(in: 0...12, using: &random)).map { _ in UInt8.random(in: 97...98, using: &random) },
          as: UTF8.self)
      }
      let pool = TextPool(texts)
      for length in 0...6 {
        for _ in 0..<6 {
          let needle = (0..<length).map { _ in UInt8.random(in: 97...98, using: &random) }
          let expected = texts.map { contains(Array($0.utf8), needle) }
          #expect(pool.containing(needle).bools == expected)
        }
      }
    }
  }

  private func contains(_ text: [UInt8], _ needle: [UInt8]) -> Bool {
    needle.isEmpty || text.indices.contains { text[$0...].starts(with: needle) }
  }

  @Test func keys() {
    let keys = (0..<500).map { "key-\($0 % 400)" } + ["", "é"]
    let column = Column.of(.text, keys.map { .text($0) } + [.missing])
    let index = KeyIndex(column: column)
    for (row, key) in keys.enumerated() where row < 400 || row >= 500 { #expect(index?.row(of: key) == Int32(row)) }
    #expect(index?.row(of: "key-400") == nil)
    #expect(index?.row(of: Array("key-7".utf8)) == 7)
    #expect(KeyIndex(pool: TextPool(["b", "a", "b"]), codes: nil).row(of: "b") == 0)
    #expect(KeyIndex(pool: TextPool([]), codes: nil).row(of: "b") == nil)
    #expect(KeyIndex(pool: TextPool(["a"]), codes: Buffer([0]), known: Bitmap([false])).row(of: "a") == nil)
    #expect(KeyIndex(column: Column.of(.whole, [.whole(1)])) == nil)
  }
}
