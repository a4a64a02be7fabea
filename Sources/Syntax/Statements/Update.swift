import Diagnostics

/// `update customers where city = "Bogor" set region = "West Java"`
public struct UpdateStatement: Hashable, Sendable {
  public var table: Name
  public var rows: RowChoice
  /// Values are worked out for each row as it was before.
  public var values: [Assignment]

  public init(table: Name, rows: RowChoice, values: [Assignment]) {
    self.table = table
    self.rows = rows
    self.values = values
  }
}

extension UpdateStatement {
  static let row = StatementRow(
    .update, usage: "update TABLE [for KEY] [where CONDITION] set COLUMN = VALUE, …",
    help: "changes rows; values may be worked out from the row",
    example: "update customers where city = \"Bogor\" set region = \"West Java\""
  ) { state in
    guard let table = state.changedTable(.update), let rows = state.rowChoice(.update) else { return nil }
    guard state.eat(.set) else {
      state.fail(expected: "`set`", notes: ["It says what changes: `set city = \"Depok\"`."])
      return nil
    }
    return state.fieldValues().map { .update(UpdateStatement(table: table, rows: rows, values: $0)) }
  }
}
