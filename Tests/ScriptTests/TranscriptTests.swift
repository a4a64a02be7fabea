import Foundation
import Testing

/// Every `.test` file below `Tests/Scripts`, run through the real executable.
///
/// With `RECORD=1` in the environment the files are rewritten with what was printed; `…` stays where it still fits.
@Suite struct TranscriptTests {
  static let files: [String] = {
    let names = FileManager.default.enumerator(atPath: Kenal.scripts.path)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(".test") }.sorted()
  }()

  static let isRecording = ProcessInfo.processInfo.environment["RECORD"] == "1"

  @Test func thereAreFiles() { #expect(!TranscriptTests.files.isEmpty) }

  @Test func recordingIsNeverOnInContinuousIntegration() {
    let isCI = ProcessInfo.processInfo.environment["CI"] != nil
    #expect(!(isCI && TranscriptTests.isRecording))
  }

  @Test(arguments: files) func transcript(_ name: String) throws {
    let url = Kenal.scripts.appendingPathComponent(name)
    var file = try TranscriptFile(String(decoding: try Data(contentsOf: url), as: UTF8.self))
    let folder = try Kenal.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    for index in file.cases.indices {
      let result = try CommandResult(file.cases[index].command, in: folder)
      if TranscriptTests.isRecording {
        record(result, in: &file.cases[index])
      } else {
        compare(result, with: file.cases[index], name)
      }
    }
    if TranscriptTests.isRecording { try Data(file.text.utf8).write(to: url) }
  }

  private func compare(_ result: CommandResult, with expected: TranscriptFile.Case, _ name: String) {
    let place = "\(name):\(expected.lineNumber): \(expected.command)"
    #expect(
      linesMatch(expected.output, result.output),
      "\(place)\nexpected:\n\(expected.output.joined(separator: "\n"))\nprinted:\n\(result.output.joined(separator: "\n"))"
    )
    #expect(
      linesMatch(expected.error, result.error),
      "\(place)\nexpected on stderr:\n\(expected.error.joined(separator: "\n"))\nprinted:\n\(result.error.joined(separator: "\n"))"
    )
    #expect(expected.status == result.status, "\(place): exit status")
  }

  private func record(_ result: CommandResult, in item: inout TranscriptFile.Case) {
    if !linesMatch(item.output, result.output) { item.output = result.output }
    if !linesMatch(item.error, result.error) { item.error = result.error }
    item.status = result.status
  }
}

@Suite struct TranscriptFileTests {
  @Test func readsAndWritesTheSame() throws {
    let text = "# one\n$ a\n+ b\n| x\n|\n! y\n? 2\n\n$ c\n"
    let file = try TranscriptFile(text)
    #expect(file.cases.count == 2)
    #expect(file.cases[0].command == "a\nb")
    #expect(file.cases[0].output == ["x", ""])
    #expect(file.cases[0].error == ["y"])
    #expect(file.cases[0].status == 2)
    #expect(file.text == text)
  }

  @Test func dotsStandForAnyText() {
    #expect(lineMatches("took … ms", "took 3.2 ms"))
    #expect(!lineMatches("took … ms", "took 3.2 s"))
    #expect(lineMatches("a…b…c", "a1b2c"))
    #expect(!lineMatches("a…b…c", "a1c2"))
    #expect(!linesMatch(["a"], ["a", "b"]))
  }
}
