/// The values of one block of rows, or one value that stands for all of them.
@frozen
public struct Lane<Element: BitwiseCopyable>: Sendable {
  public let values: Buffer<Element>
  /// One value for every row: `values` holds just it.
  public let isConstant: Bool

  @inlinable
  public init(_ values: Buffer<Element>) {
    self.values = values
    isConstant = false
  }

  @inlinable
  public init(constant value: Element) {
    values = Buffer(repeating: value, count: 1)
    isConstant = true
  }

  @inlinable
  public subscript(row: Int) -> Element { values[isConstant ? 0 : row] }
}

/// A block of texts: a pool, and the entry of each row.
public struct TextLane: Sendable {
  public let pool: TextPool
  public let codes: Lane<Int32>
  /// The pool is a column's dictionary: worth working on entry by entry, once a query.
  public let isDictionary: Bool

  public init(pool: TextPool, codes: Lane<Int32>, isDictionary: Bool) {
    self.pool = pool
    self.codes = codes
    self.isDictionary = isDictionary
  }
}

/// A block of sets: row i holds the pool's entries `codes[offsets[i]..<offsets[i + 1]]`.
public struct SetLane: Sendable {
  public let pool: TextPool
  public let offsets: Buffer<Int32>
  public let codes: Buffer<Int32>

  public init(pool: TextPool, offsets: Buffer<Int32>, codes: Buffer<Int32>) {
    self.pool = pool
    self.offsets = offsets
    self.codes = codes
  }
}

/// What an expression gives for one block of rows.
public struct Vector: Sendable {
  /// The values, each kind in lanes of its own width.
  public enum Data: Sendable {
    /// Dates and references.
    case int32(Lane<Int32>)
    /// Whole numbers, money, times, durations.
    case int64(Lane<Int64>)
    case double(Lane<Double>)
    case truth(Bitmap)
    case text(TextLane)
    case textSet(SetLane)
  }

  public let count: Int
  public let data: Data
  /// Which rows have a value; nil when all have.
  public let known: Bitmap?

  public init(count: Int, _ data: Data, known: Bitmap? = nil) {
    self.count = count
    self.data = data
    self.known = known
  }
}

/// The rows that a block stands for: a run of neighbours, or a list (in which −1 is no row, whose values are missing).
public enum RowBatch: Sendable {
  case range(Range<Int>)
  case list(Buffer<Int32>)

  public var count: Int {
    switch self {
    case .range(let range): range.count
    case .list(let rows): rows.count
    }
  }

  /// The row at a position of the batch; −1 for none.
  public func row(_ position: Int) -> Int32 {
    switch self {
    case .range(let range): Int32(truncatingIfNeeded: range.lowerBound + position)
    case .list(let rows): rows[position]
    }
  }

  /// Rows a block holds at most: its vectors stay in the first-level cache.
  public static let blockSize = 4096
}
