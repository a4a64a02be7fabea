@_spi(_Unicode) import Swift
import Testing

@testable import Text

struct NormalizationTests {
  @Test(arguments: [
    ("plain", "plain"), ("e\u{301}", "\u{E9}"), ("\u{E9}", "\u{E9}"), ("\u{212B}", "\u{C5}"), ("\u{2126}", "\u{3A9}"),
    ("s\u{307}\u{323}", "\u{1E69}"), ("\u{1E0B}\u{323}", "\u{1E0D}\u{307}"), ("\u{1112}\u{1161}\u{11AB}", "\u{D55C}"),
    ("\u{344}", "\u{308}\u{301}"), ("\u{958}", "\u{915}\u{93C}"), ("\u{FB2C}", "\u{5E9}\u{5BC}\u{5C1}"),
    ("\u{F73}\u{F71}", "\u{F71}\u{F71}\u{F72}"), ("日本語", "日本語"), ("ﬁ", "ﬁ"),
  ])
  func `texts that look alike get one spelling`(text: String, expected: String) {
    #expect(Array(Normalization.nfc(text).unicodeScalars) == Array(expected.unicodeScalars))
    var bytes: [UInt8] = [0x21]
    Normalization.nfc(Array(text.utf8).span, into: &bytes)
    #expect(bytes == [0x21] + Array(expected.utf8))
  }

  @Test func `every scalar becomes what the standard library holds equal to it, and stays so`() {
    for scalar in everyScalar() {
      let text = String(Character(scalar))
      let once = Normalization.nfc(text)
      guard once != text || Array(Normalization.nfc(once).utf8) != Array(once.utf8) else { continue }
      Issue.record("U+\(String(scalar.value, radix: 16)) becomes \(once.unicodeScalars.map(\.value))")
    }
  }

  @Test func `what the standard library would change is never called sure`() {
    var wrong: [[Unicode.Scalar]] = []
    for scalar in everyScalar(from: 0x80) {
      let text = String(Character(scalar))
      let apart = Array(text._nfd)
      var spellings = [[scalar], apart]
      if scalar.properties.canonicalCombiningClass.rawValue != 0 {
        // Marks of class 1, 220 and 234 beside it, in both orders; none of them joins anything.
        for other in ["\u{334}", "\u{359}", "\u{35D}"] as [Unicode.Scalar] {
          spellings += [["x", scalar, other], ["x", other, scalar]]
        }
      }
      wrong += spellings.filter { isSure($0) && Array(String(String.UnicodeScalarView($0))._nfc) != $0 }
    }
    #expect(wrong == [])
    #expect(isSure(["ก", "\u{E38}", "\u{E48}"]) && isSure(["x", "\u{334}", "\u{359}"]) && !isSure(["e", "\u{301}"]))
  }

  private func isSure(_ scalars: [Unicode.Scalar]) -> Bool {
    Normalization.isSurelyNFC(Array(String(String.UnicodeScalarView(scalars)).utf8).span)
  }

  @Test func `invalid bytes are repaired as the standard library repairs them`() {
    let broken: [[UInt8]] = [
      [0xFF], [0xC3], [0xC3, 0x28], [0xE2, 0x82], [0xF0, 0x9F, 0x98, 0x61], [0xED, 0xA0, 0x80], [0xC0, 0xAF],
      [0xF4, 0x90, 0x80, 0x80], [0x61, 0x80, 0x62], [0xE0, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80],
    ]
    for bytes in broken {
      var repaired: [UInt8] = []
      Normalization.nfc(bytes.span, into: &repaired)
      #expect(repaired == Array(String(decoding: bytes, as: UTF8.self).utf8), "\(bytes)")
      var folded: [UInt8] = []
      CaseFolding.fold(bytes.span, into: &folded)
      #expect(folded == Array(String(decoding: bytes, as: UTF8.self).utf8), "\(bytes)")
    }
  }

  @Test func `long runs of marks in bad order come in order`() {
    var text = "a"
    var expected: [Unicode.Scalar] = ["\u{E1}"]
    for index in 0..<60_000 { text.unicodeScalars.append(index % 2 == 0 ? "\u{301}" : "\u{316}") }
    expected += Array(repeating: "\u{316}", count: 30_000) + Array(repeating: "\u{301}", count: 29_999)
    #expect(Array(Normalization.nfc(text).unicodeScalars) == expected)
  }
}
