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

/// Where the rows of a table came from: for each, the number of the import batch and the line of its file, from 1.
///
/// Both are columns of `whole`, 32 bits wide, 0 for rows that came from no file.
public struct RowOrigin: Sendable {
  public var batches: LazyColumn
  public var lines: LazyColumn

  public init(batches: LazyColumn, lines: LazyColumn) {
    self.batches = batches
    self.lines = lines
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

  /// Of a table whose rows have no children.
  init(noneOf targetCount: Int) {
    self.init(offsets: Buffer(repeating: 0, count: targetCount + 1), rows: Buffer([]))
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
  /// Where its rows came from; nil where that is not known.
  public var origin: RowOrigin?

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
  /// The rows that refer, which may not have been read or worked out yet.
  public let children: LazyLink

  public init(name: String, target: Int, source: Int, sourceColumn: Int, link: ChildLink) {
    self.init(name: name, target: target, source: source, sourceColumn: sourceColumn, children: LazyLink(link))
  }

  public init(name: String, target: Int, source: Int, sourceColumn: Int, children: LazyLink) {
    self.name = name
    self.target = target
    self.source = source
    self.sourceColumn = sourceColumn
    self.children = children
  }

  /// The rows that refer, read or worked out now if they were not yet.
  public var link: ChildLink { children.link }
}
