import Diagnostics

extension SourceText {
  /// The comment lines directly above a statement as one text, without their dashes; nil where there are none.
  ///
  /// An empty line parts a comment from what follows.
  public func remark(above span: Span) -> String? {
    var lines: [String] = []
    var start = line(at: span.lower).span.lower
    while start > 0 {
      let above = line(at: start - 1).span
      guard let comment = comment(text(above)) else { break }
      lines.append(comment)
      start = above.lower
    }
    return lines.isEmpty ? nil : lines.reversed().joined(separator: " ")
  }

  /// What a line says that is nothing but a comment.
  private func comment(_ line: String) -> String? {
    let text = line.drop { $0 == " " }
    guard text.hasPrefix("--") else { return nil }
    return String(text.drop { $0 == "-" }.drop { $0 == " " })
  }
}
