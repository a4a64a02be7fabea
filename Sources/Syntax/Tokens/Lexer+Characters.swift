import Diagnostics

// Characters beyond ASCII, and characters that no query should hold.

extension LexerState {
  mutating func scanBeyondASCII() {
    let start = position
    guard let (scalar, length) = UTF8Reader.scalar(bytes, at: position) else { return skipInvalid() }
    switch scalar.value {
    case 0x201C: scanTypographicText()
    case 0x2018: scanTypographicSingleQuoted()
    case 0x2192: take(.arrow, length)
    case 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: position += length
    case 0x85, 0x2028, 0x2029:
      position += length
      isAtLineStart = true
    case 0x2264: takeForeign(.lessOrEqual, length, "<=")
    case 0x2265: takeForeign(.greaterOrEqual, length, ">=")
    case 0x2260: takeForeign(.notEqual, length, "!=")
    case 0xD7: takeForeign(.star, length, "*")
    case 0xF7: takeForeign(.slash, length, "/")
    case 0x2010...0x2015, 0x2212: takeForeign(.minus, length, "-")
    case 0x2026: takeForeign(.range, length, "..")
    default:
      if scalar.properties.isXIDStart {
        skipNameCharacters()
        emit(.word, from: start)
      } else {
        position += length
        reportCharacter(scalar, from: start)
      }
    }
  }

  /// One report for a whole run of bytes that are not UTF-8.
  private mutating func skipInvalid() {
    let start = position
    while position < bytes.count, bytes[position] >= 0x80, UTF8Reader.scalar(bytes, at: position) == nil {
      position += 1
    }
    reportInvalid(Span(start, position))
  }

  private mutating func reportInvalid(_ span: Span) {
    report(
      Diagnostic(
        "invalid-utf8", "These bytes are not UTF-8 text.", at: span,
        notes: ["Save the file as UTF-8 and try again."]))
  }

  /// Reports a character outside texts that means nothing, and leaves it out.
  mutating func reportCharacter(_ scalar: Unicode.Scalar, from start: Int) {
    // A run of the same mistake is one mistake.
    if let last = result.diagnostics.last, last.code.hasSuffix("character"), last.span?.upper == start {
      result.diagnostics[result.diagnostics.count - 1].span?.upper = position
      return
    }
    let span = Span(start, position)
    if scalar.isHidden {
      report(
        Diagnostic(
          "hidden-character", "An invisible character (\(scalar.codePoint)) stands here.", at: span,
          notes: ["It often comes along when text is copied from a web page or a chat."],
          suggestion: .init("", at: span)))
    } else {
      report(
        Diagnostic(
          "unexpected-character", "`\(scalar)` has no meaning in a query.", at: span,
          notes: scalar.isClosingQuote
            ? ["It closes a text that was not opened: texts stand in \"…\" or “…”."]
            : ["A name that holds such characters stands in backticks: `like this`."]))
    }
  }

  /// Reports what must not stand in a text, a quoted name or a comment: invalid UTF-8, controls, hidden reordering.
  mutating func checkCharacters(_ lower: Int, _ upper: Int) {
    var index = lower
    while index < upper {
      let byte = bytes[index]
      if byte >= 0x20, byte < 0x7F {
        index += 1
      } else if let (scalar, length) = UTF8Reader.scalar(bytes, at: index) {
        if scalar.isForbidden { reportForbidden(scalar, Span(index, index + length)) }
        index += length
      } else {
        let start = index
        while index < upper, UTF8Reader.scalar(bytes, at: index) == nil { index += 1 }
        reportInvalid(Span(start, index))
      }
    }
  }

  private mutating func reportForbidden(_ scalar: Unicode.Scalar, _ span: Span) {
    let hex = String(scalar.value, radix: 16, uppercase: true)
    report(
      Diagnostic(
        "hidden-character", "An invisible character (\(scalar.codePoint)) stands here.", at: span,
        notes: ["Inside a text write it as \\u{\(hex)} if it is meant."],
        suggestion: .init("", at: span)))
  }
}

extension Unicode.Scalar {
  var codePoint: String {
    let hex = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
  }

  /// Controls other than tab and line breaks, and the marks that reorder what is shown.
  var isForbidden: Bool {
    switch value {
    case 0x09, 0x0A, 0x0D: return false
    case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: return true
    default: return false
    }
  }

  /// Draws nothing of its own.
  var isHidden: Bool {
    if isForbidden { return true }
    switch properties.generalCategory {
    case .control, .format, .privateUse, .surrogate, .unassigned: return true
    default: return false
    }
  }

  var isClosingQuote: Bool { value == 0x201D || value == 0x2019 }
}
