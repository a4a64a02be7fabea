import Text

/// Candidates in columns that fit the terminal, down and then across.
enum CandidateList {
  /// Candidates that are listed at most; the rest is counted.
  static let limit = 60

  /// Lines with their line breaks.
  static func text(_ candidates: [Completion.Candidate], width: Int) -> String {
    let shown = candidates.prefix(limit).map { candidate in
      let text = TerminalSafe.escape(candidate.text)
      let detail = TerminalSafe.escape(candidate.detail)
      return DisplayWidth.cut(detail.isEmpty ? text : text + "  " + detail, toWidth: max(1, width - 1))
    }
    let cell = (shown.map(DisplayWidth.of).max() ?? 0) + 3
    let columns = max(1, width / cell)
    let rows = (shown.count + columns - 1) / columns
    var lines = ""
    for row in 0..<rows {
      let line = stride(from: row, to: shown.count, by: rows).map { DisplayWidth.pad(shown[$0], toWidth: cell) }
        .joined()
      lines += line.trimmingSuffix(while: \.isWhitespace) + "\n"
    }
    if candidates.count > limit { lines += "… and \(candidates.count - limit) more\n" }
    return lines
  }
}
