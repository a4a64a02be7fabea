import Diagnostics
import Foundation
import Query
import Syntax
import Testing

/// Every mistake in `Tests/BadInput`, and what is said of it: one file a kind, `> query` and then the rendered text.
///
/// `RECORD=1` writes the files anew; read what changed before you keep it.
@Suite struct BadInputTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("BadInput")

  static var files: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".txt") }.sorted()
  }

  @Test(arguments: files) func saysWhatWeAgreedOn(file: String) throws {
    let url = Self.folder.appendingPathComponent(file)
    let cases = try Case.read(url)
    let context = QueryContext(book: try SmallShop.book(), today: SmallShop.today)
    let answered = cases.map { Case(query: $0.query, expected: Answer.text($0.query, in: context)) }
    if ProcessInfo.processInfo.environment["RECORD"] != nil {
      try answered.map(\.written).joined(separator: "\n").write(to: url, atomically: true, encoding: .utf8)
    }
    for (written, answer) in zip(cases, answered) {
      #expect(answer.expected == written.expected, "\(file): \(written.query)")
    }
  }

  @Test func thereAreEnoughOfThem() throws {
    let count = try Self.files.reduce(0) { try $0 + Case.read(Self.folder.appendingPathComponent($1)).count }
    #expect(count >= 300)
  }
}

/// A bad query and the text that a person is shown.
struct Case {
  var query: String
  var expected: String

  var written: String { "> \(query)\n\(expected)\n" }

  static func read(_ url: URL) throws -> [Case] {
    var cases: [Case] = []
    for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("> ") {
        cases.append(Case(query: String(line.dropFirst(2)), expected: ""))
      } else if !cases.isEmpty {
        cases[cases.count - 1].expected += line + "\n"
      }
    }
    return cases.map { Case(query: $0.query, expected: $0.expected.trimmingCharacters(in: .newlines)) }
  }
}

/// What a conversation would show for one line: its mistakes, or that it has none.
enum Answer {
  static func text(_ query: String, in context: QueryContext) -> String {
    let source = SourceText(query)
    let parsed = Parser.parse(source)
    if parsed.diagnostics.contains(where: { $0.severity == .error }) { return rendered(parsed.diagnostics, source) }
    for statement in parsed.script.statements {
      guard case .select(let select) = statement.kind else { continue }
      let (typed, found) = Resolver.resolve(select, in: context)
      guard let typed else { return rendered(parsed.diagnostics + found, source) }
      do {
        _ = try Executor.run(typed)
      } catch let diagnostic as Diagnostic {
        return rendered([diagnostic], source)
      } catch {
        return "\(error)"
      }
    }
    return "(no mistake found)"
  }

  private static func rendered(_ diagnostics: [Diagnostic], _ source: SourceText) -> String {
    DiagnosticRenderer.text(diagnostics, source: source, width: 80, color: false)
      .trimmingCharacters(in: .newlines)
  }
}
