import Testing
import Text

struct WordWrapTests {
  @Test(arguments: [
    ("", 10, [""]), ("one two", 10, ["one two"]), ("one two", 7, ["one two"]), ("one two", 6, ["one", "two"]),
    ("one  two   three", 9, ["one two", "three"]), ("unbreakable", 4, ["unbr", "eaka", "ble"]),
    ("a unbreakable", 4, ["a", "unbr", "eaka", "ble"]), ("日本語 です", 5, ["日本", "語", "です"]),
    ("  a bb ccc", 6, ["  a bb", "ccc"]),
    ("ab", 0, ["a", "b"]), ("日", 1, ["日"]), ("x 日日", 3, ["x", "日", "日"]),
  ])
  func `lines break at spaces, and inside a word only where it must be`(text: String, width: Int, lines: [String]) {
    #expect(WordWrap.lines(text, width: width) == lines)
  }
}
