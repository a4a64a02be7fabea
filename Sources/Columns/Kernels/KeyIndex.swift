/// Finds the row of a key by its exact bytes. Complexity: O(1); building it O(rows).
public final class KeyIndex: Sendable {
  private let pool: TextPool
  private let codes: Buffer<Int32>?
  /// Open addressing: a row or −1. The size is a power of two, at most half full.
  private let table: Buffer<Int32>

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
    var size = 16
    while size < rowCount * 2 { size *= 2 }
    table = Buffer(count: size) { table in
      table.initialize(repeating: -1)
      for row in 0..<rowCount where known?[row] ?? true {
        let entry = codes.map { Int($0[row]) } ?? row
        pool.withBytes(entry) { key in
          let place = KeyIndex.place(of: key, table.count) { candidate in
            let other = table[candidate]
            return other < 0 || pool.isEqual(codes.map { Int($0[Int(other)]) } ?? Int(other), pool, entry)
          }
          if table[place] < 0 { table[place] = Int32(truncatingIfNeeded: row) }
        }
      }
    }
  }

  /// The index of a column of text; nil for other columns.
  public convenience init?(column: Column) {
    guard case .text(let pool, let codes) = column.storage else { return nil }
    self.init(pool: pool, codes: codes, known: column.known)
  }

  public func row(of key: String) -> Int32? {
    var key = key
    return key.withUTF8 { row(of: $0) }
  }

  public func row(of key: [UInt8]) -> Int32? { key.withUnsafeBufferPointer { row(of: $0) } }

  public func row(of key: UnsafeBufferPointer<UInt8>) -> Int32? {
    let place = KeyIndex.place(of: key, table.count) { candidate in
      let row = table[candidate]
      return row < 0 || pool.withBytes(codes.map { Int($0[Int(row)]) } ?? Int(row)) { byteOrder($0, key) == 0 }
    }
    return table[place] < 0 ? nil : table[place]
  }

  /// The first place from the key's own on at which the search ends.
  @inline(__always)
  private static func place(
    of key: UnsafeBufferPointer<UInt8>, _ size: Int, _ ends: (Int) -> Bool
  ) -> Int {
    var place = Int(truncatingIfNeeded: byteHash(key) >> 16) & (size - 1)
    while !ends(place) { place = (place + 1) & (size - 1) }
    return place
  }
}
