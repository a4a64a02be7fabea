import Columns

/// A customer book in memory: its tables and the ways between them. Immutable once built.
public struct Book: Sendable {
  public var name: String
  public var tables: [Table]
  public var waysBack: [WayBack]
  /// The currency of money without one, such as `USD`.
  public var currency: String
  /// The texts of references, worked out when first asked for.
  let readableColumns = ReadableColumns()

  public init(name: String, tables: [Table], waysBack: [WayBack], currency: String = "USD") {
    self.name = name
    self.tables = tables
    self.waysBack = waysBack
    self.currency = currency
  }

  /// The position of the table of this name, matched exactly first, then without case; nil if there is none.
  public func table(named name: String) -> Int? {
    tables.firstIndex { $0.name == name }
      ?? tables.firstIndex { $0.name.lowercased() == name.lowercased() }
  }
}
