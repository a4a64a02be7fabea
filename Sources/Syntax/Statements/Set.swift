import Diagnostics

/// `set today = 2026-01-31`
public struct SetStatement: Hashable, Sendable {
  public var name: Name
  public var value: Expression

  public init(name: Name, value: Expression) {
    self.name = name
    self.value = value
  }
}

extension SetStatement {
  static let row = StatementRow(
    .set, usage: "set NAME = VALUE", help: "changes a setting, such as the day that counts as today",
    example: "set today = 2026-01-31"
  ) { state in
    guard let name = state.name(.setting, "A setting's name") else { return nil }
    guard state.eat(.equal) else {
      state.fail(expected: "`=`")
      return nil
    }
    return state.expression().map { .set(SetStatement(name: name, value: $0)) }
  }
}
