/// A number for each row that depends on nothing but the row's values and a seed: what draws lots for rows, the same on
/// every machine and whatever the order in which the rows were loaded.
public enum Digests {
  /// One number a row, spread over all 64 bits. Sets count as missing. Complexity: O(columns × rows).
  public static func digests(of columns: [Column], seed: Int64, count: Int) -> Buffer<UInt64> {
    let start = spread(UInt64(bitPattern: seed) &+ 0xD1B5_4A32_D192_ED03)
    return columns.reduce(Buffer(repeating: start, count: count)) { digests, column in
      let values = column.vector(.range(0..<count))
      let known = values.known
      guard case .text(let lane) = values.data else {
        let payloads = values.payloads
        return digests.mapped { row, digest in
          guard known?[row] ?? true, let payloads else { return spread(digest) }
          return spread(digest ^ spread(UInt64(bitPattern: payloads[row])))
        }
      }
      return digests.mapped { row, digest in
        guard known?[row] ?? true else { return spread(digest) }
        return spread(digest ^ lane.pool.withBytes(Int(lane.codes[row]), hash))
      }
    }
  }

  /// FNV-1a, 64 bits.
  private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash
  }

  /// The finaliser of SplitMix64 (Steele, Lea, Flood 2014): spreads every bit over all.
  private static func spread(_ value: UInt64) -> UInt64 {
    var value = value
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

extension Buffer<UInt64> {
  @inline(__always)
  fileprivate func mapped(_ change: (Int, UInt64) -> UInt64) -> Buffer {
    withUnsafe { source in
      Buffer(count: count) { target in
        for row in 0..<source.count { target[row] = change(row, source[row]) }
      }
    }
  }
}
