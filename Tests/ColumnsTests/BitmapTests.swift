import Columns
import Testing

@Suite struct BitmapTests {
  @Test(arguments: lengths) func operations(_ length: Int) {
    var random = Seeded(length + 1)
    let a = random.bits(length)
    let b = random.bits(length)
    let (x, y) = (Bitmap(a), Bitmap(b))
    let pairs = Array(zip(a, b))
    #expect(x.and(y).bools == pairs.map { $0 && $1 })
    #expect(x.or(y).bools == pairs.map { $0 || $1 })
    #expect(x.xor(y).bools == pairs.map { $0 != $1 })
    #expect(x.andNot(y).bools == pairs.map { $0 && !$1 })
    #expect(x.inverted.bools == a.map { !$0 })
    #expect(x.inverted.hasCleanTail)
    #expect(x.setCount == a.count { $0 })
    #expect(x.isEmpty == !a.contains(true))
    #expect(x.allSet == !a.contains(false))
    #expect(x.positions(offset: 7).array == a.indices.filter { a[$0] }.map { Int32($0 + 7) })
    var seen: [Int] = []
    x.forEachSet { seen.append($0) }
    #expect(seen == a.indices.filter { a[$0] })
  }

  @Test(arguments: lengths) func uniformBits(_ length: Int) {
    let all = Bitmap(repeating: true, count: length)
    let none = Bitmap(repeating: false, count: length)
    #expect(all.allSet && all.setCount == length && all.hasCleanTail)
    #expect(none.isEmpty && none.setCount == 0)
    #expect(all.inverted.isEmpty)
    #expect(none.inverted.allSet)
    if length > 0 {
      var one = Array(repeating: true, count: length)
      one[length - 1] = false
      #expect(!Bitmap(one).allSet)
      #expect(!Bitmap(one.map { !$0 }).isEmpty)
    }
  }

  @Test func slices() {
    var random = Seeded(3)
    for length in [0, 1, 63, 64, 65, 130] {
      let bits = random.bits(length)
      let bitmap = Bitmap(bits)
      for lower in 0...length {
        for upper in lower...length {
          let slice = bitmap.slice(lower..<upper)
          #expect(slice.bools == Array(bits[lower..<upper]))
          #expect(slice.hasCleanTail)
        }
      }
    }
  }

  @Test func concatenation() {
    var random = Seeded(4)
    #expect(Bitmap.concatenated([]).count == 0)
    for _ in 0..<200 {
      let parts = (0..<Int.random(in: 1...5, using: &random)).map { _ in
        random.bits(Int.random(in: 0...130, using: &random))
      }
      let whole = Bitmap.concatenated(parts.map { Bitmap($0) })
      #expect(whole.bools == Array(parts.joined()))
      #expect(whole.hasCleanTail)
    }
  }

  @Test(arguments: lengths) func gathering(_ length: Int) {
    var random = Seeded(length + 2)
    let bits = random.bits(77)
    let positions = (0..<length).map { _ in Int32.random(in: -1..<77, using: &random) }
    let gathered = Bitmap(bits).gathered(Buffer(positions))
    #expect(gathered.bools == positions.map { $0 >= 0 && bits[Int($0)] })
    #expect(gathered.hasCleanTail)
  }
}
