/// `group by EXPR, … [show …]`
enum GroupClause {
  static let row = ClauseRow(
    .group, usage: "group by EXPRESSION [as NAME], … [show …]", help: "makes one row of each group",
    example: "select customers group by city show count, sum(spent)"
  ) { state in
    guard state.eat(.by) else {
      state.fail(expected: "`by`")
      return nil
    }
    guard let keys = state.list({ $0.namedItem() }) else { return nil }
    guard !state.isPanicking, state.eat(.show) else { return .group(keys, show: nil) }
    return state.showItems().map { .group(keys, show: $0) }
  }
}
