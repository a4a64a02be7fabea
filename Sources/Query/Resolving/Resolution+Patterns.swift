import Columns
import Diagnostics
import Syntax
import Text

extension Resolution {
  /// `phone matches "^0[38]"`: the pattern is read here, so that its mistakes are shown where they are.
  func matches(
    _ left: Expression, _ right: Expression, at span: Span, in scope: Scope
  ) throws -> TypedExpression {
    let sides = [left, right].map { side in attempt { try expression(side, in: scope) } }
    guard let value = sides[0], let pattern = sides[1] else { throw Reported() }
    guard value.type == .text, pattern.type == .text else {
      let other = value.type == .text ? pattern : value
      throw Diagnostic(
        "units-do-not-meet", "matches compares a text with a pattern, and this is \(other.type.phrase).",
        at: place(value.type == .text ? right.span : left.span),
        notes: value.type == .text || value.type == .textSet ? [] : ["Make a text of it: text(…)"])
    }
    guard case .text(let text)? = pattern.constant else {
      throw Diagnostic(
        "pattern-varies", "A pattern is the same for every row: a text in quotation marks, or a $parameter.",
        at: place(right.span), notes: ["Whether a text holds that of another column is asked with contains."])
    }
    do {
      _ = try Pattern(text)
    } catch {
      throw diagnostic(error, in: text, right)
    }
    return call(TextFunctions.matches, [value, pattern], .truth, at: span)
  }

  /// A mistake in a pattern: pointed at where the pattern is written out, else told by its place.
  private func diagnostic(_ mistake: PatternMistake, in pattern: String, _ written: Expression) -> Diagnostic {
    let span = place(written.span)
    var notes = mistake.notes
    let marks = written.span.upper - written.span.lower - pattern.utf8.count
    if case .literal(.text) = written.kind, span == written.span, marks == 2 || marks == 6 {
      let start = span.lower + marks / 2
      let place = Span(start + mistake.range.lowerBound, start + mistake.range.upperBound)
      return Diagnostic("not-a-pattern", mistake.message, at: place, notes: notes)
    }
    let before = String(decoding: Array(pattern.utf8.prefix(mistake.range.lowerBound)), as: UTF8.self)
    let part = Array(pattern.utf8)[mistake.range].prefix(40)
    notes.insert(
      "In the pattern it is “\(String(decoding: part, as: UTF8.self))” at character \(before.unicodeScalars.count + 1).",
      at: 0)
    return Diagnostic("not-a-pattern", mistake.message, at: span, notes: notes)
  }
}

/// Patterns for other engines.
public enum PatternSQL {
  /// A pattern in RE2's language, nil where it has no equal there, and whether it is asked of folded texts.
  public static func re2(_ pattern: String) -> (text: String?, isFolded: Bool) {
    guard let pattern = try? Pattern(pattern) else { return (nil, true) }
    return (pattern.re2, pattern.isFolded)
  }
}
