import Book
import Columns
import Diagnostics
import Engines
import Foundation
import Interchange
import Query

/// DuckDB, asked the same questions over the same data.
struct Peer {
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
  static func answers(_ jobs: [Job]) throws -> [[Any]] {
    guard let python else { throw Failure(what: "no Python with DuckDB") }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kenal-peer-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let lines = try jobs.enumerated().map { index, job in
      let export = folder.appendingPathComponent("book\(index)").path
      _ = try NormalisedExport.write(job.book, to: export)
      let load = SQLLoading.statements(for: job.book, folder: export, dialect: .duckdb)
      return try JSONSerialization.data(withJSONObject: ["load": load, "queries": job.statements])
    }
    let file = folder.appendingPathComponent("jobs.jsonl")
    try Data(lines.joined(separator: Data("\n".utf8))).write(to: file)
    let printed = try run(python, [script, file.path], output: folder.appendingPathComponent("answers.jsonl"))
    var answers = printed[...]
    return jobs.map { job in
      defer { answers = answers.dropFirst(job.statements.count) }
      return Array(answers.prefix(job.statements.count))
    }
  }

  private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("duckdb_answers.py").path

  private static func run(_ python: String, _ arguments: [String], output: URL) throws -> [Any] {
    _ = FileManager.default.createFile(atPath: output.path, contents: nil)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = arguments
    process.standardOutput = try FileHandle(forWritingTo: output)
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(what: "\(python) ended with \(process.terminationStatus): is duckdb installed there?")
    }
    let lines = try Data(contentsOf: output).split(separator: UInt8(ascii: "\n"))
    return try lines.map { try JSONSerialization.jsonObject(with: $0) }
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

  /// `-12.30` as −1230, exactly.
  private static func cents(_ cell: String) -> Int64? {
    let parts = cell.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].count == 2 else { return nil }
    return Int64(parts.joined())
  }
}
