import Testing

/// The reading of code that the rules stand on.
@Suite struct CodeMaskTests {
  private func words(_ code: String, _ language: CodeMask.Language = .swift) -> [String] {
    CodeToken.all(in: CodeMask.mask(code, language)).map(\.text)
  }

  @Test func leavesOutCommentsAndTexts() {
    #expect(words("a // b\nc /* d /* e */ f */ g") == ["a", "c", "g"])
    #expect(words("a \"b \\\" c\" d") == ["a", "d"])
    #expect(words("a \"\"\"\n b \" c\n\"\"\" d") == ["a", "d"])
    #expect(words("a #\"b \" c \\(d)\"# e") == ["a", "e"])
  }

  @Test func keepsWhatIsInterpolated() {
    #expect(words("\"a \\(b + \"c\\(d)\") e\" f") == ["(", "b", "+", "(", "d", ")", ")", "f"])
    #expect(words("#\"a \\#(b) c\"# d") == ["(", "b", ")", "d"])
  }

  @Test func aNameInBackticksIsNoKeyword() {
    #expect(words("case `init`(a)") == ["case", "____", "(", "a", ")"])
  }

  @Test func readsCharactersOfC() {
    #expect(
      words("char a = '\"'; char b = '\\''; int c;", .c) == [
        "char", "a", "=", ";", "char", "b", "=", ";", "int", "c", ";",
      ])
    #expect(words("/* a /* b */ c", .c) == ["c"])
  }

  @Test func countsLines() {
    let tokens = CodeToken.all(in: CodeMask.mask("a\n\"\"\"\nb\n\"\"\"\nc", .swift))
    #expect(tokens.map(\.line) == [1, 5])
  }

  @Test(arguments: ["\"", "\"\\", "/*", "\"\"\"", "#\"", "\"\\(", "`", "'"]) func endsWithWhateverInput(_ code: String)
  {
    #expect(CodeMask.mask(code, .swift).count == code.utf8.count)
    #expect(CodeMask.mask(code, .c).count == code.utf8.count)
  }
}
