/// A file of the project, and what rules want to know of it.
struct ProjectFile: Sendable {
  /// From the top of the project, with `/`.
  let path: String
  let text: String
  let lines: [Substring]
  /// The words and signs of the code, without comments and the contents of texts; empty where the file is no code.
  let tokens: [CodeToken]

  init(path: String, text: String) {
    self.path = path
    self.text = text
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last == "" { lines.removeLast() }
    self.lines = lines
    let language: CodeMask.Language? =
      switch path.split(separator: ".").last {
      case "swift": .swift
      case "c", "h": .c
      default: nil
      }
    tokens = language.map { CodeToken.all(in: CodeMask.mask(text, $0)) } ?? []
  }

  var isSwift: Bool { path.hasSuffix(".swift") }
  var isC: Bool { path.hasSuffix(".c") || path.hasSuffix(".h") }
  var isDocument: Bool { path.hasSuffix(".md") }
  var isSource: Bool { path.hasPrefix("Sources/") }

  /// The target that a source belongs to.
  var room: String? {
    let parts = path.split(separator: "/")
    return parts.count > 2 && parts[0] == "Sources" ? String(parts[1]) : nil
  }

  /// The folder that the file is in; empty at the top level.
  var folder: String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }

  func violation(_ line: Int?, _ message: String) -> Violation {
    Violation(path: path, line: line, message: message)
  }
}
