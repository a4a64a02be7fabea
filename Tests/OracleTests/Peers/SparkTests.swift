import Engines
import Foundation
import Testing

/// What is written for Spark is SQL as Spark reads it. `Peer.spark` asks Spark itself, where it is.
@Suite struct SparkTests {
  private static let hasReader = Peer.succeeds(["-c", "import sqlglot"])

  @Test func continuousIntegrationReadsIt() {
    #expect(ProcessInfo.processInfo.environment["CI"] == nil || Self.hasReader, "sqlglot is not there: run Tests/run")
  }

  @Test(.enabled(if: hasReader, "what is for Spark is not read: run Tests/run, which installs sqlglot"))
  func randomQueriesAreSQL() throws {
    var statements: [String] = []
    for seed in 501..<506 {
      let trial = try Trial(RandomBook.text(seed: UInt64(seed), forPeers: true))
      statements += SQLLoading.statements(for: trial.book, folder: "shop", dialect: .spark).filter {
        !$0.hasPrefix("SET")
      }
      var writer = QueryWriter(seed: UInt64(seed) &* 104_729, book: trial.book)
      for _ in 0..<100 {
        guard let sql = try? SQLGenerator.sql(for: trial.resolve(Trial.parse(writer.query())), dialect: .spark) else {
          continue
        }
        statements.append(sql)
      }
    }
    #expect(statements.count > 250)
    #expect(try unread(statements + ["SELECT FROM WHERE"]) == 1)
    let wrong = try unread(statements)
    #expect(wrong == 0)
  }

  /// How many statements are none.
  private func unread(_ statements: [String]) throws -> Int {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kenal-spark-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (file, output) = (folder.appendingPathComponent("statements.json"), folder.appendingPathComponent("wrong.txt"))
    try JSONSerialization.data(withJSONObject: statements).write(to: file)
    try Peer.run([Peer.path(of: "spark_reading.py"), file.path], output: output)
    return try String(contentsOf: output, encoding: .utf8).split(separator: "\n").count
  }
}
