import Synchronization

/// Texts in UTF-8, end to end in one run of bytes, numbered from 0: the dictionary of a text column or the texts of a block.
///
/// Entry i is `bytes[offsets[i]..<offsets[i + 1]]`. A pool holds at most 4 GiB of text.
public final class TextPool: Sendable {
  public let bytes: Buffer<UInt8>
  /// One more than there are entries.
  public let offsets: Buffer<UInt32>
  /// Whether no two entries have the same bytes, so that equal entries are equal texts. Promised by who made the pool.
  public let isDistinct: Bool
  private let cache: Mutex<TextPool?>
  private let rankCache = Mutex<Buffer<Int32>?>(nil)
  /// The entries by their terms; see `TermIndex`. A pool that grew out of another begins with its index.
  let termIndex: Mutex<TermIndex?>
  let lookup: PoolLookup

  public init(bytes: Buffer<UInt8>, offsets: Buffer<UInt32>, isDistinct: Bool = false) {
    self.bytes = bytes
    self.offsets = offsets
    self.isDistinct = isDistinct
    cache = Mutex(nil)
    termIndex = Mutex(nil)
    lookup = PoolLookup()
  }

  /// A pool whose first entries are those of another, which has worked out some of what this one will need.
  init(bytes: Buffer<UInt8>, offsets: Buffer<UInt32>, isDistinct: Bool, growingFrom other: TextPool) {
    self.bytes = bytes
    self.offsets = offsets
    self.isDistinct = isDistinct
    cache = Mutex(other.cache.withLock { $0 })
    termIndex = Mutex(other.termIndex.withLock { $0 })
    lookup = other.lookup
  }

  public convenience init(_ texts: [String]) {
    var builder = TextPoolBuilder()
    for text in texts { builder.append(text) }
    self.init(builder)
  }

  public convenience init(_ builder: TextPoolBuilder, isDistinct: Bool = false) {
    self.init(bytes: Buffer(builder.bytes), offsets: Buffer(builder.offsets), isDistinct: isDistinct)
  }

  public var count: Int { offsets.count - 1 }

  /// An entry as a `String`: for cells that are shown, not for loops.
  public func string(_ entry: Int) -> String {
    withBytes(entry) { String(decoding: $0, as: UTF8.self) }
  }

  /// The bytes of one entry; the pointer must not outlive `body`.
  @inlinable
  public func withBytes<R>(_ entry: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R {
    let lower = Int(offsets[entry])
    let upper = Int(offsets[entry + 1])
    return try bytes.withUnsafe { try body(UnsafeBufferPointer(rebasing: $0[lower..<upper])) }
  }

  /// The pool with every entry folded, entry for entry; computed once with the first caller's `fold`.
  /// `fold` appends the folded form of the bytes to the array.
  public func folded(by fold: (UnsafeBufferPointer<UInt8>, inout [UInt8]) -> Void) -> TextPool {
    cache.withLock { known in
      if let known, known.count == count { return known }
      let pool = known.map { $0.grown(by: folded(from: $0.count, by: fold), isDistinct: false) } ?? mapped(by: fold)
      known = pool
      return pool
    }
  }

  private func folded(
    from first: Int, by fold: (UnsafeBufferPointer<UInt8>, inout [UInt8]) -> Void
  ) -> [[UInt8]] {
    (first..<count).map { entry in
      var text: [UInt8] = []
      withBytes(entry) { fold($0, &text) }
      return text
    }
  }

  /// For each entry, how many different texts of the pool come before it by their bytes; computed once.
  var ranks: Buffer<Int32> {
    rankCache.withLock { known in
      if let known { return known }
      let ranks = rankedByBytes()
      known = ranks
      return ranks
    }
  }

  /// A new pool with each entry rewritten; `transform` appends the new form to the array.
  public func mapped(by transform: (UnsafeBufferPointer<UInt8>, inout [UInt8]) -> Void) -> TextPool {
    var builder = TextPoolBuilder()
    builder.bytes.reserveCapacity(bytes.count)
    builder.offsets.reserveCapacity(offsets.count)
    for entry in 0..<count {
      withBytes(entry) { transform($0, &builder.bytes) }
      builder.finishEntry()
    }
    return TextPool(builder)
  }
}

/// Collects texts for a pool: append bytes, then `finishEntry`.
public struct TextPoolBuilder: Sendable {
  public var bytes: [UInt8] = []
  public var offsets: [UInt32] = [0]

  public init() {}

  public var count: Int { offsets.count - 1 }

  /// Adds an entry.
  public mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
    finishEntry()
  }

  /// Adds an entry from bytes lent for the call.
  public mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    bytes.append(contentsOf: text)
    finishEntry()
  }

  /// Makes the bytes appended since the last entry an entry.
  public mutating func finishEntry() { offsets.append(UInt32(truncatingIfNeeded: bytes.count)) }
}
