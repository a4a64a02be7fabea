@testable import Syntax

/// The grammar as editors built on tree-sitter want it, written from the EBNF.
///
/// Every phrase is a rule that prefers to go on (`prec.right`), as the parser does. The levels of expressions are hidden,
/// so that a tree shows what was written and not how deep it lies.
struct TreeSitterGrammar {
  let grammar: EBNF

  /// Phrases that have no node of their own in the tree.
  private static let hidden: Set<String> = [
    "Conjunction", "Negation", "Fallback", "Joined", "Sum", "Product", "Signed", "Operand",
    "Clause", "Count", "Moment",
  ]

  var text: String {
    let phrases = grammar.order.filter { !EBNF.isToken($0) && $0 != "Script" }
    let tokens = grammar.order.filter { EBNF.isToken($0) && isUsed($0) }
    let rules =
      ["source_file: $ => repeat(choice($.statement, ';')),"]
      + phrases.map { "\(name($0)): $ => prec.right(\(phrase(grammar.productions[$0]))),".wrapped }
      + tokens.map { "\(name($0)): $ => token(\(regex(grammar.productions[$0])))," }
    return """
      // Written from kenal.ebnf, and kept equal to it by the tests; change that file instead.

      // Words may be written in capitals too, and are names wherever the grammar wants a name.
      const word = text =>
        alias(new RegExp([...text].map(letter => `[${letter}${letter.toUpperCase()}]`).join('')), text);

      module.exports = grammar({
        name: 'kenal',
        word: $ => $.name,
        extras: $ => [/\\s/, $.comment],
        rules: {
      \(rules.map { "    " + $0 }.joined(separator: "\n\n"))
        },
      });

      """
  }

  /// How editors colour the nodes of the tree.
  var highlights: String {
    func words(_ role: Keyword.Role) -> String {
      let used = grammar.terminals(of: grammar.order.filter { !EBNF.isToken($0) })
      let words = Keywords.all.filter { $0.role == role }.map(\.word.rawValue).filter(used.contains)
      return "[\n" + words.sorted().map { "  \"\($0)\"\n" }.joined() + "]"
    }
    return """
      ; Written from the tables of the language, and kept equal to them by the tests.

      (comment) @comment
      [(text) (pattern)] @string
      [(whole) (number) (percent) (money) (duration)] @number
      [(date) (month) (time)] @constant
      (bare_parameter) @variable.parameter
      (path (dotted) @function (arguments))
      (name) @variable
      (column_type) @type

      \(words(.statement)) @keyword

      \(words(.clause)) @keyword

      \(words(.part)) @keyword

      \(words(.operator)) @keyword.operator

      \(words(.value)) @constant.builtin

      """
  }

  /// Tokens that phrases use; the others are parts of these.
  private func isUsed(_ token: String) -> Bool {
    token == "COMMENT"
      || grammar.order.contains { !EBNF.isToken($0) && grammar.references(of: $0).contains(token) }
  }

  /// `NewColumn` → `new_column`, `WHOLE` → `whole`; `KEY` → `bare_key`, since there is a phrase `Key` too.
  private func name(_ production: String) -> String {
    guard !production.allSatisfy(\.isUppercase) else {
      let hasTwin = grammar.productions[production.capitalized] != nil
      return (hasTwin ? "bare_" : "") + production.lowercased()
    }
    var name = Self.hidden.contains(production) ? "_" : ""
    for (index, letter) in production.enumerated() {
      if letter.isUppercase, index > 0 { name += "_" }
      name += letter.lowercased()
    }
    return name
  }

  // MARK: Phrases

  private func phrase(_ rule: EBNF.Rule?) -> String {
    switch rule {
    case .terminal(let text): text.allSatisfy(\.isLetter) ? "word('\(text)')" : "'\(text)'"
    case .reference(let production): "$.\(name(production))"
    case .sequence(let parts): "seq(\(parts.map(phrase).joined(separator: ", ")))"
    case .choice(let parts): "choice(\(parts.map(phrase).joined(separator: ", ")))"
    case .repeated(let part, _, isOptional: true): "optional(\(phrase(part)))"
    case .repeated(let part, let least, _): "repeat\(least == 0 ? "" : "1")(\(phrase(part)))"
    case .characters, nil: "/./"
    }
  }

  // MARK: Tokens

  private func regex(_ rule: EBNF.Rule?) -> String { "/\(pattern(rule))/" }

  private func pattern(_ rule: EBNF.Rule?) -> String {
    switch rule {
    case .terminal(let text): text.map(Self.escaped).joined()
    // The notation has samples of letters; the tokens have them all.
    case .reference("LETTER"): "[\\p{L}_]"
    case .reference(let name): pattern(grammar.productions[name])
    case .sequence(let parts): parts.map(unit).joined()
    case .choice(let parts): parts.map(pattern).joined(separator: "|")
    case .repeated(let part, let least, let isOptional):
      unit(part) + (isOptional ? "?" : least == 0 ? "*" : "+")
    case .characters(let ranges, let isNegated):
      "[\(isNegated ? "^" : "")\(ranges.map(Self.range).joined())]"
    case nil: ""
    }
  }

  /// In brackets where it has to hold together.
  private func unit(_ rule: EBNF.Rule) -> String {
    switch rule {
    case .reference(let name) where name != "LETTER": grammar.productions[name].map(unit) ?? ""
    case .terminal(let text) where text.count == 1: pattern(rule)
    case .characters, .reference: pattern(rule)
    default: "(\(pattern(rule)))"
    }
  }

  private static func range(_ range: ClosedRange<UInt32>) -> String {
    range.count == 1
      ? character(range.lowerBound)
      : "\(character(range.lowerBound))-\(character(range.upperBound))"
  }

  private static func character(_ value: UInt32) -> String {
    if let scalar = Unicode.Scalar(value), scalar.isASCII,
      scalar.properties.isAlphabetic || "0"..."9" ~= scalar
    {
      return String(scalar)
    }
    let digits = String(value, radix: 16, uppercase: true)
    return "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  private static func escaped(_ character: Character) -> String {
    "\\/.*+?()[]{}|^$-".contains(character) ? "\\\(character)" : String(character)
  }
}

extension String {
  /// Broken after commas, so that no line is much longer than 100 characters.
  fileprivate var wrapped: String {
    var lines = [""]
    for part in split(separator: " ") {
      if lines[lines.count - 1].count + part.count > 100 {
        lines.append("      " + part)
      } else {
        lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + part
      }
    }
    return lines.joined(separator: "\n")
  }
}
