import Columns
import Diagnostics
import Engines
import Foundation
import Query
import Syntax
import Testing

/// Seeded random queries: Kenal and other engines, asked in the SQL that Kenal writes, agree to the row and to the cent.
@Suite struct PeerTests {
  /// A question to both.
  private struct Question {
    var seed: Int
    var trial: Trial
    var query: SelectQuery
    var typed: TypedQuery
    var sql: String
  }

  @Test(arguments: Peer.all) func continuousIntegrationHas(_ peer: Peer) {
    let isCI = ProcessInfo.processInfo.environment["CI"] != nil
    #expect(!isCI || Peer.here.contains { $0.name == peer.name }, "\(peer.absence)")
  }

  @Test(arguments: Peer.here) func enginesAgree(_ peer: Peer) throws {
    var coverage = Coverage()
    var withoutSQL: [String: Int] = [:]
    var questions: [[Question]] = []
    for seed in RandomQueryTests.firstSeed..<RandomQueryTests.firstSeed + peer.books {
      questions.append(try ask(peer, seed, &coverage, &withoutSQL))
    }
    let asked = questions.joined().count
    let answers = try peer.answers(
      questions.map { Peer.Job(book: $0[0].trial.book, statements: $0.map(\.sql)) })
    try #require(answers.joined().count == asked)
    var failures = 0
    for (question, answer) in zip(questions.joined(), answers.joined()) where failures < Peer.mostFailures {
      guard let difference = difference(question, answer, peer) else { continue }
      failures += 1
      Issue.record(Comment(rawValue: "seed \(question.seed): " + shrunk(question, difference, peer)))
    }
    #expect(asked >= peer.books * peer.queriesPerBook)
    let telling = answers.joined().count { Peer.hasRows($0) }
    #expect(telling > asked / 2, "only \(telling) of \(asked) answers have rows")
    let missing = coverage.missing.filter { !Self.withoutSQL.contains($0) && !peer.withoutSQL.contains($0) }
    #expect(missing.isEmpty, "never asked of \(peer): \(missing.joined(separator: ", "))")
    if RandomQueryTests.setting("KENAL_ORACLE_COUNTS") != nil {
      print("\(peer): asked \(asked), with rows \(telling)\n\(withoutSQL)\n\(coverage.summary)")
    }
  }

  @Test(arguments: Peer.here, PeerDifference.all)
  func listedDifferencesAreDifferences(_ peer: Peer, _ difference: PeerDifference) throws {
    let trial = try Trial(
      BookText(
        tables: [BookText.Table(name: "customers", header: ["id", "name"], rows: [["c1", difference.name]])],
        today: 20_000))
    let typed = try trial.resolve(Trial.parse("select customers where name = \"\(difference.equal)\" show id"))
    let sql = try SQLGenerator.sql(for: typed, dialect: peer.dialect)
    let answer = try #require(try peer.answers([Peer.Job(book: trial.book, statements: [sql])]).first?.first)
    guard case .rows(let ours) = trial.engine(typed), case .rows(let theirs) = Peer.answer(answer, types: [.text])
    else {
      Issue.record("no answer: \(answer)")
      return
    }
    #expect(ours == [[.text("c1")]] && theirs.isEmpty)
  }

  @Test(.enabled(if: Peer.python != nil, "\(Peer.duckdb.absence)"), arguments: PeerDifference.failing)
  func whatDuckDBFailsOnKenalAnswers(_ text: String) throws {
    let trial = try Trial(RandomBook.text(seed: 714, forPeers: true))
    let typed = try trial.resolve(Trial.parse(text))
    let sql = try SQLGenerator.sql(for: typed, dialect: .duckdb)
    let answer = try #require(try Peer.duckdb.answers([Peer.Job(book: trial.book, statements: [sql])]).first?.first)
    guard case .rows = trial.engine(typed), case .failed = Peer.answer(answer, types: []) else {
      Issue.record("DuckDB answers now: \(answer)")
      return
    }
  }

  @Test(arguments: PeerDifference.withoutSQL, Peer.all)
  func whatHasNoSQLSaysWhy(_ text: String, _ peer: Peer) throws {
    let trial = try Trial(RandomBook.text(seed: 3, forPeers: true))
    let typed = try trial.resolve(Trial.parse(text))
    let error = #expect(throws: Diagnostic.self) { try SQLGenerator.sql(for: typed, dialect: peer.dialect) }
    #expect(error?.code == "no-sql" && error?.span != nil)
  }

  /// What has no SQL, with the reason that its function or clause gives.
  private static let withoutSQL: Set = [
    "clause sample", "sample seed", "clause split", "split seed", "split in three", "in file", "recorded segment",
    "crossed segment",
    "origin.file", "origin.line", "origin.batch", "origin.at",
  ]

  private func ask(
    _ peer: Peer, _ seed: Int, _ coverage: inout Coverage, _ withoutSQL: inout [String: Int]
  ) throws -> [Question] {
    let trial = try Trial(RandomBook.text(seed: UInt64(seed), forPeers: true))
    var writer = QueryWriter(seed: UInt64(seed) &* 104_729, book: trial.book)
    var questions: [Question] = []
    while questions.count < peer.queriesPerBook {
      let query = try Trial.parse(writer.query())
      let typed = try trial.resolve(query)
      do {
        let sql = try SQLGenerator.sql(for: typed, dialect: peer.dialect)
        questions.append(Question(seed: seed, trial: trial, query: query, typed: typed, sql: sql))
        coverage.count(query, typed)
      } catch {
        withoutSQL[error.message, default: 0] += 1
      }
    }
    return questions
  }

  private func difference(_ question: Question, _ answer: Any, _ peer: Peer) -> String? {
    let types = question.typed.fields.map(\.value.type)
    return Comparison.difference(
      question.trial.engine(question.typed), Peer.answer(answer, types: types), names: ("Kenal", peer.name))
  }

  // MARK: A smaller one that differs too

  private func shrunk(_ question: Question, _ difference: String, _ peer: Peer) -> String {
    func compared(_ query: SelectQuery, _ text: BookText) -> (difference: String, sql: String)? {
      guard let trial = try? Trial(text), let typed = try? trial.resolve(query),
        let sql = try? SQLGenerator.sql(for: typed, dialect: peer.dialect),
        let answer = try? peer.answers([Peer.Job(book: trial.book, statements: [sql])]).first?.first
      else { return nil }
      let small = Question(seed: question.seed, trial: trial, query: query, typed: typed, sql: sql)
      return self.difference(small, answer, peer).map { ($0, sql) }
    }
    let shrinker = Shrinker(patience: 80) { compared($0, $1) != nil }
    let (query, book) =
      Peer.isQuick ? (question.query, question.trial.text) : shrinker.smallest(question.query, question.trial.text)
    let found = (Peer.isQuick ? nil : compared(query, book)) ?? (difference, question.sql)
    return """
      \(found.difference)
      \(Formatter.text(of: query))
      as of \(Calendar.text(Int(book.today)))
      \(book.description)
      \(found.sql)
      """
  }
}
