import Foundation
import Testing

/// The real program, killed at any moment of its work: what it said was done is done, what it did not say is whole or absent.
@Suite("Killed in the middle", .serialized) struct KillTests {
  private let folder: URL

  init() throws {
    folder = try Kenal.temporaryFolder()
    _ = try run("kenal sample shop --customers 40 --seed 3 && kenal import shop.kenal shop")
  }

  private func run(_ command: String) throws -> CommandResult { try CommandResult(command, in: folder) }

  /// The numbers behind a mark in the notes of interactions, in order.
  private func noted(_ mark: String) throws -> [Int] {
    let result = try run(
      "kenal shop.kenal -c 'select interactions where note starts with \"\(mark)-\" show note limit 100000'")
    #expect(result.status == 0, "\(result.error)")
    return result.output.dropFirst().compactMap { Int($0.dropFirst(mark.count + 1)) }.sorted()
  }

  private func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
  }

  @Test("Commits that were acknowledged are there after kill -9, in order, and at most one more")
  func commits() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    var acknowledged = 0
    var interrupted = 0
    for round in 0..<14 {
      let mark = "k\(round)"
      let lines = (1...3_000).map { "add interactions for C000003 channel = \"phone\", note = \"\(mark)-\($0)\"" }
      try write(lines.joined(separator: "\n"), to: "script.kq")
      let seconds = 0.15 + 0.06 * Double(round)
      let result = try run("timeout -s KILL \(seconds) kenal shop.kenal < script.kq")
      let told = (result.output + result.error).count { $0.hasPrefix("Added 1 interaction") }
      let found = try noted(mark)
      #expect(found == Array(0..<found.count).map { $0 + 1 }, "round \(round)")
      #expect(found.count >= told && found.count <= told + 1, "round \(round): told \(told), found \(found.count)")
      acknowledged += told
      if result.status != 0 { interrupted += 1 }
      let check = try run("kenal check shop.kenal")
      #expect(check.status == 0, "\(check.error)")
    }
    #expect(interrupted > 0 && acknowledged > 0)
    print("Killed in the middle of commits: \(interrupted) kills, \(acknowledged) acknowledged commits, 0 lost")
  }

  @Test("An import that was killed has either been done or not")
  func imports() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let rows = (1...20_000).map { "X\($0),Name \($0),n\($0)@example.id" }
    try write("id,name,email\n" + rows.joined(separator: "\n") + "\n", to: "customers.csv")
    let count = "kenal shop.kenal -c 'select customers show count'"
    var seen: Set<String> = []
    for round in 0..<12 {
      let before = try run(count).output.last ?? ""
      let result = try run("timeout -s KILL \(0.05 + 0.12 * Double(round)) kenal import shop.kenal customers.csv")
      let after = try run(count)
      #expect(after.status == 0, "\(after.error)")
      let customers = after.output.last ?? ""
      #expect([before, "20040"].contains(customers), "round \(round)")
      #expect(result.status != 0 || customers == "20040")
      #expect(try run("kenal check shop.kenal").status == 0)
      seen.insert(customers)
      if customers == "20040" {
        let undone = try run("kenal shop.kenal -c undo -c 'select customers show count'")
        #expect(undone.output.last == "40", "\(undone.error)")
      }
    }
    #expect(seen.contains("40"))
    print("Killed in the middle of imports: 12 kills, the book was as before or as after each time")
  }
}
