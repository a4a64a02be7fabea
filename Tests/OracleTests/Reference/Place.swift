import Columns

/// One row as an expression sees it.
final class Place {
  /// Nil after `group by`.
  let table: Int?
  let row: Int
  /// Columns that clauses added.
  var slots: [Int: Value]
  /// Inside an aggregate: the row whose children are aggregated.
  let around: Place?

  init(table: Int?, row: Int, slots: [Int: Value] = [:], around: Place? = nil) {
    self.table = table
    self.row = row
    self.slots = slots
    self.around = around
  }
}
