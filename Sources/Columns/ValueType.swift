/// The type of a column, an expression or a result.
public enum ValueType: Hashable, Sendable {
  case truth
  case text
  /// 64-bit whole number.
  case whole
  /// 64-bit floating point.
  case number
  /// A number that is shown in percent: 0.1 is 10%.
  case percent
  /// Exact money: 64-bit minor units (hundredths) of the book's currency; in a column, of the one that is named beside it.
  case money
  /// Money that came out of a division or a mean: floating point, in major units, rounded only when shown.
  case inexactMoney
  /// Days since 1970-01-01.
  case date
  /// Microseconds since 1970-01-01T00:00 on the wall clock of the book's zone.
  case time
  /// Microseconds.
  case duration
  /// A set of texts.
  case textSet
  /// A row of another table, by its position in `Book.tables`.
  case reference(table: Int)

  /// Whether values of this type are numbers that can be added up.
  public var isNumeric: Bool {
    switch self {
    case .whole, .number, .percent, .money, .inexactMoney: true
    default: false
    }
  }
}

/// One value taken out of a column: for results, literals and tests; never used row by row in evaluation.
public enum Value: Hashable, Sendable {
  case missing
  case truth(Bool)
  case text(String)
  case whole(Int64)
  /// `number`, `percent` and `inexactMoney`.
  case number(Double)
  /// Minor units.
  case money(Int64)
  case date(Int32)
  case time(Int64)
  case duration(Int64)
  case textSet([String])
  /// A row of the referenced table.
  case reference(row: Int32)
}
