import Columns

/// A column of a table with its name.
public struct TableColumn: Sendable {
  public var name: String
  /// The values, which may still lie in the book's file.
  public let values: LazyColumn
  /// For a reference: the keys that no row of the target has. They are shown, exported and counted, never matched.
  public let unmatched: LazyOrphans

  public init(name: String, column: Column, orphans: [Int32: String] = [:]) {
    self.init(name: name, values: LazyColumn(column), unmatched: LazyOrphans(orphans))
  }

  public init(name: String, values: LazyColumn, unmatched: LazyOrphans = LazyOrphans()) {
    self.name = name
    self.values = values
    self.unmatched = unmatched
  }

  /// Known without reading the values, as is `count`.
  public var type: ValueType { values.type }

  public var count: Int { values.count }

  /// The values themselves, read now if they were not yet.
  public var column: Column { values.column }

  /// The unmatched keys by their row, read now if they were not yet.
  public var orphans: [Int32: String] { unmatched.byRow }
}

/// One table of a book: columns of equal length and what is known of their roles.
///
/// A table `of` a parent lies in the order (parent row, event date, order of loading), rows without a parent last, so
/// that a parent's children are neighbours. Other tables lie in the order of loading. This is "the table's own order".
public struct Table: Sendable {
  public var name: String
  public var columns: [TableColumn]
  public var rowCount: Int
  /// The column whose values name the rows: text, known in every row, distinct.
  public var keyColumn: Int?
  /// The reference column to the parent, for a table `of` another.
  public var parentColumn: Int?
  /// The date or time that orders events.
  public var eventColumn: Int?
  /// Where its rows came from; nil where that is not known.
  public var origin: RowOrigin?
  /// The rows by their key; nil where the table has no keys.
  public var keys: RowKeys?
  /// The rows that were added since the table was last put in order; nil where there are none.
  public var arrivals: Arrivals?

  public init(
    name: String, columns: [TableColumn], rowCount: Int, keyColumn: Int? = nil,
    parentColumn: Int? = nil, eventColumn: Int? = nil, origin: RowOrigin? = nil
  ) {
    self.name = name
    self.columns = columns
    self.rowCount = rowCount
    self.keyColumn = keyColumn
    self.parentColumn = parentColumn
    self.eventColumn = eventColumn
    self.origin = origin
    keys = keyColumn.map { RowKeys(columns[$0].values) }
  }
}
