import Text

/// A part of something that is drawn as a tree: what is said of it, and its own parts.
public struct TreeNode: Sendable {
  /// A short word in front of the line, such as whether the part is true.
  public var mark: String
  public var text: String
  public var parts: [TreeNode]

  public init(mark: String, text: String, parts: [TreeNode] = []) {
    self.mark = mark
    self.text = text
    self.parts = parts
  }
}

/// Trees for a terminal, one line a part:
///
///     false  winback
///     true   ├─ spent > 500 — 689.87
///     false  └─ lastPurchase > 180d — 2026-06-07 (23 days ago)
///
/// A text that is too long goes on below itself.
public enum TreeRenderer {
  private static let gap = 2
  /// A text keeps this much of the line, however deep it stands.
  private static let leastText = 24

  /// The lines of a tree; nothing in them is escaped yet.
  public static func text(_ root: TreeNode, width: Int) -> String {
    let marks = widestMark(root) + gap
    var lines: [String] = []
    add(root, first: "", below: "", marks: marks, width: width, to: &lines)
    return lines.joined(separator: "\n")
  }

  private static func widestMark(_ node: TreeNode) -> Int {
    node.parts.map(widestMark).reduce(DisplayWidth.of(node.mark), max)
  }

  /// - Parameters:
  ///   - first: the branch that leads to the node.
  ///   - below: what stands under that branch, beside the node's own parts.
  private static func add(
    _ node: TreeNode, first: String, below: String, marks: Int, width: Int, to lines: inout [String]
  ) {
    let room = max(leastText, width - marks - DisplayWidth.of(first))
    for (index, line) in wrapped(node.text, room).enumerated() {
      let mark = DisplayWidth.pad(index == 0 ? node.mark : "", toWidth: marks)
      let bar = node.parts.isEmpty ? "   " : "│  "
      lines.append(mark + (index == 0 ? first : below + (first.isEmpty ? "" : bar)) + line)
    }
    for (index, part) in node.parts.enumerated() {
      let isLast = index == node.parts.count - 1
      add(
        part, first: below + (isLast ? "└─ " : "├─ "), below: below + (isLast ? "   " : "│  "), marks: marks,
        width: width, to: &lines)
    }
  }

  /// What follows the first line has less room, for the bar beside it.
  private static func wrapped(_ text: String, _ room: Int) -> [String] {
    guard DisplayWidth.of(text) > room else { return [text] }
    return WordWrap.lines(text, width: max(leastText, room - 3))
  }
}
