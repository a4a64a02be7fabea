import Foundation

@testable import Syntax

/// The grammar for editors that colour by patterns, written from the tables of words, operators and units.
struct TextMateGrammar {
  private struct Pattern: Encodable {
    var name: String
    var match: String?
    var begin: String?
    var end: String?
    var patterns: [Pattern]?
  }

  private struct File: Encodable {
    var comment = "Written from the tables of the language, and kept equal to them by the tests."
    var name = "Kenal"
    var scopeName = "source.kenal"
    var fileTypes = ["kq"]
    var patterns: [Pattern]
  }

  var text: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(File(patterns: patterns)), as: UTF8.self) + "\n"
    }
  }

  private var patterns: [Pattern] {
    let name = "[\\p{L}_][\\p{L}\\p{M}\\p{N}_]*"
    let units = DurationUnit.all.map(\.symbol).sorted { ($0.count, $1) > ($1.count, $0) }.joined(
      separator: "|")
    let escape = Pattern(
      name: "constant.character.escape.kenal", match: #"\\(["\\n]|u\{[0-9A-Fa-f]+\})"#)
    return [
      Pattern(name: "comment.line.double-dash.kenal", match: "--.*$"),
      Pattern(name: "string.quoted.double.kenal", begin: "\"", end: "\"|$", patterns: [escape]),
      Pattern(name: "string.quoted.other.kenal", begin: "“", end: "”|$", patterns: [escape]),
      Pattern(name: "variable.other.quoted.kenal", match: "`[^`\\n]*`"),
      Pattern(name: "variable.parameter.kenal", match: "\\$\(name)"),
      // A word behind a dot is always a name.
      Pattern(name: "variable.other.member.kenal", match: "(?<=[^.]\\.)\(name)"),
      Pattern(
        name: "constant.other.date.kenal",
        match: #"\b[0-9]{4}-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?)?)?\b"#),
      Pattern(name: "constant.numeric.duration.kenal", match: "\\b([0-9][0-9_]*(\(units)))+\\b"),
      Pattern(
        name: "constant.numeric.kenal",
        match: #"\b[0-9][0-9_]*(\.[0-9][0-9_]*)?([eE][+-]?[0-9]+)?(%|( ?[A-Z]{3}\b))?"#),
      words(.statement, "keyword.control.statement.kenal"),
      words(.clause, "keyword.control.clause.kenal"),
      words(.operator, "keyword.operator.word.kenal"),
      words(.value, "constant.language.kenal"),
      words(.part, "keyword.other.kenal"),
      Pattern(name: "support.function.kenal", match: "\(name)(?=\\s*\\()"),
      Pattern(name: "keyword.operator.kenal", match: #"==|!=|<=|>=|\.\.|->|→|[=<>+*/%&-]"#),
    ]
  }

  private func words(_ role: Keyword.Role, _ scope: String) -> Pattern {
    let words = Keywords.all.filter { $0.role == role }.map(\.word.rawValue).sorted()
    return Pattern(name: scope, match: "(?i)(?<![.`$])\\b(\(words.joined(separator: "|")))\\b")
  }
}
