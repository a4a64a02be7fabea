/// Diagnostics for programs: one JSON object each, always with the same keys.
///
/// `severity`, `code`, `message`, `file`, `line`, `column`, `endLine`, `endColumn`, `notes` (array), `suggestion` (null or
/// `replacement`, `start`, `end`, the last two with `line` and `column`). Lines and columns count from 1, columns in
/// Unicode scalars; the end is the first place behind the span. Without a place, `file` to `endColumn` are null.
public enum DiagnosticJSON {
  /// One diagnostic as an object on one line, without a line break.
  public static func object(_ diagnostic: Diagnostic, source: SourceText?) -> String {
    var pairs: [(String, String)] = [
      ("severity", string(diagnostic.severity.rawValue)), ("code", string(diagnostic.code)),
      ("message", string(diagnostic.message)),
    ]
    if let source, let span = diagnostic.span {
      let start = source.position(at: span.lower)
      let end = source.position(at: span.upper)
      pairs += [
        ("file", string(source.name)), ("line", String(start.line)), ("column", String(start.column)),
        ("endLine", String(end.line)), ("endColumn", String(end.column)),
      ]
    } else {
      pairs += ["file", "line", "column", "endLine", "endColumn"].map { ($0, "null") }
    }
    pairs.append(("notes", "[" + diagnostic.notes.map(string).joined(separator: ",") + "]"))
    pairs.append(("suggestion", suggestion(diagnostic.suggestion, source)))
    return object(pairs)
  }

  /// Several diagnostics in the order of their places, one object a line, each line ended.
  public static func lines(_ diagnostics: [Diagnostic], source: SourceText?) -> String {
    DiagnosticRenderer.inOrder(diagnostics).map { object($0, source: source) + "\n" }.joined()
  }

  private static func suggestion(_ suggestion: Diagnostic.Suggestion?, _ source: SourceText?) -> String {
    guard let suggestion, let source else { return "null" }
    return object([
      ("replacement", string(suggestion.replacement)),
      ("start", position(source.position(at: suggestion.span.lower))),
      ("end", position(source.position(at: suggestion.span.upper))),
    ])
  }

  private static func position(_ position: SourcePosition) -> String {
    object([("line", String(position.line)), ("column", String(position.column))])
  }

  private static func object(_ pairs: [(String, String)]) -> String {
    "{" + pairs.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
  }

  /// A JSON string. What a terminal could obey is written as `\uXXXX`, since error output is often seen on one.
  static func string(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where isHidden(scalar): result += escaped(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: scalar.properties.isDefaultIgnorableCodePoint || scalar.properties.isNoncharacterCodePoint
    }
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    String(scalar).utf16.map { unit in
      let digits = String(unit, radix: 16, uppercase: true)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
  }
}
