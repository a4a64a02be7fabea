import Foundation
import Testing

/// Every document says what is so: its examples are run, and its tables are those of the code.
///
/// With `RECORD=1` in the environment the outputs and tables are rewritten with what is printed now.
@Suite struct DocumentTests {
  static let paths = Project.files.filter(\.isDocument).map(\.path)
  static let isRecording = ProcessInfo.processInfo.environment["RECORD"] == "1"

  @Test func thereAreDocuments() {
    #expect(
      Set(DocumentTests.paths).isSuperset(of: [
        "README.md", "Sources/README.md", "grammar/README.md", "examples/README.md",
      ]))
  }

  @Test func recordingIsNeverOnInContinuousIntegration() {
    let isIntegration = ProcessInfo.processInfo.environment["CI"] != nil
    #expect(!(isIntegration && DocumentTests.isRecording))
  }

  @Test(arguments: paths) func isTrue(_ path: String) throws {
    let url = Project.root.appendingPathComponent(path)
    let written = try String(contentsOf: url, encoding: .utf8)
    var document = MarkdownDocument(written)
    refreshTables(of: &document)
    let failures = try refreshExamples(of: &document)
    #expect(failures.isEmpty, "\(path):\n\(failures.joined(separator: "\n"))")
    if DocumentTests.isRecording {
      if document.text != written { try Data(document.text.utf8).write(to: url) }
    } else {
      #expect(document.text == written, "\(path) says otherwise:\n\(difference(written, document.text))")
    }
  }

  /// Each table of the code stands in exactly one document.
  @Test(arguments: ReferenceSection.all.map(\.name)) func isInADocument(_ name: String) {
    let holders = Project.files.filter { $0.isDocument && MarkdownDocument($0.text).section(name) != nil }
    #expect(holders.count == 1)
  }

  private func refreshTables(of document: inout MarkdownDocument) {
    for section in ReferenceSection.all {
      if let range = document.section(section.name) { document.lines.replaceSubrange(range, with: section.lines()) }
    }
  }

  /// Runs the examples in order and puts in what they print; gives those that failed without the document showing it.
  private func refreshExamples(of document: inout MarkdownDocument) throws -> [String] {
    guard !document.examples.isEmpty else { return [] }
    var conversation = try DocumentSession()
    defer { conversation.removeFiles() }
    var failures: [String] = []
    for index in document.examples.indices {
      let example = document.examples[index]
      let printed = conversation.run(document.content(example.statements))
      if let output = example.output {
        let shown = MarkdownDocument.excerpt(printed.lines, like: document.content(output))
        document.lines.replaceSubrange(output.content, with: shown)
      } else if !printed.isSuccess {
        failures.append("line \(example.statements.content.lowerBound + 1):\n" + printed.lines.joined(separator: "\n"))
      }
    }
    return failures
  }

  /// The first lines in which two texts differ.
  private func difference(_ written: String, _ printed: String) -> String {
    let old = written.split(separator: "\n", omittingEmptySubsequences: false)
    let new = printed.split(separator: "\n", omittingEmptySubsequences: false)
    let changes = new.difference(from: old).prefix(40).map { change in
      switch change {
      case .remove(let offset, let line, _): "line \(offset + 1) - \(line)"
      case .insert(let offset, let line, _): "line \(offset + 1) + \(line)"
      }
    }
    return changes.joined(separator: "\n")
  }
}

/// The reading of documents that the tests above stand on.
@Suite struct MarkdownDocumentTests {
  let document = MarkdownDocument(
    """
    Text
    ```kenal
    select a
    ```

    ```text
    printed
    ```
    ```kenal
    select b
    ```
    words between
    ```text
    not its output
    ```
    <!-- things: from the code -->
    old
    <!-- end -->
    """)

  @Test func findsExamplesAndTheirOutput() {
    #expect(document.examples.map { document.content($0.statements) } == [["select a"], ["select b"]])
    #expect(document.examples[0].output.map(document.content) == ["printed"])
    #expect(document.examples[1].output == nil)
  }

  @Test func findsSections() {
    #expect(document.section("things").map { Array(document.lines[$0]) } == ["old"])
    #expect(document.section("thing") == nil)
  }

  @Test func excerptsKeepBothEnds() {
    let printed = ["a", "b", "c", "d"]
    #expect(MarkdownDocument.excerpt(printed, like: ["x", "…", "y"]) == ["a", "…", "d"])
    #expect(MarkdownDocument.excerpt(printed, like: ["x", "y"]) == printed)
    #expect(MarkdownDocument.excerpt(["a", "b"], like: ["x", "…", "y"]) == ["a", "b"])
  }

  @Test func keepsTheText() {
    #expect(MarkdownDocument("a\n\nb\n").text == "a\n\nb\n")
  }

  @Test func aFailingExampleIsNoticed() throws {
    var conversation = try DocumentSession()
    defer { conversation.removeFiles() }
    #expect(!conversation.run(["select nothingOfThatName"]).isSuccess)
    let printed = conversation.run(["select customers limit 1"])
    #expect(printed.isSuccess)
    #expect(printed.lines.contains { $0.hasPrefix("C000001") })
  }
}
