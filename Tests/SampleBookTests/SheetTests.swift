import Testing

@testable import SampleBook

/// The bytes of single cells, at the lengths where they are laid down in other ways.
@Suite struct SheetTests {
  private func text(_ write: (inout CsvSheet) -> Void) -> String {
    var sheet = CsvSheet()
    write(&sheet)
    return String(decoding: sheet.written, as: UTF8.self)
  }

  private static let numbers: [Int] =
    [0, 1, -1, 60, 61, .max, .min]
    + (1...18).flatMap { digits in
      let power = (0..<digits).reduce(1) { power, _ in power * 10 }
      return [power - 1, power, power + 1, -power, power / 9 * 7]
    }

  @Test(arguments: numbers) func numbersOfAllLengths(_ number: Int) {
    #expect(text { $0.number(number) } == "\(number)")
    #expect(text { $0.number(number, then: .comma) } == "\(number),")
    #expect(text { $0.number(number, then: .lineEnd) } == "\(number)\n")
  }

  @Test func numbersAreFilledUpWithNoughts() {
    #expect(text { $0.number(0, digits: 7, then: .dash) } == "0000000-")
    #expect(text { $0.number(42, digits: 4) } == "0042")
    #expect(text { $0.number(12_345, digits: 4) } == "12345")
  }

  @Test(arguments: numbers) func amounts(_ number: Int) {
    let digits = "\(number.magnitude)"
    let filled = String(repeating: "0", count: max(3 - digits.count, 0)) + digits
    let amount = "\(number < 0 ? "-" : "")\(filled.dropLast(2)).\(filled.suffix(2))"
    #expect(text { $0.hundredths(number) } == amount)
    #expect(text { $0.hundredths(number, then: .comma) } == amount + ",")
  }

  @Test func keysGrowWithTheirNumbers() {
    #expect(text { $0.customer(0) } == "C000001")
    #expect(text { $0.customer(999_998, then: .comma) } == "C999999,")
    #expect(text { $0.customer(999_999, then: .comma) } == "C1000000,")
    #expect(text { $0.customer(99_999_999, then: .comma) } == "C100000000,")
    #expect(text { $0.shortKey(0x4B, 7, then: .comma) } == "K07,")
    #expect(text { $0.shortKey(0x4B, 99) } == "K99")
    #expect(text { $0.shortKey(0x4B, 100, then: .comma) } == "K100,")
    #expect(text { $0.shortKey(0x4B, 0, then: .comma) } == ",")
    #expect(text { $0.shortKey(0x4B, 0) } == "")
  }

  @Test func everyMinuteOfTheDay() {
    func pair(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    for minute in 0..<1_440 {
      #expect(text { $0.clock(minute, then: .comma) } == "T\(pair(minute / 60)):\(pair(minute % 60)),")
    }
  }

  @Test func textsOfAllLengths() {
    let texts = (0...40).map { String("äbcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".prefix($0)) }
    let phrases = Phrases(parts: texts)
    for (index, expected) in texts.enumerated() {
      #expect(text { $0.text(phrases, index) } == expected)
      #expect(text { $0.cell(phrases, index) } == expected + ",")
      #expect(text { $0.text(expected) } == expected)
      if let last = expected.utf8.last { #expect(phrases.lastByte(of: index) == last) }
    }
  }

  @Test func roomGrowsWithTheRows() {
    var sheet = CsvSheet()
    let row = String(repeating: "x", count: CsvSheet.slack - 9)
    for _ in 0..<200 {
      sheet.makeRoom()
      sheet.text(row)
      sheet.end()
    }
    #expect(sheet.written.elementsEqual(String(repeating: row + "\n", count: 200).utf8))
  }
}
