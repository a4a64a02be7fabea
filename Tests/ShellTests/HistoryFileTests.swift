import Foundation
import Testing

@testable import Shell

@Suite struct HistoryFileTests {
  @Test(arguments: ["one", "two\nlines", "back\\slash", "\\n", "a\\\nb\n\n", "“é 東”"])
  func escapingIsUndone(_ entry: String) {
    let line = HistoryFile.escape(entry)
    #expect(!line.contains("\n"))
    #expect(HistoryFile.unescape(line) == entry)
  }

  @Test func keepsEntriesForTheOwnerAlone() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kenal-history-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = HistoryFile(path: folder.path + "/state/kenal/history")
    #expect(try file.load().isEmpty)
    try file.append("select customers\nlimit 1")
    try file.append(" secret")
    try file.append("")
    try HistoryFile(path: file.path).append("describe")
    #expect(try file.load() == ["select customers\nlimit 1", "describe"])
    #expect(try permissions(file.path) == 0o600)
    #expect(try permissions(folder.path + "/state/kenal") == 0o700)
  }

  @Test func whatNamesSomebodyForgottenGoes() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = HistoryFile(path: folder.path + "/history")
    try file.forget(["C1"])
    #expect(!FileManager.default.fileExists(atPath: file.path))
    for entry in ["card C1", "card C12", "select customers\nwhere email = \"BUDI@example.id\"", "describe"] {
      try file.append(entry)
    }
    try file.forget(["C1", "budi@example.id"])
    #expect(try file.load() == ["card C12", "describe"])
  }

  @Test func aFileThatOthersCouldReadIsClosedToThem() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.path + "/history"
    try Data("one\n".utf8).write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    #expect(try HistoryFile(path: path).load() == ["one"])
    #expect(try permissions(path) == 0o600)
  }

  @Test func linksAreNotFollowed() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let target = folder.path + "/precious"
    try Data("keep".utf8).write(to: URL(fileURLWithPath: target))
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/history", withDestinationPath: target)
    #expect(throws: (any Error).self) { try HistoryFile(path: folder.path + "/history").append("x") }
    #expect(try String(contentsOfFile: target, encoding: .utf8) == "keep")
  }

  @Test func aLongFileLosesItsOlderHalf() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.path + "/history"
    let lines = (0..<60_000).map { "entry number \($0) \(String(repeating: "x", count: 10))\n" }
    try Data(lines.joined().utf8).write(to: URL(fileURLWithPath: path))
    let entries = try HistoryFile(path: path).load()
    #expect(entries.count < 40_000 && entries.count > 20_000)
    #expect(entries.last?.hasPrefix("entry number 59999 ") == true)
    #expect(try HistoryFile(path: path).load() == entries)
  }

  private func temporaryFolder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kenal-history-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  private func permissions(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
  }
}
