import Columns
import Output

/// Why a row is a member of a segment or not: a part of the condition, what it comes to, and its own parts.
struct Reason: Sendable {
  /// The part as it is written.
  var text: String
  /// The values that it was decided by, in words.
  var values: [String] = []
  /// Nil where it was not asked, or is neither true nor false.
  var holds: Bool?
  var parts: [Reason] = []

  /// The reason as a tree that is drawn.
  var tree: TreeNode {
    let mark = holds.map { $0 ? "true" : "false" } ?? "–"
    let said = values.isEmpty ? text : text + " — " + values.joined(separator: ", ")
    return TreeNode(mark: mark, text: said, parts: parts.map(\.tree))
  }

  /// The same as rows: the whole first, each part below what it is part of.
  var table: ResultTable {
    var rows: [(level: Int, reason: Reason)] = []
    collect(at: 0, into: &rows)
    return ResultTable([
      .whole("level", rows.map(\.level)), .text("part", rows.map(\.reason.text)),
      .text("value", rows.map { $0.reason.values.isEmpty ? nil : $0.reason.values.joined(separator: ", ") }),
      .truth("holds", rows.map(\.reason.holds)),
    ])
  }

  private func collect(at level: Int, into rows: inout [(level: Int, reason: Reason)]) {
    rows.append((level, self))
    for part in parts { part.collect(at: level + 1, into: &rows) }
  }
}
