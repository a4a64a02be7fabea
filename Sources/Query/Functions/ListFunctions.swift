import Columns

/// Conditions about long lists of texts that come from elsewhere.
enum ListFunctions {
  /// Whether a text is listed in a file: a function of its own for each file, which finds a text without going through the
  /// list. Complexity: O(list) to make it.
  static func listed(in file: String, under column: String?, _ texts: TextPool, isExact: Bool) -> Function {
    let index = KeyIndex(pool: isExact ? texts : texts.folded(by: Folding.fold), codes: nil)
    let way = (column.map { " by \($0)" } ?? "") + (isExact ? " to the letter" : "")
    return Function(
      "in file \("\"\(file)\"")\(way)", "Listed in a file.", example: "", isOperator: true,
      [
        Signature(
          [.type(.text)], .type(.truth), sql: .none(because: "the list lies in the file “\(file)”"),
          .textCondition(folded: !isExact) { text, _ in index.row(of: text) != nil })
      ])
  }
}
