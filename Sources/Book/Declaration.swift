import Columns

/// What is said of a table before its rows are read: by the standard schema, by a folder's `schema.kq`, or by inference.
public struct TableDeclaration: Sendable {
  /// A column as it is declared, and where its cells come from.
  public struct Column: Sendable {
    public var name: String
    /// Nil to infer from the cells. References are declared by `target`.
    public var type: ValueType?
    /// The table whose keys the values are.
    public var target: String?
    public var isKey: Bool
    public var isEvent: Bool
    /// The column's name in the file where it differs.
    public var header: String?
    /// Character columns of a fixed-width file, from 1, both included.
    public var position: ClosedRange<Int>?
    /// How dates, times or numbers are written: `dd.mm.yyyy`, `YYYYMMDD`, `0,00`.
    public var pattern: String?

    public init(
      _ name: String, _ type: ValueType? = nil, target: String? = nil, isKey: Bool = false, isEvent: Bool = false,
      header: String? = nil, position: ClosedRange<Int>? = nil, pattern: String? = nil
    ) {
      self.name = name
      self.type = type
      self.target = target
      self.isKey = isKey
      self.isEvent = isEvent
      self.header = header
      self.position = position
      self.pattern = pattern
    }
  }

  /// A file whose columns are looked up for each row by a shared key.
  public struct Join: Sendable {
    public var file: String
    public var key: String

    public init(file: String, key: String) {
      self.file = file
      self.key = key
    }
  }

  public var name: String
  public var parent: String?
  public var file: String?
  public var joins: [Join]
  /// Rows that repeat a key are one row; the first counts.
  public var isDistinct: Bool
  public var isFixedWidth: Bool
  public var skippedLines: Int
  public var columns: [Column]

  public init(
    _ name: String, of parent: String? = nil, file: String? = nil, joins: [Join] = [], isDistinct: Bool = false,
    isFixedWidth: Bool = false, skippedLines: Int = 0, columns: [Column] = []
  ) {
    self.name = name
    self.parent = parent
    self.file = file
    self.joins = joins
    self.isDistinct = isDistinct
    self.isFixedWidth = isFixedWidth
    self.skippedLines = skippedLines
    self.columns = columns
  }
}
