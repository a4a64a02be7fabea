/// `where CONDITION`
enum WhereClause {
  static let row = ClauseRow(
    .where, usage: "where CONDITION", help: "keeps the rows for which the condition is true",
    example: "select customers where city = \"Depok\""
  ) { state in state.expression().map { .where($0) } }
}
