import Text

/// Diagnostics as text for people: the message first, then where, the line with the place underlined, the line as it
/// would be mended, and notes.
///
///     error: customers has no column “lastPurchas”.
///     query:1:24 · unknown-column
///       1 │ select customers where lastPurchas < 90d
///         │                        ^^^^^^^^^^^
///     try │ select customers where lastPurchase < 90d
///     note: lastPurchase is the date of the latest purchase.
///
/// Everything that comes from the source or the diagnostic is escaped; the only control characters in the result are line
/// breaks and, with `color`, the renderer's own colours. With `ascii`, all drawing is ASCII; the source text stays its own.
public enum DiagnosticRenderer {
  /// At most this many are shown; the rest is counted.
  public static let mostShown = 20

  /// Several diagnostics in the order of their places, an empty line between them; those without a place come first.
  ///
  /// Lines are fitted to `width` cells (at least 24). Empty for an empty list; otherwise ends with a line break.
  public static func text(
    _ diagnostics: [Diagnostic], source: SourceText?, width: Int = 80, color: Bool = false, ascii: Bool = false
  ) -> String {
    let pen = Pen(width: max(24, width), color: color, ascii: ascii)
    let sorted = inOrder(diagnostics)
    var parts = sorted.prefix(mostShown).map { Picture($0, source, pen).text }
    let more = sorted.count - parts.count
    if more > 0 { parts.append("\(pen.mark) and \(more) more.\n") }
    return parts.joined(separator: "\n")
  }

  /// One diagnostic; see the list form.
  public static func text(
    _ diagnostic: Diagnostic, source: SourceText?, width: Int = 80, color: Bool = false, ascii: Bool = false
  ) -> String {
    text([diagnostic], source: source, width: width, color: color, ascii: ascii)
  }

  /// Diagnostics by their places, those at the same place in the order they were found.
  static func inOrder(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    diagnostics.enumerated().sorted { one, other in
      (one.element.span?.lower ?? -1, one.offset) < (other.element.span?.lower ?? -1, other.offset)
    }.map(\.element)
  }
}

/// The drawing of one diagnostic, line by line.
private struct Picture {
  private let diagnostic: Diagnostic
  private let source: SourceText?
  private let pen: Pen
  private var lines: [String] = []

  var text: String { lines.joined(separator: "\n") + "\n" }

  init(_ diagnostic: Diagnostic, _ source: SourceText?, _ pen: Pen) {
    self.diagnostic = diagnostic
    self.source = source
    self.pen = pen
    addSentence(diagnostic.severity.rawValue, diagnostic.message, pen.paint(diagnostic.severity))
    if let source, let span = diagnostic.span {
      addPlace(source, source.anchor(of: span))
    } else if let suggestion = diagnostic.suggestion {
      addSentence("try", suggestion.replacement, .good)
    }
    for note in diagnostic.notes { addSentence("note", note, .quiet) }
  }

  /// A label and a sentence, wrapped under itself.
  private mutating func addSentence(_ label: String, _ sentence: String, _ paint: Pen.Paint) {
    let indent = String(repeating: " ", count: label.count + 2)
    let wrapped = sentence.split(separator: "\n", omittingEmptySubsequences: false).flatMap {
      WordWrap.lines(TerminalSafe.escape(String($0)), width: pen.width - indent.count)
    }
    for (index, line) in wrapped.enumerated() {
      lines.append(index == 0 ? pen.draw(label + ":", paint) + " " + line : line.isEmpty ? "" : indent + line)
    }
  }

  private mutating func addPlace(_ source: SourceText, _ span: Span) {
    let first = source.line(at: span.lower)
    let last = span.upper > first.span.upper ? source.line(at: max(span.lower, span.upper - 1)) : first
    let gutter = max(3, String(last.number).count)
    let position = source.position(at: span.lower)
    let place = "\(TerminalSafe.escape(source.name)):\(position.line):\(position.column)"
    lines.append(pen.draw("\(place) \(pen.dot) \(TerminalSafe.escape(diagnostic.code))", .quiet))
    addMarkedLine(source, first, span, gutter)
    if last.number > first.number + 1 { addLine(pen.mark, "", gutter) }
    if last.number > first.number {
      addMarkedLine(source, last, Span(source.firstLetter(of: last.span), span.upper), gutter)
    }
    if let suggestion = diagnostic.suggestion { addMended(source, suggestion, gutter) }
  }

  private mutating func addMarkedLine(
    _ source: SourceText, _ line: (number: Int, span: Span), _ span: Span, _ gutter: Int
  ) {
    let part = SourceExcerpt(source, line: line.span, marking: span, width: room(gutter), mark: pen.mark)
    addLine(String(line.number), part.before + part.marked + part.after, gutter)
    let carets = String(repeating: "^", count: part.cells)
    addLine(
      "", String(repeating: " ", count: part.indent) + pen.draw(carets, pen.paint(diagnostic.severity)), gutter)
  }

  private mutating func addMended(_ source: SourceText, _ suggestion: Diagnostic.Suggestion, _ gutter: Int) {
    let start = source.line(at: suggestion.span.lower).span.lower
    let end = source.line(at: suggestion.span.upper).span.upper
    let part = SourceExcerpt(
      source, line: Span(start, end), marking: suggestion.span, as: suggestion.replacement,
      width: room(gutter), mark: pen.mark)
    addLine("try", part.before + pen.draw(part.marked, .good) + part.after, gutter, .good)
  }

  private func room(_ gutter: Int) -> Int { pen.width - gutter - 3 }

  private mutating func addLine(_ label: String, _ text: String, _ gutter: Int, _ paint: Pen.Paint = .quiet) {
    let bar = pen.draw(DisplayWidth.pad(label, toWidth: gutter, onRight: true) + " " + pen.bar, paint)
    lines.append(text.isEmpty ? bar : bar + " " + text)
  }
}

/// How to draw: the width, and what colours and signs there are.
private struct Pen {
  enum Paint: String {
    case error = "\u{1B}[1;31m"
    case warning = "\u{1B}[1;33m"
    case note = "\u{1B}[1;36m"
    case good = "\u{1B}[32m"
    case quiet = "\u{1B}[2m"
  }

  let width: Int
  let color: Bool
  let ascii: Bool

  var bar: String { ascii ? "|" : "│" }
  var dot: String { ascii ? "-" : "·" }
  var mark: String { ascii ? "..." : "…" }

  func paint(_ severity: Diagnostic.Severity) -> Paint {
    switch severity {
    case .error: .error
    case .warning: .warning
    case .note: .note
    }
  }

  func draw(_ text: String, _ paint: Paint) -> String {
    color && !text.isEmpty ? paint.rawValue + text + "\u{1B}[0m" : text
  }
}
