import Diagnostics

/// `add interactions for C000123 channel = "phone", outcome = "reached"`: one row.
public struct AddStatement: Hashable, Sendable {
  public var table: Name
  /// The customer that the row belongs to.
  public var owner: Key?
  public var values: [Assignment]

  public init(table: Name, owner: Key?, values: [Assignment]) {
    self.table = table
    self.owner = owner
    self.values = values
  }
}

extension AddStatement {
  static let row = StatementRow(
    .add, usage: "add TABLE [for KEY] COLUMN = VALUE, …",
    help: "adds a row; `for` names the customer that it belongs to",
    example: "add interactions for C000123 channel = \"phone\", direction = \"out\""
  ) { state in
    guard let table = state.changedTable(.add) else { return nil }
    let owner = state.ownerKey()
    guard !state.isPanicking, let values = state.fieldValues() else { return nil }
    return .add(AddStatement(table: table, owner: owner, values: values))
  }
}
