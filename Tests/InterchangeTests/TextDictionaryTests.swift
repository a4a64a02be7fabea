import CKernels
import Testing

@testable import Interchange

/// The dictionary of texts against the one of the language.
@Suite struct TextDictionaryTests {
  /// Short and long texts, with those among them that differ only in their zeros or in their last byte.
  private static let hard = [
    "a", "a\0", "a\0\0", "\0", "12345678", "123456789", "12345678\0", "1234567890123456", "1234567890123457",
    "12345678901234567", "x234567890123456", "é", "éééé", "ééééé",
  ]

  private func check(_ texts: [String]) {
    var dictionary = TextDictionary()
    var expected: [String: Int32] = [:]
    for text in texts {
      let wanted = expected[text] ?? Int32(expected.count)
      expected[text] = wanted
      #expect(dictionary.code(Array(text.utf8).span) == wanted, "\(text)")
    }
    #expect(dictionary.count == expected.count)
    for (text, code) in expected { #expect(dictionary.string(Int(code)) == text) }
    var others = TextDictionary()
    let asked = texts.map { $0 + "?" } + texts.reversed()
    for text in asked { _ = others.code(Array(text.utf8).span) }
    dictionary.prepareLookups()
    let codes = dictionary.codes(of: others)
    for code in 0..<others.count { #expect(codes[code] == expected[others.string(code)] ?? -1) }
  }

  @Test func ascendingTextsNeedNoTable() {
    check((1...3000).map { "\($0)" })
    check((100...3000).map { "C00000\($0)" })
    check((1...300).flatMap { ["\($0)", "\($0)", "\($0)"] })
  }

  @Test func textsThatStopAscending() {
    check((1...400).map { "\($0)" } + (1...500).map { "\($0)" })
    check((0..<5000).map { "\($0 * 7919 % 1009)" })
    check((0..<5000).map { "a longer text \($0 * 7919 % 1009)" })
    check(["b", "a", "b", "a", "c"])
  }

  @Test func textsThatAreNearlyEqual() {
    check(TextDictionaryTests.hard)
    check(TextDictionaryTests.hard.reversed() + TextDictionaryTests.hard)
    for first in TextDictionaryTests.hard {
      for second in TextDictionaryTests.hard { check([first, second, first, second]) }
    }
  }

  /// Numbers are found without hashing, but for those that come too early or are not written like the others.
  @Test func textsThatAreNumbers() {
    let shuffled = (0..<30_000).map { $0 * 7919 % 30_011 }
    check(shuffled.map { "\($0)" })
    check(["5", "3"] + shuffled.map { "\($0 * 100)" } + shuffled.map { "\($0)" })
    check(shuffled.map { "C\($0)" } + shuffled.map { "D\($0)" })
    check(shuffled.map { "C0\(100_000 + $0)" } + shuffled.map { "C\($0)" })
    check(["007", "7", "07", "0007", "0", "00", "000", "", "7", "8", "70", "7x", "x7", "-7", "7.", "99999999"])
    check(["9", "7", "007", "07", "0", "00", "99999999", "999999999", "100000000", "/7", ":7", "7:"])
    check(["b2", "b1", "b", "b1\0", "b01", "b10", "c1", "b99999", "b9999999", "b1"])
  }

  @Test func everyNumberOfOneToEightDigits() {
    for count in 1...8 {
      let digits = Array("90817263".utf8.prefix(count))
      let word = digits.enumerated().reduce(UInt64(0)) { $0 | UInt64($1.element) << (8 * UInt64($1.offset)) }
      #expect(Int(csv_number(word, count)) == Int(String(decoding: digits, as: UTF8.self)))
      for place in 0..<count {
        for byte in UInt64(0)...255 where !(48...57).contains(byte) {
          let other = word & ~(0xFF << (8 * UInt64(place))) | byte << (8 * UInt64(place))
          #expect(csv_number(other, count) == -1)
        }
      }
    }
    #expect(csv_number(0, 0) == -1)
  }
}
