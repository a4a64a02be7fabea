/// Finds the row of a key by its exact bytes. Complexity: O(1); building it O(rows).
public final class KeyIndex: Sendable {
  /// Open addressing: each place holds a row plus one in its lower bits and some of the key's hash in the others; 0 is free.
  ///
  /// There are as many as `placeCount` says. They depend on nothing but the keys, so that they can lie in a file.
  public let places: Buffer<UInt32>
  private let pool: TextPool
  private let codes: Buffer<Int32>?
  private let rowCount: Int
  /// The bits of a place that hold the row.
  private let rowMask: UInt32

  /// - Parameters:
  ///   - pool: the keys' texts.
  ///   - codes: the entry of each row; nil where row i is entry i.
  ///   - known: which rows have a key.
  ///
  /// Of rows with the same key the first is found.
  public init(pool: TextPool, codes: Buffer<Int32>?, known: Bitmap? = nil) {
    self.pool = pool
    self.codes = codes
    let rowCount = codes?.count ?? pool.count
    self.rowCount = rowCount
    let rowMask = KeyIndex.rowMask(rowCount)
    self.rowMask = rowMask
    places = Buffer(count: KeyIndex.placeCount(rows: rowCount)) { places in
      places.initialize(repeating: 0)
      for row in 0..<rowCount where known?[row] ?? true {
        pool.withBytes(codes.map { Int($0[row]) } ?? row) { key in
          let hash = byteHash(key)
          let probe = Probe(UnsafeBufferPointer(places), rowMask, rowCount, pool, codes)
          if case .free(let place)? = probe.find(key, hash) {
            places[place] = KeyIndex.tag(hash) & ~rowMask | UInt32(truncatingIfNeeded: row + 1)
          }
        }
      }
    }
  }

  /// The index of a column of text; nil for other columns.
  public convenience init?(column: Column) {
    guard case .text(let pool, let codes) = column.storage else { return nil }
    self.init(pool: pool, codes: codes, known: column.known)
  }

  /// An index of a column of text that was built before; nil for other columns, and where the places are too many or too
  /// few. Places that are wrong otherwise find nothing or too little, never a row with another key.
  public init?(column: Column, places: Buffer<UInt32>) {
    guard case .text(let pool, let codes) = column.storage,
      places.count == KeyIndex.placeCount(rows: column.count)
    else { return nil }
    self.places = places
    self.pool = pool
    self.codes = codes
    rowCount = column.count
    rowMask = KeyIndex.rowMask(rowCount)
  }

  /// The places for so many rows: a power of two, at most half of them taken.
  public static func placeCount(rows: Int) -> Int {
    var size = 16
    while size < rows * 2 { size *= 2 }
    return size
  }

  /// The row of a key; nil if there is none.
  public func row(of key: String) -> Int32? {
    var key = key
    return key.withUTF8 { row(of: $0) }
  }

  /// The same, by the key's bytes in UTF-8.
  public func row(of key: [UInt8]) -> Int32? { key.withUnsafeBufferPointer { row(of: $0) } }

  /// The same, by bytes lent for the call.
  public func row(of key: UnsafeBufferPointer<UInt8>) -> Int32? {
    places.withUnsafe { places in
      guard case .row(let row)? = Probe(places, rowMask, rowCount, pool, codes).find(key, byteHash(key)) else {
        return nil
      }
      return Int32(truncatingIfNeeded: row)
    }
  }

  /// The row of a key, found through an index that lies elsewhere, of which only the places on the way are read.
  ///
  /// - Parameters:
  ///   - rows: how many rows the index is of.
  ///   - place: reads one of the `placeCount(rows:)` places.
  ///   - hasKey: whether a row, which is one of those, has just this key.
  /// Complexity: O(1).
  public static func row<Failure: Error>(
    of key: [UInt8], rows: Int, place: (Int) throws(Failure) -> UInt32, hasKey: (Int) throws(Failure) -> Bool
  ) throws(Failure) -> Int32? {
    let hash = key.withUnsafeBufferPointer { byteHash($0) }
    let (count, rowMask) = (placeCount(rows: rows), rowMask(rows))
    var next = Int(truncatingIfNeeded: hash & 0x7FFF_FFFF) & (count - 1)
    for _ in 0..<count {
      let item = try place(next)
      if item == 0 { return nil }
      let row = Int(item & rowMask) - 1
      if (item ^ tag(hash)) & ~rowMask == 0, row >= 0, row < rows, try hasKey(row) {
        return Int32(truncatingIfNeeded: row)
      }
      next = (next + 1) & (count - 1)
    }
    return nil
  }

  private static func rowMask(_ rowCount: Int) -> UInt32 {
    UInt32.max >> UInt32(truncatingIfNeeded: UInt32(truncatingIfNeeded: rowCount).leadingZeroBitCount)
  }

  /// The half of the hash that tells keys apart; the other one says where they lie.
  fileprivate static func tag(_ hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: hash >> 32) }
}

/// A walk through the places of an index.
private struct Probe {
  enum Found {
    case row(Int)
    /// No row has the key; this is where it would be.
    case free(Int)
  }

  let places: UnsafeBufferPointer<UInt32>
  let rowMask: UInt32
  let rowCount: Int
  let pool: TextPool
  let codes: Buffer<Int32>?

  @inline(__always)
  init(
    _ places: UnsafeBufferPointer<UInt32>, _ rowMask: UInt32, _ rowCount: Int, _ pool: TextPool, _ codes: Buffer<Int32>?
  ) {
    self.places = places
    self.rowMask = rowMask
    self.rowCount = rowCount
    self.pool = pool
    self.codes = codes
  }

  /// Nil where every place is taken, which only a damaged index can be.
  @inline(__always)
  func find(_ key: UnsafeBufferPointer<UInt8>, _ hash: UInt64) -> Found? {
    let mask = places.count &- 1
    var place = Int(truncatingIfNeeded: hash & 0x7FFF_FFFF) & mask
    for _ in 0..<places.count {
      let item = places[place]
      if item == 0 { return .free(place) }
      if (item ^ KeyIndex.tag(hash)) & ~rowMask == 0 {
        let row = Int(item & rowMask) - 1
        if row >= 0, row < rowCount, hasKey(row, key) { return .row(row) }
      }
      place = (place &+ 1) & mask
    }
    return nil
  }

  @inline(__always)
  private func hasKey(_ row: Int, _ key: UnsafeBufferPointer<UInt8>) -> Bool {
    pool.withBytes(codes.map { Int($0[row]) } ?? row) { byteOrder($0, key) == 0 }
  }
}
