/// Finds the row of a key by its exact bytes. Complexity: O(1); building it O(rows).
public final class KeyIndex: Sendable {
  private let pool: TextPool
  private let codes: Buffer<Int32>?
  /// Open addressing: half the key's hash above its row plus one, 0 for free. The size is a power of two, at most half full.
  private let table: Buffer<UInt64>

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
      table.initialize(repeating: 0)
      for row in 0..<rowCount where known?[row] ?? true {
        pool.withBytes(KeyIndex.entry(row, codes)) { key in
          let hash = byteHash(key)
          let place = KeyIndex.place(of: key, hash, UnsafeBufferPointer(table), pool, codes)
          if table[place] == 0 { table[place] = hash & KeyIndex.tag | UInt64(row + 1) }
        }
      }
    }
  }

  /// The index of a column of text; nil for other columns.
  public convenience init?(column: Column) {
    guard case .text(let pool, let codes) = column.storage else { return nil }
    self.init(pool: pool, codes: codes, known: column.known)
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
    let found = table.withUnsafe { $0[KeyIndex.place(of: key, byteHash(key), $0, pool, codes)] }
    return found == 0 ? nil : KeyIndex.row(found)
  }

  private static let tag: UInt64 = ~0xFFFF_FFFF

  private static func row(_ item: UInt64) -> Int32 { Int32(truncatingIfNeeded: item & 0xFFFF_FFFF) - 1 }

  @inline(__always)
  private static func entry(_ row: Int, _ codes: Buffer<Int32>?) -> Int { codes.map { Int($0[row]) } ?? row }

  /// Where the key is, or the free place where it would be.
  private static func place(
    of key: UnsafeBufferPointer<UInt8>, _ hash: UInt64, _ table: UnsafeBufferPointer<UInt64>, _ pool: TextPool,
    _ codes: Buffer<Int32>?
  ) -> Int {
    var place = Int(truncatingIfNeeded: hash & 0x7FFF_FFFF) & (table.count - 1)
    while table[place] != 0 {
      if (table[place] ^ hash) & tag == 0,
        pool.withBytes(entry(Int(row(table[place])), codes), { byteOrder($0, key) == 0 })
      {
        return place
      }
      place = (place &+ 1) & (table.count - 1)
    }
    return place
  }
}
