import Diagnostics
import Foundation
import Testing

@testable import Syntax

/// The grammar file and the parser say the same.
struct GrammarTests {
  private static func grammar() throws -> EBNF {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try EBNF(String(contentsOf: root.appendingPathComponent("grammar/kenal.ebnf"), encoding: .utf8))
  }

  @Test func everyProductionIsDefinedAndReached() throws {
    let grammar = try Self.grammar()
    var reached: Set<String> = ["Script", "COMMENT"]
    var queue = Array(reached)
    while let name = queue.popLast() {
      for reference in grammar.references(of: name) where reached.insert(reference).inserted {
        queue.append(reference)
      }
    }
    #expect(reached == Set(grammar.order))
  }

  @Test func wordsEqualTheTables() throws {
    let grammar = try Self.grammar()
    let phrases = grammar.order.filter { !EBNF.isToken($0) && $0 != "ColumnType" }
    let words = grammar.terminals(of: phrases).filter { $0.allSatisfy(\.isLetter) }
    #expect(words == Set(Word.allCases.map(\.rawValue)))
    #expect(Set(Keywords.all.map(\.word)) == Set(Word.allCases))
    #expect(Keywords.all.count == Word.allCases.count)
    #expect(Keywords.all.allSatisfy { !$0.help.isEmpty })
    #expect(grammar.terminals(of: ["ColumnType"]) == Set(TableStatement.columnTypes))
    #expect(grammar.terminals(of: ["UNIT"]) == Set(DurationUnit.all.map(\.symbol)))
    #expect(grammar.terminals(of: ["PeriodName"]) == Set(CalendarPeriod.allCases.map(\.rawValue)))
  }

  @Test func operatorsEqualTheTable() throws {
    let grammar = try Self.grammar()
    let levels = [
      "Expression", "Conjunction", "Negation", "Predicate", "Comparator", "Fallback", "Joined", "Sum", "Product",
      "Signed",
    ]
    let parts: Set<String> = ["with", "missing", "known", "any", "all"]
    let spelled = Set(OperatorTable.all.map { $0.spelling.split(separator: " ")[0] }.map(String.init))
    #expect(grammar.terminals(of: levels).subtracting(parts) == spelled)
    #expect(Set(BinaryOperator.allCases.map(\.rawValue)).isSubset(of: OperatorTable.all.map(\.spelling)))
  }

  @Test func statementsAndClausesEqualTheTables() throws {
    let grammar = try Self.grammar()
    func firstWords(_ name: String) -> Set<String> {
      Set(grammar.references(of: name).flatMap { grammar.productions[$0].map(firsts) ?? [] })
    }
    func firsts(_ rule: EBNF.Rule) -> [String] {
      switch rule {
      case .terminal(let text): [text]
      case .sequence(let parts): parts.first.map(firsts) ?? []
      case .choice(let parts): parts.flatMap(firsts)
      case .reference, .characters, .repeated: []
      }
    }
    #expect(firstWords("Statement") == Set(StatementTable.all.map(\.word.rawValue)))
    #expect(firstWords("Clause") == Set(ClauseTable.all.map(\.word.rawValue)))
    #expect(StatementTable.all.allSatisfy { StatementTable.begins($0.word) })
    #expect(ClauseTable.all.allSatisfy { ClauseTable.begins($0.word) })
  }

  @Test func examplesParse() {
    for example in StatementTable.all.map(\.example) + ClauseTable.all.map(\.example) {
      #expect(Parser.parse(SourceText(example)).diagnostics == [], "\(example)")
    }
  }

  /// Every sentence parses, and its formatted text reads to the same tree and formats to itself.
  @Test func sentencesParseAndFormat() throws {
    let grammar = try Self.grammar()
    var used: Set<String> = []
    for seed in 1...4 as ClosedRange<UInt64> {
      var generator = SentenceGenerator(grammar, seed: seed)
      for number in 0..<750 {
        let sentence = self.sentence(number, &generator)
        let parsed = Parser.parse(SourceText(sentence))
        let errors = parsed.diagnostics.filter { $0.severity == .error }
        try #require(errors == [], "seed \(seed), sentence \(number): \(sentence)")
        try expectStable(sentence, parsed.script)
      }
      used.formUnion(generator.used)
    }
    // Comments stand between tokens; durations are drawn whole.
    #expect(Set(grammar.order).subtracting(used) == ["COMMENT", "UNIT"])
  }

  /// Whole scripts, conditions and tables in turn, so that each production has its chance.
  private func sentence(_ number: Int, _ generator: inout SentenceGenerator) -> String {
    switch number % 3 {
    case 0: generator.sentence(of: "Script", depth: 6 + number % 26)
    case 1: "where " + generator.sentence(of: "Expression", depth: 6 + number % 20)
    default: generator.sentence(of: number % 2 == 0 ? "Table" : "Refinement", depth: 6 + number % 20)
    }
  }

  private func expectStable(_ sentence: String, _ script: Script) throws {
    let formatted = Formatter.format(SourceText(sentence)).text
    let again = Parser.parse(SourceText(formatted))
    try #require(!again.hasErrors, "\(sentence)\n\(formatted)")
    try #require(shape(again.script) == shape(script), "\(sentence)\n\(formatted)")
    try #require(Formatter.format(SourceText(formatted)).text == formatted, "\(sentence)")
    for statement in script.statements {
      let line = Formatter.text(of: statement)
      let reread = Parser.parse(SourceText(line))
      try #require(shape(reread.script.statements) == shape([statement]), "\(sentence)\n\(line)")
    }
  }
}
