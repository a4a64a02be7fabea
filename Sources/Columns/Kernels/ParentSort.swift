/// Sorts rows by their parent, those of one parent staying in their order, in two steps that threads can share: rows are
/// dealt to buckets of neighbouring parents, then each bucket, which fits the cache, is sorted by counting.
///
/// Rows without a parent (−1) come last. Complexity: O(rows + parents).
public struct ParentSort: Sendable {
  private let parentCount: Int
  /// The bits of a parent's number within its bucket.
  private let shift: Int32
  /// Buckets of parents; behind them there is one for the rows without a parent.
  public let bucketCount: Int

  /// The bytes that a bucket's counters take stay within the nearest cache as long as there are not too many parents.
  public init(parentCount: Int) {
    self.parentCount = parentCount
    var shift: Int32 = 10
    while parentCount >> Int(shift) > 2048, shift < 14 { shift += 1 }
    self.shift = shift
    bucketCount = (parentCount + (1 << Int(shift)) - 1) >> Int(shift)
  }

  /// Some of the rows, bucket by bucket.
  public struct Dealt: Sendable {
    /// The parent above the position of the row in the list of rows.
    fileprivate let words: Buffer<UInt64>
    /// Where each bucket begins among the words, and where the last one ends.
    fileprivate let starts: [Int]
  }

  /// Deals rows that follow each other to buckets.
  ///
  /// - Parameters:
  ///   - parents: of each row its parent; −1 for none, as is any number that no parent has.
  ///   - first: the position of the first of them in the list of rows.
  public func deal(_ parents: Buffer<Int32>, first: Int) -> Dealt {
    var starts = [Int](repeating: 0, count: bucketCount + 2)
    let words = parents.withUnsafe { parents in
      starts.withUnsafeMutableBufferPointer { starts in
        for parent in parents { starts[bucket(parent) &+ 1] &+= 1 }
        for index in 1..<starts.count { starts[index] &+= starts[index &- 1] }
      }
      var next = starts
      return Buffer<UInt64>(count: parents.count) { words in
        next.withUnsafeMutableBufferPointer { next in
          for index in parents.indices {
            let bucket = bucket(parents[index])
            let position = UInt32(truncatingIfNeeded: first &+ index)
            words[next[bucket]] = UInt64(UInt32(bitPattern: parents[index])) << 32 | UInt64(position)
            next[bucket] &+= 1
          }
        }
      }
    }
    return Dealt(words: words, starts: starts)
  }

  @inline(__always)
  private func bucket(_ parent: Int32) -> Int {
    parent >= 0 && Int(parent) < parentCount ? Int(parent >> shift) : bucketCount
  }

  /// The rows of some buckets in their order.
  public struct Sorted: Sendable {
    /// Positions in the list of rows.
    public let positions: Buffer<Int32>
    /// How many rows there are up to and with each of the buckets' parents; none for the rows without one.
    public let ends: Buffer<Int32>
  }

  /// Sorts the rows of some buckets, all of whose rows are in `shares`, those of an earlier share first.
  public func sort(_ buckets: Range<Int>, of shares: [Dealt]) -> Sorted {
    let total = shares.reduce(0) { $0 + $1.starts[buckets.upperBound] - $1.starts[buckets.lowerBound] }
    let first = buckets.lowerBound << Int(shift)
    let last = max(first, min(parentCount, buckets.upperBound << Int(shift)))
    var ends = [Int32](repeating: 0, count: last - first)
    let positions = Buffer<Int32>(count: total) { target in
      ends.withUnsafeMutableBufferPointer { ends in
        var done = 0
        for bucket in buckets {
          done +=
            bucket == bucketCount ? copy(shares, to: target, done) : sort(bucket, shares, target, done, ends, first)
        }
      }
    }
    return Sorted(positions: positions, ends: Buffer(ends))
  }

  /// The rows without a parent; gives their number.
  private func copy(_ shares: [Dealt], to target: UnsafeMutableBufferPointer<Int32>, _ start: Int) -> Int {
    var place = start
    for share in shares {
      share.words.withUnsafe { words in
        for index in share.starts[bucketCount]..<share.starts[bucketCount + 1] {
          target[place] = Int32(truncatingIfNeeded: words[index])
          place &+= 1
        }
      }
    }
    return place - start
  }

  /// Sorts one bucket by counting; gives the number of its rows.
  private func sort(
    _ bucket: Int, _ shares: [Dealt], _ target: UnsafeMutableBufferPointer<Int32>, _ start: Int,
    _ ends: UnsafeMutableBufferPointer<Int32>, _ firstParent: Int
  ) -> Int {
    let least = bucket << Int(shift)
    let count = min(parentCount, least + 1 << Int(shift)) - least
    return withUnsafeTemporaryAllocation(of: Int32.self, capacity: count + 1) { next in
      next.initialize(repeating: 0)
      forEachWord(bucket, shares) { word in next[Int(word >> 32) &- least &+ 1] &+= 1 }
      next[0] = Int32(truncatingIfNeeded: start)
      for index in 0..<count {
        next[index &+ 1] &+= next[index]
        ends[least &- firstParent &+ index] = next[index &+ 1]
      }
      let end = Int(next[count])
      forEachWord(bucket, shares) { word in
        let parent = Int(word >> 32) &- least
        target[Int(next[parent])] = Int32(truncatingIfNeeded: word)
        next[parent] &+= 1
      }
      return end - start
    }
  }

  @inline(__always)
  private func forEachWord(_ bucket: Int, _ shares: [Dealt], _ body: (UInt64) -> Void) {
    for share in shares {
      share.words.withUnsafe { words in
        for index in share.starts[bucket]..<share.starts[bucket + 1] { body(words[index]) }
      }
    }
  }
}
