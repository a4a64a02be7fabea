import Diagnostics

// Operators, brackets and comments; and the spellings that other languages use for them.

extension LexerState {
  mutating func scanSymbol(_ first: UInt8) {
    let start = position
    switch first {
    case UInt8(ascii: "("): take(.leftParenthesis)
    case UInt8(ascii: ")"): take(.rightParenthesis)
    case UInt8(ascii: ","): take(.comma)
    case UInt8(ascii: ";"): take(.semicolon)
    case UInt8(ascii: "+"): take(.plus)
    case UInt8(ascii: "*"): take(.star)
    case UInt8(ascii: "%"): take(.percentSign)
    case UInt8(ascii: "-"): scanMinus()
    case UInt8(ascii: "/"):
      byte(1) == UInt8(ascii: "/") ? scanForeignComment(length: 2) : take(.slash)
    case UInt8(ascii: "#"): scanForeignComment(length: 1)
    case UInt8(ascii: "&"):
      byte(1) == UInt8(ascii: "&") ? takeForeign(.word, 2, "and", .and) : take(.ampersand)
    case UInt8(ascii: "|"):
      byte(1) == UInt8(ascii: "|") ? takeForeign(.word, 2, "or", .or) : scanPipe()
    case UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "!"): scanComparison(first)
    case UInt8(ascii: "."): scanDot()
    default:
      position += 1
      reportCharacter(Unicode.Scalar(first), from: start)
    }
  }

  mutating func take(_ kind: Token.Kind, _ length: Int = 1) {
    let start = position
    position += length
    emit(kind, from: start)
  }

  /// Takes another language's spelling for what it means, and reports ours.
  mutating func takeForeign(_ kind: Token.Kind, _ length: Int, _ ours: String, _ word: Word? = nil) {
    let start = position
    position += length
    emit(kind, from: start, word: word)
    let span = Span(start, position)
    report(
      Diagnostic(
        "foreign-operator", "Kenal writes `\(ours)` for `\(source.text(span))`.", at: span,
        suggestion: .init(ours, at: span)))
  }

  private mutating func scanMinus() {
    switch byte(1) {
    case UInt8(ascii: "-"): scanComment()
    case UInt8(ascii: ">"): take(.arrow, 2)
    default: take(.minus)
    }
  }

  private mutating func scanComparison(_ first: UInt8) {
    switch (first, byte(1)) {
    case (UInt8(ascii: "="), UInt8(ascii: "=")):
      byte(2) == UInt8(ascii: "=") ? takeForeign(.exactlyEqual, 3, "==") : take(.exactlyEqual, 2)
    case (UInt8(ascii: "="), UInt8(ascii: ">")): takeForeign(.greaterOrEqual, 2, ">=")
    case (UInt8(ascii: "="), UInt8(ascii: "<")): takeForeign(.lessOrEqual, 2, "<=")
    case (UInt8(ascii: "="), _): take(.equal)
    case (UInt8(ascii: "<"), UInt8(ascii: "=")): take(.lessOrEqual, 2)
    case (UInt8(ascii: "<"), UInt8(ascii: ">")): takeForeign(.notEqual, 2, "!=")
    case (UInt8(ascii: "<"), _): take(.less)
    case (UInt8(ascii: ">"), UInt8(ascii: "=")): take(.greaterOrEqual, 2)
    case (UInt8(ascii: ">"), _): take(.greater)
    case (_, UInt8(ascii: "=")):
      byte(2) == UInt8(ascii: "=") ? takeForeign(.notEqual, 3, "!=") : take(.notEqual, 2)
    default: takeForeign(.word, 1, "not", .not)
    }
  }

  private mutating func scanDot() {
    let start = position
    if byte(1) == UInt8(ascii: ".") {
      take(.range, 2)
      if byte() == UInt8(ascii: ".") {
        position += 1
        let span = Span(start, position)
        report(
          Diagnostic(
            "foreign-operator", "A range is written with two dots.", at: span, suggestion: .init("..", at: span)))
      }
    } else if byte(1).isDigit, previousEnds(before: start) {
      position += 1
      scanNumber(from: start)
      let span = Span(start, position)
      report(
        Diagnostic(
          "malformed-number", "A number begins with a digit.", at: span,
          suggestion: .init("0" + source.text(span), at: span)))
    } else {
      take(.dot)
    }
  }

  /// Whether a dot here cannot follow a name, so that `.5` is meant as a number.
  private func previousEnds(before start: Int) -> Bool {
    guard let last = result.tokens.last else { return true }
    return Int(last.upper) < start || !(last.kind.isName || last.kind == .rightParenthesis || last.kind.isLiteral)
  }

  private mutating func scanPipe() {
    take(.unknown)
    let span = Span(position - 1, position)
    report(
      Diagnostic(
        "unexpected-character", "Kenal needs no `|` between clauses.", at: span,
        notes: ["Each clause begins with its own word: `select customers where ltv > 500 show name`."],
        suggestion: .init("", at: span)))
  }

  private mutating func scanComment() {
    let start = position
    skipToLineEnd()
    result.comments.append(Token(.comment, start, position, startsLine: isAtLineStart))
    checkCharacters(start, position)
  }

  private mutating func scanForeignComment(length: Int) {
    let start = position
    scanComment()
    let mark = Span(start, start + length)
    report(
      Diagnostic(
        "foreign-comment", "A comment begins with `--`.", at: mark, suggestion: .init("--", at: mark)))
  }

  mutating func skipToLineEnd() {
    while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
    if position > 0, position < bytes.count, bytes[position - 1] == UInt8(ascii: "\r") { position -= 1 }
  }
}
