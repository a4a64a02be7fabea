import Book
import Columns

/// `sample N seed K`: the rows whose key, hashed with the seed, comes first. The same rows whatever the order of loading.
enum Sampling {
  /// The positions of the sample, in the order that the rows have.
  static func positions(
    _ count: Int, seed: Int64, of relation: Relation, _ compiler: Compiler, _ run: Run
  ) throws -> Buffer<Int32> {
    guard count < relation.count else { return relation.positions() }
    let columns = try identifying(relation, compiler, run)
    let hashed = (0..<relation.count).map { row -> (hash: UInt64, position: Int32) in
      var hash = mix(UInt64(bitPattern: seed) &+ 0x9E37_79B9_7F4A_7C15)
      for column in columns { hash = mix(hash ^ digest(column.value(row))) }
      return (hash, Int32(truncatingIfNeeded: row))
    }
    let chosen = hashed.sorted { ($0.hash, $0.position) < ($1.hash, $1.position) }.prefix(count)
    return Buffer(chosen.map(\.position).sorted())
  }

  /// The columns that tell rows apart: the key, or all columns where there is none.
  private static func identifying(_ relation: Relation, _ compiler: Compiler, _ run: Run) throws -> [Column] {
    guard let table = relation.table else { return [] }
    let columns = compiler.book.tables[table]
    let chosen = columns.keyColumn.map { [$0] } ?? Array(columns.columns.indices)
    return chosen.map { index in
      let column = compiler.book.readable(table: table, column: index)
      guard let rows = relation.rows else { return column }
      return column.vector(.list(rows)).column(type: column.type)
    }
  }

  /// FNV-1a over the value's text.
  private static func digest(_ value: Value) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in ValueText.text(value, type: .text).utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash
  }

  /// The finaliser of SplitMix64 (Steele, Lea, Flood 2014): spreads every bit over all.
  private static func mix(_ value: UInt64) -> UInt64 {
    var value = value
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
