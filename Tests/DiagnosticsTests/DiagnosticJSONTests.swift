import Diagnostics
import Testing

struct DiagnosticJSONTests {
  @Test func `every key is there, columns count scalars`() {
    let source = SourceText("show é👍🏽x,\n  nam", name: "a \"b\".kq")
    let diagnostic = Diagnostic(
      "unknown-column", "No “nam”.", at: Span(20, 23), notes: ["one\ntwo", "a\\b"],
      suggestion: .init("name", at: Span(20, 23)))
    #expect(
      DiagnosticJSON.object(diagnostic, source: source)
        == #"{"severity":"error","code":"unknown-column","message":"No “nam”.","file":"a \"b\".kq","line":2,"column":3,"#
        + #""endLine":2,"endColumn":6,"notes":["one\ntwo","a\\b"],"#
        + #""suggestion":{"replacement":"name","start":{"line":2,"column":3},"end":{"line":2,"column":6}}}"#)
    let x = Diagnostic("x", "m", at: Span(15, 16), severity: .warning)
    #expect(
      DiagnosticJSON.object(x, source: source)
        == #"{"severity":"warning","code":"x","message":"m","file":"a \"b\".kq","line":1,"column":9,"endLine":1,"#
        + #""endColumn":10,"notes":[],"suggestion":null}"#)
  }

  @Test func `without a place the keys are null, and hidden characters are written out`() {
    #expect(
      DiagnosticJSON.lines([Diagnostic("x", "a\u{1B}\u{202E}\u{E0041}\t\r", notes: ["\u{2028}"])], source: nil)
        == #"{"severity":"error","code":"x","message":"a\u001B\u202E\uDB40\uDC41\t\r","file":null,"line":null,"#
        + #""column":null,"endLine":null,"endColumn":null,"notes":["\u2028"],"suggestion":null}"# + "\n")
  }
}
