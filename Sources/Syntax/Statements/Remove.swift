import Diagnostics

/// `remove interactions where at < 2020-01-01`
public struct RemoveStatement: Hashable, Sendable {
  public var table: Name
  public var rows: RowChoice

  public init(table: Name, rows: RowChoice) {
    self.table = table
    self.rows = rows
  }
}

extension RemoveStatement {
  static let row = StatementRow(
    .remove, usage: "remove TABLE [for KEY] [where CONDITION]", help: "takes rows out of a table",
    example: "remove interactions where at < 2020-01-01"
  ) { state in
    guard let table = state.changedTable(.remove) else { return nil }
    return state.rowChoice(.remove).map { .remove(RemoveStatement(table: table, rows: $0)) }
  }
}
