import Diagnostics
import Testing

@testable import Syntax

/// The statements that ask about one customer or one segment: what they hold, and what is said about mistakes.
struct AskingTests {
  @Test(arguments: [
    ("why C000123 in champions", "why C000123 in champions"),
    ("WHY \"a b\" IN `my segment`;", "why \"a b\" in `my segment`"),
    ("why +62-812/3 in a", "why +62-812/3 in a"), ("why o'brien@x.com in why", "why o'brien@x.com in why"),
    ("why in in in", "why in in in"), ("card budi@example.id", "card budi@example.id"),
    ("card \"a b\";", "card \"a b\""), ("card card", "card card"), ("contrast a", "contrast a"),
    ("contrast a\nwith `b c`", "contrast a with `b c`"),
  ])
  func isRead(source: String, written: String) {
    let result = Parser.parse(SourceText(source))
    #expect(result.diagnostics == [])
    #expect(result.script.statements.map { Formatter.text(of: $0) } == [written])
  }

  @Test(arguments: [
    ("why", "unexpected-end", 3, 3), ("why a", "unexpected-end", 5, 5), ("why a b", "unexpected-token", 6, 7),
    ("card", "unexpected-end", 4, 4), ("card a b", "unexpected-token", 7, 8),
    ("contrast", "unexpected-end", 8, 8), ("contrast a with", "unexpected-end", 15, 15),
    ("contrast a where b", "unexpected-token", 11, 16), ("why a in", "unexpected-end", 8, 8),
    ("why a in b where c", "unexpected-token", 11, 16),
  ])
  func hasItsPlace(source: String, code: String, lower: Int, upper: Int) {
    let errors = Parser.parse(SourceText(source)).diagnostics
    #expect(errors.map(\.code) == [code], "\(errors.map(\.message))")
    #expect(errors.first?.span == Span(lower, upper))
  }

  @Test(arguments: [
    ("why a not in b", "unexpected-token", "why a in b"), ("why a is in b", "unexpected-token", "why a in b"),
  ])
  func isMended(source: String, code: String, mended: String) throws {
    try expectMended(source, code: code, mended: mended)
  }

  @Test func expectationsOfCompletion() {
    func expected(_ text: String) -> ExpectedSyntax { ExpectedSyntax.at(SourceText(text), text.utf8.count) }
    #expect(expected("wh").words.contains(.why))
    #expect(expected("why ").names == [.key])
    #expect(expected("card C").names == [.key])
    #expect(expected("contrast ").names == [.segment])
    #expect(expected("contrast a ").words == [.with])
    #expect(expected("why a ").words == [.in])
    #expect(expected("why a in ").names == [.segment])
  }
}
