/// `limit N [offset M]`
enum LimitClause {
  static let row = ClauseRow(
    .limit, usage: "limit N [offset M]", help: "keeps the first rows", example: "select customers limit 10 offset 20"
  ) { state in
    guard let count = state.count("A number of rows") else { return nil }
    guard state.eat(.offset) else { return .limit(count, offset: nil) }
    return state.count("A number of rows to skip").map { .limit(count, offset: $0) }
  }
}
