import Diagnostics
import Query
import Session
import Syntax
import Testing

/// What help and the reference say of the language: each example runs on the sample shop, and nothing is said twice.
@Suite struct ExampleTests {
  /// An example, and the query that tries it.
  struct Trial: Sendable, CustomTestStringConvertible {
    var name: String
    var query: String
    var testDescription: String { name }
  }

  /// Statements whose examples speak of files that are not there.
  static let needsFiles: Set<Word> = [.run, .table, .import]

  static let trials: [Trial] =
    Function.all.filter { !$0.example.isEmpty }.map {
      Trial(name: $0.name, query: "select customers with example = \($0.example) limit 1")
    }
    + AggregateFunction.all.map { Trial(name: $0.name, query: "select customers with example = \($0.example) limit 1") }
    + Quantile.all.map { Trial(name: $0.name, query: "select customers with example = \($0.example) limit 1") }
    + ClauseTable.all.filter { $0.word != .export }.map { Trial(name: "\($0.word)", query: $0.example) }
    + StatementTable.all.filter { !needsFiles.contains($0.word) }.map {
      Trial(name: "\($0.word)", query: $0.example)
    }

  @Test func everyExampleRuns() throws {
    for trial in ExampleTests.trials {
      var session = try DocumentSession.fresh()
      session.run(SourceText("set today = 2026-01-01; snapshot champions; set today = 2026-06-30")) { _ in }
      session.run(SourceText("select customers where spent > 500 limit 3")) { _ in }
      var mistakes: [String] = []
      let status = session.run(SourceText(trial.query)) { outcome in
        mistakes += outcome.diagnostics.filter { $0.severity == .error }.map(\.message)
      }
      #expect(status == .success, "\(trial.name): \(trial.query)\n\(mistakes.joined(separator: "\n"))")
    }
  }

  @Test func namesAreUnique() {
    let names = Function.all.map(\.name) + AggregateFunction.all.map(\.name) + Quantile.names
    #expect(Dictionary(grouping: names) { $0 }.filter { $1.count > 1 }.isEmpty)
  }

  @Test func everyWordOfTheGrammarIsInTheReference() {
    let reference = Project.files.filter { $0.path.hasPrefix("grammar/") && $0.isDocument }.map(\.text).joined()
    let words = Set(reference.split { !$0.isLetter }.map { $0.lowercased() })
    let missing = Keywords.all.map(\.word.rawValue).filter { !words.contains($0) }
    #expect(missing.isEmpty)
  }

  @Test func everythingIsDocumented() {
    for function in Function.all {
      #expect(function.doc.hasSuffix("."), "\(function.name): \(function.doc)")
      let isShown = function.example.contains(function.name)
      #expect(isShown || function.isOperator, "\(function.name): \(function.example)")
    }
    for row in StatementTable.all { #expect(!row.help.isEmpty && row.usage.lowercased().hasPrefix("\(row.word)")) }
    for row in ClauseTable.all { #expect(!row.help.isEmpty && row.usage.lowercased().hasPrefix("\(row.word)")) }
  }
}
