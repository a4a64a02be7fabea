import Columns

/// The keys that lead to no row, of a reference column that may still lie in the book's file.
public final class LazyOrphans: Sendable {
  public let count: Int
  /// The same as a list, where they are at hand as one.
  let list: OrphanList?
  private let texts: Lazy<[Int32: String]>

  /// Orphans that are in memory, by their row.
  public init(_ byRow: [Int32: String] = [:]) {
    count = byRow.count
    list = nil
    texts = Lazy(byRow)
  }

  /// `count` orphans that `load` reads when they are first asked for.
  public init(
    count: Int, damage: DamageLog, load: @escaping @Sendable () throws(SectionDamage) -> [Int32: String]
  ) {
    self.count = count
    list = nil
    texts = Lazy { damage.guarding([:]) { () throws(SectionDamage) in try load() } }
  }

  /// Orphans that are a list, from which they are put by their row when they are first asked for.
  public init(_ list: OrphanList) {
    count = list.rows.count
    self.list = list
    texts = Lazy { list.byRow }
  }

  /// The texts by their row. Complexity: O(1) once they are read.
  public var byRow: [Int32: String] { texts.value }
}

/// Keys that lead to no row, as a list: millions of them where the table that a column refers to was not loaded.
public struct OrphanList: Sendable {
  /// The rows, ascending.
  public let rows: Buffer<Int32>
  /// For each of these rows its key among `texts`.
  public let entries: Buffer<Int32>
  public let texts: TextPool

  /// Rows, and as many entries of the pool.
  public init(rows: Buffer<Int32>, entries: Buffer<Int32>, texts: TextPool) {
    (self.rows, self.entries, self.texts) = (rows, entries, texts)
  }

  fileprivate var byRow: [Int32: String] {
    var byRow = [Int32: String](minimumCapacity: rows.count)
    for index in 0..<rows.count { byRow[rows[index]] = texts.string(Int(entries[index])) }
    return byRow
  }
}
