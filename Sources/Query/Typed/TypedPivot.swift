import Columns

/// `pivot channel`: one row for each combination of the other keys, and a column for each value of one key.
///
/// Which values there are is found when the query is resolved, so that later clauses know the columns by name.
public struct Pivot: Sendable {
  /// The most columns that one clause makes.
  public static let mostColumns = 500

  /// The keys that stay, in slots that they keep.
  public var keys: [SlotColumn]
  /// The key that becomes columns.
  public var column: TypedExpression
  /// Its values: ascending, missing last.
  public var values: [Value]
  /// What stands in the cells, of each group; missing where there is no group.
  public var cells: [TypedExpression]
  /// The new columns: for each value one for each cell.
  public var columns: [[NewColumn]]

  /// A column that the clause makes.
  public struct NewColumn: Sendable {
    public var slot: Int
    public var name: String
  }
}

/// `compare to previous month`: beside each row, values of the row of the period before.
public struct PreviousRows: Sendable {
  /// The keys in which the two rows agree.
  public var keys: [TypedExpression]
  /// The time of a row, and the time that the row before it has.
  public var time: TypedExpression
  public var earlier: TypedExpression
  /// The values taken from the earlier row; missing where there is none.
  public var columns: [SlotColumn]
}
