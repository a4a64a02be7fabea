import Text

/// One line of a source text made ready to show: safe, fitted to a width, and measured.
///
/// Line: what comes before the marked part, the marked part, what comes after. A line that is too wide is shown as a
/// window around the marked part, with `…` where something is left out. A tab is shown as four spaces. Since what is
/// shown is measured, an underline of `indent` spaces and `cells` carets stands exactly under the marked part.
struct SourceExcerpt {
  var before: String
  var marked: String
  var after: String

  /// The cells in front of the marked part.
  var indent: Int { DisplayWidth.of(before) }
  /// The cells that an underline takes: at least one, so that a place between two letters can be pointed at.
  var cells: Int { max(1, DisplayWidth.of(marked)) }

  /// No more of a part is ever looked at: enough for any terminal, and a line of a megabyte costs nothing.
  private static let mostBytes = 4096

  /// - Parameters:
  ///   - line: the whole line, without its line break.
  ///   - span: the marked part, clamped to the line.
  ///   - replacement: what to show in place of the marked part.
  ///   - width: the cells there are.
  ///   - mark: what stands for something left out.
  init(_ source: SourceText, line: Span, marking span: Span, as replacement: String? = nil, width: Int, mark: String) {
    let lower = min(max(span.lower, line.lower), line.upper)
    let upper = min(max(span.upper, lower), line.upper)
    let head = SourceExcerpt.tail(of: Span(line.lower, lower), in: source)
    let middle = replacement.map { Array($0.utf8.prefix(SourceExcerpt.mostBytes)) }
    let body = middle ?? SourceExcerpt.head(of: Span(lower, upper), in: source)
    let rest = SourceExcerpt.head(of: Span(upper, line.upper), in: source)
    before = SourceExcerpt.show(head)
    marked = SourceExcerpt.show(body)
    after = SourceExcerpt.show(rest)
    fit(max(width, 12), mark)
  }

  private static func head(of span: Span, in source: SourceText) -> [UInt8] {
    Array(source.bytes[span.lower..<min(span.upper, span.lower + mostBytes)])
  }

  private static func tail(of span: Span, in source: SourceText) -> [UInt8] {
    Array(source.bytes[max(span.lower, span.upper - mostBytes)..<span.upper])
  }

  private static func show(_ bytes: [UInt8]) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    return text.split(separator: "\t", omittingEmptySubsequences: false)
      .map { TerminalSafe.escape(String($0)) }
      .joined(separator: "    ")
  }

  /// Leaves out what does not fit: first of the surroundings, evenly, then the end of the marked part.
  private mutating func fit(_ width: Int, _ mark: String) {
    let left = DisplayWidth.of(before)
    let right = DisplayWidth.of(after)
    // One cell is kept free behind the line for a caret that points at its end.
    guard left + DisplayWidth.of(marked) + right > width - 1 else { return }
    let context = min(left + right, max(width / 3, width - 1 - DisplayWidth.of(marked)))
    marked = DisplayWidth.cut(marked, toWidth: width - 1 - context, mark: mark)
    let room = width - 1 - DisplayWidth.of(marked)
    let leftRoom = min(left, max(room / 2, room - right))
    after = DisplayWidth.cut(after, toWidth: room - leftRoom, mark: mark)
    before = SourceExcerpt.cutFront(before, toWidth: leftRoom, mark: mark)
  }

  /// The last cells of a text, with `mark` in front if something was cut.
  private static func cutFront(_ text: String, toWidth width: Int, mark: String) -> String {
    guard DisplayWidth.of(text) > width else { return text }
    let room = width - DisplayWidth.of(mark)
    guard room >= 0 else { return "" }
    var cells = 0
    var start = text.endIndex
    while start > text.startIndex {
      let previous = text.index(before: start)
      cells += DisplayWidth.of(text[previous])
      if cells > room { break }
      start = previous
    }
    return mark + text[start...]
  }
}
