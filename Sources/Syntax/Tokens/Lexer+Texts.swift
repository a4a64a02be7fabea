import Diagnostics

// Texts and names in quotation marks. The value is read by `LiteralReader`; here their ends are found.

extension LexerState {
  mutating func scanText() {
    let start = position
    position += 1
    let isClosed = skip(toClosing: { $0.byte() == UInt8(ascii: "\"") ? 1 : 0 })
    finishText(start, isClosed: isClosed, closing: "\"")
  }

  /// `“…”`, as word processors write it.
  mutating func scanTypographicText() {
    let start = position
    position += 3
    let isClosed = skip(toClosing: { $0.byte() == 0xE2 && $0.byte(1) == 0x80 && $0.byte(2) == 0x9D ? 3 : 0 })
    finishText(start, isClosed: isClosed, closing: "”")
  }

  private mutating func finishText(_ start: Int, isClosed: Bool, closing: String) {
    emit(.text, from: start)
    checkCharacters(start, position)
    guard !isClosed else { return }
    result.hasUnclosedText = true
    let end = Span(position, position)
    report(
      Diagnostic(
        "unclosed-text", "This text has no closing quotation mark.", at: Span(start, position),
        suggestion: .init(closing, at: end)))
  }

  /// Moves behind the closing mark; where there is none, to the end of the line on which the text begins.
  private mutating func skip(toClosing length: (LexerState) -> Int) -> Bool {
    let begin = position
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\\"):
        position += position + 1 < bytes.count && bytes[position + 1] != UInt8(ascii: "\n") ? 2 : 1
      case UInt8(ascii: "\n") where textsEndOnTheirLine:
        return endAtLine(begin)
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"), 0xE2:
        let closing = length(self)
        position += max(closing, 1)
        if closing > 0 { return true }
      default:
        position += 1
      }
    }
    return endAtLine(begin)
  }

  private mutating func endAtLine(_ begin: Int) -> Bool {
    position = min(begin, bytes.count)
    skipToLineEnd()
    return false
  }

  mutating func scanQuotedName() {
    let start = position
    position += 1
    while position < bytes.count, bytes[position] != UInt8(ascii: "`"), bytes[position] != UInt8(ascii: "\n") {
      position += 1
    }
    let isClosed = byte() == UInt8(ascii: "`")
    let isEmpty = position == start + 1
    if isClosed { position += 1 }
    emit(.quotedName, from: start)
    checkCharacters(start, position)
    let span = Span(start, position)
    if !isClosed {
      report(
        Diagnostic(
          "unclosed-name", "This name has no closing backtick.", at: span,
          suggestion: .init("`", at: Span(position, position))))
    } else if isEmpty {
      report(Diagnostic("empty-name", "A name in backticks cannot be empty.", at: span))
    }
  }

  /// `'…'`: taken as a text, and reported.
  mutating func scanSingleQuoted() {
    let start = position
    position += 1
    while position < bytes.count, bytes[position] != UInt8(ascii: "'"), bytes[position] != UInt8(ascii: "\n") {
      position += 1
    }
    guard byte() == UInt8(ascii: "'") else {
      position = start + 1
      emit(.unknown, from: start)
      report(
        Diagnostic(
          "single-quotes", "A single quotation mark has no meaning here.", at: Span(start, start + 1),
          notes: ["Texts stand in double quotation marks: \"Depok\"."]))
      return
    }
    position += 1
    reportSingleQuotes(Span(start, position), inner: Span(start + 1, position - 1))
  }

  /// `‘…’`, as word processors write it.
  mutating func scanTypographicSingleQuoted() {
    let start = position
    position += 3
    while position < bytes.count, bytes[position] != UInt8(ascii: "\n") {
      if byte() == 0xE2, byte(1) == 0x80, byte(2) == 0x99 {
        position += 3
        return reportSingleQuotes(Span(start, position), inner: Span(start + 3, position - 3))
      }
      position += 1
    }
    position = start + 3
    reportCharacter("\u{2018}", from: start)
  }

  private mutating func reportSingleQuotes(_ span: Span, inner: Span) {
    emit(.text, from: span.lower)
    checkCharacters(span.lower, span.upper)
    report(
      Diagnostic(
        "single-quotes", "Texts stand in double quotation marks.", at: span,
        suggestion: .init(SourceSpelling.text(source.text(inner)), at: span)))
  }
}
