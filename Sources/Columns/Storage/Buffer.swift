import Glibc
import Synchronization

/// One allocation of plain memory, freed with its last user, or memory that something else keeps: a mapped file.
///
/// Invariant: `base` is valid for `byteCount` bytes for the whole life of the object. A byte is written only by the
/// initialiser that made the memory, or by the one `Buffer.appending` that claimed it before any buffer reached so far, and
/// only read afterwards, which makes sharing between threads sound.
public final class Memory: @unchecked Sendable {
  @usableFromInline let base: UnsafeMutableRawPointer
  @usableFromInline let byteCount: Int
  /// How many bytes, from the start, some buffer reaches or has claimed.
  private let claimed: Atomic<Int>
  /// Who keeps the memory; nil where it is this object's own.
  private let keeper: (any AnyObject & Sendable)?

  /// Uninitialised memory, aligned to a cache line, all of which is about to be filled.
  ///
  /// Behind a large one there is room that may be claimed later: until then it costs no more than its addresses.
  @usableFromInline convenience init(byteCount: Int) {
    self.init(byteCount: byteCount + (byteCount < Memory.large ? 0 : Memory.room), claimed: byteCount)
  }

  /// Uninitialised memory of which only the first bytes are about to be filled, and the rest may be claimed later.
  init(byteCount: Int, claimed: Int) {
    self.byteCount = byteCount
    self.claimed = Atomic(claimed)
    base = byteCount < Memory.large ? Memory.small(byteCount) : Memory.inHugePages(byteCount)
    keeper = nil
  }

  /// From this size on, memory is asked for in pages of 2 MiB: to get a small page costs more than to fill it.
  private static let large = 2 << 20
  /// What a large column has room for behind its values: some thousands more.
  private static let room = 256 << 10
  private static let hugePage = 2 << 20

  private static func small(_ byteCount: Int) -> UnsafeMutableRawPointer {
    .allocate(byteCount: max(64, byteCount), alignment: 64)
  }

  private static func inHugePages(_ byteCount: Int) -> UnsafeMutableRawPointer {
    let whole = (byteCount + hugePage - 1) / hugePage * hugePage
    let size = whole - byteCount <= byteCount / 8 ? whole : byteCount
    let base = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: hugePage)
    // A wish; a system that does not grant it gives small pages.
    madvise(base, size, MADV_HUGEPAGE)
    return base
  }

  /// Takes the bytes from `end` on, if they are there and nobody has taken them.
  func claim(from end: Int, count: Int) -> Bool {
    guard count <= byteCount - end else { return false }
    return claimed.compareExchange(expected: end, desired: end + count, ordering: .acquiringAndReleasing).exchanged
  }

  /// Memory that `keeper` keeps valid as long as it lives, and whose first bytes it keeps unchanged; the rest may be claimed,
  /// and is nobody else's.
  init(base: UnsafeMutableRawPointer, byteCount: Int, claimed: Int, keptBy keeper: any AnyObject & Sendable) {
    self.base = base
    self.byteCount = byteCount
    self.keeper = keeper
    self.claimed = Atomic(claimed)
  }

  deinit {
    if keeper == nil { base.deallocate() }
  }
}

/// An immutable run of plain values that shares its memory with its slices.
///
/// Slicing and copying cost O(1); reading is bounds-checked; kernels read through `withUnsafe`.
@frozen
public struct Buffer<Element: BitwiseCopyable>: @unchecked Sendable {
  @usableFromInline let owner: Memory
  @usableFromInline let start: UnsafeMutablePointer<Element>
  public let count: Int

  @inlinable
  init(owner: Memory, start: UnsafeMutablePointer<Element>, count: Int) {
    self.owner = owner
    self.start = start
    self.count = count
  }

  /// `count` values, all written by `fill`, which gets the uninitialised memory.
  @inlinable
  public init(
    count: Int, filledBy fill: (UnsafeMutableBufferPointer<Element>) throws -> Void
  ) rethrows {
    let owner = Memory(byteCount: count * MemoryLayout<Element>.stride)
    let start = owner.base.bindMemory(to: Element.self, capacity: count)
    try fill(UnsafeMutableBufferPointer(start: start, count: count))
    self.init(owner: owner, start: start, count: count)
  }

  @inlinable
  public init(repeating value: Element, count: Int) {
    self.init(count: count) { $0.initialize(repeating: value) }
  }

  @inlinable
  public init(_ values: [Element]) {
    self.init(count: values.count) { target in
      for index in values.indices { target[index] = values[index] }
    }
  }

  @inlinable
  public subscript(index: Int) -> Element {
    precondition(index >= 0 && index < count, "index beyond the buffer")
    return start[index]
  }

  /// The same memory, narrowed. Complexity: O(1).
  @inlinable
  public subscript(range: Range<Int>) -> Buffer {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "range beyond the buffer")
    return Buffer(owner: owner, start: start + range.lowerBound, count: range.count)
  }

  /// The raw values, for kernels. The pointer must not outlive `body`.
  @inlinable
  public func withUnsafe<R>(_ body: (UnsafeBufferPointer<Element>) throws -> R) rethrows -> R {
    defer { withExtendedLifetime(owner) {} }
    return try body(UnsafeBufferPointer(start: start, count: count))
  }

  public var array: [Element] { withUnsafe { Array($0) } }
}
