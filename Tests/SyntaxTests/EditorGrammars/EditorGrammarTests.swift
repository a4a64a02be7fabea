import Foundation
import Testing

@testable import Syntax

/// What editors are given to colour and read Kenal with says what the parser does.
struct EditorGrammarTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("grammar")

  private static func ebnf() throws -> EBNF {
    try EBNF(String(contentsOf: folder.appendingPathComponent("kenal.ebnf"), encoding: .utf8))
  }

  /// Compares a file with what it should hold; `RECORD=1` writes it.
  private func expect(_ file: String, holds text: String) throws {
    let place = Self.folder.appendingPathComponent(file)
    if ProcessInfo.processInfo.environment["RECORD"] != nil {
      try FileManager.default.createDirectory(
        at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: place, atomically: true, encoding: .utf8)
    }
    #expect(
      try String(contentsOf: place, encoding: .utf8) == text,
      "RECORD=1 Tests/run --filter EditorGrammar writes it")
  }

  @Test func textMateGrammarIsThatOfTheTables() throws {
    try expect("kenal.tmLanguage.json", holds: TextMateGrammar().text)
  }

  @Test func treeSitterGrammarIsThatOfTheNotation() throws {
    let grammar = TreeSitterGrammar(grammar: try Self.ebnf())
    try expect("tree-sitter/grammar.js", holds: grammar.text)
    try expect("tree-sitter/queries/highlights.scm", holds: grammar.highlights)
  }

  /// The tool that makes a parser of it refuses a grammar in which one token ahead does not tell two phrases apart.
  @Test func oneTokenAheadIsEnough() throws {
    let conflicts = LookaheadTable(try Self.ebnf()).conflicts()
    #expect(conflicts == [], "\(conflicts.joined(separator: "\n"))")
  }

  @Test func conflictsAreFound() throws {
    let grammar = try EBNF(
      "Script ::= Statement\nStatement ::= ( One | Other ) 'x'\nOne ::= NAME\nOther ::= NAME\nNAME ::= [a-z]"
    )
    #expect(LookaheadTable(grammar).conflicts() == ["One or Other before 'x'"])
  }
}
