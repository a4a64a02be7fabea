import Columns

/// `cohort firstPurchase by month`: one row for each cohort, ascending, and one column for each period since.
///
/// Rows whose date is missing are in no cohort. A cell whose period has not begun by today is missing.
public struct Cohort: Sendable {
  /// The period that a row's date is in, as its first day; of years the number.
  public var key: SlotColumn
  /// How many rows the cohort has.
  public var size: Pivot.NewColumn
  /// Columns of the periods 0, 1, 2 … since the cohort's own.
  public var columns: [Pivot.NewColumn]
  /// What is worked out of each cohort, in each period or once.
  public var measures: [CohortMeasure]
  /// What a cell shows, from the slots of the size and the measures.
  public var cell: TypedExpression
  /// How far today is from a cohort, in the unit of the measures' ages; evaluated on the key's slot.
  public var reach: TypedExpression
  /// How many units a period has.
  public var width: Int
}

/// One value of each cohort, or of each of its periods.
public struct CohortMeasure: Sendable {
  public var aggregate: GroupAggregate
  /// How far an event is from the row's cohort, in the scope of the rows aggregated; nil for what is worked out once.
  public var age: TypedExpression?
  /// The rows that have an event count, not the events.
  public var countsRows: Bool
}
