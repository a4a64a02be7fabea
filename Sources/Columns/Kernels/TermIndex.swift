/// For each term the entries of a pool that have it: which entries share how many terms with a text is counted without looking
/// at any of the others.
///
/// Takes four bytes for each term of each entry. Immutable, and shared by pools that grew out of the one it was built for.
public final class TermIndex: Sendable {
  /// The entries it knows: the first ones of the pool.
  public let count: Int
  private let numbers: TermNumbers
  /// Where the list of each term begins; one more than there are terms.
  private let starts: Buffer<Int32>
  /// The lists, one behind the other, each ascending.
  private let lists: Buffer<Int32>
  /// How many terms each entry has.
  private let sizes: Buffer<Int32>

  /// - Parameter terms: puts the terms of a text, each once, in place of what is in the array.
  ///
  /// Complexity: O(terms of all entries). Nil where they are more than 2³¹.
  init?(_ pool: TextPool, terms: (UnsafeBufferPointer<UInt8>, inout [UInt64]) -> Void) {
    let count = pool.count
    var numbers = TermNumbers()
    var flat: [Int32] = []
    var lengths: [Int32] = []
    var scratch: [UInt64] = []
    let sizes = Buffer<Int32>(count: count) { sizes in
      for entry in 0..<count {
        pool.withBytes(entry) { terms($0, &scratch) }
        sizes[entry] = Int32(truncatingIfNeeded: scratch.count)
        for term in scratch {
          let number = numbers.number(of: term)
          if Int(number) == lengths.count { lengths.append(0) }
          lengths[Int(number)] += 1
          flat.append(number)
        }
      }
    }
    guard flat.count < Int(Int32.max) else { return nil }
    var next: [Int32] = [0]
    for length in lengths { next.append(next[next.count - 1] + length) }
    starts = Buffer(next)
    lists = Buffer(count: flat.count) { lists in
      var place = 0
      for entry in 0..<count {
        for _ in 0..<sizes[entry] {
          let number = Int(flat[place])
          lists[Int(next[number])] = Int32(truncatingIfNeeded: entry)
          next[number] += 1
          place += 1
        }
      }
    }
    (self.count, self.numbers, self.sizes) = (count, numbers, sizes)
  }

  /// The entries that share enough terms with a text.
  ///
  /// - Parameters:
  ///   - terms: of the text, each once.
  ///   - isEnough: whether so many shared terms are enough for an entry with so many; never asked for none.
  /// Complexity: O(entries that have one of the terms, once for each), and one byte or so for each entry.
  public func entries(sharing terms: [UInt64], isEnough: (_ shared: Int, _ size: Int) -> Bool) -> [Int32] {
    var shared = [Int32](repeating: 0, count: count)
    var touched: [Int32] = []
    for term in terms {
      guard let number = numbers.known(term) else { continue }
      for place in Int(starts[Int(number)])..<Int(starts[Int(number) + 1]) {
        let entry = lists[place]
        if shared[Int(entry)] == 0 { touched.append(entry) }
        shared[Int(entry)] += 1
      }
    }
    return touched.filter { isEnough(Int(shared[Int($0)]), Int(sizes[Int($0)])) }
  }
}

/// Numbers terms from 0 in the order in which they are first seen.
private struct TermNumbers: Sendable {
  private var count: Int32 = 0
  /// Open addressing, at most half full; the number of a free place is −1.
  private var keys = [UInt64](repeating: 0, count: 1024)
  private var numbers = [Int32](repeating: -1, count: 1024)

  func known(_ term: UInt64) -> Int32? {
    let number = numbers[place(of: term)]
    return number < 0 ? nil : number
  }

  mutating func number(of term: UInt64) -> Int32 {
    let place = place(of: term)
    if numbers[place] >= 0 { return numbers[place] }
    keys[place] = term
    numbers[place] = count
    count += 1
    if Int(count) * 2 > numbers.count { grow() }
    return count - 1
  }

  private func place(of term: UInt64) -> Int {
    let mask = numbers.count - 1
    var place = Int(truncatingIfNeeded: (term &* 0x9E37_79B9_7F4A_7C15) >> 40) & mask
    while numbers[place] >= 0, keys[place] != term { place = (place + 1) & mask }
    return place
  }

  private mutating func grow() {
    let (oldKeys, oldNumbers) = (keys, numbers)
    keys = Array(repeating: 0, count: oldKeys.count * 2)
    numbers = Array(repeating: -1, count: oldKeys.count * 2)
    for index in oldKeys.indices where oldNumbers[index] >= 0 {
      let place = place(of: oldKeys[index])
      keys[place] = oldKeys[index]
      numbers[place] = oldNumbers[index]
    }
  }
}

extension TextPool {
  /// Which entries share enough terms with a text; the terms of a folded pool are indexed by the first caller's `terms`.
  ///
  /// Entries that were added since the index was built are looked at one by one, until they are so many that it is built
  /// anew. For `terms` and `isEnough` see `TermIndex`.
  public func entries(
    sharing wanted: [UInt64], terms: (UnsafeBufferPointer<UInt8>, inout [UInt64]) -> Void,
    shared: ([UInt64], [UInt64]) -> Int, isEnough: (_ shared: Int, _ size: Int) -> Bool
  ) -> Bitmap {
    let index = termIndex.withLock { known -> TermIndex? in
      if let known, known.count <= count, (count - known.count) * 8 <= known.count { return known }
      known = TermIndex(self, terms: terms)
      return known
    }
    var bits = [Bool](repeating: false, count: count)
    for entry in index?.entries(sharing: wanted, isEnough: isEnough) ?? [] { bits[Int(entry)] = true }
    var scratch: [UInt64] = []
    for entry in (index?.count ?? 0)..<count {
      withBytes(entry) { terms($0, &scratch) }
      let common = shared(wanted, scratch)
      bits[entry] = common > 0 && isEnough(common, scratch.count)
    }
    return Bitmap(bits)
  }
}
