/// `undo`: takes the last change back.
enum UndoStatement {
  static let row = StatementRow(
    .undo, usage: "undo", help: "takes the last change of the book back",
    example: "update customers for C000123 set city = \"Depok\"; undo"
  ) { _ in .undo }
}
