import Diagnostics
import Foundation
import Query
import Syntax
import Testing

/// Seeded random queries on seeded random books: the engine and the naive reference give the same answers.
///
/// `KENAL_ORACLE_SEED` begins elsewhere, `KENAL_ORACLE_BOOKS` and `KENAL_ORACLE_QUERIES` run longer.
@Suite struct RandomQueryTests {
  static let firstSeed = setting("KENAL_ORACLE_SEED") ?? 1
  static let books = setting("KENAL_ORACLE_BOOKS") ?? 50
  static let queriesPerBook = setting("KENAL_ORACLE_QUERIES") ?? 100

  static func setting(_ name: String) -> Int? { ProcessInfo.processInfo.environment[name].flatMap { Int($0) } }

  @Test func engineAndReferenceAgree() throws {
    var coverage = Coverage()
    var failures: [String] = []
    var asked = 0
    for seed in Self.firstSeed..<Self.firstSeed + Self.books {
      let trial = try Trial(RandomBook.text(seed: UInt64(seed), forPeers: false))
      var writer = QueryWriter(seed: UInt64(seed) &* 7919, book: trial.book)
      for _ in 0..<Self.queriesPerBook where failures.count < 8 {
        let text = writer.query()
        asked += 1
        if let failure = check(text, trial, &coverage) { failures.append("seed \(seed): \(failure)") }
      }
    }
    for failure in failures { Issue.record(Comment(rawValue: failure)) }
    #expect(asked >= 5000)
    #expect(coverage.missing.isEmpty, "never reached: \(coverage.missing.joined(separator: ", "))")
    if Self.setting("KENAL_ORACLE_COUNTS") != nil { print(coverage.summary) }
  }

  private func check(_ text: String, _ trial: Trial, _ coverage: inout Coverage) -> String? {
    do {
      let query = try Trial.parse(text)
      let typed = try trial.resolve(query)
      coverage.count(query, typed)
      guard let difference = trial.difference(typed) else { return nil }
      return shrunk(query, trial) ?? "\(difference)\n\(text)"
    } catch let list as DiagnosticList {
      return
        "not understood: \(list.all.filter { $0.severity == .error }.map { "\($0.code) \($0.message) \($0.span.map { SourceText(text).text($0) } ?? "")" })\n\(text)"
    } catch {
      return "\(error)\n\(text)"
    }
  }

  /// The smallest query and book that still differ, with how.
  private func shrunk(_ query: SelectQuery, _ trial: Trial) -> String? {
    func difference(_ query: SelectQuery, _ book: BookText) -> String? {
      guard let trial = try? Trial(book), let typed = try? trial.resolve(query) else { return nil }
      return trial.difference(typed)
    }
    let (smallest, book) = Shrinker { difference($0, $1) != nil }.smallest(query, trial.text)
    return difference(smallest, book).map {
      "\($0)\n\(Formatter.text(of: smallest))\nas of \(Calendar.text(Int(book.today)))\n\(book.description)"
    }
  }
}
