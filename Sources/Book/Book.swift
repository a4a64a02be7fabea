import Columns

/// A customer book: its tables and the ways between them. Immutable once built; columns may still lie in its file.
public struct Book: Sendable {
  public var name: String
  public var tables: [Table]
  public var waysBack: [WayBack]
  /// The currency of money without one, such as `USD`.
  public var currency: String
  /// What of its file was found damaged so far.
  public let damage: DamageLog
  /// The texts of references, worked out when first asked for.
  let readableColumns = ReadableColumns()
  /// Which amounts are in other currencies, and what those were worth, worked out when first asked for.
  let currencyFacts = CurrencyFacts()

  public init(
    name: String, tables: [Table], waysBack: [WayBack], currency: String = "USD", damage: DamageLog = DamageLog()
  ) {
    self.name = name
    self.tables = tables
    self.waysBack = waysBack
    self.currency = currency
    self.damage = damage
  }

  /// The book without what was worked out from its tables before they were changed.
  var renewed: Book {
    Book(name: name, tables: tables, waysBack: waysBack, currency: currency, damage: damage)
  }

  /// The book with the rows of every table in its own order, for who walks them as they lie: to export or save them.
  ///
  /// Complexity: O(1) where no rows were added since the book was loaded or saved, else O(rows).
  public var settled: Book { Arrangement.settled(self) }

  /// The position of the table of this name, matched exactly first, then without case; nil if there is none.
  public func table(named name: String) -> Int? {
    tables.firstIndex { $0.name == name }
      ?? tables.firstIndex { $0.name.lowercased() == name.lowercased() }
  }
}
