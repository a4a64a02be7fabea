import Diagnostics
import Testing

@testable import Syntax

/// Whatever is typed is answered with a tree or with a mistake that has its place.
struct HostileTests {
  private func mistakes(_ text: String) -> [Diagnostic] {
    let source = SourceText(text)
    let result = Parser.parse(source)
    for diagnostic in result.diagnostics {
      #expect(diagnostic.span.map { $0.lower >= 0 && $0.upper <= max(source.bytes.count, $0.lower) } == true)
    }
    return result.diagnostics.filter { $0.severity == .error }
  }

  @Test(arguments: [
    ("(", ""), ("f(", ""), ("not ", ""), ("- ", ""), ("a + ", "a"), ("a.", "a"), ("x in (", ""), ("a = ", "a"),
    ("(a and ", ""), ("a & ", "a"), ("f(x where ", ""), ("-(", ""), ("if(a, ", ""), ("a otherwise ", "b"),
  ])
  func deepNestingIsOnePositionedMistake(repeated: String, end: String) {
    let all = mistakes("select customers where " + String(repeating: repeated, count: 50_000) + end)
    #expect(all.last?.code == "too-deep")
    #expect(all.dropLast().map(\.code) == (repeated == "a = " ? ["chained-comparison"] : []))
  }

  @Test func openBracketsByTheHundredThousand() {
    #expect(mistakes("select customers where " + String(repeating: "(", count: 100_000)).map(\.code) == ["too-deep"])
  }

  @Test func nestingWithinTheLimitIsRead() {
    let text = String(repeating: "(", count: 190) + "a" + String(repeating: ")", count: 190)
    #expect(mistakes("select customers where " + text) == [])
    #expect(mistakes("select customers where a" + String(repeating: " + 1", count: 400)) == [])
  }

  @Test func longChainsAreFlat() {
    let text = "select customers where a" + String(repeating: " or a", count: 150_000)
    let result = Parser.parse(SourceText(text))
    #expect(result.diagnostics == [])
    guard case .select(let query)? = result.script.statements.first?.kind,
      case .where(let condition)? = query.clauses.first?.kind, case .chain(.or, let parts) = condition.kind
    else {
      Issue.record("not one chain")
      return
    }
    #expect(parts.count == 150_001)
    #expect(Formatter.text(of: condition).utf8.count == 150_001 + 4 * 150_000)
  }

  @Test(arguments: [500_000, 2_000_000])
  func tooLongIsSaid(count: Int) {
    #expect(mistakes("select customers where a" + String(repeating: " or a", count: count)).map(\.code) == ["too-long"])
  }

  @Test func manyMistakesAreCutShort() {
    let result = Parser.parse(SourceText(String(repeating: "foo bar;", count: 10_000)))
    #expect(result.diagnostics.count == 51)
    #expect(result.diagnostics.last?.code == "more-mistakes")
  }

  @Test func everyByteAndPairOfBytes() {
    for first in UInt8.min...UInt8.max {
      for second in stride(from: UInt8.min, through: UInt8.max - 17, by: 17) {
        let bytes = Array("select a where ".utf8) + [first, second] + Array(" = 5".utf8)
        let source = SourceText(bytes: bytes, name: "bytes")
        #expect(Parser.parse(source).diagnostics.allSatisfy { $0.span != nil })
        #expect(Formatter.format(source).text.isEmpty == false)
      }
    }
  }

  /// Pieces of the language in any order, with stray bytes between them.
  @Test(arguments: [11, 12, 13] as [UInt64])
  func anyPiecesInAnyOrder(seed: UInt64) {
    var chance = SeededGenerator(seed: seed)
    let signs =
      "( ) , ; . .. = == != < <= > >= + - * / % & -> \" “ ” ' ` $ $n \\ 5 5% 1.5 3m 90d 2026-01 2026-02-30 -- | [ é \n"
    let pieces = Word.allCases.map(\.rawValue) + signs.split(separator: " ").map(String.init) + ["\u{0}", "\u{202E}"]
    for _ in 0..<3_000 {
      let text = (0..<Int.random(in: 1...14, using: &chance)).map { _ in
        pieces.randomElement(using: &chance) ?? ""
      }.joined(separator: " ")
      let source = SourceText(text)
      let result = Parser.parse(source)
      let offset = Int.random(in: 0...text.utf8.count, using: &chance)
      _ = ExpectedSyntax.at(source, offset)
      _ = Parser.isComplete(source)
      guard !result.hasErrors else { continue }
      let formatted = Formatter.format(source).text
      let again = Parser.parse(SourceText(formatted))
      #expect(shape(again.script) == shape(result.script), "\(text)\n\(formatted)")
      #expect(Formatter.format(SourceText(formatted)).text == formatted, "\(text)")
    }
  }

  @Test(arguments: [
    "\u{0}", "\u{202E}a", "\"a\u{202E}b\"", "-- \u{2066}\nback", "a\u{200B}b", "`\u{7}`", "\u{FFFE}", "🙂",
  ])
  func hiddenAndForeignCharacters(text: String) {
    #expect(mistakes("select customers where x = " + text).isEmpty == false)
  }

  @Test func invalidUTF8() {
    let bytes = Array("select customers where city = \"".utf8) + [0xFF, 0xC3] + Array("\"".utf8)
    let result = Parser.parse(SourceText(bytes: bytes, name: "bytes"))
    #expect(result.diagnostics.map(\.code) == ["invalid-utf8"])
    #expect(result.diagnostics.first?.span == Span(31, 33))
  }

  @Test func byteOrderMarkAndWideSpacesAreSpaces() {
    #expect(mistakes("\u{FEFF}select customers\r\n\u{A0}where\u{3000}a = “b”\r\n") == [])
  }
}
