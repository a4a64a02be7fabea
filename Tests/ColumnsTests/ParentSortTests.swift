import Testing

@testable import Columns

/// Sorting by parent against the sort of the language.
@Suite struct ParentSortTests {
  private func check(_ parents: [Int32], parentCount: Int, shares: Int) {
    let sort = ParentSort(parentCount: parentCount)
    let cuts = (0...shares).map { parents.count * $0 / shares }
    let dealt = zip(cuts, cuts.dropFirst()).map { first, end in
      sort.deal(Buffer(Array(parents[first..<end])), first: first)
    }
    let buckets = sort.bucketCount + 1
    let ends = (0...shares).map { buckets * $0 / shares }
    let parts = zip(ends, ends.dropFirst()).map { sort.sort($0..<$1, of: dealt) }
    let isParent = { (parent: Int32) in parent >= 0 && Int(parent) < parentCount }
    let expected = parents.indices.sorted { left, right in
      let (one, other) = (parents[left], parents[right])
      guard isParent(one), isParent(other) else {
        return isParent(one) == isParent(other) ? left < right : isParent(one)
      }
      return one == other ? left < right : one < other
    }
    #expect(parts.flatMap { $0.positions.array } == expected.map { Int32($0) })
    var counts = [Int](repeating: 0, count: parentCount)
    for parent in parents where isParent(parent) { counts[Int(parent)] += 1 }
    var found: [Int] = []
    for part in parts {
      var last = 0
      for end in part.ends.array {
        found.append(Int(end) - last)
        last = Int(end)
      }
    }
    #expect(found == counts)
  }

  @Test(arguments: 0...130)
  func shortLists(_ count: Int) {
    for parentCount in [0, 1, 2, 7, 40] {
      let parents = (0..<count).map { Int32($0 * 37 % 53 % (parentCount + 2)) - 1 }
      for shares in 1...3 { check(parents, parentCount: parentCount, shares: shares) }
    }
  }

  @Test func manyParents() {
    var lots = SystemRandomNumberGenerator()
    for parentCount in [1023, 1024, 1025, 5000, 3_000_000] {
      let parents = (0..<20_000).map { _ in Int32.random(in: -1...Int32(parentCount), using: &lots) }
      for shares in 1...3 { check(parents, parentCount: parentCount, shares: shares) }
    }
  }
}
