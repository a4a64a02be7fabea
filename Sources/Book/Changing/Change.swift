import Columns

/// One durable change of a book: what one statement or one import does, whole or not at all.
///
/// A change is what a frame of the file holds. It names rows and references by what lasts (keys, or the import batch and
/// line that a row came from), never by position, so that it means the same after the book was written anew.
public struct Change: Sendable, Equatable {
  /// What `undo` says it takes back, such as “add interactions for C000123”.
  public var title: String
  /// Microseconds since 1970 on the clock of the machine.
  public var at: Int64
  public var edits: [Edit]
  /// Whether this takes back the change before it; its edits are that change's inverse.
  public var isUndo: Bool

  public init(title: String, at: Int64, edits: [Edit], isUndo: Bool = false) {
    self.title = title
    self.at = at
    self.edits = edits
    self.isUndo = isUndo
  }
}

/// One step of a change.
public enum Edit: Sendable, Equatable {
  /// Adds rows to a table.
  case add(RowAddition)
  /// Gives cells of one column new values.
  case update(CellUpdate)
  /// Takes rows out of a table. References to them are kept as keys that lead nowhere.
  case remove(table: String, rows: [RowName])
  /// Takes out every row that an import batch brought.
  case removeBatch(Int32)
  /// Makes a table without rows.
  case addTable(TableShape)
  /// Takes out a table without rows.
  case removeTable(String)
  /// Adds a column without values.
  case addColumn(table: String, ColumnShape)
  /// Takes out a column.
  case removeColumn(table: String, name: String)
  /// Keeps something by its name, or forgets it where the value is nil.
  case keep(Keepsake.Kind, name: String, Keepsake?)
}

/// How a row is called in a change.
public enum RowName: Sendable, Hashable {
  /// By the key, in a table that has one.
  case key(String)
  /// By the batch and the line that it came from.
  case origin(batch: Int32, line: Int32)
}

/// Rows to add, as columns of cells.
public struct RowAddition: Sendable, Equatable {
  public var table: String
  /// The import batch that the rows belong to, and the line of its file of each row.
  public var batch: Int32
  public var lines: [Int32]
  /// The columns that are named; the others stay missing. Each holds as many cells as there are lines.
  public var columns: [Cells]

  /// The cells of one column. A reference is the text of the key that it leads to.
  public struct Cells: Sendable, Equatable {
    public var column: String
    public var values: [Value]

    public init(_ column: String, _ values: [Value]) {
      self.column = column
      self.values = values
    }
  }

  public init(table: String, batch: Int32, lines: [Int32], columns: [Cells]) {
    self.table = table
    self.batch = batch
    self.lines = lines
    self.columns = columns
  }
}

/// New values for some cells of one column.
public struct CellUpdate: Sendable, Equatable {
  public var table: String
  public var column: String
  public var rows: [RowName]
  /// One for each row. A reference is the text of the key that it leads to.
  public var values: [Value]

  public init(table: String, column: String, rows: [RowName], values: [Value]) {
    self.table = table
    self.column = column
    self.rows = rows
    self.values = values
  }
}

/// A table as it is declared.
public struct TableShape: Sendable, Equatable {
  public var name: String
  public var parent: String?
  public var columns: [ColumnShape]

  public init(name: String, parent: String? = nil, columns: [ColumnShape]) {
    self.name = name
    self.parent = parent
    self.columns = columns
  }
}

/// A column as it is declared: of a type, or a reference to a table's keys.
public struct ColumnShape: Sendable, Equatable {
  public var name: String
  /// Of a reference, any table number: `target` counts.
  public var type: ValueType
  public var target: String?
  public var isKey: Bool
  public var isEvent: Bool

  public init(
    _ name: String, _ type: ValueType = .text, target: String? = nil, isKey: Bool = false, isEvent: Bool = false
  ) {
    self.name = name
    self.type = type
    self.target = target
    self.isKey = isKey
    self.isEvent = isEvent
  }
}

/// Why a change cannot be made. Nothing of it was done.
public enum ChangeError: Error, Sendable, Equatable {
  case unknownTable(String)
  case unknownColumn(table: String, column: String)
  case unknownRow(table: String, RowName)
  /// A key that a row has already, or twice in the same addition.
  case keyInUse(table: String, key: String)
  case keyMissing(table: String)
  /// A value that the column's type does not take.
  case wrongType(table: String, column: String, Value)
  case nameInUse(String)
  /// A table or column that still has rows, is the standard schema's, or that others refer to.
  case notEmpty(String)
  /// Columns of unequal length, or more rows than a table can hold.
  case malformed(String)
}
