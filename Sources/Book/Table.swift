import Columns

/// A column of a table with its name.
public struct TableColumn: Sendable {
  public var name: String
  public var column: Column
  /// For a reference: the keys that no row of the target has, by row. They are shown, exported and counted, never matched.
  public var orphans: [Int32: String]

  public init(name: String, column: Column, orphans: [Int32: String] = [:]) {
    self.name = name
    self.column = column
    self.orphans = orphans
  }
}

/// The rows of a child table that belong to each row of its parent, in the order of their event date.
public struct ChildLink: Sendable {
  /// One more than the parent has rows: the children of parent p are the positions `offsets[p]..<offsets[p + 1]`.
  public let offsets: Buffer<Int32>
  /// The child's row at each position; nil when the child table itself lies in this order.
  public let rows: Buffer<Int32>?

  public init(offsets: Buffer<Int32>, rows: Buffer<Int32>?) {
    self.offsets = offsets
    self.rows = rows
  }
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

  public init(
    name: String, columns: [TableColumn], rowCount: Int, keyColumn: Int? = nil,
    parentColumn: Int? = nil, eventColumn: Int? = nil
  ) {
    self.name = name
    self.columns = columns
    self.rowCount = rowCount
    self.keyColumn = keyColumn
    self.parentColumn = parentColumn
    self.eventColumn = eventColumn
  }
}

/// A way back: from a row of the target of a reference to the rows that refer to it.
public struct WayBack: Sendable {
  /// What it is called after a row of the target: `purchases`, `members`, `referrals`.
  public var name: String
  /// The table whose rows have many.
  public var target: Int
  /// The table that refers, and its reference column.
  public var source: Int
  public var sourceColumn: Int
  public var link: ChildLink

  public init(name: String, target: Int, source: Int, sourceColumn: Int, link: ChildLink) {
    self.name = name
    self.target = target
    self.source = source
    self.sourceColumn = sourceColumn
    self.link = link
  }
}
