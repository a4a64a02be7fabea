import Diagnostics
import Foundation
import Syntax
import Testing

/// Everything that a marketer should be able to ask is asked in `examples/capabilities`, and answered as it says there.
///
/// With `RECORD=1` in the environment the answers are rewritten with what is printed now.
@Suite struct CapabilityTests {
  static let names = Capability.names(endingIn: ".kq")
  static let answered = Set(names.flatMap(Capability.ids))

  @Test func everyCapabilityHasItsFile() {
    let owed = Set(Capability.all).subtracting(Capability.ofModels)
    #expect(owed.subtracting(CapabilityTests.answered).sorted() == [], "without a file in \(Capability.folder)")
    #expect(Set(CapabilityTests.answered).subtracting(Capability.all).sorted() == [])
  }

  @Test func nothingWaitsThatIsThere() {
    #expect(CapabilityTests.answered.intersection(Capability.ofModels).sorted() == [])
  }

  @Test func scriptsAndAnswersComeInPairs() {
    #expect(CapabilityTests.names == Capability.names(endingIn: ".txt"))
    #expect(CapabilityTests.names.filter { Capability.ids(of: $0).isEmpty } == [])
  }

  @Test(arguments: names) func answers(_ name: String) throws {
    let capability = Capability(name: name)
    let script = try String(contentsOf: capability.script, encoding: .utf8)
    #expect(script.hasPrefix("-- "), "\(name).kq begins with what the marketer asks")
    #expect(Formatter.format(SourceText(script)).text == script, "kenal fmt writes \(name).kq otherwise")
    var conversation = try DocumentSession(width: 80)
    defer { conversation.removeFiles() }
    let printed = conversation.run(script.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
    #expect(printed.isSuccess, "\(name):\n\(printed.lines.joined(separator: "\n"))")
    let text = (printed.lines + (try conversation.writtenFiles())).joined(separator: "\n") + "\n"
    if DocumentTests.isRecording { return try Data(text.utf8).write(to: capability.output) }
    let expected = try String(contentsOf: capability.output, encoding: .utf8)
    #expect(text == expected, "\(name) answers otherwise:\n\(text)")
  }
}
