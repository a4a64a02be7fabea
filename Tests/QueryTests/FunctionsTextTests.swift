import Columns
import Testing

@testable import Query

@Suite("Functions on text")
struct FunctionsTextTests {
  @Test func caseChangesCharacterByCharacter() throws {
    try expect(
      "lower",
      [
        ([.text("ÉCOLE İstanbul ΑΣ")], .text("école i\u{307}stanbul ασ")), ([.text("")], .text("")),
        ([.missing], .missing), ([.text("Ab1-Z@[`{")], .text("ab1-z@[`{")),
      ])
    try expect(
      "upper", [([.text("straße ᾳ ﬁ ǆ")], .text("STRASSE ᾼ ﬁ Ǆ")), ([.text("azAZ@[`{")], .text("AZAZ@[`{"))])
    try expect(
      "title",
      [
        ([.text("budi SANTOSO")], .text("Budi Santoso")), ([.text("jean-LUC  o'neil")], .text("Jean-Luc  O'neil")),
        ([.text("\u{a0}élan")], .text("\u{a0}Élan")), ([.text("")], .text("")),
      ])
  }

  @Test func partsCountCharacters() throws {
    try expect("length", [([.text("é日🤦")], .whole(3)), ([.text("")], .whole(0)), ([.missing], .missing)])
    try expect(
      "left",
      [
        ([.text("héllo"), .whole(2)], .text("hé")), ([.text("héllo"), .whole(-1)], .text("héll")),
        ([.text("héllo"), .whole(9)], .text("héllo")), ([.text("héllo"), .whole(-9)], .text("")),
        ([.text("héllo"), .whole(.max)], .missing),
      ])
    try expect(
      "left", [([.missing, .whole(1)], .missing), ([.text("a"), .missing], .missing)], types: [.text, .whole])
    try expect(
      "right",
      [
        ([.text("héllo"), .whole(4)], .text("éllo")), ([.text("héllo"), .whole(-1)], .text("éllo")),
        ([.text("héllo"), .whole(0)], .text("")),
      ])
    try expect(
      "substring",
      [
        ([.text("héllo"), .whole(2), .whole(2)], .text("él")), ([.text("héllo"), .whole(-2)], .text("lo")),
        ([.text("héllo"), .whole(-6), .whole(2)], .text("h")), ([.text("héllo"), .whole(9), .whole(2)], .text("")),
        ([.text("héllo"), .whole(0)], .missing), ([.text("héllo"), .whole(1), .whole(-1)], .missing),
      ])
  }

  @Test func partsFollowSeparators() throws {
    try expect(
      "before",
      [
        ([.text("a@b@c"), .text("@")], .text("a")), ([.text("@b"), .text("@")], .text("")),
        ([.text("abc"), .text("@")], .missing), ([.text("abc"), .text("")], .missing),
      ])
    try expect("after", [([.text("日::本::x"), .text("::")], .text("本::x")), ([.text("a@"), .text("@")], .text(""))])
    try expect(
      "position",
      [
        ([.text("日本"), .text("本")], .whole(2)), ([.text("aab"), .text("ab")], .whole(2)),
        ([.text("a"), .text("abc")], .missing),
      ])
    try expect(
      "domain",
      [([.text("a@b@Mail.COM")], .text("mail.com")), ([.text("x@")], .missing), ([.text("x")], .missing)])
    try expect("digits", [([.text("+62 812-٣3")], .text("628123")), ([.text("none")], .text(""))])
  }

  @Test func wordsAreBetweenWhiteSpace() throws {
    let text = Value.text(" \u{2003}Budi\tdwi\u{a0}Santoso ")
    try expect(
      "word",
      [
        ([text, .whole(1)], .text("Budi")), ([text, .whole(-1)], .text("Santoso")), ([text, .whole(4)], .missing),
        ([text, .whole(0)], .missing), ([.text(" "), .whole(1)], .missing),
      ])
    try expect("words", [([text], .whole(3)), ([.text("")], .whole(0))])
    try expect("initials", [([text], .text("BDS")), ([.text(" ")], .missing), ([.text("ßx")], .text("SS"))])
    try expect("trim", [([text], .text("Budi\tdwi\u{a0}Santoso")), ([.text("\u{85}\u{2028}")], .text(""))])
  }

  @Test func shapingKeepsWithinItsBounds() throws {
    try expect(
      "replace",
      [
        ([.text("aaa"), .text("aa"), .text("b")], .text("ba")), ([.text("aaa"), .text(""), .text("b")], .text("aaa")),
        ([.text("a"), .text("a"), .missing], .missing),
      ])
    try expect(
      "repeat",
      [
        ([.text("ab"), .whole(3)], .text("ababab")), ([.text("ab"), .whole(-3)], .text("")),
        ([.text("ab"), .whole(524_289)], .missing), ([.text(""), .whole(.max)], .missing),
      ])
    try expect(
      "padLeft",
      [
        ([.text("7"), .whole(3), .text("0")], .text("007")), ([.text("é"), .whole(4), .text("日x")], .text("日x日é")),
        ([.text("1234"), .whole(3), .text("0")], .text("1234")), ([.text("1"), .whole(3), .text("")], .text("1")),
        ([.text("1"), .whole(.min)], .text("1")), ([.text("1"), .whole(262_145)], .missing),
      ])
    try expect("padRight", [([.text("7"), .whole(3)], .text("7  "))])
  }

  @Test func textSaysValues() throws {
    try expect(
      "text",
      [
        ([.whole(.min)], .text("-9223372036854775808")), ([.money(-5)], .text("-0.05")),
        ([.money(.min)], .text("-92233720368547758.08")), ([.number(2)], .text("2")), ([.number(-0.0)], .text("0")),
        ([.number(0.1 + 0.2)], .text("0.30000000000000004")), ([.number(1e16)], .text("1e+16")),
        ([day("0099-01-05")], .text("0099-01-05")), ([time("1969-12-31", 9, 30)], .text("1969-12-31T09:30")),
        ([time("1969-12-31", 9, 0, microseconds: 500_000)], .text("1969-12-31T09:00:00.5")),
        ([.duration(-93_600_000_000)], .text("-1d 2h")), ([.duration(0)], .text("0d")),
        ([.truth(true)], .text("true")), ([.text("é")], .text("é")),
      ])
  }

  @Test func numbersAreReadWholeOrNotAtAll() throws {
    let known: [(String, Double)] = [
      ("12.5", 12.5), (" -3e2\t", -300), (".5", 0.5), ("5.", 5), ("+1", 1), ("1e-400", 0),
    ]
    for (text, number) in known { #expect(try call("number", [.text(text)]) == .number(number), "\(text)") }
    for text in ["", ".", "+", "1_0", "inf", "nan", "1e400", "1e", "0x10", "1 2", "1,5", "٣"] {
      #expect(try call("number", [.text(text)]) == .missing, "\(text)")
    }
    #expect(try call("number", [.money(1250)]) == .number(12.5))
  }

  @Test func conditionsDisregardCase() throws {
    let yes = Value.truth(true)
    let no = Value.truth(false)
    try expect(
      "contains",
      [
        ([.text("Straße"), .text("RASS")], yes), ([.text("e\u{301}t"), .text("É")], yes),
        ([.text("abc"), .text("")], yes),
        ([.text("abc"), .text("abcd")], no), ([.missing, .text("a")], no), ([.text("a"), .missing], no),
      ])
    try expect(
      "starts with",
      [
        ([.text("+62 8"), .text("+62")], yes), ([.text("Σα"), .text("ςΑ")], yes),
        ([.text("ab"), .text("b")], no),
      ])
    try expect("ends with", [([.text("a@X.com"), .text("x.COM")], yes), ([.text("m"), .text("com")], no)])
  }
}
