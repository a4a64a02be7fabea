import Columns

/// The rows of a child table that belong to each row of its parent, in the order of their event date.
public struct ChildLink: Sendable {
  /// One more than the parent has rows: the children of parent p are the positions `offsets[p]..<offsets[p + 1]`.
  public let offsets: Buffer<Int32>
  /// The child's row at each position; nil when the child table itself lies in this order.
  public let rows: Buffer<Int32>?
  /// The parents whose children the offsets do not tell, since rows were added: all their children.
  public let extended: ExtendedParents?

  public init(offsets: Buffer<Int32>, rows: Buffer<Int32>?, extended: ExtendedParents? = nil) {
    self.offsets = offsets
    self.rows = rows
    self.extended = extended
  }

  /// Of a table whose rows have no children.
  init(noneOf targetCount: Int) {
    self.init(offsets: Buffer(repeating: 0, count: targetCount + 1), rows: Buffer([]))
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
  public var children: LazyLink
  /// The same without the rows that were added since the source was last put in order.
  var settled: LazyLink

  public init(name: String, target: Int, source: Int, sourceColumn: Int, link: ChildLink) {
    self.init(name: name, target: target, source: source, sourceColumn: sourceColumn, children: LazyLink(link))
  }

  public init(name: String, target: Int, source: Int, sourceColumn: Int, children: LazyLink) {
    self.name = name
    self.target = target
    self.source = source
    self.sourceColumn = sourceColumn
    self.children = children
    settled = children
  }

  /// The rows that refer, read or worked out now if they were not yet.
  public var link: ChildLink { children.link }
}
