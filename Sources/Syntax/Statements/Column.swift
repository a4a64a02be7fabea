import Diagnostics

/// `column customers.shoeSize number`: a column of one's own.
public struct ColumnStatement: Hashable, Sendable {
  public var table: Name
  /// Its name and its type or target; nothing else of a column is given here.
  public var column: TableStatement.Column

  public init(table: Name, column: TableStatement.Column) {
    self.table = table
    self.column = column
  }
}

extension ColumnStatement {
  static let row = StatementRow(
    .column, usage: "column TABLE.NAME TYPE | column TABLE.NAME -> TABLE", help: "gives a table another column",
    example: "column customers.shoeSize number"
  ) { state in
    guard let table = state.name(.table, "A table") else { return nil }
    guard state.eat(.dot) else {
      state.fail(expected: "A dot and the column's name", notes: ["For instance: `column customers.shoeSize number`."])
      return nil
    }
    guard let name = state.name(.new, "The column's name") else { return nil }
    var column = TableStatement.Column(name: name, at: name.span)
    guard state.newColumnType(&column) else { return nil }
    column.span = state.span(from: name.span.lower)
    return .column(ColumnStatement(table: table, column: column))
  }
}

extension ParserState {
  /// A type, or `-> TABLE`; false after a mistake.
  fileprivate mutating func newColumnType(_ column: inout TableStatement.Column) -> Bool {
    if current.kind == .end { expected?.add(name: .columnType) }
    if current.kind == .arrow { return reference(&column) }
    guard current.kind.isName else {
      fail(
        expected: "A type",
        notes: ["Types: \(TableStatement.columnTypes.joined(separator: ", ")); or `-> TABLE` for a reference."])
      return false
    }
    return columnType(&column)
  }
}
