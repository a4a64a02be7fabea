import Book
import Columns
import Diagnostics
import Engines
import Foundation
import Interchange
import Query

/// Another engine, asked the same questions over the same data.
struct Peer: Sendable, CustomStringConvertible {
  var name: String
  var dialect: Dialect
  /// The script beside this file that asks it.
  var script: String
  /// How many books and queries of each it is asked about.
  var books: Int
  var queriesPerBook: Int
  /// What others can be asked and it cannot.
  var withoutSQL: Set<String> = []
  /// Why it cannot be asked here, and what to do.
  var absence: String

  var description: String { name }

  static let duckdb = Peer(
    name: "DuckDB", dialect: .duckdb, script: "duckdb_answers.py",
    books: RandomQueryTests.setting("KENAL_ORACLE_PEER_BOOKS") ?? 24,
    queriesPerBook: RandomQueryTests.setting("KENAL_ORACLE_PEER_QUERIES") ?? 90,
    absence: "DuckDB is not asked: run Tests/run, or name its Python in KENAL_TEST_PYTHON")
  static let postgres = Peer(
    name: "PostgreSQL", dialect: .postgres, script: "postgres_answers.py",
    books: RandomQueryTests.setting("KENAL_ORACLE_PEER_BOOKS") ?? 17,
    queriesPerBook: RandomQueryTests.setting("KENAL_ORACLE_PEER_QUERIES") ?? 90,
    withoutSQL: [
      "function matches", "operator matches", "function resembles", "operator resembles", "function similarity",
    ],
    absence: "PostgreSQL is not asked: run Tests/run, which installs it, and psycopg into the Python it names")
  static let spark = Peer(
    name: "Spark", dialect: .spark, script: "spark_answers.py",
    books: RandomQueryTests.setting("KENAL_ORACLE_PEER_BOOKS") ?? 6,
    queriesPerBook: RandomQueryTests.setting("KENAL_ORACLE_PEER_QUERIES") ?? 90,
    absence: "Spark is not asked: name a Python with pyspark in KENAL_TEST_PYTHON, and have Java")

  /// Those that every run of `Tests/run` has.
  static let all = [duckdb, postgres]

  /// Those that can be asked here; what is missing is told aloud once.
  static let here: [Peer] = (all + [spark]).filter { peer in
    if let only = ProcessInfo.processInfo.environment["KENAL_ORACLE_PEER"], only != peer.name { return false }
    let isHere = peer.isHere
    if !isHere, peer.script != spark.script { print("NOT TESTED: \(peer.absence)") }
    return isHere
  }

  /// Whether differences are shown as they are found, many, and not made smaller first, which asks very often.
  static let isQuick = RandomQueryTests.setting("KENAL_ORACLE_QUICK") != nil
  static let mostFailures = isQuick ? 1000 : 8

  private var isHere: Bool {
    guard Peer.python != nil else { return false }
    return script == Peer.duckdb.script || Peer.succeeds([Peer.path(of: script), "--check"])
  }

  /// Whether the Python that is named can do something.
  static func succeeds(_ arguments: [String]) -> Bool {
    guard let python else { return false }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  /// One book with the statements to be run on it.
  struct Job {
    var book: Book
    var statements: [String]
  }

  /// The Python that has DuckDB; `Tests/run` installs it and names it.
  static let python = ProcessInfo.processInfo.environment["KENAL_TEST_PYTHON"].flatMap { $0.isEmpty ? nil : $0 }

  struct Failure: Error {
    var what: String
  }

  /// The answers to all statements of all books, in order.
  func answers(_ jobs: [Job]) throws -> [[Any]] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kenal-peer-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let lines = try jobs.enumerated().map { index, job in
      let export = folder.appendingPathComponent("book\(index)").path
      _ = try NormalisedExport.write(job.book, to: export)
      let load = SQLLoading.statements(for: job.book, folder: export, dialect: dialect)
      return try JSONSerialization.data(withJSONObject: ["load": load, "queries": job.statements])
    }
    let file = folder.appendingPathComponent("jobs.jsonl")
    try Data(lines.joined(separator: Data("\n".utf8))).write(to: file)
    let output = folder.appendingPathComponent("answers.jsonl")
    try Peer.run([Peer.path(of: script), file.path], output: output)
    let printed = try Data(contentsOf: output).split(separator: UInt8(ascii: "\n")).map {
      try JSONSerialization.jsonObject(with: $0)
    }
    var answers = printed[...]
    return jobs.map { job in
      defer { answers = answers.dropFirst(job.statements.count) }
      return Array(answers.prefix(job.statements.count))
    }
  }

  static func path(of script: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(script).path
  }

  static func run(_ arguments: [String], output: URL) throws {
    guard let python else { throw Failure(what: "no Python is named in KENAL_TEST_PYTHON") }
    _ = FileManager.default.createFile(atPath: output.path, contents: nil)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = arguments
    process.standardOutput = try FileHandle(forWritingTo: output)
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(what: "\(python) ended with \(process.terminationStatus): see its message above")
    }
  }

  // MARK: Reading an answer

  /// An answer in Kenal's values; the types are those that Kenal gives the fields.
  static func answer(_ json: Any, types: [ValueType]) -> Trial.Answer {
    guard let answer = json as? [String: Any] else { return .failed("no answer") }
    if let error = answer["error"] as? String {
      return isOverflow(error) ? .overflow : .failed(error)
    }
    guard let rows = answer["rows"] as? [[Any]] else { return .failed("no rows") }
    return .rows(rows.map { row in zip(row, types).map { value($0 as? String, $1) } })
  }

  static func hasRows(_ json: Any) -> Bool {
    (json as? [String: Any]).flatMap { $0["rows"] as? [Any] }.map { !$0.isEmpty } ?? false
  }

  private static func isOverflow(_ error: String) -> Bool {
    ["Out of Range Error", "Overflow", "overflow", "out of range"].contains { error.contains($0) }
  }

  private static func value(_ cell: String?, _ type: ValueType) -> Value {
    guard let cell else { return .missing }
    let value: Value? =
      switch type {
      case .truth: .truth(cell == "true")
      case .text, .reference: .text(cell)
      case .whole: Int64(cell).map { .whole($0) }
      case .duration: Int64(cell).map { .duration($0) }
      case .time: Int64(cell).map { .time($0) }
      case .date: Int32(cell).map { .date($0) }
      case .money: cents(cell).map { .money($0) }
      case .number, .percent, .inexactMoney: Double(cell).map { .number($0) }
      case .textSet: (try? JSONSerialization.jsonObject(with: Data(cell.utf8)) as? [String]).map { .textSet($0) }
      }
    return value ?? .text("unreadable: \(cell)")
  }

  /// `-12.30` as −1230, exactly; engines leave places out that are 0.
  private static func cents(_ cell: String) -> Int64? {
    let parts = cell.split(separator: ".", omittingEmptySubsequences: false)
    let places = parts.dropFirst().first ?? ""
    guard parts.count <= 2, places.count <= 2 else { return nil }
    return Int64(parts[0] + places + String(repeating: "0", count: 2 - places.count))
  }
}
