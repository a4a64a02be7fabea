import Diagnostics
import Testing

@testable import Syntax

/// That a source has one mistake, of this code, and that what is suggested mends it.
func expectMended(_ source: String, code: String, mended: String) throws {
  let errors = Parser.parse(SourceText(source)).diagnostics.filter { $0.severity == .error }
  #expect(errors.map(\.code) == [code], "\(errors.map(\.message))")
  let suggestion = try #require(errors.first?.suggestion)
  var bytes = Array(source.utf8)
  bytes.replaceSubrange(suggestion.span.lower..<suggestion.span.upper, with: Array(suggestion.replacement.utf8))
  #expect(String(decoding: bytes, as: UTF8.self) == mended)
}
